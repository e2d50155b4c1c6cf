import { computeTotals } from "@grants/core/proposals/compute-totals";
import { type SheetFault, readSheetRows } from "@grants/core/proposals/budget-sheet";
import type { BudgetWorkbook } from "@grants/core/proposals/budget-workbook";
import { CostItem, CostLine, quantityOf, sumLines } from "@grants/core/proposals/cost-line";
import { CostsPart, PartnerPart, WorkPackagePart } from "@grants/core/proposals/part";
import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { ProposalId } from "@grants/core/proposals/proposal";
import { costLineCentsMax, spreadsheetBytesMax, unitRateCentsMax } from "@grants/kernel/limits";
import ExcelJS, { type CellValue } from "exceljs";
import * as fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { budgetWorkbooks } from "./budget-workbooks.ts";

const proposalId = ProposalId.parse("prop_01J00000000000000000000000");
const slots = ["p001", "p002"];
const workPackages = ["w01", "w02"];
const known = { partners: slots, workPackages };
const partners = slots.map((slot, index) =>
  PartnerPart.parse({
    kind: "partner",
    slot,
    name: index === 0 ? '=HYPERLINK("x") & Søn <Ltd>' : "Ministry",
    pic: `90000000${index}`,
    country: "BE",
    isSme: false,
    isNonProfit: false,
    isPublicBody: true,
  }),
);
const packages = workPackages.map((workPackage) =>
  WorkPackagePart.parse({
    kind: "workPackage",
    workPackage,
    title: "Hubs",
    objectives: "",
    deliverables: [],
    milestones: [],
  }),
);

const workbookOf = (costs: readonly CostsPart[]): BudgetWorkbook => ({
  proposalId,
  name: "HUB",
  partners,
  workPackages: packages,
  costs,
  totals: computeTotals(partners, [], programmeProfiles.SG, costs),
});

const cents = fc.oneof(
  fc.integer({ min: 0, max: 1_000_00 }),
  fc.integer({ min: 0, max: costLineCentsMax }),
  fc.constant(costLineCentsMax),
);
const quantity = fc.integer({ min: 0, max: 99_999 }).map(quantityOf);
const rateCents = fc.integer({ min: 0, max: unitRateCentsMax });
const description = fc.constantFrom("", "Analysts", "=1+1", '@cmd "x" <b>', "Εργασία και ταξίδια", "  spaces  within");
const item = fc.constantFrom(...CostItem.options);
const aLine = fc
  .oneof(
    fc.record({ kind: fc.constantFrom("amount", "lumpSum"), item, description, amountCents: cents }),
    fc.record({ kind: fc.constant("units"), item, description, units: quantity, rateCents }),
    fc.record({
      kind: fc.constant("days"),
      item: fc.constantFrom("A1", "A2", "A3", "A4"),
      description,
      days: quantity,
      rateCents,
    }),
  )
  .map((line) => CostLine.parse(line));
const someCosts = fc
  .array(fc.array(aLine, { minLength: 1, maxLength: 6 }), { minLength: 4, maxLength: 4 })
  .map((cells) =>
    cells.map((lines, index) =>
      CostsPart.parse({
        kind: "costs",
        slot: slots[index >> 1],
        workPackage: workPackages[index % 2],
        lines,
      }),
    ),
  );

const amountLine = { kind: "amount", item: "C1", description: "Travel", amountCents: 1_234_56 };
const costs = [CostsPart.parse({ kind: "costs", slot: "p001", workPackage: "w01", lines: [amountLine] })];

let plain: Uint8Array;
beforeAll(async () => {
  plain = await budgetWorkbooks.write(workbookOf(costs));
});

const rowsOf = (bytes: Uint8Array) => {
  const rows = budgetWorkbooks.read(bytes, proposalId);
  return rows.ok ? readSheetRows(rows.value, known) : rows;
};

/** The file as somebody saved it with these cells of the sheet of lines. */
const withCells = async (cells: Readonly<Record<string, CellValue>>): Promise<Uint8Array> => {
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(Uint8Array.from(plain).buffer);
  const sheet = file.getWorksheet("Lines");
  for (const [address, value] of Object.entries(cells)) if (sheet !== undefined) sheet.getCell(address).value = value;
  return new Uint8Array(await file.xlsx.writeBuffer());
};

/** The file with some of its files replaced or added. */
const withFiles = (files: Readonly<Record<string, string | Uint8Array>>, bytes = plain): Uint8Array => {
  const texts = Object.entries(files).map(([name, text]) => [
    name,
    typeof text === "string" ? new TextEncoder().encode(text) : text,
  ]);
  return zipSync({ ...unzipSync(bytes), ...Object.fromEntries(texts) });
};

