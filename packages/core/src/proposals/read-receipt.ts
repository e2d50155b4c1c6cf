import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { composeReceipt } from "./compose-receipt.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId, ProposalNotSubmitted, Receipt } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";

/** The receipt of what is submitted now, for those who may read the proposal (ELG-02). */
export const readReceipt = async (
  { proposals }: { readonly proposals: Pick<ProposalStore, "load" | "loadSubmissionEntry"> },
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<Receipt, ProposalNotFound | NotAllowed | CoordinatorOnly | ProposalNotSubmitted>> => {
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const { state, version } = found.value.proposal;
  if (state.state !== "submitted") return err({ kind: "ProposalNotSubmitted", state: state.state });
  return ok(composeReceipt(state, await proposals.loadSubmissionEntry(proposalId, version)));
};
