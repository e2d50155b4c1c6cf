import type { SheetCell, SheetRow } from "@grants/core/proposals/budget-sheet";
import type { SpreadsheetRefusal } from "@grants/core/proposals/budget-workbook";
import { spreadsheetBytesMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { firstLineRow, lastLineRow, linesSheet, templateVersion } from "./template.ts";
import { type Unzipped, readZip } from "./read-zip.ts";

const notXlsx = { kind: "SpreadsheetNotXlsx" } as const;

const lists = new Set(["sheet", "Relationship", "si", "r", "row", "c"]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  alwaysCreateTextNode: true,
  isArray: (name, path, isLeaf, isAttribute) => !isAttribute && lists.has(name),
});

const Text = z.object({ "#text": z.string().default("") });
const textOf = (node: z.infer<typeof Text> | undefined): string => node?.["#text"] ?? "";
const Rich = z.object({ t: Text.optional(), r: z.array(z.object({ t: Text.optional() })).optional() });
const richText = ({ t, r = [] }: z.infer<typeof Rich>): string => textOf(t) + r.map((run) => textOf(run.t)).join("");

const WorkbookXml = z.object({
  workbook: z.object({
    sheets: z.object({ sheet: z.array(z.object({ "@name": z.string(), "@id": z.string() })) }),
  }),
});
const RelationsXml = z.object({
  Relationships: z.object({ Relationship: z.array(z.object({ "@Id": z.string(), "@Target": z.string() })) }),
});
const StringsXml = z.object({ sst: z.object({ si: z.array(Rich).optional() }) });
const Cell = z.object({
  "@r": z.string().regex(/^[A-Z]{1,3}\d{1,7}$/),
  "@t": z.string().default("n"),
  f: z.unknown().optional(),
  v: Text.optional(),
  is: Rich.optional(),
});
const SheetXml = z.object({
  worksheet: z.object({
    sheetData: z.object({ row: z.array(z.object({ c: z.array(Cell).optional() })).optional() }),
  }),
});

/** A file as its schema says; `null` where it is missing, is no such XML, or defines entities of its own. */
const parseFile = <S extends z.ZodType>(zip: Unzipped, name: string, schema: S): z.infer<S> | null => {
  const text = zip.text(name);
  if (text === null || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  try {
    const read = schema.safeParse(parser.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};

const hasMacros = ({ names }: Unzipped, types: string): boolean =>
  /macroEnabled/i.test(types) || names.some((name) => /vbaProject|vbaData|\/macrosheets\/|\/activeX\//i.test(name));

const toCell = ({ "@t": type, f, v, is }: z.infer<typeof Cell>, strings: readonly string[]): SheetCell | undefined => {
  if (f !== undefined) return { kind: "formula" };
  const value = textOf(v);
  switch (type) {
    case "s":
      return { kind: "text", text: strings[Number(value)] ?? "" };
    case "str":
      return { kind: "text", text: value };
    case "inlineStr":
      return { kind: "text", text: is === undefined ? "" : richText(is) };
    case "n":
      return value === "" ? undefined : { kind: "number", text: value };
    default:
      return { kind: "other" };
  }
};

type Cells = ReadonlyMap<number, Record<string, SheetCell>>;

const cellsOf = (sheet: z.infer<typeof SheetXml>, strings: readonly string[]): Cells => {
  const rows = new Map<number, Record<string, SheetCell>>();
  for (const { c = [] } of sheet.worksheet.sheetData.row ?? [])
    for (const cell of c) {
      const [, column = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(cell["@r"]) ?? [];
      const read = toCell(cell, strings);
      if (read !== undefined) rows.set(Number(row), { ...rows.get(Number(row)), [column]: read });
    }
  return rows;
};

/** The sheet of lines by its name, wherever in the file it lies. */
const readLines = (zip: Unzipped): Result<Cells, SpreadsheetRefusal> => {
  const workbook = parseFile(zip, "xl/workbook.xml", WorkbookXml);
  const relations = parseFile(zip, "xl/_rels/workbook.xml.rels", RelationsXml);
  if (workbook === null || relations === null) return err(notXlsx);
  const sheet = workbook.workbook.sheets.sheet.find((one) => one["@name"] === linesSheet);
  if (sheet === undefined) return err({ kind: "SpreadsheetNotExpected", reason: "SHEET_MISSING" });
  const relation = relations.Relationships.Relationship.find((one) => one["@Id"] === sheet["@id"]);
  const target = relation?.["@Target"].replace(/^\/?(?:xl\/)?/, "") ?? "";
  const lines = parseFile(zip, `xl/${target}`, SheetXml);
  if (lines === null) return err(notXlsx);
  const hasStrings = zip.names.includes("xl/sharedStrings.xml");
  const strings = hasStrings ? parseFile(zip, "xl/sharedStrings.xml", StringsXml) : { sst: { si: [] } };
  return strings === null ? err(notXlsx) : ok(cellsOf(lines, (strings.sst.si ?? []).map(richText)));
};

const textAt = (cells: Cells, row: number, column: string): string => {
  const cell = cells.get(row)?.[column];
  return cell?.kind === "text" ? cell.text.trim() : "";
};

/**
 * The rows of a budget's workbook that a person sent. Size, kind and macros are looked at first, and sizes are added up before anything is
 * unpacked; of the sheets, only the values of the cells of one are read.
 */
export const readBudgetWorkbook = (
  bytes: Uint8Array,
  proposalId: string,
): Result<readonly SheetRow[], SpreadsheetRefusal> => {
  if (bytes.byteLength > spreadsheetBytesMax)
    return err({ kind: "SpreadsheetTooLarge", bytes: bytes.byteLength, bytesMax: spreadsheetBytesMax });
  const zip = readZip(bytes);
  if (!zip.ok) return zip;
  const types = zip.value.text("[Content_Types].xml");
  if (types === null || !types.includes("spreadsheetml")) {
    return types !== null && hasMacros(zip.value, types) ? err({ kind: "SpreadsheetHasMacros" }) : err(notXlsx);
  }
  if (hasMacros(zip.value, types)) return err({ kind: "SpreadsheetHasMacros" });
  const cells = readLines(zip.value);
  if (!cells.ok) return cells;
  if (textAt(cells.value, 1, "A") !== templateVersion)
    return err({ kind: "SpreadsheetNotExpected", reason: "TEMPLATE_VERSION" });
  if (textAt(cells.value, 1, "C") !== proposalId)
    return err({ kind: "SpreadsheetNotExpected", reason: "OTHER_PROPOSAL" });
  if ([...cells.value.keys()].some((row) => row > lastLineRow)) return err({ kind: "SpreadsheetExpandsTooFar" });
  return ok(
    [...cells.value]
      .filter(([row]) => row >= firstLineRow)
      .toSorted(([a], [b]) => a - b)
      .map(([row, read]) => ({ row, cells: read })),
  );
};