const row = { A: "p001", B: "w01", C: "A.1", D: "days", F: 10, G: 300 } as const;
const at = (number: number, cells: Readonly<Record<string, CellValue>>) =>
  Object.fromEntries(Object.entries(cells).map(([column, value]) => [`${column}${number}`, value]));

describe("taking a budget out as a workbook and bringing it back", () => {
  test("gives the same lines and the same cents (CLR-MON-01)", { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(someCosts, async (planned) => {
        const read = rowsOf(await budgetWorkbooks.write(workbookOf(planned)));
        expect(read).toEqual({ ok: true, value: planned });
        const all = planned.flatMap(({ lines }) => lines);
        const back = read.ok ? read.value.flatMap((part) => ("lines" in part ? part.lines : [])) : [];
        expect(sumLines(back)).toBe(sumLines(all));
      }),
      { numRuns: 12 },
    );
  });

  test("passes through another program that saves it, with a line added", async () => {
    const bytes = await withCells(at(5, { ...row, E: "Analyst" }));
    const line = { kind: "days", item: "A1", description: "Analyst", days: "10", rateCents: 300_00 };
    expect(rowsOf(bytes)).toEqual({ ok: true, value: [{ ...costs[0], lines: [amountLine, line] }] });
  });

  test("keeps what a name or a description looks like a formula as text", async () => {
    const file = new ExcelJS.Workbook();
    await file.xlsx.load(Uint8Array.from(plain).buffer);
    expect(file.getWorksheet("Lines")?.getCell("A4").type).toBe(ExcelJS.ValueType.String);
  });

  test("reads the noise of a spreadsheet's arithmetic as the number that it shows", async () => {
    const bytes = withFiles({});
    const sheet = new TextDecoder().decode(unzipSync(bytes)["xl/worksheets/sheet3.xml"]);
    const noisy = sheet.replace("<v>1234.56</v>", "<v>1234.5600000000001</v>");
    expect(noisy).not.toBe(sheet);
    expect(rowsOf(withFiles({ "xl/worksheets/sheet3.xml": noisy }))).toEqual({ ok: true, value: costs });
  });
});

