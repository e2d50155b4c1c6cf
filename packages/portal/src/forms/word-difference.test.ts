import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combineTexts, compareWords } from "./word-difference.ts";

const side = (stretches: ReturnType<typeof compareWords>, kind: "mine" | "theirs"): string =>
  stretches
    .filter((stretch) => stretch.kind === "same" || stretch.kind === kind)
    .map(({ text }) => text)
    .join("");

const aText = fc
  .array(fc.constantFrom("hub", "work", " ", "\n", "plan.", "a", "żółw"), { maxLength: 60 })
  .map((words) => words.join(""));

describe("comparing two texts", () => {
  test("names the words that differ, and no more", () => {
    expect(compareWords("The hub trains ten people.", "The hub trains twenty people.")).toEqual([
      { kind: "same", text: "The hub trains " },
      { kind: "mine", text: "ten" },
      { kind: "theirs", text: "twenty" },
      { kind: "same", text: " people." },
    ]);
  });

  test("shows each side whole, whatever they are", () => {
    fc.assert(
      fc.property(aText, aText, (mine, theirs) => {
        const stretches = compareWords(mine, theirs);
        expect([side(stretches, "mine"), side(stretches, "theirs")]).toEqual([mine, theirs]);
      }),
    );
  });

  test("finds nothing in one text twice", () => {
    expect(compareWords("One.\nTwo.", "One.\nTwo.")).toEqual([{ kind: "same", text: "One.\nTwo." }]);
  });

  test("of two long ones takes a moment", () => {
    const line = (seed: number) => Array.from({ length: 12 }, (_, word) => `w${(seed * 31 + word * 7) % 97}`).join(" ");
    const text = (seed: number) => Array.from({ length: 2_500 }, (_, index) => line(index * seed)).join("\n");
    const start = performance.now();
    compareWords(text(3), text(5));
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe("putting two texts together", () => {
  test("keeps what they share once, and of a change mine before theirs", () => {
    expect(combineTexts("One.\nMine.\nEnd.", "One.\nTheirs.\nEnd.")).toBe("One.\nMine.\nTheirs.\nEnd.");
  });

  test("loses no line of either", () => {
    fc.assert(
      fc.property(aText, aText, (mine, theirs) => {
        const lines = combineTexts(mine, theirs).split("\n");
        const wanted = [...mine.split("\n"), ...theirs.split("\n")].filter((line) => line !== "");
        expect(wanted.filter((line) => !lines.includes(line))).toEqual([]);
      }),
    );
  });
});
