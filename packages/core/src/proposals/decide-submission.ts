import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import type { Proposal, SubmittedProposal } from "./proposal.ts";

export type CallNotOpen = { readonly kind: "CallNotOpen"; readonly opensAt: Instant };
export type CallClosed = { readonly kind: "CallClosed"; readonly closesAt: Instant };
export type ProposalNotFrozen = { readonly kind: "ProposalNotFrozen" };
/** Somebody froze another document since; the person must look at that one before submitting it. */
export type AnotherDocumentFrozen = { readonly kind: "AnotherDocumentFrozen"; readonly frozenSha256: Digest };

/** Of two stages, the first is over: full proposals are for those who are invited. */
export type FirstStageClosed = { readonly kind: "FirstStageClosed"; readonly closedAt: Instant };
export type SubmissionRefusal = CallNotOpen | CallClosed | FirstStageClosed | ProposalNotFrozen | AnotherDocumentFrozen;

/** Whether a later version of the call could lift the refusal: more time was given. */
export const isAboutTime = ({ kind }: SubmissionRefusal): boolean =>
  kind === "CallClosed" || kind === "CallNotOpen" || kind === "FirstStageClosed";

type Period = Pick<CallVersion, "opensAt" | "closesAt" | "topicClosesAt">;
type Stages = { readonly firstClosesAt?: Instant | undefined };

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

/** Short proposals are handed in until the end of the first stage; a full one answers a call of its own, for those who are invited. */
export const refuseOutsideStage = ({ firstClosesAt }: Stages, receivedAt: Instant): FirstStageClosed | null =>
  firstClosesAt === undefined || receivedAt <= firstClosesAt
    ? null
    : { kind: "FirstStageClosed", closedAt: firstClosesAt };

type Submission = { readonly documentSha256: Digest; readonly receivedAt: Instant };

/** The whole rule. It names the frozen document, so an autosave in flight cannot change what is submitted (DESIGN §4.2). */
export const decideSubmission = (
  proposal: Proposal,
  call: Period & Stages & Pick<CallVersion, "contentVersion">,
  { documentSha256, receivedAt }: Submission,
): Result<SubmittedProposal, SubmissionRefusal> => {
  const outside = refuseOutsidePeriod(call, receivedAt, proposal.topicId) ?? refuseOutsideStage(call, receivedAt);
  if (outside !== null) return err(outside);
  if (proposal.state === "writing") return err({ kind: "ProposalNotFrozen" });
  const { frozen, id, callId, topicId, coordinator, shard } = proposal;
  if (frozen === undefined) return err({ kind: "ProposalNotFrozen" });
  if (frozen.sha256 !== documentSha256) return err({ kind: "AnotherDocumentFrozen", frozenSha256: frozen.sha256 });
  const submitted = { ...frozen, receivedAt, callVersion: call.contentVersion };
  return ok({ state: "submitted", id, callId, topicId, coordinator, shard, frozen, submitted });
};
