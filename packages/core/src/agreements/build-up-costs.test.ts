import { Rate } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CostRules, CostCategory, buildUpCosts } from "./build-up-costs.ts";

const rate = (text: string) => Rate.parse(text);
const rules = (overrides: Partial<CostRules> = {}): CostRules => ({
  indirectBase: ["A", "B", "C", "D_FSTP"],
  indirectRate: rate("7/100"),
  fundingRate: rate("1/2"),
  ...overrides,
});

describe("building up the costs of a budget", () => {
  test("adds indirect costs on the base and shares the total", () => {
    const costs = { A: cents(300_000_00), B: cents(50_000_00), C: cents(100_000_00), D_FSTP: cents(200_000_00) };
    expect(buildUpCosts(costs, rules())).toEqual({
      directCents: 650_000_00,
      indirectBaseCents: 650_000_00,
      indirectCents: 45_500_00,
      totalEligibleCents: 695_500_00,
      unionContributionCents: 347_750_00,
    });
  });

  test("leaves categories outside the base without indirect costs", () => {
    const costs = { A: cents(100_00), D_INTERNAL: cents(40_00), D_OTHER: cents(2_00) };
    const base = rules({ indirectBase: ["A", "D_OTHER"] });
    expect(buildUpCosts(costs, base)).toMatchObject({
      directCents: 142_00,
      indirectBaseCents: 102_00,
      indirectCents: 7_14,
    });
  });

  test("counts a category that is named twice once", () => {
    expect(buildUpCosts({ A: cents(100_00) }, rules({ indirectBase: ["A", "A"] })).indirectBaseCents).toBe(100_00);
  });

  test("of nothing is nothing", () => {
    expect(buildUpCosts({}, rules()).unionContributionCents).toBe(0);
  });

  // 7 % of 7 cents is 0.49 of a cent; of 50 cents exactly 3.5.
  test.each([
    [7, 0],
    [49, 3],
    [50, 4],
    [51, 4],
  ])("rounds the indirect costs of %d cents to %d, half up", (direct, indirect) => {
    expect(buildUpCosts({ A: cents(direct) }, rules()).indirectCents).toBe(indirect);
  });

  test("rounds the indirect costs before it takes the share", () => {
    // (8 + 1) × 1/2 = 4.5, rounded 5; unrounded it would be (8 + 0.56) × 1/2 = 4.28, rounded 4.
    expect(buildUpCosts({ A: cents(8) }, rules()).unionContributionCents).toBe(5);
  });

  test("never gives more than the costs, and adds nothing without a base (property)", () => {
    const amounts = fc.record(
      Object.fromEntries(CostCategory.options.map((category) => [category, fc.nat(1e12).map(cents)])),
    );
    fc.assert(
      fc.property(amounts, fc.subarray([...CostCategory.options]), (costs, indirectBase) => {
        const built = buildUpCosts(costs, rules({ indirectBase, fundingRate: rate("1") }));
        expect(built.unionContributionCents).toBe(built.totalEligibleCents);
        expect(built.totalEligibleCents).toBe(built.directCents + built.indirectCents);
        expect(built.indirectBaseCents).toBeLessThanOrEqual(built.directCents);
        expect(buildUpCosts(costs, rules({ indirectBase: [] })).indirectCents).toBe(0);
      }),
    );
  });
});
