import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatsOf } from "./format.ts";

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("an amount in cents", () => {
  test.each([
    ["en", 123_456_789, "€1,234,567.89"],
    ["nl", 123_456_789, "€ 1.234.567,89"],
    ["en", 0, "€0.00"],
    ["nl", 7, "€ 0,07"],
    ["en", -5, "-€0.05"],
    ["nl", -123_450, "€ -1.234,50"],
    ["en", Number.MAX_SAFE_INTEGER, "€90,071,992,547,409.91"],
  ] as const)("reads in %s: %d as %s", (language, amountCents, text) => {
    expect(plain(formatsOf(language).money(amountCents))).toBe(text);
  });

  test("shows each of its digits, whatever its size", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amountCents) => {
        const digits = formatsOf("nl").plainAmount(amountCents).replaceAll(/\D/g, "");
        expect(digits).toBe(String(amountCents).padStart(3, "0"));
      }),
    );
  });

  test.each([0.5, Number.NaN, 2 ** 53])("that is none, as %d, is a bug", (value) => {
    expect(() => formatsOf("en").money(value)).toThrow("Not an amount in cents");
  });
});

describe("a moment", () => {
  test("reads in the time of Brussels, in winter", () => {
    expect(formatsOf("en").dateTime("2026-11-22T16:00:00.000Z")).toBe("22 November 2026 at 17:00");
  });

  test("reads in the time of Brussels, in summer", () => {
    expect(formatsOf("nl").dateTime("2026-07-01T15:00:00.000Z")).toBe("1 juli 2026 om 17:00");
  });

  test("shows milliseconds where a deadline was missed by one", () => {
    expect(formatsOf("en").exactTime("2027-03-31T15:00:00.001Z")).toBe("31 March 2027 at 17:00:00.001");
  });

  test("without time keeps its day", () => {
    expect(formatsOf("en").date("2028-02-29")).toBe("29 February 2028");
  });
});
