import { cents } from "@grants/kernel/money";
import { err } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Repayment, allocateRepayments } from "./recovery-interest.ts";

const on = (text: string) => LocalDate.parse(text);
const debt = { principalCents: cents(100_000_00), deadlineOn: on("2026-06-30") };
const terms = {
  mroSeries: [
    { from: on("2025-06-11"), ratePercent: "2.15" },
    { from: on("2026-07-01"), ratePercent: "9.00" },
  ],
  marginPoints: "3.5",
  dayBase: 365,
};
const paid = (day: string, amount: number): Repayment => ({ on: on(day), cents: cents(amount) });
const allocate = (...repayments: readonly Repayment[]) => allocateRepayments(debt, repayments, terms);

describe("allocating repayments of a debt", () => {
  test("covers the interest since the deadline first, at the rate of the month of the deadline", () => {
    expect(allocate(paid("2026-09-28", 60_000_00))).toEqual({
      ok: true,
      value: {
        mroPercent: "2.15",
        ratePercent: "5.65",
        allocations: [
          {
            on: "2026-09-28",
            days: 90,
            interestAccruedCents: 1_393_15,
            toInterestCents: 1_393_15,
            toPrincipalCents: 58_606_85,
            interestOpenCents: 0,
            principalOpenCents: 41_393_15,
            overpaidCents: 0,
          },
        ],
      },
    });
  });

  test("leaves interest open when a repayment does not cover it, and does not compound it", () => {
    expect(allocate(paid("2026-09-28", 1_000_00), paid("2026-12-27", 100_000_00))).toMatchObject({
      value: {
        allocations: [
          { days: 90, toInterestCents: 1_000_00, toPrincipalCents: 0, interestOpenCents: 393_15 },
          // The same 90 days on the same principal accrue the same interest again.
          { days: 90, interestAccruedCents: 1_393_15, toInterestCents: 1_786_30, principalOpenCents: 1_786_30 },
        ],
      },
    });
  });

  test.each(["2026-06-01", "2026-06-30"])("takes a repayment on %s as principal alone", (day) => {
    expect(allocate(paid(day, 1_00))).toMatchObject({
      value: { allocations: [{ days: 0, interestAccruedCents: 0, toInterestCents: 0, toPrincipalCents: 1_00 }] },
    });
  });

  test("counts from the deadline after a repayment before it", () => {
    expect(allocate(paid("2026-06-01", 50_000_00), paid("2026-07-01", 1_00))).toMatchObject({
      value: { allocations: [{ days: 0 }, { days: 1, interestAccruedCents: 7_74 }] },
    });
  });

  test("counts nothing between two repayments of one day", () => {
    expect(allocate(paid("2026-07-30", 1_000_00), paid("2026-07-30", 1_000_00))).toMatchObject({
      value: { allocations: [{ days: 30 }, { days: 0, interestAccruedCents: 0, toPrincipalCents: 1_000_00 }] },
    });
  });

  test.each([
    ["2026-06-30", 100_000_00, 0, 0],
    ["2026-06-30", 100_000_01, 0, 1],
    ["2026-06-30", 99_999_99, 1, 0],
  ])("on %s of %d cents leaves %d open and %d overpaid", (day, amount, principalOpenCents, overpaidCents) => {
    expect(allocate(paid(day, amount))).toMatchObject({
      value: { allocations: [{ principalOpenCents, overpaidCents }] },
    });
  });

  test("takes everything after full repayment as overpaid", () => {
    expect(allocate(paid("2026-06-30", 100_000_00), paid("2026-09-01", 5_00))).toMatchObject({
      value: {
        allocations: [{}, { interestAccruedCents: 0, toInterestCents: 0, toPrincipalCents: 0, overpaidCents: 5_00 }],
      },
    });
  });

  test("takes repayments in the order of their dates", () => {
    expect(allocate(paid("2026-09-28", 1_00), paid("2026-07-30", 2_00))).toMatchObject({
      value: { allocations: [{ on: "2026-07-30" }, { on: "2026-09-28" }] },
    });
  });

  test("of nothing repaid still names the rate", () => {
    expect(allocate()).toMatchObject({ value: { ratePercent: "5.65", allocations: [] } });
  });

  test("is refused where no rate was in force", () => {
    expect(allocateRepayments({ ...debt, deadlineOn: on("2025-06-30") }, [], terms)).toEqual(
      err({ kind: "NoRefinancingRate", on: on("2025-06-01") }),
    );
  });

  test("uses up every repayment, cent by cent (property)", () => {
    const someRepayments = fc.array(fc.tuple(fc.integer({ min: 10, max: 28 }), fc.nat(1e7)), { maxLength: 6 });
    fc.assert(
      fc.property(someRepayments, (given) => {
        const repayments = given.map(([day, amount]) => paid(`2026-07-${day}`, amount));
        const result = allocate(...repayments);
        const allocations = result.ok ? result.value.allocations : [];
        expect(allocations).toHaveLength(given.length);
        const used = allocations.map((one) => one.toInterestCents + one.toPrincipalCents + one.overpaidCents);
        const amounts = repayments.toSorted((a, b) => a.on.localeCompare(b.on)).map((repayment) => repayment.cents);
        expect(used).toEqual(amounts);
      }),
    );
  });
});
