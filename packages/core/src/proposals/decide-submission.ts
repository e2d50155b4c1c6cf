import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { CallContent, CallVersion } from "../calls/call.ts";
import type { Proposal, SubmittedProposal } from "./proposal.ts";

export type CallNotOpen = { readonly kind: "CallNotOpen"; readonly opensAt: Instant };
export type CallClosed = { readonly kind: "CallClosed"; readonly closesAt: Instant };
export type ProposalNotFrozen = { readonly kind: "ProposalNotFrozen" };
/** Somebody froze another document since; the person must look at that one before submitting it. */
export type AnotherDocumentFrozen = { readonly kind: "AnotherDocumentFrozen"; readonly frozenSha256: Digest };

/** Of two stages, the first is over: only who handed in a short proposal goes on. */
export type FirstStageClosed = { readonly kind: "FirstStageClosed"; readonly closedAt: Instant };
/** Full proposals follow the invitations to the second stage. */
export type InvitationsPending = { readonly kind: "InvitationsPending"; readonly plannedInviteOn: LocalDate };

export type SubmissionRefusal =
  | CallNotOpen
  | CallClosed
  | FirstStageClosed
  | InvitationsPending
  | ProposalNotFrozen
  | AnotherDocumentFrozen;

/** Whether a later version of the call could lift the refusal: more time was given. */
export const isAboutTime = ({ kind }: SubmissionRefusal): boolean =>
  kind === "CallClosed" || kind === "CallNotOpen" || kind === "FirstStageClosed" || kind === "InvitationsPending";

type Period = Pick<CallVersion, "opensAt" | "closesAt" | "topicClosesAt">;
type Stages = { readonly firstClosesAt?: Instant | undefined; readonly content?: Pick<CallContent, "firstStage"> };

/**
 * Whether the call takes something in at this instant, for a topic by that topic's own deadline where it has one. The closing instant itself
 * is in time, one millisecond later is late (CLR-CAL-01).
 */
export const refuseOutsidePeriod = (
  { opensAt, closesAt: lastAt, topicClosesAt = {} }: Period,
  receivedAt: Instant,
  topicId?: string,
): CallNotOpen | CallClosed | null => {
  const closesAt = (topicId === undefined ? undefined : topicClosesAt[topicId]) ?? lastAt;
  if (receivedAt < opensAt) return { kind: "CallNotOpen", opensAt };
  return receivedAt > closesAt ? { kind: "CallClosed", closesAt } : null;
};

/** Between two stages nothing is handed in; in the second one by those alone whose short proposal stands. */
export const refuseOutsideStage = (
  { firstClosesAt, content }: Stages,
  state: Proposal["state"] | null,
  receivedAt: Instant,
): FirstStageClosed | InvitationsPending | null => {
  if (firstClosesAt === undefined || receivedAt <= firstClosesAt) return null;
  if (state !== "submitted") return { kind: "FirstStageClosed", closedAt: firstClosesAt };
  const plannedInviteOn = content?.firstStage?.plannedInviteOn;
  return plannedInviteOn !== undefined && dateInZone(receivedAt) < plannedInviteOn
    ? { kind: "InvitationsPending", plannedInviteOn }
    : null;
};

type Submission = { readonly documentSha256: Digest; readonly receivedAt: Instant };

/** The whole rule. It names the frozen document, so an autosave in flight cannot change what is submitted (DESIGN §4.2). */
export const decideSubmission = (
  proposal: Proposal,
  call: Period & Stages & Pick<CallVersion, "contentVersion">,
  { documentSha256, receivedAt }: Submission,
): Result<SubmittedProposal, SubmissionRefusal> => {
  const outside =
    refuseOutsidePeriod(call, receivedAt, proposal.topicId) ?? refuseOutsideStage(call, proposal.state, receivedAt);
  if (outside !== null) return err(outside);
  if (proposal.state === "writing") return err({ kind: "ProposalNotFrozen" });
  const { frozen, id, callId, topicId, coordinator, shard } = proposal;
  if (frozen === undefined) return err({ kind: "ProposalNotFrozen" });
  if (frozen.sha256 !== documentSha256) return err({ kind: "AnotherDocumentFrozen", frozenSha256: frozen.sha256 });
  const submitted = { ...frozen, receivedAt, callVersion: call.contentVersion };
  return ok({ state: "submitted", id, callId, topicId, coordinator, shard, frozen, submitted });
};
