import type { Result } from "@grants/kernel/result";
import type { Cents } from "@grants/kernel/money";
import type { SheetRow } from "./budget-sheet.ts";
import type { CostsPart, PartnerPart, WorkPackagePart } from "./part.ts";
import type { ProposalTotals } from "./document.ts";
import type { ProposalId } from "./proposal.ts";

/** What a workbook of a budget is written from. */
export type BudgetWorkbook = {
  readonly proposalId: ProposalId;
  readonly name: string;
  readonly partners: readonly PartnerPart[];
  readonly workPackages: readonly WorkPackagePart[];
  readonly costs: readonly CostsPart[];
  readonly totals: ProposalTotals;
};

export type SpreadsheetNotXlsx = { readonly kind: "SpreadsheetNotXlsx" };
export type SpreadsheetTooLarge = {
  readonly kind: "SpreadsheetTooLarge";
  readonly bytes: number;
  readonly bytesMax: number;
};
/** Small as it is sent and large when it is unpacked, or of very many files. */
export type SpreadsheetExpandsTooFar = { readonly kind: "SpreadsheetExpandsTooFar" };
export type SpreadsheetHasMacros = { readonly kind: "SpreadsheetHasMacros" };
/** A workbook, but not one that this page has given out, or one of another version or proposal. */
export type SpreadsheetNotExpected = {
  readonly kind: "SpreadsheetNotExpected";
  readonly reason: "SHEET_MISSING" | "TEMPLATE_VERSION" | "OTHER_PROPOSAL";
};
export type SpreadsheetRefusal =
  | SpreadsheetNotXlsx
  | SpreadsheetTooLarge
  | SpreadsheetExpandsTooFar
  | SpreadsheetHasMacros
  | SpreadsheetNotExpected;

/** Workbooks as files. What is read was sent by a person and is checked before a byte of it is unpacked. */
export type BudgetWorkbooks = {
  write(workbook: BudgetWorkbook): Promise<Uint8Array>;
  read(bytes: Uint8Array, proposalId: ProposalId): Result<readonly SheetRow[], SpreadsheetRefusal>;
};

/** What an import would change in the lines of one partner in one work package. */
export type CostsChange = {
  readonly content: CostsPart;
  /** The version that it would replace; 0 where there is none. */
  readonly expectedVersion: number;
  readonly linesBefore: number;
  readonly centsBefore: Cents;
  readonly centsAfter: Cents;
};
