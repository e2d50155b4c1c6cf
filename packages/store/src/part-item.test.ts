import { type Part, Part as PartSchema } from "@grants/core/proposals/part";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { partBytesMax } from "@grants/kernel/limits";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemBytes } from "./item-bytes.ts";
import { partItem, toPart } from "./part-item.ts";

const ulid = "01J00000000000000000000000";
const aPart = (text: string): Part =>
  PartSchema.parse({
    path: "text.impact",
    version: 1,
    savedAt: "2027-01-01T00:00:00.000Z",
    savedBy: `usr_${ulid}`,
    sha256: "a".repeat(64),
    content: { kind: "text", section: "impact", text },
  });
const writeUnits = (text: string) => Math.ceil(itemBytes(partItem(aPart(text))) / 1_024);
const lettersOf = (alphabet: string) =>
  fc.array(fc.constantFrom(...Array.from(alphabet)), { minLength: 3_500, maxLength: 3_500 });

describe("the item of a part", () => {
  test("gives the part back, packed or not", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 1_500 }), (text) => {
        const part = aPart(text);
        expect(toPart(partItem(part))).toEqual(part);
      }),
    );
  });

  test.each([
    { script: "Latin", alphabet: "abcdefghijklmnopqrstuvwxyzéèàüöß ,.\n" },
    { script: "Greek", alphabet: "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς ,." },
    { script: "Cyrillic", alphabet: "абвгдежзийклмнопрстуфхцчшщъьюя ,." },
  ])("of 3,500 $script letters costs at most four write units", ({ alphabet }) => {
    fc.assert(
      fc.property(lettersOf(alphabet), (letters) => {
        expect(writeUnits(letters.join(""))).toBeLessThanOrEqual(4);
      }),
      { numRuns: 20 },
    );
  });

  test("holds the largest content that may be saved", () => {
    const frame = canonicalJson(aPart("").content).length;
    const part = { ...aPart(""), content: { kind: "text", section: "impact", text: "" } } as const;
    const text = "字".repeat(3_500);
    expect(frame + Buffer.byteLength(text)).toBeLessThanOrEqual(partBytesMax);
    expect(toPart(partItem({ ...part, content: { ...part.content, text } })).content).toMatchObject({ text });
  });

  test("throws for what is none", () => {
    expect(() => toPart({ schema: "part/2", path: "general" })).toThrow(/packed/);
    expect(() => toPart({ schema: "part/1", path: "general" })).toThrow(/version/);
  });
});
