import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { proposalDocumentBytesMax } from "@grants/kernel/limits";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import { type ProposalIncomplete, composeDocument } from "./compose-document.ts";
import { type CallClosed, type CallNotOpen, refuseOutsidePeriod } from "./decide-submission.ts";
import { markOfParts } from "./parts-mark.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { seatsOf } from "./membership.ts";
import type { FrozenDocument, Proposal, ProposalId } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";

export type DocumentTooLarge = { readonly kind: "DocumentTooLarge"; readonly bytes: number; readonly bytesMax: number };
export type FreezeProposalDeps = {
  readonly proposals: ProposalStore;
  readonly documents: DocumentStore;
  readonly sha256: Sha256;
};
export type FreezeProposalError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | ProposalIncomplete
  | DocumentTooLarge
  | CommitRefusal;
type FreezeProposal = { proposalId: ProposalId; expectedVersion: number; command: Command };

const withFrozen = (proposal: Proposal, frozen: FrozenDocument): Proposal =>
  // A submitted proposal stays submitted until the revised one is: an unfinished revision never unsubmits.
  proposal.state === "submitted" ? { ...proposal, frozen } : { ...head(proposal), state: "frozen", frozen };

const head = ({ id, callId, topicId, coordinator, shard }: Proposal) => ({ id, callId, topicId, coordinator, shard });

/** Freezes the draft as a document that can be read, signed and submitted by its digest. The document is kept before the head names it. */
export const freezeProposal = async (
  { proposals, documents, sha256 }: FreezeProposalDeps,
  { proposalId, expectedVersion, command }: FreezeProposal,
): Promise<Result<Stored<Proposal>, FreezeProposalError>> => {
  const { parts, memberships, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "freezeProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  if (proposal.version !== expectedVersion) return proposals.settle(proposal, expectedVersion, command);
  const [call, checks] = await Promise.all([
    proposals.loadCall(proposal.state.callId, true),
    proposals.loadAnnexChecks(proposalId, parts),
  ]);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const outside = refuseOutsidePeriod(call.version, command.at, proposal.state.topicId);
  if (outside !== null) return err(outside);
  const composed = composeDocument(proposal.state, parts, call.version, checks, seatsOf(memberships));
  if (!composed.ok) return composed;
  const text = canonicalJson(composed.value);
  if (text.length > proposalDocumentBytesMax)
    return err({ kind: "DocumentTooLarge", bytes: text.length, bytesMax: proposalDocumentBytesMax });
  const digest = sha256(text);
  await documents.keep(proposalId, digest, text);
  const { requestedCents, eligibleCents } = composed.value.totals;
  const partsMark = markOfParts(sha256, parts);
  const next = withFrozen(proposal.state, { sha256: digest, partsMark, requestedCents, eligibleCents });
  const terms = [{ id: call.version.callId, version: call.version.contentVersion }];
  return proposals.commitStep(
    { aggregate: proposalId, before: proposal, next, type: "ProposalFrozen", role, terms },
    command,
  );
};
