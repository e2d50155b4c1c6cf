import type { OrganisationId } from "@grants/kernel/id";
import type { Rights } from "../access/rights.ts";
import { type CentreNotRecognised, refuseUnrecognised } from "../registry/recognised-centres.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { SecondStage } from "../calls/second-stage.ts";
import type { ProposalId } from "./proposal.ts";
import type { CallInForce, ProposalStore } from "./proposal-store.ts";

/** The award without a call names other organisations than this one. */
export type OrganisationNotInvited = { readonly kind: "OrganisationNotInvited"; readonly callId: CallId };
/** A full proposal begins with the short one that was invited. */
export type ShortProposalFirst = { readonly kind: "ShortProposalFirst"; readonly proposalId: string };
export type UninvitedRefusal = OrganisationNotInvited | CentreNotRecognised | ShortProposalFirst | CallNotFound;

type Applicant = {
  readonly coordinator: OrganisationId;
  readonly rights: Rights | null;
  readonly topicId: string;
  readonly from: ProposalId | undefined;
};

/** To people of no invited organisation there is no such call. */
const notInvited = (
  callId: CallId,
  invited: readonly { readonly organisation: OrganisationId }[],
  { rights }: Applicant,
): OrganisationNotInvited | CallNotFound => {
  const isAnotherInvited = (rights?.grants ?? []).some(({ organisation }) =>
    invited.some((one) => one.organisation === organisation),
  );
  return isAnotherInvited ? { kind: "OrganisationNotInvited", callId } : { kind: "CallNotFound", callId };
};

const refuseForStage = (callId: CallId, { invited }: SecondStage, applicant: Applicant): UninvitedRefusal | null => {
  const { coordinator, topicId, from } = applicant;
  const own = invited.filter((one) => one.organisation === coordinator && one.topicId === topicId);
  const [first] = own;
  if (first === undefined) return notInvited(callId, invited, applicant);
  return own.some(({ proposalId }) => proposalId === from)
    ? null
    : { kind: "ShortProposalFirst", proposalId: first.proposalId };
};

/**
 * Who may answer a call that is for some: an invited Centre whose capacity is recognised on this day (NCC-03), and in the second of two
 * stages who was invited, beginning with the short proposal. `null`: this one may, or the call is for everybody.
 */
export const refuseUninvited = async (
  proposals: Pick<ProposalStore, "loadCentres">,
  { version: { callId, content } }: CallInForce,
  applicant: Applicant,
): Promise<UninvitedRefusal | null> => {
  const { directAward, secondStage } = content;
  if (secondStage !== undefined) return refuseForStage(callId, secondStage, applicant);
  if (directAward === undefined) return null;
  const own = directAward.invited.filter(({ organisation }) => organisation === applicant.coordinator);
  if (own.length === 0) return notInvited(callId, directAward.invited, applicant);
  return refuseUnrecognised(own, await proposals.loadCentres(own.map(({ country }) => country)));
};
