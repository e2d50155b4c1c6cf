import { Rate } from "@grants/kernel/fraction";
import { cents } from "@grants/kernel/money";
import { err } from "@grants/kernel/result";
import { describe, expect, test } from "vitest";
import { extrapolateError } from "./extrapolate-error.ts";

const finding = {
  errorCents: cents(18_000_00),
  auditedCents: cents(300_000_00),
  otherGrants: [{ id: "GA2", costsCents: cents(500_000_00) }],
  acceptedAlternativeRate: null,
};

describe("extrapolating the error of an audit", () => {
  test("takes the error rate of what was audited", () => {
    expect(extrapolateError(finding)).toMatchObject({
      value: {
        errorRate: { numerator: 3n, denominator: 50n },
        rateApplied: { numerator: 3n, denominator: 50n },
        corrections: [{ id: "GA2", correctionCents: 30_000_00 }],
        totalCorrectionCents: 30_000_00,
      },
    });
  });

  test("takes an accepted alternative rate instead, and still names the error rate", () => {
    expect(extrapolateError({ ...finding, acceptedAlternativeRate: Rate.parse("1/50") })).toMatchObject({
      value: { errorRate: { numerator: 3n, denominator: 50n }, totalCorrectionCents: 10_000_00 },
    });
  });

  test("rounds per grant, and sums what was rounded", () => {
    const otherGrants = [
      { id: "GA2", costsCents: cents(1) },
      { id: "GA3", costsCents: cents(1) },
    ];
    const half = Rate.parse("1/2");
    expect(extrapolateError({ ...finding, otherGrants, acceptedAlternativeRate: half })).toMatchObject({
      value: { totalCorrectionCents: 2 },
    });
  });

  test("is refused where nothing was audited", () => {
    expect(extrapolateError({ ...finding, auditedCents: cents(0) })).toEqual(err({ kind: "NothingAudited" }));
  });
});
