import { linesPerCostsPartMax } from "@grants/kernel/limits";
import { type Cents, EnteredCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { CostItem, CostLine, type CostLineKind, quantityOf } from "./cost-line.ts";
import type { CostsPart } from "./part.ts";

/** A cell as the file has it. A number is its text, which no arithmetic has touched. */
export type SheetCell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "formula" }
  | { readonly kind: "other" };

/** Where each thing stands in the sheet of lines. The last column, what a line costs, is computed and never read. */
export const sheetColumns = {
  partner: "A",
  workPackage: "B",
  item: "C",
  kind: "D",
  description: "E",
  quantity: "F",
  rate: "G",
  amount: "H",
  cost: "I",
} as const;
type Column = (typeof sheetColumns)[keyof typeof sheetColumns];
const inputColumns = ["A", "B", "C", "D", "E", "F", "G", "H"] as const satisfies readonly Column[];

export type SheetRow = { readonly row: number; readonly cells: { readonly [column in Column]?: SheetCell } };

/** How the kinds of line are called in the file. */
export const sheetKinds = {
  amount: "amount",
  units: "units",
  days: "days",
  "lump sum": "lumpSum",
} as const satisfies Readonly<Record<string, CostLineKind>>;
export const sheetNameOfKind = (kind: CostLineKind): string => (kind === "lumpSum" ? "lump sum" : kind);
/** "A1" is "A.1" in the file, as everywhere in the field. */
export const sheetNameOfItem = (item: CostItem): string => (item.length === 1 ? item : `${item[0]}.${item[1]}`);

export const sheetFaultCodes = [
  "FORMULA",
  "CELL_NOT_UNDERSTOOD",
  "CELL_MISSING",
  "CELL_NOT_EMPTY",
  "PARTNER_UNKNOWN",
  "WORK_PACKAGE_UNKNOWN",
  "CATEGORY_UNKNOWN",
  "KIND_UNKNOWN",
  "KIND_NOT_OF_CATEGORY",
  "TEXT_IN_NUMBER",
  "TOO_MANY_DECIMALS",
  "NEGATIVE",
  "TOO_LARGE",
  "DESCRIPTION_NOT_TAKEN",
  "TOO_MANY_LINES",
] as const;
/** What is wrong in one cell, by its address in the sheet of lines. */
export type SheetFault = { readonly cell: string; readonly code: (typeof sheetFaultCodes)[number] };

export type KnownPlaces = { readonly partners: readonly string[]; readonly workPackages: readonly string[] };

type Read<T> = Result<T, SheetFault["code"]>;

const textOf = (cell: SheetCell | undefined): Read<string> => {
  if (cell === undefined) return ok("");
  if (cell.kind === "formula") return err("FORMULA");
  return cell.kind === "other" ? err("CELL_NOT_UNDERSTOOD") : ok(cell.text.trim());
};

/** The first word of a cell names the thing; what follows is for the reader: "p001 Ministry of Digital Affairs". */
const nameIn = <T extends string>(
  cell: SheetCell | undefined,
  find: (name: string) => T | undefined,
  unknown: SheetFault["code"],
): Read<T> => {
  const text = textOf(cell);
  if (!text.ok) return text;
  if (text.value === "") return err("CELL_MISSING");
  const found = find(text.value) ?? find(text.value.split(/\s/)[0] ?? "");
  return found === undefined ? err(unknown) : ok(found);
};

const amongst =
  (names: readonly string[]) =>
  (name: string): string | undefined =>
    names.find((one) => one === name.toLowerCase());

const itemNamed = (name: string): CostItem | undefined =>
  CostItem.options.find((item) => item === name.replace(".", "").toUpperCase());

const kindNamed = (name: string): CostLineKind | undefined =>
  Object.entries(sheetKinds).find(([called]) => called === name.toLowerCase())?.[1];

/** Hundredths of a number. Spreadsheets keep fifteen digits: what stands behind them is the noise of their arithmetic. */
const hundredthsIn = (cell: SheetCell | undefined): Read<Cents> => {
  if (cell === undefined) return err("CELL_MISSING");
  if (cell.kind === "formula") return err("FORMULA");
  if (cell.kind === "text") return err(cell.text.trim() === "" ? "CELL_MISSING" : "TEXT_IN_NUMBER");
  if (cell.kind === "other") return err("CELL_NOT_UNDERSTOOD");
  const number = Number(cell.text);
  if (!Number.isFinite(number)) return err("TEXT_IN_NUMBER");
  if (number < 0) return err("NEGATIVE");
  const shown = /^(\d+)(?:\.(\d+))?$/.exec(String(Number(number.toPrecision(15))));
  if (shown === null) return err(number < 1 ? "TOO_MANY_DECIMALS" : "TOO_LARGE");
  const [, whole = "0", decimals = ""] = shown;
  if (decimals.length > 2) return err("TOO_MANY_DECIMALS");
  const read = EnteredCents.safeParse(Number(`${whole}${decimals.padEnd(2, "0")}`));
  return read.success ? ok(read.data) : err("TOO_LARGE");
};

