import { cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import type { AllocationProblem } from "./allocation-problem.ts";
import { illustrateAllocation } from "./illustrate-allocation.ts";

const need = (purse: string, amount: number) => ({ purse, needCents: cents(amount) });

/** The first is dear: without it, two others fit. */
const problem: AllocationProblem = {
  candidates: [
    { id: "Q1", worth: 10, needs: [need("U", 100_000_000), need("AT", 80_000_000)] },
    { id: "Q2", worth: 8, needs: [need("U", 50_000_000), need("AT", 40_000_000)] },
    { id: "Q3", worth: 7, needs: [need("U", 50_000_000), need("AT", 40_000_000)] },
  ],
  union: { purse: "U", budgetCents: cents(300_000_000) },
  funders: [{ purse: "AT", budgetCents: cents(80_000_000) }],
  potCents: cents(0),
};

describe("what the money could do besides the ranking (MAT-02)", () => {
  const picture = illustrateAllocation(problem, new Set(["Q1"]));

  test("is one project in rank order, and two or a higher sum without it", () => {
    expect(picture.inRankOrder).toEqual(["Q1"]);
    expect(picture.most).toEqual({ selected: ["Q2", "Q3"], worth: 2, worthAtMost: 2 });
    expect(picture.best).toEqual({ selected: ["Q2", "Q3"], worth: 15, worthAtMost: 15 });
  });

  test("names what the next of the ranking lacks", () => {
    expect(picture.next).toMatchObject({ id: "Q2", leastTotalCents: 40_000_000, alone: [{ purse: "AT" }] });
  });

  test("has a price where the last euro counts, and none where money is left", () => {
    expect(picture.prices).toEqual([{ purse: "AT", worthPerMillion: expect.stringMatching(/^1[2-9]\.\d\d$/) }]);
  });

  test("says nothing of an empty ranking", () => {
    expect(illustrateAllocation({ ...problem, candidates: [] }, new Set())).toMatchObject({
      next: null,
      most: { selected: [], worth: 0, worthAtMost: 0 },
    });
  });
});
