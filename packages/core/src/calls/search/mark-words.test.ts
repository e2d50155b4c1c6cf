import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf, markWords } from "./mark-words.ts";
import { askedWords, wordsIn } from "./search-words.ts";

const stem = (word: string) => [word.replace(/s$/, "")];

describe("the words of a text", () => {
  test("are its letters and digits, without case and accents", () => {
    expect(wordsIn("Coördinatie: CYBER-10, État").map(({ form }) => form)).toEqual([
      "coordinatie",
      "cyber",
      "10",
      "etat",
    ]);
  });

  test("that are asked for leave out what stands everywhere, unless nothing else is asked for", () => {
    expect([askedWords("the hubs of the Union"), askedWords("van de het"), askedWords(" ,;")]).toEqual([
      ["hubs", "union"],
      ["van", "de", "het"],
      [],
    ]);
  });
});

describe("marking what was found", () => {
  test("marks each word with a stem that was found, whatever its form", () => {
    expect(markWords(stem, new Set(["hub"]), "Hubs and a hub.")).toEqual([
      { text: "Hubs", isMatch: true },
      { text: " and a ", isMatch: false },
      { text: "hub", isMatch: true },
      { text: ".", isMatch: false },
    ]);
  });

  test("keeps every character of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.string(), { maxLength: 5 }), (text, found) => {
        const parts = markWords(stem, new Set(found), text);
        expect(parts.map((part) => part.text).join("")).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  test("gives the first text that speaks of it, cut between words around the place", () => {
    const text = `${"before ".repeat(40)}the quantum hubs ${"after ".repeat(80)}`;
    const excerpt = excerptOf(stem, new Set(["quantum"]), ["Nothing here.", text]);
    const whole = excerpt.map((part) => part.text).join("");
    expect(excerpt.filter(({ isMatch }) => isMatch)).toEqual([{ text: "quantum", isMatch: true }]);
    expect(whole).toMatch(/^… before .* the quantum hubs after .* after …$/);
    expect(whole.length).toBeLessThan(280);
  });

  test("gives nothing where no text speaks of it", () => {
    expect(excerptOf(stem, new Set(["quantum"]), ["Nothing here.", ""])).toEqual([]);
  });
});
