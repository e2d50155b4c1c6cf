import { sheetColumns, sheetKinds, sheetNameOfItem, sheetNameOfKind } from "@grants/core/proposals/budget-sheet";
import type { BudgetWorkbook } from "@grants/core/proposals/budget-workbook";
import { CostItem, type CostLine, lineCents } from "@grants/core/proposals/cost-line";
import type { Cents } from "@grants/kernel/money";
import ExcelJS, { type Worksheet } from "exceljs";
import { firstLineRow, headerRow, lastLineRow, linesSheet, templateVersion } from "./template.ts";

const euro = "#,##0.00";
const columns = sheetColumns;
const headers = [
  { header: "Partner", width: 28 },
  { header: "Work package", width: 28 },
  { header: "Category", width: 12 },
  { header: "Kind", width: 12 },
  { header: "Description", width: 44 },
  { header: "Units or days", width: 14, format: "#,##0.##" },
  { header: "Rate (EUR)", width: 16, format: euro },
  { header: "Amount (EUR)", width: 16, format: euro },
  { header: "Cost (EUR)", width: 16, format: euro },
] as const;

const itemNames: Readonly<Record<CostItem, string>> = {
  A1: "employees",
  A2: "persons under direct contract",
  A3: "seconded persons",
  A4: "owners of small enterprises and natural persons",
  B: "subcontracting",
  C1: "travel and subsistence",
  C2: "equipment",
  C3: "other goods, works and services",
  D1: "financial support to third parties",
  D2: "internally invoiced goods and services",
  D3: "other",
};

/** A number that a spreadsheet shows with these cents: 15 digits hold every amount that can be entered. */
const inEuro = (amount: Cents): number => amount / 100;

const instructions = [
  "Budget of a proposal: how to use this workbook",
  "",
  `1. Work in the sheet "${linesSheet}": one row is one cost line of one partner in one work package.`,
  "2. Choose partner, work package, category and kind from the lists of their cells.",
  '3. Kind "amount": write the amount in column H. Kinds "units" and "days": write how many in F and the rate in G; leave H empty.',
  '   "days" is for personnel (A.1 to A.4): the day rate is the annual cost of the person divided by 215. "lump sum" is for calls that pay lump sums.',
  "4. Write numbers with at most two decimals, no formulas, no negative amounts. Column I computes what the line costs and is not read.",
  "5. Rows without anything in them are passed over. A row that you empty takes its line out of the budget.",
  "6. Save as .xlsx and bring the file back to the page of the budget. You see every change, to the cent, before it is taken over.",
  "",
  "Indirect costs (E), rates and contributions are computed by the platform and are never entered.",
  "",
  "Categories:",
  ...CostItem.options.map((item) => `${sheetNameOfItem(item)}  ${itemNames[item]}`),
];

type Lists = {
  readonly partners: readonly string[];
  readonly workPackages: readonly string[];
  readonly items: readonly string[];
  readonly kinds: readonly string[];
};

const listsOf = ({ partners, workPackages }: BudgetWorkbook): Lists => ({
  partners: partners.map(({ slot, name }) => `${slot} ${name}`),
  workPackages: workPackages.map(({ workPackage, title }) => `${workPackage} ${title}`.trim()),
  items: CostItem.options.map(sheetNameOfItem),
  kinds: Object.keys(sheetKinds),
});

const labelled = (names: readonly string[], name: string): string => names.find((one) => one.startsWith(name)) ?? name;

type Measure = { readonly quantity?: number; readonly rate?: number; readonly amount?: number };

const measureOf = (line: CostLine): Measure => {
  switch (line.kind) {
    case "amount":
    case "lumpSum":
      return { amount: inEuro(line.amountCents) };
    case "units":
      return { quantity: Number(line.units), rate: inEuro(line.rateCents) };
    case "days":
      return { quantity: Number(line.days), rate: inEuro(line.rateCents) };
  }
};

const costFormula = (row: number): string =>
  `IF(D${row}="","",IF(OR(D${row}="amount",D${row}="lump sum"),H${row},ROUND(F${row}*G${row},2)))`;

