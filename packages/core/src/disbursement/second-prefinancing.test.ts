import { Rate } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideFurtherPrefinancing } from "./second-prefinancing.ts";

const consumptionThreshold = Rate.parse("7/10");
const decide = (previous: readonly number[], consumed: number, instalment: number) =>
  decideFurtherPrefinancing({
    previousPrefinancingCents: previous.map(cents),
    consumedCents: cents(consumed),
    instalmentCents: cents(instalment),
    consumptionThreshold,
  });

describe("a further pre-financing instalment", () => {
  test.each([
    [279_999_99, 1, 299_999_99],
    [280_000_00, 0, 300_000_00],
    [280_000_01, 0, 300_000_00],
  ])("after %d cents consumed of 400 000.00 is reduced by %d to %d", (consumed, reductionCents, payCents) => {
    expect(decide([400_000_00], consumed, 300_000_00)).toMatchObject({
      thresholdCents: 280_000_00,
      reductionCents,
      payCents,
    });
  });

  test("is measured on the sum of all earlier instalments", () => {
    expect(decide([100, 200], 100, 50)).toMatchObject({
      thresholdCents: 210,
      consumedShare: { numerator: 1n, denominator: 3n },
    });
  });

  test("is reduced to nothing at most", () => {
    expect(decide([1_000], 0, 300)).toMatchObject({ thresholdCents: 700, reductionCents: 300, payCents: 0 });
  });

  test("has a threshold that is rounded half up", () => {
    // 70 % of 5 cents is 3.5.
    expect(decide([5], 3, 10)).toMatchObject({ thresholdCents: 4, reductionCents: 1, payCents: 9 });
  });

  test("after nothing paid before is paid in full", () => {
    expect(decide([], 0, 300)).toEqual({ thresholdCents: 0, reductionCents: 0, payCents: 300, consumedShare: null });
  });

  test("and its reduction make the instalment (property)", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e12)), fc.nat(1e13), fc.nat(1e13), (previous, consumed, instalment) => {
        const { reductionCents, payCents } = decide(previous, consumed, instalment);
        expect(reductionCents + payCents).toBe(instalment);
      }),
    );
  });
});
