import { Rate } from "@grants/kernel/fraction";
import { type Cents, cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FinalReport,
  type PaymentTerms,
  computeBalance,
  computeFinalGrant,
  computeInterim,
  computePayments,
  computePrefinancing,
} from "./compute-payments.ts";

const rate = (text: string) => Rate.parse(text);
const terms = (overrides: Partial<PaymentTerms> = {}): PaymentTerms => ({
  programme: "DEP",
  beneficiaryNonProfit: false,
  maxGrantCents: cents(1_500_000_00),
  fundingRate: rate("1/2"),
  prefinancingRate: rate("3/5"),
  mimRate: rate("1/20"),
  paymentCeilingRate: rate("9/10"),
  lowValueGrantMaxCents: cents(60_000_00),
  breachReductionOrder: "BEFORE_CAP",
  ...overrides,
});
const report = (acceptedCosts: number, overrides: Partial<FinalReport> = {}): FinalReport => ({
  acceptedCostsCents: cents(acceptedCosts),
  revenues: [],
  breachReductionCents: cents(0),
  ...overrides,
});
const income = (amount: number) => ({ revenues: [{ kind: "ACTION_INCOME", cents: cents(amount) }] as const });
const seventyFive = (overrides: Partial<PaymentTerms> = {}) =>
  terms({ maxGrantCents: cents(750_000_00), fundingRate: rate("3/4"), ...overrides });
const sum = (amounts: readonly Cents[]) => amounts.reduce((total, amount) => total + amount, 0);

describe("pre-financing", () => {
  test("is a share of the maximum grant, less the retention for the mutual insurance mechanism", () => {
    expect(computePrefinancing(terms())).toEqual({
      prefinancingGrossCents: 900_000_00,
      mimRetainedCents: 75_000_00,
      prefinancingTransferCents: 825_000_00,
    });
  });

  test.each([
    ["2/25", 8, 0],
    ["1/12", 8, 0],
    ["7/100", 7, 1],
  ])("of 8 cents with a mechanism of %s keeps back %d cents and pays %d", (mimRate, retained, transfer) => {
    const small = terms({ maxGrantCents: cents(100), prefinancingRate: rate("2/25"), mimRate: rate(mimRate) });
    expect(computePrefinancing(small)).toEqual({
      prefinancingGrossCents: 8,
      mimRetainedCents: retained,
      prefinancingTransferCents: transfer,
    });
  });

  test("and retention are each rounded half up", () => {
    const odd = terms({ maxGrantCents: cents(5), prefinancingRate: rate("1/2"), mimRate: rate("1/10") });
    expect(computePrefinancing(odd)).toMatchObject({ prefinancingGrossCents: 3, mimRetainedCents: 1 });
  });
});

describe("an interim payment", () => {
  const ten = terms({ maxGrantCents: cents(100), fundingRate: rate("1/2") });

  test.each([
    [58, 29, 29],
    [60, 30, 30],
    [62, 31, 30],
  ])("for accepted costs of %d gives a contribution of %d and pays %d below the ceiling", (costs, accepted, paid) => {
    expect(computeInterim(ten, cents(costs), cents(60))).toEqual({
      acceptedContributionCents: accepted,
      paidCents: paid,
    });
  });

  test.each([90, 91, 200])("pays nothing when %d of a ceiling of 90 was paid before", (paidBefore) => {
    expect(computeInterim(ten, cents(60), cents(paidBefore)).paidCents).toBe(0);
  });

  test("is held under a ceiling that is rounded half up", () => {
    const ceilingOf4Point5 = terms({
      maxGrantCents: cents(5),
      fundingRate: rate("1"),
      paymentCeilingRate: rate("9/10"),
    });
    expect(computeInterim(ceilingOf4Point5, cents(9), cents(0)).paidCents).toBe(5);
  });
});

describe("the final grant", () => {
  test("is capped at the maximum grant", () => {
    expect(computeFinalGrant(terms(), report(3_400_000_00))).toMatchObject({
      step1Cents: 1_700_000_00,
      step2CappedCents: 1_500_000_00,
      finalGrantCents: 1_500_000_00,
    });
  });

  test("takes a reduction for breach before the cap", () => {
    const reduced = report(3_400_000_00, { breachReductionCents: cents(100_000_00) });
    expect(computeFinalGrant(terms(), reduced)).toMatchObject({
      step1Cents: 1_600_000_00,
      finalGrantCents: 1_500_000_00,
    });
  });

  test("takes it last where the data sheet says so", () => {
    const reduced = report(3_400_000_00, { breachReductionCents: cents(100_000_00) });
    expect(computeFinalGrant(terms({ breachReductionOrder: "LAST" }), reduced)).toMatchObject({
      step1Cents: 1_700_000_00,
      step2CappedCents: 1_500_000_00,
      finalGrantCents: 1_400_000_00,
    });
  });

  test.each(["BEFORE_CAP", "LAST"] as const)("is never below nothing (reduction %s)", (breachReductionOrder) => {
    const reduced = report(100, { breachReductionCents: cents(51) });
    expect(computeFinalGrant(terms({ breachReductionOrder }), reduced).finalGrantCents).toBe(0);
  });
});

