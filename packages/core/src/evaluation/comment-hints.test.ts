import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { hintsOn, shortCommentCharacters } from "./comment-hints.ts";

const profile = programmeProfiles.SG;
const filler =
  " The work packages name people, days and results for every month of the action, and the risks are listed with an answer each.";
const hints = (comment: string, score?: string) => hintsOn(comment, score, profile);

describe("hints on a comment", () => {
  test("are none where nothing is written, and none on a comment that gives its grounds", () => {
    expect(hints("  ", "4")).toEqual([]);
    expect(hints(`It is strong because three operators take part.${filler}`, "4.5")).toEqual([]);
  });

  test.each([
    [shortCommentCharacters - 1, ["SHORT"]],
    [shortCommentCharacters, []],
  ])("call a comment of %i characters short or not", (length, expected) => {
    expect(hints("x".repeat(length), "4")).toEqual(expected);
  });

  test("see praise without a ground", () => {
    expect(hints("Excellent. Very good partners, an impressive plan. ".repeat(3), "5")).toEqual(["PRAISE_ALONE"]);
    expect(hints("Uitstekend voorstel, zeer goed en overtuigend. ".repeat(3), "5")).toEqual(["PRAISE_ALONE"]);
  });

  test("ask for the weakness behind a score below the threshold, not at it", () => {
    expect(hints(`The plan is complete.${filler}`, "2.5")).toEqual(["WEAKNESS_UNNAMED"]);
    expect(hints(`The plan is complete.${filler}`, "3")).toEqual([]);
    expect(hints(`The plan is unclear.${filler}`, "2.5")).toEqual([]);
  });

  test("ask for the strength behind a score of nine tenths where more is wrong than right, not below", () => {
    expect(hints(`The plan is weak and unclear.${filler}`, "4.5")).toEqual(["STRENGTH_UNNAMED"]);
    expect(hints(`The plan is weak and unclear.${filler}`, "4")).toEqual([]);
  });
});
