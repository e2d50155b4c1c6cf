import type { OrganisationId } from "@grants/kernel/id";
import type { Rights } from "../access/rights.ts";
import { type CentreNotRecognised, refuseUnrecognised } from "../registry/recognised-centres.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { CallInForce, ProposalStore } from "./proposal-store.ts";

/** The award without a call names other organisations than this one. */
export type OrganisationNotInvited = { readonly kind: "OrganisationNotInvited"; readonly callId: CallId };
export type UninvitedRefusal = OrganisationNotInvited | CentreNotRecognised | CallNotFound;

type Applicant = { readonly coordinator: OrganisationId; readonly rights: Rights | null };

/**
 * Who may answer an award without a call: an invited Centre whose capacity is recognised on this day (NCC-03). To people of no invited
 * organisation it does not exist. `null`: this one may, or the call is for everybody.
 */
export const refuseUninvited = async (
  proposals: Pick<ProposalStore, "loadCentres">,
  { version: { callId, content } }: CallInForce,
  { coordinator, rights }: Applicant,
): Promise<UninvitedRefusal | null> => {
  const { directAward } = content;
  if (directAward === undefined) return null;
  const own = directAward.invited.filter(({ organisation }) => organisation === coordinator);
  if (own.length > 0) return refuseUnrecognised(own, await proposals.loadCentres(own.map(({ country }) => country)));
  const isAnotherInvited = (rights?.grants ?? []).some(({ organisation }) =>
    directAward.invited.some((centre) => centre.organisation === organisation),
  );
  return isAnotherInvited ? { kind: "OrganisationNotInvited", callId } : { kind: "CallNotFound", callId };
};