describe("the no-profit rule", () => {
  test("takes back the Union's share of the profit", () => {
    expect(computeFinalGrant(seventyFive(), report(1_000_000_00, income(400_000_00)))).toEqual({
      step1Cents: 750_000_00,
      step2CappedCents: 750_000_00,
      receiptsCountedCents: 400_000_00,
      noProfitExemption: null,
      profitCents: 150_000_00,
      profitDeductionCents: 112_500_00,
      finalGrantCents: 637_500_00,
    });
  });

  test.each([
    [24, 0, 0, 75],
    [25, 0, 0, 75],
    [26, 1, 1, 74],
    [27, 2, 2, 73],
    // 3/4 of 6 cents is 4.5, rounded half up.
    [31, 6, 5, 70],
  ])("with revenues of %d on costs of 100 finds a profit of %d and deducts %d", (revenue, profit, deduction, grant) => {
    const small = seventyFive({ lowValueGrantMaxCents: cents(0) });
    expect(computeFinalGrant(small, report(100, income(revenue)))).toMatchObject({
      profitCents: profit,
      profitDeductionCents: deduction,
      finalGrantCents: grant,
    });
  });

  test("counts the grant after the cap", () => {
    const capped = seventyFive({ maxGrantCents: cents(70_000_00) });
    expect(computeFinalGrant(capped, report(100_000_00, income(40_000_00)))).toMatchObject({
      profitCents: 10_000_00,
      profitDeductionCents: 7_000_00,
      finalGrantCents: 63_000_00,
    });
  });

  test("is not applied to a non-profit organisation, nor counts its receipts", () => {
    const nonProfit = seventyFive({ beneficiaryNonProfit: true });
    expect(computeFinalGrant(nonProfit, report(1_000_000_00, income(400_000_00)))).toMatchObject({
      receiptsCountedCents: 0,
      noProfitExemption: "NON_PROFIT_ORGANISATION",
      profitCents: 0,
      profitDeductionCents: 0,
      finalGrantCents: 750_000_00,
    });
  });

  test.each([
    [59_999_99, "LOW_VALUE_GRANT"],
    [60_000_00, "LOW_VALUE_GRANT"],
    [60_000_01, null],
  ])("with a maximum grant of %d cents has the exemption %s", (maxGrantCents, exemption) => {
    const small = terms({ maxGrantCents: cents(maxGrantCents) });
    expect(computeFinalGrant(small, report(100_000_00)).noProfitExemption).toBe(exemption);
  });

  test("names the non-profit organisation first where both exemptions hold", () => {
    const both = terms({ maxGrantCents: cents(1), beneficiaryNonProfit: true });
    expect(computeFinalGrant(both, report(0)).noProfitExemption).toBe("NON_PROFIT_ORGANISATION");
  });

  test.each([
    ["HE", 7_00],
    ["DEP", 12_00],
  ] as const)("in %s counts receipts of %d cents", (programme, counted) => {
    const revenues = [
      { kind: "EXPLOITATION_OF_RESULTS", cents: cents(5_00) },
      { kind: "ACTION_INCOME", cents: cents(7_00) },
    ] as const;
    expect(computeFinalGrant(terms({ programme }), report(1_000_00, { revenues })).receiptsCountedCents).toBe(counted);
  });

  test("has no share to take back where no costs were accepted", () => {
    expect(computeFinalGrant(terms(), report(0, income(100)))).toMatchObject({
      profitCents: 100,
      profitDeductionCents: 0,
      finalGrantCents: 0,
    });
  });

  test("takes at most the whole grant when revenues exceed everything", () => {
    expect(computeFinalGrant(terms(), report(100_00, income(1_000_00)))).toMatchObject({
      profitDeductionCents: 475_00,
      finalGrantCents: 0,
    });
  });
});

