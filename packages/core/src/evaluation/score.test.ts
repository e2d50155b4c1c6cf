import { ONE, ZERO, fraction, multiply, parseDecimal } from "@grants/kernel/fraction";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ScoringScheme, assessScores, decideScore, formatScore, isOnScale, parseScore } from "./score.ts";

const halfPoints = { step: parseDecimal("0.5"), maximum: parseDecimal("5") };

const aScheme = (changes: Partial<ScoringScheme> = {}): ScoringScheme => ({
  criteria: ["RELEVANCE", "IMPLEMENTATION", "IMPACT"].map((criterion) => ({ criterion, weight: ONE })),
  scale: halfPoints,
  criterionThreshold: parseDecimal("3"),
  overallThreshold: parseDecimal("10"),
  ...changes,
});

const scores = (relevance: string, implementation: string, impact: string) => ({
  RELEVANCE: parseDecimal(relevance),
  IMPLEMENTATION: parseDecimal(implementation),
  IMPACT: parseDecimal(impact),
});

describe("a mark", () => {
  test.each(["0", "0.5", "3", "4.50", "5", "5.0"])("of %s is on a scale of half points up to 5", (text) => {
    expect(isOnScale(parseDecimal(text), halfPoints)).toBe(true);
  });

  test.each(["-0.5", "0.1", "4.3", "4.49", "4.51", "5.5", "5.01"])("of %s is off it", (text) => {
    expect(isOnScale(parseDecimal(text), halfPoints)).toBe(false);
  });

  test("may be a multiple of a step that binary numbers cannot hold", () => {
    const tenths = { step: parseDecimal("0.1"), maximum: ONE };
    expect(isOnScale(parseDecimal("0.3"), tenths)).toBe(true);
    expect(isOnScale(parseDecimal("0.35"), tenths)).toBe(false);
  });

  test("is entered as decimal text and read exactly", () => {
    expect(decideScore("IMPACT", "4.5", halfPoints)).toEqual({ ok: true, value: fraction(9n, 2n) });
  });

  test.each(["4.3", "5.5", "-1", "", "four", "4,5", "1e0", "1/2"])(
    "entered as '%s' is refused with its scale",
    (score) => {
      expect(decideScore("IMPACT", score, halfPoints)).toEqual({
        ok: false,
        error: { kind: "InvalidScore", criterion: "IMPACT", score, step: "0.5", maximum: "5" },
      });
    },
  );

  test("that is no decimal text reads as nothing", () => {
    expect(parseScore("N/A")).toBeNull();
  });
});

describe("formatting a score", () => {
  test.each([
    ["13", "13"],
    ["13.0", "13"],
    ["14.750", "14.75"],
    ["0", "0"],
    ["0.05", "0.05"],
    ["100", "100"],
  ])("writes %s as %s", (text, written) => {
    expect(formatScore(parseDecimal(text))).toBe(written);
  });

  test("gives back what was read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (hundredths) => {
        const score = fraction(BigInt(hundredths), 100n);
        expect(parseDecimal(formatScore(score))).toEqual(score);
      }),
    );
  });

  test("writes up to thirty decimals, and the fraction where decimals never end", () => {
    expect(formatScore(fraction(1n, 10n ** 30n))).toBe(`0.${"0".repeat(29)}1`);
    expect(formatScore(fraction(1n, 10n ** 31n))).toBe(`1/1${"0".repeat(31)}`);
    expect(formatScore(fraction(40n, 3n))).toBe("40/3");
  });
});

