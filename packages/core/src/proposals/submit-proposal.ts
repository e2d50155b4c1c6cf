import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import { composeReceipt } from "./compose-receipt.ts";
import { type SubmissionRefusal, decideSubmission, isAboutTime } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type SignOffsMissing, isSignOffRequired, missingSignOffs } from "./missing-sign-offs.ts";
import type { ConsortiumStore } from "./consortium-store.ts";
import type { Proposal, ProposalId, Receipt, SubmittedProposal } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";

export type SubmitProposalDeps = {
  readonly proposals: ProposalStore;
  readonly documents: Pick<DocumentStore, "load">;
  readonly consortium: Pick<ConsortiumStore, "loadSignOffs">;
};
export type SubmitProposalError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | SubmissionRefusal
  | SignOffsMissing
  | CallGateDown
  | CommitRefusal;
type SubmitProposal = {
  proposalId: ProposalId;
  /** Digest of the frozen document that the person has looked at. */
  documentSha256: Digest;
  expectedVersion: number;
  command: Command;
};

/** One small transaction that cannot be slow on the last day: head, register row, audit entry (DATA §6). */
export const submitProposal = async (
  { proposals, documents, consortium }: SubmitProposalDeps,
  { proposalId, documentSha256, expectedVersion, command }: SubmitProposal,
): Promise<Result<Receipt, SubmitProposalError>> => {
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "submitProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  if (proposal.version !== expectedVersion)
    return receiptOf(await proposals.settle(proposal, expectedVersion, command));
  const decided = await decideOnCall(proposals, proposal.state, { documentSha256, receivedAt: command.at });
  if (!decided.ok) return decided;
  const next = decided.value;
  const missing = await findMissing({ proposals, documents, consortium }, next);
  if (missing !== null) return err(missing);
  const terms = [{ id: next.callId, version: next.submitted.callVersion }];
  const change = { aggregate: proposalId, before: proposal, next, type: "ProposalSubmitted", role, terms };
  return receiptOf(await proposals.commitStep(change, command));
};

/** Only a call that asks for every partner's sign-off costs the two reads (ELG-06). */
const findMissing = async (
  { proposals, documents, consortium }: SubmitProposalDeps,
  submitted: SubmittedProposal,
): Promise<SignOffsMissing | null> => {
  if (!isSignOffRequired((await callOf(proposals, submitted, false)).content)) return null;
  const { id, submitted: document } = submitted;
  const [frozen, signOffs] = await Promise.all([documents.load(id, document.sha256), consortium.loadSignOffs(id)]);
  if (frozen === null) throw new Error(`The frozen document of ${id} is gone.`);
  const slots = missingSignOffs(frozen, signOffs, document.sha256);
  return slots.length === 0 ? null : { kind: "SignOffsMissing", slots };
};

// The call may be a copy of ten seconds to accept; a refusal for lateness reads it again (DATA §6).
const decideOnCall = async (
  proposals: Pick<ProposalStore, "loadCall">,
  proposal: Proposal,
  submission: Parameters<typeof decideSubmission>[2],
) => {
  const cached = await callOf(proposals, proposal, false);
  const decided = decideSubmission(proposal, cached, submission);
  if (decided.ok || !isAboutTime(decided.error)) return decided;
  return decideSubmission(proposal, await callOf(proposals, proposal, true), submission);
};

const callOf = async (proposals: Pick<ProposalStore, "loadCall">, { callId }: Proposal, isFresh: boolean) => {
  const call = await proposals.loadCall(callId, isFresh);
  if (call === null) throw new Error(`The call ${callId} of a proposal is gone.`);
  return call.version;
};

const receiptOf = <E>(result: Result<Stored<Proposal>, E>): Result<Receipt, E> => {
  if (!result.ok) return result;
  const { state, version, chainHash } = result.value;
  if (state.state !== "submitted") throw new Error(`${state.id} was submitted and is ${state.state}.`);
  return ok(composeReceipt(state, { version, entryHash: chainHash }));
};
