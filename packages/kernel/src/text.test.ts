import { describe, expect, test } from "vitest";
import { LineText, ParagraphText } from "./text.ts";

const takesLine = (text: string) => LineText.safeParse(text).success;
const takesParagraphs = (text: string) => ParagraphText.safeParse(text).success;

describe("text that people write", () => {
  test.each([
    "",
    "Ünal & Söhne",
    "Καλημέρα",
    "Дружба",
    "O’Neill – 5 % ½",
    "\u{1F1EA}\u{1F1FA}",
    "a\u00adb",
    "a\u00a0b",
  ])("takes %j, in a line and in paragraphs", (text) => {
    expect([takesLine(text), takesParagraphs(text)]).toEqual([true, true]);
  });

  test.each(["a\nb", "a\tb", "first\n\nsecond"])("takes %j in paragraphs only", (text) => {
    expect([takesLine(text), takesParagraphs(text)]).toEqual([false, true]);
  });

  test.each([
    "a\u0000b",
    "a\u0008b",
    "a\u000bb",
    "a\rb",
    "a\u001bb",
    "a\u007fb",
    "a\u0085b",
    "a\u009fb",
    "a\ud800",
    "\udfffa",
    "a\u202eb",
    "a\u2066b",
    "a\u200fb",
  ])("refuses %j in both", (text) => {
    expect([takesLine(text), takesParagraphs(text)]).toEqual([false, false]);
  });

  test("takes the space around a line away", () => {
    expect(LineText.min(3).max(5).parse("  five \n")).toBe("five");
  });
});
