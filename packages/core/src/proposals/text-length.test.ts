import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { charactersPerPage, countAgainst, findExcess, lengthLimitOf, measureText } from "./text-length.ts";

describe("measuring a text (CALL-01)", () => {
  test("counts what a reader reads, not the signs of the markup", () => {
    expect(measureText("## Work plan\n\n**Three** hubs, 24 months.\n\n- one\n- two")).toEqual({
      characters: 40,
      charactersWithoutSpaces: 33,
      words: 8,
      pages: 1,
    });
  });

  test.each(["ψ", "я", "字", "\u{1F600}"])("counts %s as one character in every script", (letter) => {
    expect(measureText(letter.repeat(3_500)).characters).toBe(3_500);
  });

  test.each([
    [0, 0],
    [1, 1],
    [charactersPerPage, 1],
    [charactersPerPage + 1, 2],
  ])("takes %d characters for %d pages, an estimate that is stated", (characters, pages) => {
    expect(measureText("x".repeat(characters)).pages).toBe(pages);
  });

  test("never finds fewer characters in a longer text", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30 }), fc.lorem(), (one, more) => {
        expect(measureText(`${one} ${more}`).characters).toBeGreaterThan(measureText(one).characters);
      }),
    );
  });
});

describe("the limit of a text (CALL-01)", () => {
  const limit = { charactersMax: 100, wordsMax: 5 };

  test.each([
    ["a".repeat(100), null],
    ["a".repeat(101), { unit: "characters", used: 101, maximum: 100 }],
    ["a b c d e", null],
    ["a b c d e f", { unit: "words", used: 6, maximum: 5 }],
  ])("takes what is at it and names what is one above", (text, excess) => {
    expect(findExcess(text, limit)).toEqual(excess);
  });

  test("counts in each unit that the call names", () => {
    expect(countAgainst("a b", { pagesMax: 2 })).toEqual([{ unit: "pages", used: 1, maximum: 2 }]);
  });

  test("is the call's own for a section, and 3,500 characters where it says nothing", () => {
    expect(lengthLimitOf([{ section: "impact", pagesMax: 10 }], "impact")).toMatchObject({ pagesMax: 10 });
    expect(lengthLimitOf(undefined, "impact")).toEqual({ charactersMax: 3_500 });
  });
});
