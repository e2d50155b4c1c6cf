import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { Proposal, ProposalId, ProposalNotSubmitted } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";

export type WithdrawProposalError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | ProposalNotSubmitted
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | CommitRefusal;
type WithdrawProposal = { proposalId: ProposalId; expectedVersion: number; command: Command };

/** Takes a submission back until the deadline; the draft stays and may be submitted again. */
export const withdrawProposal = async (
  { proposals }: { readonly proposals: ProposalStore },
  { proposalId, expectedVersion, command }: WithdrawProposal,
): Promise<Result<Stored<Proposal>, WithdrawProposalError>> => {
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "withdrawProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  if (proposal.version !== expectedVersion) return proposals.settle(proposal, expectedVersion, command);
  if (proposal.state.state !== "submitted") return err({ kind: "ProposalNotSubmitted", state: proposal.state.state });
  const outside = await refuseNow(proposals, proposal.state.callId, command, proposal.state.topicId);
  if (outside !== null) return err(outside);
  const { submitted: _submitted, frozen, ...rest } = proposal.state;
  // Where the consortium changed since, no document is frozen: what is left is a draft.
  const next: Proposal =
    frozen === undefined
      ? { ...rest, state: "writing" }
      : { ...rest, frozen, state: "withdrawn", withdrawnAt: command.at };
  return proposals.commitStep(
    { aggregate: proposalId, before: proposal, next, type: "ProposalWithdrawn", role, terms: [] },
    command,
  );
};