/** Columns whose values come from lists, in the order of the lists. */
const inputs = [columns.partner, columns.workPackage, columns.item, columns.kind] as const;

/** Empty rows that compute what they cost as soon as they are filled. */
const spareRows = 100;

const writeLines = (sheet: Worksheet, workbook: BudgetWorkbook, lists: Lists): void => {
  const placed = workbook.costs.flatMap(({ slot, workPackage, lines }) =>
    lines.map((line) => ({ slot, workPackage, line })),
  );
  placed.forEach(({ slot, workPackage, line }, index) => {
    const row = firstLineRow + index;
    const { quantity, rate, amount } = measureOf(line);
    sheet.getRow(row).values = [
      labelled(lists.partners, slot),
      labelled(lists.workPackages, workPackage),
      sheetNameOfItem(line.item),
      sheetNameOfKind(line.kind),
      line.description,
      quantity,
      rate,
      amount,
      { formula: costFormula(row), result: inEuro(lineCents(line)) },
    ];
  });
  for (let row = firstLineRow + placed.length; row < firstLineRow + placed.length + spareRows; row += 1)
    sheet.getCell(`${columns.cost}${row}`).value = { formula: costFormula(row), result: "" };
};

const below = (column: string): string => `${column}${firstLineRow}:${column}${lastLineRow}`;
const wholeColumn = (column: string): string => `${linesSheet}!$${column}$${firstLineRow}:$${column}$${lastLineRow}`;

const validate = (sheet: Worksheet, { partners, workPackages, items, kinds }: Lists): void => {
  [partners, workPackages, items, kinds].forEach((names, index) => {
    const column = inputs[index] ?? columns.kind;
    if (names.length === 0) return;
    validations(sheet).add(below(column), {
      type: "list",
      allowBlank: true,
      formulae: [`Lists!$${column}$1:$${column}$${names.length}`],
      showErrorMessage: true,
      errorTitle: "Choose from the list",
      error: "Choose one of the values of the list.",
    });
  });
  for (const column of [columns.quantity, columns.rate, columns.amount])
    validations(sheet).add(below(column), {
      type: "decimal",
      operator: "greaterThanOrEqual",
      allowBlank: true,
      formulae: [0],
      showErrorMessage: true,
      errorTitle: "A number",
      error: "Write a number that is not negative, with at most two decimals.",
    });
};

/** Rules for a whole column at once: the library knows them and its types do not. */
type Validations = { add(range: string, rule: ExcelJS.DataValidation): void };
const validations = (sheet: Worksheet): Validations =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a member that the library's types leave out.
  (sheet as unknown as { readonly dataValidations: Validations }).dataValidations;

const shade = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE3E9F8" } } as const;

const head = (sheet: Worksheet, row: number, names: readonly string[]): void => {
  sheet.getRow(row).values = [...names];
  sheet.getRow(row).eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = shade;
    cell.protection = { locked: true };
  });
};

const addLines = (file: ExcelJS.Workbook, workbook: BudgetWorkbook, lists: Lists): void => {
  const sheet = file.addWorksheet(linesSheet, { views: [{ state: "frozen", ySplit: headerRow }] });
  headers.forEach(({ width, ...rest }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    column.style = {
      ...("format" in rest ? { numFmt: rest.format } : {}),
      protection: { locked: index === headers.length - 1 },
    };
  });
  sheet.getRow(1).values = [templateVersion, undefined, workbook.proposalId];
  sheet.getRow(2).values = [workbook.name];
  for (const row of [1, 2])
    sheet.getRow(row).eachCell({ includeEmpty: true }, (cell) => {
      cell.font = row === 1 ? { color: { argb: "FF767676" }, size: 9 } : { bold: true, size: 14 };
      cell.protection = { locked: true };
    });
  head(
    sheet,
    headerRow,
    headers.map(({ header }) => header),
  );
  writeLines(sheet, workbook, lists);
  validate(sheet, lists);
};

