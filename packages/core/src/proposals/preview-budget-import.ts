import { canonicalJson } from "@grants/kernel/canonical-json";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { type SheetFault, readSheetRows } from "./budget-sheet.ts";
import type { CostsChange, SpreadsheetRefusal } from "./budget-workbook.ts";
import { sumLines } from "./cost-line.ts";
import type { SpreadsheetDeps } from "./export-budget.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { draftOf } from "./find-shortcomings.ts";
import { type CostsPart, type Part, pathOf } from "./part.ts";
import type { ProposalId } from "./proposal.ts";

/** Cells that cannot be taken, each by its address. Nothing was changed. */
export type SpreadsheetInvalid = { readonly kind: "SpreadsheetInvalid"; readonly faults: readonly SheetFault[] };
export type PreviewBudgetImportError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | SpreadsheetRefusal
  | SpreadsheetInvalid;

export type BudgetImportPreview = {
  readonly changes: readonly CostsChange[];
  readonly centsBefore: Cents;
  readonly centsAfter: Cents;
};

/** What the lines of a sheet would change in the draft: parts that stay as they are are not named, parts that the sheet leaves out lose their lines. */
export const costsChanges = (parts: readonly Part[], wanted: readonly CostsPart[]): readonly CostsChange[] => {
  const current = draftOf(parts).costs;
  const paths = new Set([...current, ...wanted].map(pathOf));
  return [...paths].toSorted().flatMap((path): readonly CostsChange[] => {
    const before = current.find((part) => pathOf(part) === path);
    const after = wanted.find((part) => pathOf(part) === path);
    const model = after ?? before;
    if (model === undefined) return [];
    const content = { ...model, lines: after?.lines ?? [] };
    const linesBefore = before?.lines ?? [];
    if (canonicalJson(linesBefore) === canonicalJson(content.lines)) return [];
    return [
      {
        content,
        expectedVersion: parts.find((part) => part.path === path)?.version ?? 0,
        linesBefore: linesBefore.length,
        centsBefore: sumLines(linesBefore),
        centsAfter: sumLines(content.lines),
      },
    ];
  });
};

/** Reads a workbook against the draft and says, to the cent, what taking it over would change. It writes nothing. */
export const previewBudgetImport = async (
  { proposals, workbooks }: SpreadsheetDeps,
  { proposalId, bytes, command }: { proposalId: ProposalId; bytes: Uint8Array; command: Command },
): Promise<Result<BudgetImportPreview, PreviewBudgetImportError>> => {
  const { parts, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "previewBudgetImport", proposalId, command });
  if (!found.ok) return found;
  const rows = workbooks.read(bytes, proposalId);
  if (!rows.ok) return rows;
  const draft = draftOf(parts);
  const read = readSheetRows(rows.value, {
    partners: draft.partners.map(({ slot }) => slot),
    workPackages: draft.workPackages.map(({ workPackage }) => workPackage),
  });
  if (!read.ok) return err({ kind: "SpreadsheetInvalid", faults: read.error });
  return ok({
    changes: costsChanges(parts, read.value),
    centsBefore: sumCents(draft.costs.map(({ lines }) => sumLines(lines))),
    centsAfter: sumCents(read.value.map(({ lines }) => sumLines(lines))),
  });
};
