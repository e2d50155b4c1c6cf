import { describe, expect, test } from "vitest";
import { divergencesIn } from "./divergence.ts";

const criteria = ["RELEVANCE", "IMPACT"] as const;
const report = (RELEVANCE: string, IMPACT = "4") => ({ RELEVANCE, IMPACT });
const divergent = (reports: readonly ReturnType<typeof report>[], divergenceSpread?: string) =>
  divergencesIn(reports, { criteria: [...criteria], ...(divergenceSpread === undefined ? {} : { divergenceSpread }) })
    .filter(({ isDivergent }) => isDivergent)
    .map(({ criterion, lowest, highest, spread }) => `${criterion} ${lowest}–${highest}: ${spread}`);

describe("the divergence of reports", () => {
  test("is none just under the spread of the call, and one at it", () => {
    expect(divergent([report("3"), report("4"), report("3.5")])).toEqual([]);
    expect(divergent([report("3"), report("4.5"), report("3.5")])).toEqual(["RELEVANCE 3–4.5: 1.5"]);
  });

  test("goes by the spread that the call names", () => {
    expect(divergent([report("3"), report("4")], "1")).toEqual(["RELEVANCE 3–4: 1"]);
    expect(divergent([report("2"), report("4")], "2.5")).toEqual([]);
  });

  test("needs two reports", () => {
    expect(divergencesIn([report("5")], { criteria: [...criteria] })).toEqual([]);
  });
});
