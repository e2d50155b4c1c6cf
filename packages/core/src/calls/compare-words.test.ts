import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareWords } from "./compare-words.ts";

const sideOf = (changes: ReturnType<typeof compareWords>, left: "removed" | "added") =>
  changes
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join("");

describe("comparing two texts word by word", () => {
  test("tells the words that were put in the place of others (CALL-03)", () => {
    expect(compareWords("closes on 6 July 2023", "closes on 29 August 2023")).toEqual([
      { kind: "same", text: "closes on " },
      { kind: "removed", text: "6 July " },
      { kind: "added", text: "29 August " },
      { kind: "same", text: "2023" },
    ]);
  });

  test("puts together again both texts, whatever they are", () => {
    const text = fc
      .array(fc.constantFrom("hub", "grant", " ", "\n", "é"), { maxLength: 12 })
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = compareWords(before, after);
        expect(sideOf(changes, "added")).toBe(before);
        expect(sideOf(changes, "removed")).toBe(after);
      }),
    );
  });

  test("tells very long texts as a whole", () => {
    const [before, after] = [1, 2].map((seed) => `word${seed} `.repeat(1_001));
    expect(compareWords(before ?? "", after ?? "").map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});
