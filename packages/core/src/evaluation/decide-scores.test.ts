import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { decideAssessment, decideOneScore, schemeOf, sheetOf } from "./decide-scores.ts";

const profile = programmeProfiles.SG;
const comments = { RELEVANCE: "Because.", IMPLEMENTATION: "Because.", IMPACT: "Because." };
const scores = { RELEVANCE: "4", IMPLEMENTATION: "4.5", IMPACT: "3.0" };

describe("an assessment", () => {
  test("is taken with every score in the one text of its value", () => {
    const decided = decideAssessment(profile, { scores, comments });
    expect(decided).toEqual({ ok: true, value: { scores: { ...scores, IMPACT: "3" }, comments } });
  });

  test.each(["0", "0.5", "5", "5.0"])("may give %s", (text) => {
    expect(decideOneScore(profile, { criterion: "IMPACT", text, field: "score" }).ok).toBe(true);
  });

  test.each(["4.3", "5.5", "-1", "4,5", ""])("may not give %j", (text) => {
    const decided = decideOneScore(profile, { criterion: "IMPACT", text, field: "score" });
    expect(decided).toMatchObject({
      ok: false,
      error: { kind: "ScoreNotOnStep", field: "score", criterion: "IMPACT", score: text, step: "0.5", maximum: "5" },
    });
  });

  test("needs every score", () => {
    const decided = decideAssessment(profile, { scores: { ...scores, IMPACT: "" }, comments });
    expect(decided).toMatchObject({ error: { kind: "ScoreMissing", field: "scores.IMPACT", criterion: "IMPACT" } });
  });

  test("is refused with every field that is wrong, the first one first", () => {
    const entered = { scores: { RELEVANCE: "4.3", IMPACT: "" }, comments: { RELEVANCE: "Because." } };
    const decided = decideAssessment(profile, entered);
    expect(decided).toMatchObject({
      error: {
        kind: "ScoreNotOnStep",
        fields: [
          { field: "scores.RELEVANCE", code: "ScoreNotOnStep" },
          { field: "scores.IMPLEMENTATION", code: "ScoreMissing" },
          { field: "comments.IMPLEMENTATION", code: "CommentMissing" },
          { field: "scores.IMPACT", code: "ScoreMissing" },
          { field: "comments.IMPACT", code: "CommentMissing" },
        ],
      },
    });
  });

  test("needs a reason for every score", () => {
    const decided = decideAssessment(profile, { scores, comments: { ...comments, RELEVANCE: " " } });
    expect(decided).toMatchObject({ error: { kind: "CommentMissing", field: "comments.RELEVANCE" } });
  });

  test.each([
    { scores: { ...scores, EXCELLENCE: "4" }, comments },
    { scores, comments: { ...comments, EXCELLENCE: "Because." } },
  ])("knows no criterion that the call does not score", (entered) => {
    const decided = decideAssessment(profile, entered);
    expect(decided).toMatchObject({ error: { kind: "CriterionNotOfCall", criterion: "EXCELLENCE" } });
  });
});

describe("how a call scores", () => {
  test("offers every step from nothing to the maximum", () => {
    const { choices, criteria } = sheetOf(profile);
    expect(choices).toEqual(["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]);
    expect(criteria).toEqual(["RELEVANCE", "IMPLEMENTATION", "IMPACT"]);
  });

  test("weighs a criterion as the profile says, and else once (HSC-03)", () => {
    const weights = schemeOf(programmeProfiles.IA).criteria.map(({ weight }) => weight);
    expect(weights).toEqual([
      { numerator: 1n, denominator: 1n },
      { numerator: 3n, denominator: 2n },
      { numerator: 1n, denominator: 1n },
    ]);
  });
});