describe("the balance", () => {
  test.each([
    [110, 100, 5, { balanceCents: 10, mimReleasedCents: 5, transferCents: 15, recoveryOrderCents: 0 }],
    [96, 100, 5, { balanceCents: -4, mimReleasedCents: 5, transferCents: 1, recoveryOrderCents: 0 }],
    [95, 100, 5, { balanceCents: -5, mimReleasedCents: 5, transferCents: 0, recoveryOrderCents: 0 }],
    [94, 100, 5, { balanceCents: -6, mimReleasedCents: 5, transferCents: 0, recoveryOrderCents: 1 }],
  ])("of a final grant of %d after %d paid, with %d retained", (finalGrant, paid, retained, balance) => {
    expect(computeBalance(cents(finalGrant), cents(paid), cents(retained))).toEqual(balance);
  });
});

describe("the payments of an agreement", () => {
  test("run from pre-financing over interims to a recovery", () => {
    expect(computePayments(terms(), [{ acceptedCostsCents: cents(1_400_000_00) }], report(2_500_000_00))).toEqual({
      prefinancingGrossCents: 900_000_00,
      mimRetainedCents: 75_000_00,
      prefinancingTransferCents: 825_000_00,
      interims: [{ acceptedContributionCents: 700_000_00, paidCents: 450_000_00 }],
      final: {
        step1Cents: 1_250_000_00,
        step2CappedCents: 1_250_000_00,
        receiptsCountedCents: 0,
        noProfitExemption: null,
        profitCents: 0,
        profitDeductionCents: 0,
        finalGrantCents: 1_250_000_00,
        balanceCents: -100_000_00,
        mimReleasedCents: 75_000_00,
        transferCents: 0,
        recoveryOrderCents: 25_000_00,
      },
    });
  });

  test("pay nothing at a second interim that finds the ceiling used up", () => {
    const reports = [{ acceptedCostsCents: cents(900_000_00) }, { acceptedCostsCents: cents(1_00) }];
    expect(computePayments(terms(), reports, report(0)).interims.map(({ paidCents }) => paidCents)).toEqual([
      450_000_00, 0,
    ]);
  });

  const aRate = fc.integer({ min: 0, max: 20 }).map((n) => rate(`${n}/20`));
  const anAmount = fc.integer({ min: 0, max: 1e13 }).map(cents);
  const someTerms: fc.Arbitrary<PaymentTerms> = fc.record({
    programme: fc.constantFrom("DEP", "HE"),
    beneficiaryNonProfit: fc.boolean(),
    maxGrantCents: anAmount,
    fundingRate: aRate,
    prefinancingRate: aRate,
    mimRate: aRate,
    paymentCeilingRate: aRate,
    lowValueGrantMaxCents: fc.constant(cents(60_000_00)),
    breachReductionOrder: fc.constantFrom("BEFORE_CAP", "LAST"),
  });
  const someReports = fc.array(fc.record({ acceptedCostsCents: anAmount }), { maxLength: 5 });
  const aFinalReport: fc.Arbitrary<FinalReport> = fc.record({
    acceptedCostsCents: anAmount,
    revenues: fc.array(
      fc.record({ kind: fc.constantFrom("ACTION_INCOME", "EXPLOITATION_OF_RESULTS"), cents: anAmount }),
      { maxLength: 3 },
    ),
    breachReductionCents: anAmount,
  });

  test("never exceed the maximum grant, and end at the final grant (property)", () => {
    fc.assert(
      fc.property(someTerms, someReports, aFinalReport, (agreed, reports, finalReport) => {
        const { interims, final, ...prefinancing } = computePayments(agreed, reports, finalReport);
        const before = prefinancing.prefinancingTransferCents + sum(interims.map(({ paidCents }) => paidCents));
        expect(before).toBeLessThanOrEqual(agreed.maxGrantCents);
        expect(before + final.transferCents - final.recoveryOrderCents).toBe(final.finalGrantCents);
        expect(final.finalGrantCents).toBeLessThanOrEqual(agreed.maxGrantCents);
        expect(final.transferCents === 0 || final.recoveryOrderCents === 0).toBe(true);
      }),
    );
  });

  test("before the balance stay within the ceiling, or stop at the pre-financing (property)", () => {
    fc.assert(
      fc.property(someTerms, someReports, (agreed, reports) => {
        const { prefinancingGrossCents, interims } = computePayments(agreed, reports, report(0));
        const ceiling = computeInterim({ ...agreed, fundingRate: rate("1") }, agreed.maxGrantCents, cents(0)).paidCents;
        const paid = prefinancingGrossCents + sum(interims.map(({ paidCents }) => paidCents));
        expect(paid).toBeLessThanOrEqual(Math.max(ceiling, prefinancingGrossCents));
      }),
    );
  });
});
