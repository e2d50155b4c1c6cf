import { Rate } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ToppedUpProject, topUp } from "./top-up.ts";

const project = (eligibleCents: number, status: ToppedUpProject["status"] = "SELECTED") => ({
  eligibleCents: cents(eligibleCents),
  status,
});
const third = Rate.parse("33/100");

describe("topping up a co-funded selection", () => {
  test("takes the Union's rate of what is selected; the rest is national (CLR-MAT-02)", () => {
    expect(topUp(third, [project(600), project(400)])).toEqual({
      eligibleAboveFirstGapCents: 1000,
      unionTopUpCents: 330,
      nationalMinimumCents: 670,
    });
  });

  test("counts nothing at and below the first gap, also what SKIP selected there", () => {
    const projects = [project(100), project(70, "GAP"), project(50), project(30, "GAP"), project(20)];
    expect(topUp(third, projects).eligibleAboveFirstGapCents).toBe(100);
    expect(topUp(third, projects.slice(1)).eligibleAboveFirstGapCents).toBe(0);
  });

  test("does not count a veto, a national ineligibility or what was not reached, and stops at none of them", () => {
    const projects = [
      project(1, "VETO"),
      project(10, "NATIONAL_INELIGIBLE"),
      project(100, "NOT_REACHED"),
      project(1000),
    ];
    expect(topUp(third, projects).eligibleAboveFirstGapCents).toBe(1000);
  });

  test("rounds once, on the sum, half up", () => {
    const half = Rate.parse("1/2");
    expect(topUp(half, [project(1), project(1), project(1)])).toMatchObject({
      unionTopUpCents: 2,
      nationalMinimumCents: 1,
    });
    expect(topUp(Rate.parse("33/100"), [project(4)]).unionTopUpCents).toBe(1);
    expect(topUp(Rate.parse("1/3"), [project(4)]).unionTopUpCents).toBe(1);
  });

  test("of nothing is nothing, and at the rates 0 and 1 one side pays all", () => {
    expect(topUp(third, [])).toEqual({ eligibleAboveFirstGapCents: 0, unionTopUpCents: 0, nationalMinimumCents: 0 });
    expect(topUp(Rate.parse("0"), [project(7)])).toMatchObject({ unionTopUpCents: 0, nationalMinimumCents: 7 });
    expect(topUp(Rate.parse("1"), [project(7)])).toMatchObject({ unionTopUpCents: 7, nationalMinimumCents: 0 });
  });

  test("conserves the money", () => {
    const rate = fc.nat(100).map((hundredths) => Rate.parse(`${hundredths}/100`));
    const projects = fc.array(fc.nat(10_000).map((value) => project(value)));
    fc.assert(
      fc.property(rate, projects, (atRate, all) => {
        const { eligibleAboveFirstGapCents, unionTopUpCents, nationalMinimumCents } = topUp(atRate, all);
        expect(unionTopUpCents + nationalMinimumCents).toBe(eligibleAboveFirstGapCents);
      }),
    );
  });
});