const addLists = (file: ExcelJS.Workbook, lists: Lists): void => {
  const sheet = file.addWorksheet("Lists", { state: "hidden" });
  [lists.partners, lists.workPackages, lists.items, lists.kinds].forEach((names, index) => {
    names.forEach((name, row) => {
      sheet.getCell(row + 1, index + 1).value = name;
    });
  });
};

/** Sums that follow the lines while they are written: of each partner in each work package. */
const addMatrix = (sheet: Worksheet, workbook: BudgetWorkbook, from: number): void => {
  const { partners, workPackages, costs } = workbook;
  head(sheet, from, ["Direct costs (EUR)", ...workPackages.map(({ workPackage }) => workPackage), "Together"]);
  partners.forEach(({ slot, name }, index) => {
    const row = sheet.getRow(from + 1 + index);
    row.getCell(1).value = `${slot} ${name}`;
    workPackages.forEach(({ workPackage }, column) => {
      const lines = costs.filter((part) => part.slot === slot && part.workPackage === workPackage);
      const cents = lines.flatMap((part) => part.lines).reduce((sum, line) => sum + lineCents(line), 0);
      const wanted = `${wholeColumn("A")},"${slot}*",${wholeColumn("B")},"${workPackage}*"`;
      row.getCell(column + 2).value = { formula: `SUMIFS(${wholeColumn("I")},${wanted})`, result: cents / 100 };
    });
    const all = costs.filter((part) => part.slot === slot).flatMap((part) => part.lines);
    const cents = all.reduce((sum, line) => sum + lineCents(line), 0);
    row.getCell(workPackages.length + 2).value = {
      formula: `SUMIFS(${wholeColumn("I")},${wholeColumn("A")},"${slot}*")`,
      result: cents / 100,
    };
  });
};

const addSummary = (file: ExcelJS.Workbook, workbook: BudgetWorkbook): void => {
  const sheet = file.addWorksheet("Summary");
  sheet.getColumn(1).width = 36;
  for (let column = 2; column <= 25; column += 1) {
    sheet.getColumn(column).width = 16;
    sheet.getColumn(column).numFmt = euro;
  }
  const { totals, partners } = workbook;
  head(sheet, 1, [
    "As the platform computed it when this file was made (EUR)",
    "Direct costs",
    "Indirect costs",
    "Eligible costs",
    "Union contribution",
    "National contribution",
    "Own contribution",
  ]);
  totals.partners.forEach((sums, index) => {
    const partner = partners.find(({ slot }) => slot === sums.slot);
    sheet.getRow(index + 2).values = [
      `${sums.slot} ${partner?.name ?? ""}`,
      ...[
        sums.directCents,
        sums.indirectCents,
        sums.eligibleCents,
        sums.requestedCents,
        sums.nationalCents,
        sums.ownCents,
      ].map(inEuro),
    ];
  });
  addMatrix(sheet, workbook, totals.partners.length + 4);
};

const addInstructions = (file: ExcelJS.Workbook): void => {
  const sheet = file.addWorksheet("Instructions");
  sheet.getColumn(1).width = 130;
  instructions.forEach((text, index) => {
    sheet.getCell(index + 1, 1).value = text;
  });
  sheet.getCell(1, 1).font = { bold: true, size: 14 };
};

/** Guards against slips, not against people: there is no password. */
const protection = { formatColumns: true, formatRows: true, sort: true, autoFilter: true, selectLockedCells: true };

/** The lines of a budget as people work on them: lists in the cells, locked where nothing is entered, sums beside. */
export const writeBudgetWorkbook = async (workbook: BudgetWorkbook): Promise<Uint8Array> => {
  const file = new ExcelJS.Workbook();
  const lists = listsOf(workbook);
  addInstructions(file);
  addLists(file, lists);
  addLines(file, workbook, lists);
  addSummary(file, workbook);
  await Promise.all(file.worksheets.map((sheet) => sheet.protect("", protection)));
  return new Uint8Array(await file.xlsx.writeBuffer());
};
