import { Rate } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import { err, ok } from "@grants/kernel/result";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyBeneficiaryRates } from "./apply-beneficiary-rates.ts";

const rates = { SME: Rate.parse("3/4"), OTHER: Rate.parse("1/2") };
const sme = (id: string, costs: number) => ({ id, rateClass: "SME", costsCents: cents(costs) });
const other = (id: string, costs: number) => ({ id, rateClass: "OTHER", costsCents: cents(costs) });
const affiliate = (id: string, affiliatedTo: string, costs: number) => ({ id, affiliatedTo, costsCents: cents(costs) });

describe("applying the rates of the beneficiaries", () => {
  test("funds each at the rate of its own class", () => {
    expect(applyBeneficiaryRates(rates, [sme("B1", 200_000_00), other("B2", 400_000_00)])).toEqual(
      ok({
        perBeneficiary: [
          { id: "B1", rate: "3/4", contributionCents: 150_000_00 },
          { id: "B2", rate: "1/2", contributionCents: 200_000_00 },
        ],
        totalContributionCents: 350_000_00,
      }),
    );
  });

  test("gives an affiliated entity the rate of its beneficiary, whatever its own class", () => {
    const participants = [{ ...other("A1", 100), affiliatedTo: "B1" }, sme("B1", 0)];
    expect(applyBeneficiaryRates(rates, participants)).toMatchObject({
      value: { perBeneficiary: [{ id: "A1", rate: "3/4", contributionCents: 75 }, { id: "B1" }] },
    });
  });

  test("follows an affiliated entity of an affiliated entity to the beneficiary", () => {
    const participants = [affiliate("A2", "A1", 100), affiliate("A1", "B1", 100), sme("B1", 100)];
    expect(applyBeneficiaryRates(rates, participants)).toMatchObject({ value: { totalContributionCents: 225 } });
  });

  test("rounds per beneficiary and sums what was rounded (CLR-MON-03)", () => {
    // Together 3 cents at one half are 1.5, rounded 2; one by one they are 3 × 1.
    expect(applyBeneficiaryRates(rates, [other("B1", 1), other("B2", 1), other("B3", 1)])).toMatchObject({
      value: { totalContributionCents: 3 },
    });
  });

  test("of no beneficiaries is nothing", () => {
    expect(applyBeneficiaryRates(rates, [])).toEqual(ok({ perBeneficiary: [], totalContributionCents: 0 }));
  });

  test.each(["NON_PROFIT", "constructor"])("refuses the class %s without a rate", (rateClass) => {
    expect(applyBeneficiaryRates(rates, [{ ...sme("B1", 1), rateClass }])).toEqual(
      err({ kind: "RateClassUnknown", participant: "B1", rateClass }),
    );
  });

  test("refuses a participant with neither class nor beneficiary", () => {
    expect(applyBeneficiaryRates(rates, [{ id: "B1", costsCents: cents(1) }])).toEqual(
      err({ kind: "RateClassUnknown", participant: "B1", rateClass: null }),
    );
  });

  test("refuses an affiliation to somebody outside the consortium", () => {
    expect(applyBeneficiaryRates(rates, [affiliate("A1", "B9", 1)])).toEqual(
      err({ kind: "AffiliatedToUnknown", participant: "A1", affiliatedTo: "B9" }),
    );
  });

  test("refuses affiliations that run in a circle", () => {
    const circle = [affiliate("A1", "A2", 1), affiliate("A2", "A1", 1)];
    expect(applyBeneficiaryRates(rates, circle)).toEqual(err({ kind: "AffiliatedInACircle", participant: "A1" }));
  });

  test("refuses a participant that is named twice", () => {
    expect(applyBeneficiaryRates(rates, [sme("B1", 1), sme("B1", 2)])).toEqual(
      err({ kind: "ParticipantNamedTwice", participant: "B1" }),
    );
  });

  test("never funds more than the costs (property)", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e12), { maxLength: 20 }), (costs) => {
        const participants = costs.map((amount, index) => sme(`B${index}`, amount));
        expect(applyBeneficiaryRates({ SME: Rate.parse("1") }, participants)).toMatchObject({
          value: { totalContributionCents: costs.reduce((sum, amount) => sum + amount, 0) },
        });
      }),
    );
  });
});
