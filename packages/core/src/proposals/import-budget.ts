import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Busy } from "../audit/stored.ts";
import type { CostsChange } from "./budget-workbook.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import type { PartnerNotFound } from "./invite-partner.ts";
import type { SpreadsheetDeps } from "./export-budget.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type Part, pathOf } from "./part.ts";
import type { ProposalId } from "./proposal.ts";
import type { PartStale } from "./proposal-store.ts";
import { type PartNotYours, decidePartAccess } from "./part-access.ts";
import type { Member } from "./proposal.ts";
import { refuseNow } from "./save-part.ts";

export type ImportBudgetError =
  | PartNotYours
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | CallNotOpen
  | CallClosed
  | PartnerNotFound
  | PartStale
  | Busy;

type ImportBudget = {
  readonly proposalId: ProposalId;
  readonly changes: readonly Pick<CostsChange, "content" | "expectedVersion">[];
  readonly command: Command;
};

/** The first part of a workbook that is not this member's to write. */
const refuseParts = (member: Member, changes: ImportBudget["changes"]): PartNotYours | null => {
  for (const { content } of changes) {
    const mine = decidePartAccess(member, pathOf(content));
    if (!mine.ok) return mine.error;
  }
  return null;
};

/** Takes over what a preview showed. A part that somebody saved since is not overwritten, and nothing is written for a partner who was taken out since. */
export const importBudget = async (
  { proposals }: Pick<SpreadsheetDeps, "proposals">,
  { proposalId, changes, command }: ImportBudget,
): Promise<Result<readonly Part[], ImportBudgetError>> => {
  const { parts, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "importBudget", proposalId, command });
  if (!found.ok) return found;
  const refused = loaded.member === null ? null : refuseParts(loaded.member, changes);
  if (refused !== null) return err(refused);
  const gone = changes.find(({ content }) => !parts.some(({ path }) => path === `partner.${content.slot}`));
  if (gone !== undefined) return err({ kind: "PartnerNotFound", slot: gone.content.slot });
  const { state, version } = found.value.proposal;
  const { callId, topicId } = state;
  const outside = await refuseNow(proposals, callId, command, topicId);
  if (outside !== null) return err(outside);
  const saves = changes.map(({ content, expectedVersion }) => ({
    proposalId,
    path: pathOf(content),
    content,
    expectedVersion,
    // Lines that are new stand on no version that the removal of their partner would end.
    ...(expectedVersion === 0 ? { onHead: version } : {}),
  }));
  return proposals.saveParts(saves, command);
};
