import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { decideDormancy, decideSigning, decideUnpaidPart, lastSigningDay } from "./commitment-clock.ts";

const on = (text: string) => LocalDate.parse(text);

describe("signing under a commitment", () => {
  test.each([
    ["INDIVIDUAL", "2025-12-31"],
    ["GLOBAL", "2026-12-31"],
    ["GLOBAL_PRIZE", "2028-12-31"],
  ] as const)("of the type %s in 2025 is possible until %s", (type, lastDay) => {
    expect(lastSigningDay(type, 2025)).toBe(lastDay);
  });

  test.each(["2026-01-01", "2026-12-30", "2026-12-31"])("on %s is allowed", (signOn) => {
    expect(decideSigning({ type: "GLOBAL", year: 2025 }, on(signOn))).toEqual({
      lastSigningDay: "2026-12-31",
      allowed: true,
      action: null,
    });
  });

  test("on 1 January of the year after next is blocked, and the balance is decommitted", () => {
    expect(decideSigning({ type: "GLOBAL", year: 2025 }, on("2027-01-01"))).toMatchObject({
      allowed: false,
      action: "BLOCK_AND_DECOMMIT",
    });
  });
});

describe("two years without a payment", () => {
  const commitment = { legalCommitmentOn: on("2026-03-01"), firstPaymentOn: null, litigation: false };

  test.each([
    ["2028-02-29", null],
    ["2028-03-01", "DECOMMIT_PROPOSAL"],
    ["2028-03-02", "DECOMMIT_PROPOSAL"],
  ] as const)("lead on %s to %s", (asOf, action) => {
    expect(decideDormancy(commitment, on(asOf))).toEqual({ twoYearsEndOn: "2028-03-01", action });
  });

  test.each([
    ["2026-04-01", null],
    ["2028-02-29", null],
    ["2028-03-01", null],
    ["2028-03-02", "DECOMMIT_PROPOSAL"],
  ] as const)("are over with a first payment on %s: %s", (firstPaymentOn, action) => {
    const paid = { ...commitment, firstPaymentOn: on(firstPaymentOn) };
    expect(decideDormancy(paid, on("2028-06-01")).action).toBe(action);
  });

  test("do not count during litigation", () => {
    expect(decideDormancy({ ...commitment, litigation: true }, on("2030-01-01")).action).toBeNull();
  });

  test("end on the last day of February when counted from 29 February", () => {
    expect(decideDormancy({ ...commitment, legalCommitmentOn: on("2028-02-29") }, on("2028-03-01")).twoYearsEndOn).toBe(
      "2030-02-28",
    );
  });
});

describe("six months after the final date of implementation", () => {
  const commitment = { finalImplementationOn: on("2027-08-31"), unpaidCents: cents(1) };

  test.each([
    ["2028-02-28", null, 0],
    ["2028-02-29", "DECOMMIT_UNPAID_PART", 1],
    ["2028-03-01", "DECOMMIT_UNPAID_PART", 1],
  ] as const)("the unpaid part is on %s: %s", (asOf, action, amountCents) => {
    expect(decideUnpaidPart(commitment, on(asOf))).toEqual({ decommitFrom: "2028-02-29", action, amountCents });
  });

  test("there is nothing to do when everything was paid", () => {
    expect(decideUnpaidPart({ ...commitment, unpaidCents: cents(0) }, on("2029-01-01")).action).toBeNull();
  });
});