describe("reading a workbook that somebody sent", () => {
  test("does not look at merged cells, which could be all of the sheet", () => {
    const name = "xl/worksheets/sheet3.xml";
    const sheet = new TextDecoder().decode(unzipSync(plain)[name]);
    const merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    expect(rowsOf(withFiles({ [name]: sheet.replace("</sheetData>", merged) }))).toEqual({ ok: true, value: costs });
  });

  test("names every cell that it refuses, by its address", async () => {
    const faulty: readonly (readonly [Readonly<Record<string, CellValue>>, string, SheetFault["code"]])[] = [
      [{ ...row, F: { formula: "5+5", result: 10 } }, "F", "FORMULA"],
      [{ ...row, A: { formula: "A4" } }, "A", "FORMULA"],
      [{ ...row, G: "300,00" }, "G", "TEXT_IN_NUMBER"],
      [{ ...row, G: 300.001 }, "G", "TOO_MANY_DECIMALS"],
      [{ ...row, G: 1e-9 }, "G", "TOO_MANY_DECIMALS"],
      [{ ...row, G: -0.01 }, "G", "NEGATIVE"],
      [{ ...row, G: 1_000_000.01 }, "G", "TOO_LARGE"],
      [{ ...row, G: 1e300 }, "G", "TOO_LARGE"],
      [{ ...row, F: 100_000 }, "F", "TOO_LARGE"],
      [{ ...row, A: "p003 Somebody" }, "A", "PARTNER_UNKNOWN"],
      [{ ...row, B: "w03" }, "B", "WORK_PACKAGE_UNKNOWN"],
      [{ ...row, C: "E" }, "C", "CATEGORY_UNKNOWN"],
      [{ ...row, D: "hours" }, "D", "KIND_UNKNOWN"],
      [{ ...row, C: "C.1" }, "D", "KIND_NOT_OF_CATEGORY"],
      [{ ...row, G: null }, "G", "CELL_MISSING"],
      [{ ...row, H: 3_000 }, "H", "CELL_NOT_EMPTY"],
      [{ ...row, E: "x".repeat(81) }, "E", "DESCRIPTION_NOT_TAKEN"],
      [{ ...row, G: true }, "G", "CELL_NOT_UNDERSTOOD"],
    ];
    const cells = faulty.map(([bad], index) => at(5 + index, bad));
    const expected = faulty.map(([, column, code], index) => ({ cell: `${column}${5 + index}`, code }));
    expect(rowsOf(await withCells(Object.assign({}, ...cells)))).toEqual({ ok: false, error: expected });
  });

  test("takes a line up to a billion euro, and names every fault of a row", async () => {
    const bytes = await withCells({
      ...at(5, { ...row, F: 1_000, G: 1_000_000 }),
      ...at(6, { ...row, F: -1, G: "x" }),
    });
    expect(rowsOf(bytes)).toMatchObject({ ok: false, error: [{ cell: "F6" }, { cell: "G6" }] });
  });

  test("refuses the line after the thirtieth of one partner in one work package", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => at(5 + index, row));
    const bytes = await withCells(Object.assign({}, ...rows));
    expect(rowsOf(bytes)).toEqual({ ok: false, error: [{ cell: "A34", code: "TOO_MANY_LINES" }] });
  });

  const kindOf = (bytes: Uint8Array) => {
    const read = budgetWorkbooks.read(bytes, proposalId);
    return read.ok ? "read" : read.error.kind;
  };
  const text = (content: string) => new TextEncoder().encode(content);

  test.each<readonly [string, () => Uint8Array]>([
    ["nothing", () => new Uint8Array()],
    ["a text", () => text("p001;w01;A.1;amount;;;;100".repeat(20))],
    ["a workbook of the old kind", () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)])],
    ["another zip", () => zipSync({ "a.txt": text("hello") })],
    ["half a workbook", () => plain.slice(0, plain.length >> 1)],
    ["a document of another kind", () => zipSync({ "[Content_Types].xml": text("<Types>wordprocessingml</Types>") })],
    [
      "a sheet that defines entities",
      () => withFiles({ "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' }),
    ],
    ["a sheet that is no XML", () => withFiles({ "xl/workbook.xml": "PK" })],
    ["a sheet that is nested without end", () => withFiles({ "xl/workbook.xml": "<a>".repeat(200_000) })],
  ])("refuses %s as no xlsx by its content", (_, make) => {
    expect(kindOf(make())).toBe("SpreadsheetNotXlsx");
  });

  test("refuses macros, whatever the file is called", () => {
    expect(kindOf(withFiles({ "xl/vbaProject.bin": "x" }))).toBe("SpreadsheetHasMacros");
    const types = new TextDecoder().decode(unzipSync(plain)["[Content_Types].xml"]);
    const enabled = types.replace(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
      "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    );
    expect(enabled).not.toBe(types);
    expect(kindOf(withFiles({ "[Content_Types].xml": enabled }))).toBe("SpreadsheetHasMacros");
  });

  test("refuses one byte more than a megabyte", () => {
    expect(kindOf(new Uint8Array(spreadsheetBytesMax))).toBe("SpreadsheetNotXlsx");
    expect(kindOf(new Uint8Array(spreadsheetBytesMax + 1))).toBe("SpreadsheetTooLarge");
  });

  test("refuses a small file that becomes large, before it unpacks it", () => {
    const bomb = withFiles({ "xl/media/image1.png": new Uint8Array(9_000_000) });
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(kindOf(bomb)).toBe("SpreadsheetExpandsTooFar");
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`xl/${index}.xml`, "x"]));
    expect(kindOf(withFiles(many))).toBe("SpreadsheetExpandsTooFar");
  });

  test("does not unpack more than a file says to hold", () => {
    const bytes = withFiles({ "xl/workbook.xml": "<workbook>".padEnd(3_000_000, " ") });
    const view = new DataView(bytes.buffer);
    const sizes = [...bytes.keys()].filter(
      (index) =>
        index + 46 < bytes.length &&
        view.getUint32(index, true) === 0x02014b50 &&
        view.getUint32(index + 24, true) === 3_000_000,
    );
    expect(sizes).toHaveLength(1);
    for (const index of sizes) view.setUint32(index + 24, 10, true);
    expect(kindOf(bytes)).toBe("SpreadsheetNotXlsx");
  });

  test("refuses another workbook, another version and the workbook of another proposal", async () => {
    const other = new ExcelJS.Workbook();
    other.addWorksheet("Sheet1").getCell("A1").value = 1;
    const bytes = new Uint8Array(await other.xlsx.writeBuffer());
    const reasonOf = (read: ReturnType<typeof budgetWorkbooks.read>) => (read.ok ? null : read.error);
    const refused = (reason: string) => ({ kind: "SpreadsheetNotExpected", reason });
    expect(reasonOf(budgetWorkbooks.read(bytes, proposalId))).toEqual(refused("SHEET_MISSING"));
    const older = await withCells({ A1: "eccc-grants-budget/0" });
    expect(reasonOf(budgetWorkbooks.read(older, proposalId))).toEqual(refused("TEMPLATE_VERSION"));
    const another = ProposalId.parse("prop_01J00000000000000000000001");
    expect(reasonOf(budgetWorkbooks.read(plain, another))).toEqual(refused("OTHER_PROPOSAL"));
  });
});