describe("assessing a proposal's scores", () => {
  test("passes one that meets every threshold exactly (DSC-03)", () => {
    expect(assessScores(scores("3.0", "3.0", "4.0"), aScheme())).toEqual({
      total: fraction(10n, 1n),
      weightedTotal: fraction(10n, 1n),
      rejection: null,
    });
  });

  test("rejects one that is half a point below the overall threshold", () => {
    expect(assessScores(scores("3.0", "3.0", "3.5"), aScheme()).rejection).toEqual({
      reason: "BELOW_OVERALL_THRESHOLD",
      criteria: [],
    });
  });

  test("rejects one that is below on a criterion, whatever its total, and names each such criterion", () => {
    expect(assessScores(scores("5.0", "5.0", "2.5"), aScheme()).rejection).toEqual({
      reason: "BELOW_CRITERION_THRESHOLD",
      criteria: ["IMPACT"],
    });
    expect(assessScores(scores("2.5", "5.0", "0"), aScheme()).rejection).toEqual({
      reason: "BELOW_CRITERION_THRESHOLD",
      criteria: ["RELEVANCE", "IMPACT"],
    });
  });

  test("refuses a mark off the scale before any threshold (CLR-RANK-07)", () => {
    expect(assessScores(scores("4.3", "1.0", "5.5"), aScheme()).rejection).toEqual({
      reason: "INVALID_SCORE",
      criteria: ["RELEVANCE", "IMPACT"],
    });
  });

  test("refuses a proposal of which a criterion has no mark, and still sums the others", () => {
    const { IMPACT: _, ...others } = scores("4.0", "4.5", "5.0");
    expect(assessScores(others, aScheme())).toEqual({
      total: fraction(17n, 2n),
      weightedTotal: fraction(17n, 2n),
      rejection: { reason: "INVALID_SCORE", criteria: ["IMPACT"] },
    });
  });

  test("leaves a criterion out that the topic switches off, threshold and all (CLR-RANK-07)", () => {
    const scheme = aScheme({
      criteria: [
        { criterion: "RELEVANCE", weight: ONE },
        { criterion: "IMPACT", weight: ONE },
      ],
      overallThreshold: parseDecimal("7"),
    });
    expect(assessScores(scores("3.0", "0", "4.0"), scheme)).toEqual({
      total: fraction(7n, 1n),
      weightedTotal: fraction(7n, 1n),
      rejection: null,
    });
  });

  test("holds unweighted scores against the thresholds, so that a weight helps nobody over (HSC-03)", () => {
    const scheme = aScheme({
      criteria: [
        { criterion: "RELEVANCE", weight: ONE },
        { criterion: "IMPLEMENTATION", weight: ONE },
        { criterion: "IMPACT", weight: parseDecimal("1.5") },
      ],
    });
    expect(assessScores(scores("3.0", "3.0", "3.5"), scheme)).toEqual({
      total: fraction(19n, 2n),
      weightedTotal: fraction(45n, 4n),
      rejection: { reason: "BELOW_OVERALL_THRESHOLD", criteria: [] },
    });
    expect(assessScores(scores("5.0", "5.0", "2.5"), scheme).rejection?.reason).toBe("BELOW_CRITERION_THRESHOLD");
  });

  test("sums to nothing without criteria, and then only a threshold of nothing passes", () => {
    const none = aScheme({ criteria: [], overallThreshold: ZERO });
    expect(assessScores({}, none)).toEqual({ total: ZERO, weightedTotal: ZERO, rejection: null });
  });

  test("gives weighted totals that are the sum of the weighted marks, exactly", () => {
    const mark = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(mark, mark, mark, fc.integer({ min: 1, max: 40 }), (a, b, c, weightTenths) => {
        const weight = fraction(BigInt(weightTenths), 10n);
        const [relevance, implementation, impact] = [a, b, c].map((half) => fraction(BigInt(half), 2n));
        const scheme = aScheme({ criteria: aScheme().criteria.map(({ criterion }) => ({ criterion, weight })) });
        const assessed = assessScores({ RELEVANCE: relevance, IMPLEMENTATION: implementation, IMPACT: impact }, scheme);
        expect(assessed.total).toEqual(fraction(BigInt(a + b + c), 2n));
        expect(assessed.weightedTotal).toEqual(multiply(assessed.total, weight));
      }),
    );
  });
});
