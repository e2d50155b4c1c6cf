import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeCell, escapeStart, escapeText, parseLine, parseMarkup, plainTextOf } from "./markup.ts";

const text = (words: string) => ({ kind: "text", text: words }) as const;

describe("reading the markup", () => {
  test("parts paragraphs at blank lines and keeps single line breaks", () => {
    expect(parseMarkup("One\ntwo.\n\n\nThree.")).toEqual([
      { kind: "paragraph", lines: [[text("One")], [text("two.")]] },
      { kind: "paragraph", lines: [[text("Three.")]] },
    ]);
  });

  test("knows headings, lists and stresses", () => {
    expect(parseMarkup("## Work *plan*\n- first\n- **second**\n1. one\n2) two")).toEqual([
      { kind: "heading", level: 1, line: [text("Work "), { kind: "stressed", text: "plan" }] },
      { kind: "list", isNumbered: false, items: [[text("first")], [{ kind: "strong", text: "second" }]] },
      { kind: "list", isNumbered: true, items: [[text("one")], [text("two")]] },
    ]);
  });

  test("lets no heading be more than one deeper than the one before", () => {
    const levels = parseMarkup("### a\n### b\n# c\n## d\n### e\n# f\n### g").map(
      (block) => "level" in block && block.level,
    );
    expect(levels).toEqual([1, 2, 1, 2, 3, 1, 2]);
  });

  test("knows tables with caption and header", () => {
    expect(parseMarkup("Table: Who does what\n| Partner | Work |\n| --- | ---: |\n| Hub | a \\| b |")).toEqual([
      {
        kind: "table",
        caption: "Who does what",
        header: [[text("Partner")], [text("Work")]],
        rows: [[[text("Hub")], [text("a | b")]]],
      },
    ]);
  });

  test.each([
    "#no heading",
    "-no list",
    "2027 was a year",
    "3.5 million",
    "* * *",
    "a*b*",
    "** open",
    "Table: of nothing",
  ])("leaves what is no sign as it was typed: %s", (line) => {
    expect(plainTextOf(line).replaceAll("*", "").trim()).toBe(line.replaceAll("*", "").trim());
  });

  test("makes no element of what looks like one", () => {
    const source = "<script>alert(1)</script> [link](javascript:alert(1)) <img src=x onerror=alert(1)>";
    expect(parseMarkup(source)).toEqual([{ kind: "paragraph", lines: [[text(source)]] }]);
  });

  test("reads every text, and loses no letter of it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (source) => {
        const letters = (words: string) => words.replaceAll(/[^\p{L}]/gu, "");
        expect(letters(plainTextOf(source))).toBe(letters(source.replaceAll(/^Table: /gm, "")));
      }),
    );
  });

  // One that looks back at every star ends at the runner's limit: how fast it is belongs to no test.
  test("reads long lines of stars and of bars to their end", () => {
    const lettersIn = (parsed: unknown) => JSON.stringify(parsed).match(/(?<![a-z])a(?![a-z])/g)?.length;
    expect(lettersIn(parseLine("**a ".repeat(5_000)))).toBe(5_000);
    expect(lettersIn(parseMarkup("| a".repeat(20_000)))).toBe(20_000);
  });
});

describe("a text from elsewhere", () => {
  const strange = [
    "# a",
    "- a",
    "* a",
    "• a",
    "1. a",
    "2) b",
    "| a |",
    "*a*",
    "a\\b",
    "a\\*b",
    "**a** | b",
    "Table: a",
    "5 * 3",
  ];

  test.each(strange)("is read as it was, as a line: %s", (line) => {
    expect(plainTextOf(escapeStart(escapeText(line)))).toBe(line);
  });

  test.each(strange)("is read as it was, in a cell: %s", (line) => {
    expect(plainTextOf(`| ${escapeCell(line)} |`)).toBe(line);
  });
});
