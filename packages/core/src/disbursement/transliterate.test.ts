import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBasicText, transliterate } from "./transliterate.ts";
import { transliterationTable } from "./transliteration-table.ts";

describe("the transliteration table", () => {
  test("has single composed characters in lower case as keys, and basic text as values", () => {
    const faults = [...transliterationTable].filter(
      ([key, written]) =>
        Array.from(key).length !== 1 ||
        key !== key.normalize("NFC").toLowerCase() ||
        written === "" ||
        !isBasicText(written) ||
        isBasicText(key),
    );
    expect(faults).toEqual([]);
  });
});

describe("transliterating", () => {
  test.each([
    ["ă", "a"],
    ["ș", "s"],
    ["ß", "ss"],
    ["é", "e"],
    ["Universitatea București", "Universitatea Bucuresti"],
    ["Straße", "Strasse"],
    ["Агенция", "Agentsiya"],
    ["Αθήνα", "Athina"],
    ["Łódź & Söhne", "Lodz + Sohne"],
  ])("writes %s as %s", (original, written) => {
    expect(transliterate(original)).toBe(written);
  });

  test.each([
    ["ЩИТ", "SHTIT"],
    ["Щит", "Shtit"],
    ["Щ", "Sht"],
    ["Щ.", "Sht."],
    ["Щ1", "Sht1"],
    ["ŒUVRE", "OEUVRE"],
    ["Œuvre", "Oeuvre"],
    ["STRAẞE", "STRASSE"],
    ["STRAßE", "STRAssE"],
    ["L'ŒUVRE Œuvre", "L'OEUVRE Oeuvre"],
    ["Þór ÞÓR", "Thor THOR"],
    ["ŠKODA", "SKODA"],
  ])("keeps the case of %s word by word: %s", (original, written) => {
    expect(transliterate(original)).toBe(written);
  });

  test.each([
    ["a@b", "a(at)b"],
    ["A@B", "A(at)B"],
    ["100 €", "100 EUR"],
    ["{x} [y]", "(x) (y)"],
    ["„A“; B!", "'A', B."],
    ["a\u00a0b", "a b"],
    ["ÅB_c–d", "AB-c-d"],
  ])("writes the symbols of %s as %s", (original, written) => {
    expect(transliterate(original)).toBe(written);
  });

  test.each([
    ["中文", ".."],
    ["😀", "."],
    ["a\tb\nc", "a.b.c"],
    ["<a>", ".a."],
    ["İ", "."],
    ["\ud800", "."],
  ])("writes a full stop for each character that the table does not know: %j", (original, written) => {
    expect(transliterate(original)).toBe(written);
  });

  test("composes letters and their marks first", () => {
    expect(transliterate("e\u0301s\u0326")).toBe("es");
  });

  test("keeps every space", () => {
    expect(transliterate("  a  b ")).toBe("  a  b ");
  });

  test("stays in the basic character set, and changes nothing the second time (property)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (original) => {
        const written = transliterate(original);
        expect(isBasicText(written)).toBe(true);
        expect(transliterate(written)).toBe(written);
      }),
    );
  });

  test("stays so for the alphabets of the Union too (property)", () => {
    const character = fc
      .constantFrom(...transliterationTable.keys())
      .chain((key) => fc.constantFrom(key, key.toUpperCase()));
    fc.assert(
      fc.property(fc.array(fc.oneof(character, fc.constantFrom(" ", "a", "B")), { maxLength: 30 }), (characters) => {
        const written = transliterate(characters.join(""));
        expect(isBasicText(written)).toBe(true);
        expect(transliterate(written)).toBe(written);
      }),
    );
  });
});
