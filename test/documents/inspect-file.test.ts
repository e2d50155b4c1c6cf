import { createFileInspector } from "@grants/files/annexes/inspect-file";
import { createDemoScanner } from "@grants/files/annexes/demo-scanner";
import { createPdfReader } from "@grants/files/annexes/pdf-thread";
import { zipSync } from "fflate";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { pdfThread } from "../support/a-file-store.ts";
import { aPdf } from "../support/a-pdf.ts";

const inspect = createFileInspector(createPdfReader(pdfThread));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

let xlsx: Uint8Array;

beforeAll(async () => {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Budget").addRow(["Personnel", 1]);
  xlsx = new Uint8Array(await workbook.xlsx.writeBuffer());
});

/** An office file as an archive with these names in it. */
const anArchive = (type: string, ...names: readonly string[]): Uint8Array =>
  zipSync({
    "[Content_Types].xml": text(
      `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}.main+xml"/></Types>`,
    ),
    "xl/workbook.xml": text("<workbook/>"),
    ...Object.fromEntries(names.map((name) => [name, text("x")])),
  });
const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

describe("a file is known by its content", () => {
  test.each([1, 2, 7])("as a PDF of %i pages with text", async (pages) => {
    expect(await inspect(await aPdf(pages))).toEqual({ format: "pdf", pages, hasText: true, faults: [] });
  });

  test("as a PDF without text, where pages were scanned", async () => {
    expect(await inspect(await aPdf(1, { text: "" }))).toEqual({ format: "pdf", pages: 1, hasText: false, faults: [] });
  });

  test("as a spreadsheet", async () => {
    expect(await inspect(xlsx)).toEqual({ format: "xlsx", faults: [] });
  });

  test.each([
    ["an executable", Buffer.concat([Buffer.from("MZ\u0090\u0000", "latin1"), Buffer.alloc(500)])],
    ["a text", text("Just words, whatever the name says.")],
    ["a page of HTML", text("<!doctype html><script>alert(1)</script>")],
    ["nothing", new Uint8Array()],
  ])("and %s is none that is taken", async (_, bytes) => {
    expect(await inspect(bytes)).toEqual({ faults: ["FORMAT_NOT_KNOWN"] });
  });
});

describe("a PDF", () => {
  test("with a password is locked", async () => {
    expect(await inspect(await aPdf(1, { userPassword: "secret" }))).toEqual({
      format: "pdf",
      faults: ["PDF_ENCRYPTED"],
    });
  });

  test.each([
    ["that is cut off in its middle", async () => (await aPdf(3)).subarray(0, 300)],
    ["of nothing but its first line", async () => text("%PDF-1.7\n")],
    [
      "whose pages are their own parents",
      async () =>
        text(
          "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj trailer<</Root 1 0 R>>",
        ),
    ],
  ])("%s cannot be read", async (_, make) => {
    expect(await inspect(await make())).toEqual({ format: "pdf", faults: ["PDF_UNREADABLE"] });
  });

  test("that takes longer than it may is given up", async () => {
    const hasty = createFileInspector(createPdfReader(pdfThread, { timeoutMs: 1 }));
    expect(await hasty(await aPdf(1))).toEqual({ format: "pdf", faults: ["PDF_TOO_COMPLEX"] });
  });
});

describe("an office file", () => {
  test.each(["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])("with %s holds macros", async (name) => {
    expect((await inspect(anArchive(sheet, name))).faults).toEqual(["MACROS"]);
  });

  test("that says itself that it holds macros is refused", async () => {
    const bytes = anArchive("application/vnd.ms-excel.sheet.macroEnabled");
    expect((await inspect(bytes)).faults).toEqual(["MACROS"]);
  });

  test("that is cut off cannot be read", async () => {
    expect((await inspect(xlsx.subarray(0, xlsx.length - 200))).faults).not.toEqual([]);
  });
});

describe("the scanner of the demonstration", () => {
  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

  test.each([
    [eicar, "malware"],
    [`before ${eicar} behind`, "malware"],
    [eicar.slice(0, -1), "clean"],
  ])("knows the one file that every scanner knows", async (content, verdict) => {
    expect(await createDemoScanner().scan(text(content))).toBe(verdict);
  });
});
