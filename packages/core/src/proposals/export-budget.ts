import { type Result, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { BudgetWorkbooks } from "./budget-workbook.ts";
import { computeTotals } from "./compute-totals.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { draftOf } from "./find-shortcomings.ts";
import type { ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";

export type SpreadsheetDeps = {
  readonly proposals: Pick<ProposalStore, "loadWhole" | "load" | "loadCall" | "saveParts">;
  readonly workbooks: BudgetWorkbooks;
};

/** The cost lines of the draft as a workbook, to be worked on where people work on budgets, and brought back. */
export const exportBudget = async (
  { proposals, workbooks }: SpreadsheetDeps,
  { proposalId, command }: { proposalId: ProposalId; command: Command },
): Promise<Result<Uint8Array, ProposalNotFound | NotAllowed | CoordinatorOnly>> => {
  const { parts, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const call = await proposals.loadCall(found.value.proposal.state.callId);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const { general, partners, workPackages, budgets, costs } = draftOf(parts);
  const totals = computeTotals(partners, budgets, call.version.content.profile, costs);
  return ok(await workbooks.write({ proposalId, name: general?.acronym ?? "", partners, workPackages, costs, totals }));
};
