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

export type SubmissionRefusal = CallNotOpen | CallClosed | ProposalNotFrozen | AnotherDocumentFrozen;

/** Whether the call takes something in at this instant. The closing instant itself is in time, one millisecond later is late (CLR-CAL-01). */
export const refuseOutsidePeriod = (
  { opensAt, closesAt }: Pick<CallVersion, "opensAt" | "closesAt">,
  receivedAt: Instant,
): CallNotOpen | CallClosed | null => {
  if (receivedAt < opensAt) return { kind: "CallNotOpen", opensAt };
  return receivedAt > closesAt ? { kind: "CallClosed", closesAt } : null;
};

type Submission = { readonly documentSha256: Digest; readonly receivedAt: Instant };

/** The whole rule. It names the frozen document, so an autosave in flight cannot change what is submitted (DESIGN §4.2). */
export const decideSubmission = (
  proposal: Proposal,
  call: Pick<CallVersion, "opensAt" | "closesAt" | "contentVersion">,
  { documentSha256, receivedAt }: Submission,
): Result<SubmittedProposal, SubmissionRefusal> => {
  const outside = refuseOutsidePeriod(call, receivedAt);
  if (outside !== null) return err(outside);
  if (proposal.state === "writing") return err({ kind: "ProposalNotFrozen" });
  const { frozen, id, callId, topicId, coordinator, shard } = proposal;
  if (frozen === undefined) return err({ kind: "ProposalNotFrozen" });
  if (frozen.sha256 !== documentSha256) return err({ kind: "AnotherDocumentFrozen", frozenSha256: frozen.sha256 });
  const submitted = { ...frozen, receivedAt, callVersion: call.contentVersion };
  return ok({ state: "submitted", id, callId, topicId, coordinator, shard, frozen, submitted });
};
