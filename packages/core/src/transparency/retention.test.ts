import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { personalDataRemovedAfter, publishRecipientsBy, recordKeepingOf } from "./retention.ts";

const on = (date: string) => LocalDate.parse(date);

describe("publishing recipients", () => {
  test("is due by 30 June of the year after the legal commitment", () => {
    expect(publishRecipientsBy(2026)).toBe("2027-06-30");
  });
  test("ends for personal data two years after the end of that year", () => {
    expect(personalDataRemovedAfter(2026)).toBe("2028-12-31");
  });
});

describe("keeping records after the balance", () => {
  const kept = (fundingCents: number, openUntil: LocalDate | "OPEN" | null, balancePaidOn = "2026-09-10") =>
    recordKeepingOf({ balancePaidOn: on(balancePaidOn), fundingCents: cents(fundingCents), openUntil });

  test.each([
    [59_999_99, 3, "2029-09-10"],
    [60_000_00, 3, "2029-09-10"],
    [60_000_01, 5, "2031-09-10"],
  ])("of a grant of %i cents takes %i years", (fundingCents, years, until) => {
    expect(kept(fundingCents, null)).toEqual({ years, until, isExtended: false });
  });

  test("ends on the last day of February where the balance was paid on a leap day", () => {
    expect(kept(1, null, "2028-02-29").until).toBe("2031-02-28");
  });

  test.each([
    ["2031-09-09", "2031-09-10", false],
    ["2031-09-10", "2031-09-10", false],
    ["2031-09-11", "2031-09-11", true],
  ])("with a procedure that ends on %s lasts until %s", (openUntil, until, isExtended) => {
    expect(kept(60_000_01, on(openUntil))).toEqual({ years: 5, until, isExtended });
  });

  test("has no end while a procedure is open", () => {
    expect(kept(60_000_01, "OPEN")).toEqual({ years: 5, until: null, isExtended: true });
  });
});