const isBlank = (cell: SheetCell | undefined): boolean =>
  cell === undefined || (cell.kind === "text" && cell.text.trim() === "");

const mustBeEmpty = (cell: SheetCell | undefined): Read<null> => {
  if (isBlank(cell)) return ok(null);
  return err(cell?.kind === "formula" ? "FORMULA" : "CELL_NOT_EMPTY");
};

type Placed = { readonly slot: string; readonly workPackage: string; readonly line: CostLine };

const faultsOf = (
  row: number,
  reads: { readonly [column in Column]?: Result<unknown, SheetFault["code"]> },
): readonly SheetFault[] =>
  Object.entries(reads).flatMap(([column, read]) => (read.ok ? [] : [{ cell: `${column}${row}`, code: read.error }]));

/** How much, by the kind of the line: an amount, or so many at so much. What belongs to the other is left empty. */
const measureIn = (kind: CostLineKind, { row, cells }: SheetRow) => {
  if (kind === "amount" || kind === "lumpSum") {
    const amount = hundredthsIn(cells.H);
    const reads = { F: mustBeEmpty(cells.F), G: mustBeEmpty(cells.G), H: amount };
    return { faults: faultsOf(row, reads), measure: amount.ok ? { amountCents: amount.value } : {} };
  }
  const [quantity, rate] = [hundredthsIn(cells.F), hundredthsIn(cells.G)];
  const reads = { F: quantity, G: rate, H: mustBeEmpty(cells.H) };
  const counted = quantity.ok && rate.ok ? { [kind]: quantityOf(quantity.value), rateCents: rate.value } : {};
  return { faults: faultsOf(row, reads), measure: counted };
};

/** The cell of what a line refuses. */
const cellOfIssue: Readonly<Record<string, readonly [Column, SheetFault["code"]]>> = {
  item: ["D", "KIND_NOT_OF_CATEGORY"],
  description: ["E", "DESCRIPTION_NOT_TAKEN"],
  units: ["F", "TOO_LARGE"],
  days: ["F", "TOO_LARGE"],
  rateCents: ["G", "TOO_LARGE"],
  amountCents: ["H", "TOO_LARGE"],
};

const readRow = (sheetRow: SheetRow, known: KnownPlaces): Result<Placed, readonly SheetFault[]> => {
  const { row, cells } = sheetRow;
  const slot = nameIn(cells.A, amongst(known.partners), "PARTNER_UNKNOWN");
  const workPackage = nameIn(cells.B, amongst(known.workPackages), "WORK_PACKAGE_UNKNOWN");
  const item = nameIn(cells.C, itemNamed, "CATEGORY_UNKNOWN");
  const kind = nameIn(cells.D, kindNamed, "KIND_UNKNOWN");
  const description = textOf(cells.E);
  const { faults, measure } = kind.ok ? measureIn(kind.value, sheetRow) : { faults: [], measure: {} };
  const all = [...faultsOf(row, { A: slot, B: workPackage, C: item, D: kind, E: description }), ...faults];
  if (all.length > 0 || !slot.ok || !workPackage.ok || !item.ok || !kind.ok || !description.ok) return err(all);
  const line = CostLine.safeParse({
    kind: kind.value,
    item: item.value,
    description: description.value,
    ...measure,
  });
  if (line.success) return ok({ slot: slot.value, workPackage: workPackage.value, line: line.data });
  return err(
    line.error.issues.map(({ path }): SheetFault => {
      const [column, code] = cellOfIssue[String(path[0])] ?? ["E", "CELL_NOT_UNDERSTOOD"];
      return { cell: `${column}${row}`, code };
    }),
  );
};

/** Faults that one answer names: who mends these sees the next ones. */
export const sheetFaultsMax = 50;

/** The cost lines of a sheet by partner and work package, or every cell that stands in the way. Empty rows are passed over. */
export const readSheetRows = (
  rows: readonly SheetRow[],
  known: KnownPlaces,
): Result<readonly CostsPart[], readonly SheetFault[]> => {
  const parts = new Map<string, CostsPart>();
  const faults: SheetFault[] = [];
  for (const sheetRow of rows) {
    if (inputColumns.every((column) => isBlank(sheetRow.cells[column]))) continue;
    const read = readRow(sheetRow, known);
    if (!read.ok) {
      faults.push(...read.error);
      continue;
    }
    const { slot, workPackage, line } = read.value;
    const lines = parts.get(`${slot}.${workPackage}`)?.lines ?? [];
    if (lines.length === linesPerCostsPartMax) faults.push({ cell: `A${sheetRow.row}`, code: "TOO_MANY_LINES" });
    else parts.set(`${slot}.${workPackage}`, { kind: "costs", slot, workPackage, lines: [...lines, line] });
  }
  return faults.length > 0 ? err(faults.slice(0, sheetFaultsMax)) : ok([...parts.values()]);
};
