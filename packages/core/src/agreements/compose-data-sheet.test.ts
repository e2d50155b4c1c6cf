import { addDays, addMonths, daysBetween } from "@grants/kernel/calendar";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportingPeriods } from "./compose-data-sheet.ts";

const startsOn = LocalDate.parse("2027-06-01");

describe("reporting periods", () => {
  test.each([
    [1, [["2027-06-01", "2027-06-30"]]],
    [18, [["2027-06-01", "2028-11-30"]]],
    [
      19,
      [
        ["2027-06-01", "2028-11-30"],
        ["2028-12-01", "2028-12-31"],
      ],
    ],
    [
      36,
      [
        ["2027-06-01", "2028-11-30"],
        ["2028-12-01", "2030-05-31"],
      ],
    ],
  ])("of an action of %i months", (months, periods) => {
    expect(reportingPeriods(startsOn, months).map(({ from, to }) => [from, to])).toStrictEqual(periods);
  });

  test("follow each other without a gap from the first day to the last", () => {
    const day = fc.integer({ min: 0, max: 2_000 }).map((ahead) => addDays(startsOn, ahead));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, months) => {
        const periods = reportingPeriods(from, months);
        expect(periods[0]?.from).toBe(from);
        expect(periods.at(-1)?.to).toBe(addDays(addMonths(from, months), -1));
        expect(periods.map(({ number }) => number)).toStrictEqual(periods.map((_, index) => index + 1));
        for (const [index, period] of periods.slice(1).entries())
          expect(daysBetween(periods[index]?.to ?? from, period.from)).toBe(1);
      }),
    );
  });
});
