import { cents } from "@grants/kernel/money";
import { err } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CreditorType, computeLateInterest } from "./late-interest.ts";

const on = (text: string) => LocalDate.parse(text);
const calendar = { version: "2026", policy: "NONE", holidays: [] as LocalDate[] } as const;
const series = (...rows: readonly (readonly [from: string, ratePercent: string])[]) =>
  rows.map(([from, ratePercent]) => ({ from: on(from), ratePercent }));

const late = {
  amountCents: cents(250_000_00),
  dueOn: on("2026-05-31"),
  paidOn: on("2026-07-15"),
  paymentReceivedOn: on("2026-07-16"),
  creditorType: "OTHER" as CreditorType,
};
const terms = {
  mroSeries: series(["2025-06-11", "2.15"]),
  marginPoints: "3.5",
  dayBase: 365,
  onRequestLimitCents: cents(200_00),
  requestMonths: 2,
};

/** Of an amount that is paid on a day of June. */
const interestInJune = (amount: number, day: number) => {
  const paidOn = LocalDate.parse(`2026-06-${String(day).padStart(2, "0")}`);
  const result = computeLateInterest({ ...late, amountCents: cents(amount), paidOn }, terms, calendar);
  return result.ok ? result.value.interestCents : -1;
};

describe("interest on a late payment", () => {
  test("is simple interest from the day after the due date to the day of payment", () => {
    expect(computeLateInterest(late, terms, calendar)).toEqual({
      ok: true,
      value: {
        legalDueOn: "2026-05-31",
        lateDays: 45,
        mroPercent: "2.15",
        ratePercent: "5.65",
        interestCents: 1_741_44,
        payment: "AUTOMATIC",
        requestBy: null,
        requestByLegal: null,
      },
    });
  });

  test("counts from the legal due date, also for its reference month", () => {
    const working = { ...calendar, policy: "WORKING_DAY" } as const;
    const mroSeries = series(["2026-05-01", "2.00"], ["2026-06-01", "3.00"]);
    expect(computeLateInterest(late, { ...terms, mroSeries }, working)).toMatchObject({
      value: { legalDueOn: "2026-06-01", lateDays: 44, mroPercent: "3.00", ratePercent: "6.5" },
    });
  });

  test.each([
    ["2026-05-30", 0, "NONE"],
    ["2026-05-31", 0, "NONE"],
    ["2026-06-01", 1, "ON_REQUEST_ONLY"],
  ])("on a payment of %s counts %d days: %s", (paidOn, lateDays, payment) => {
    expect(computeLateInterest({ ...late, paidOn: on(paidOn) }, terms, calendar)).toMatchObject({
      value: { lateDays, payment },
    });
  });

  // 10 % on 146 days is 4 %.
  test.each([
    [4_999_99, 200_00, "ON_REQUEST_ONLY", "2026-09-16"],
    [5_000_00, 200_00, "ON_REQUEST_ONLY", "2026-09-16"],
    [5_000_12, 200_00, "ON_REQUEST_ONLY", "2026-09-16"],
    [5_000_13, 200_01, "AUTOMATIC", null],
    [5_000_25, 200_01, "AUTOMATIC", null],
  ])("on %d cents is %d cents and paid %s", (amount, interestCents, payment, requestBy) => {
    const tenPercent = { ...terms, frozenRatePercent: "10" };
    const paid = { ...late, amountCents: cents(amount), paidOn: on("2026-10-24") };
    expect(computeLateInterest(paid, tenPercent, calendar)).toMatchObject({
      value: { lateDays: 146, interestCents, payment, requestBy },
    });
  });

  test("on request has two months, to the last day of a shorter month, moved to a working day", () => {
    const working = { ...calendar, policy: "WORKING_DAY" } as const;
    const small = { ...late, amountCents: cents(1_000_00), paymentReceivedOn: on("2026-12-31") };
    expect(computeLateInterest(small, terms, working)).toMatchObject({
      value: { requestBy: "2027-02-28", requestByLegal: "2027-03-01" },
    });
  });

  test.each(["MEMBER_STATE", "EIB", "EIF"] as const)("is not due to %s", (creditorType) => {
    expect(computeLateInterest({ ...late, creditorType }, terms, calendar)).toMatchObject({
      value: { interestCents: 0, payment: "NOT_DUE_CREDITOR_EXCLUDED", requestBy: null },
    });
  });

  test.each([
    ["-3.49", "0.01"],
    ["-3.50", "0"],
    ["-3.51", "0"],
    ["-4.00", "0"],
    ["4.50", "8"],
    ["6.50", "10"],
  ])("with a refinancing rate of %s has a rate of %s", (ratePercent, total) => {
    const mroSeries = series(["2025-06-11", ratePercent]);
    expect(computeLateInterest(late, { ...terms, mroSeries }, calendar)).toMatchObject({
      value: { mroPercent: ratePercent, ratePercent: total },
    });
  });

  test("takes the row in force on the first of the month, whatever the order of the rows", () => {
    const mroSeries = series(["2026-05-02", "9.00"], ["2026-05-01", "1.00"], ["2026-04-30", "2.00"]);
    expect(computeLateInterest(late, { ...terms, mroSeries }, calendar)).toMatchObject({
      value: { mroPercent: "1.00" },
    });
  });

  test("is refused where the series starts later", () => {
    const mroSeries = series(["2026-05-02", "2.15"]);
    expect(computeLateInterest(late, { ...terms, mroSeries }, calendar)).toEqual(
      err({ kind: "NoRefinancingRate", on: on("2026-05-01") }),
    );
  });

  test("keeps the rate that an earlier calculation froze", () => {
    const changed = { ...terms, mroSeries: series(["2025-06-11", "3.00"]), frozenRatePercent: "5.65" };
    expect(computeLateInterest(late, changed, calendar)).toMatchObject({
      value: { mroPercent: null, ratePercent: "5.65", interestCents: 1_741_44 },
    });
  });

  // 36 500 cents at 0.5 % for one day are exactly half a cent.
  test.each([
    [36_499, 0],
    [36_500, 1],
  ])("on %d cents rounds half a cent up: %d", (amount, interestCents) => {
    const aDayLate = { ...late, amountCents: cents(amount), paidOn: on("2026-06-01") };
    expect(computeLateInterest(aDayLate, { ...terms, frozenRatePercent: "0.5" }, calendar)).toMatchObject({
      value: { interestCents },
    });
  });

  test("never falls when the payment comes later (property)", () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 29 }), (amount, day) => {
        expect(interestInJune(amount, day + 1)).toBeGreaterThanOrEqual(interestInJune(amount, day));
        expect(interestInJune(amount, day)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
