import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type PeriodLength,
  WorkingCalendar,
  addDays,
  addMonths,
  daysBetween,
  earlierOf,
  firstOfMonth,
  isWorkingDay,
  lastOfYear,
  laterOf,
  legalDate,
  nextWorkingDay,
  periodEnd,
  workingDaysBefore,
  yearOf,
} from "./calendar.ts";
import { LocalDate } from "./time.ts";

const on = (text: string) => LocalDate.parse(text);
const someDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays(on("1990-01-01"), days));
const holidays = ["2026-12-24", "2026-12-25", "2027-01-01"].map(on);

describe("adding months", () => {
  test.each([
    ["2025-01-21", 6, "2025-07-21"],
    ["2025-08-31", 6, "2026-02-28"],
    ["2027-08-31", 6, "2028-02-29"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2026-01-31", 3, "2026-04-30"],
    ["2026-01-30", 1, "2026-02-28"],
    ["2026-02-28", 1, "2026-03-28"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2028-02-29", 48, "2032-02-29"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-05-28", 0, "2026-05-28"],
    ["2026-03-31", -1, "2026-02-28"],
  ])("to %s, %d of them, gives %s (CLR-CAL-02)", (from, months, to) => {
    expect(addMonths(on(from), months)).toBe(to);
  });

  test("keeps the day number, or takes the last day of the month", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 120 }), (from, months) => {
        const to = addMonths(from, months);
        const [year = 0, month = 0, day = 0] = from.split("-").map(Number);
        const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0));
        const expected = `${lastDay.toISOString().slice(0, 8)}${String(Math.min(day, lastDay.getUTCDate())).padStart(2, "0")}`;
        expect(to).toBe(expected);
      }),
    );
  });
});

describe("counting days", () => {
  test("crosses months, leap days and years", () => {
    expect(addDays(on("2026-12-31"), 1)).toBe("2027-01-01");
    expect(addDays(on("2028-02-28"), 1)).toBe("2028-02-29");
    expect(addDays(on("2027-01-01"), -1)).toBe("2026-12-31");
    expect(addDays(on("2027-01-01"), 0)).toBe("2027-01-01");
  });

  test("is not led astray by a change of the clock", () => {
    expect(daysBetween(on("2026-03-28"), on("2026-03-30"))).toBe(2);
    expect(daysBetween(on("2026-10-24"), on("2026-10-26"))).toBe(2);
  });

  test("between two dates is negative backwards, and undone by adding", () => {
    expect(daysBetween(on("2026-01-02"), on("2026-01-01"))).toBe(-1);
    fc.assert(
      fc.property(someDay, someDay, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(daysBetween(b, a) + daysBetween(a, b)).toBe(0);
      }),
    );
  });
});

describe("a date", () => {
  const [before, after] = [on("2026-09-30"), on("2026-10-01")];

  test("is the later or the earlier of two, or both when they are one", () => {
    expect([laterOf(before, after), laterOf(after, before), laterOf(after, after)]).toEqual([after, after, after]);
    expect([earlierOf(before, after), earlierOf(after, before), earlierOf(before, before)]).toEqual([
      before,
      before,
      before,
    ]);
  });

  test("has a year, a first day of its month and a last day of its year", () => {
    expect(yearOf(before)).toBe(2026);
    expect(firstOfMonth(before)).toBe("2026-09-01");
    expect(firstOfMonth(after)).toBe("2026-10-01");
    expect(lastOfYear(2026)).toBe("2026-12-31");
  });
});

describe("a working day", () => {
  test.each([
    ["2026-12-18", true],
    ["2026-12-19", false],
    ["2026-12-20", false],
    ["2026-12-21", true],
    ["2026-12-23", true],
    ["2026-12-24", false],
    ["2026-12-25", false],
    ["2026-12-28", true],
  ])("is neither a Saturday, a Sunday nor a holiday: %s %s", (date, isOne) => {
    expect(isWorkingDay(on(date), holidays)).toBe(isOne);
  });

  test("comes next: the date itself, or the first one after", () => {
    expect(nextWorkingDay(on("2026-12-23"), holidays)).toBe("2026-12-23");
    expect(nextWorkingDay(on("2026-12-24"), holidays)).toBe("2026-12-28");
    expect(nextWorkingDay(on("2026-12-19"), [])).toBe("2026-12-21");
    expect(nextWorkingDay(on("2026-12-20"), [on("2026-12-21")])).toBe("2026-12-22");
  });

  test("throws where a month holds none: the calendar was filled in wrongly", () => {
    // Saturday 1 August 2026 opens a run of days off up to Tuesday 1 September.
    const august = Array.from({ length: 31 }, (_, day) => addDays(on("2026-08-01"), day));
    expect(nextWorkingDay(on("2026-08-01"), august)).toBe("2026-09-01");
    const longer = [...august, on("2026-09-01")];
    expect(() => nextWorkingDay(on("2026-08-01"), longer)).toThrow(
      "The calendar has no working day in the month after 2026-08-01.",
    );
  });

  test.each([
    ["2027-01-04", 0, "2027-01-04"],
    ["2027-01-04", 1, "2026-12-31"],
    ["2027-01-04", 4, "2026-12-28"],
    ["2027-01-04", 5, "2026-12-23"],
    ["2026-12-20", 1, "2026-12-18"],
  ])("counts back from %s, %d of them, to %s", (date, days, before) => {
    expect(workingDaysBefore(on(date), days, holidays)).toBe(before);
  });

  test("counts back to a working day from which exactly that many lie before the date", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 20 }), (date, days) => {
        const from = workingDaysBefore(date, days, []);
        const between = Array.from({ length: daysBetween(from, date) }, (_, ahead) => addDays(from, ahead));
        expect(isWorkingDay(from, [])).toBe(true);
        expect(between.filter((day) => isWorkingDay(day, []))).toHaveLength(days);
      }),
    );
  });
});

describe("the legal date of a period's end", () => {
  test("is the next working day, or the end itself where the calendar is not applied (CLR-CAL-03)", () => {
    expect(legalDate(on("2027-05-15"), { policy: "WORKING_DAY", holidays: [] })).toBe("2027-05-17");
    expect(legalDate(on("2027-05-15"), { policy: "WORKING_DAY", holidays: [on("2027-05-17")] })).toBe("2027-05-18");
    expect(legalDate(on("2027-05-14"), { policy: "WORKING_DAY", holidays: [] })).toBe("2027-05-14");
    expect(legalDate(on("2027-05-15"), { policy: "NONE", holidays: [on("2027-05-15")] })).toBe("2027-05-15");
  });
});

describe("the end of a period", () => {
  const working: WorkingCalendar = { version: "2026-1", policy: "WORKING_DAY", holidays };
  const plain: WorkingCalendar = { ...working, policy: "NONE" };
  const ends = (from: string, length: PeriodLength, calendar = working) => {
    const { dueOn, legalDueOn } = periodEnd(on(from), length, calendar);
    return [dueOn, legalDueOn];
  };

  test("does not count the day of the event (Art. 3(1)) and keeps the calendar's version", () => {
    expect(periodEnd(on("2026-11-02"), { days: 30 }, working)).toEqual({
      dueOn: "2026-12-02",
      legalDueOn: "2026-12-02",
      calendarVersion: "2026-1",
    });
  });

  test("of months falls on the same day number (Art. 3(2)(c))", () => {
    expect(ends("2026-08-31", { months: 6 })).toEqual(["2027-02-28", "2027-03-01"]);
  });

  test("on a day off moves to the next working day (Art. 3(4))", () => {
    expect(ends("2026-12-09", { days: 15 })).toEqual(["2026-12-24", "2026-12-28"]);
  });

  test("of two days holds at least two working days (Art. 3(5))", () => {
    // From a Friday: Saturday and Sunday pass, so Monday and Tuesday make the two.
    expect(ends("2026-12-11", { days: 2 })).toEqual(["2026-12-13", "2026-12-15"]);
    // From a Thursday: Friday is the first, Monday the second.
    expect(ends("2026-12-10", { days: 2 })).toEqual(["2026-12-12", "2026-12-14"]);
    expect(ends("2026-12-10", { days: 4 })).toEqual(["2026-12-14", "2026-12-14"]);
    expect(ends("2026-12-08", { days: 2 })).toEqual(["2026-12-10", "2026-12-10"]);
  });

  test("of three days holds two working days across a weekend and holidays", () => {
    // From Wednesday 23 December: 24 and 25 are holidays, then a weekend; 28 and 29 are the two.
    expect(ends("2026-12-23", { days: 3 })).toEqual(["2026-12-26", "2026-12-29"]);
    expect(ends("2026-12-23", { days: 6 })).toEqual(["2026-12-29", "2026-12-29"]);
  });

  test("of one day, or none, needs no second working day", () => {
    expect(ends("2026-12-11", { days: 1 })).toEqual(["2026-12-12", "2026-12-14"]);
    expect(ends("2026-12-12", { days: 0 })).toEqual(["2026-12-12", "2026-12-14"]);
    expect(ends("2026-12-12", { months: 0 })).toEqual(["2026-12-12", "2026-12-14"]);
  });

  test("stays where it is when no calendar is applied", () => {
    expect(ends("2026-12-11", { days: 2 }, plain)).toEqual(["2026-12-13", "2026-12-13"]);
    expect(ends("2026-12-09", { days: 15 }, plain)).toEqual(["2026-12-24", "2026-12-24"]);
  });

  test("is a working day, never before the arithmetic end, with two working days behind the event", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 2, max: 40 }), (eventOn, days) => {
        const { dueOn, legalDueOn } = periodEnd(eventOn, { days }, working);
        const period = Array.from({ length: daysBetween(eventOn, legalDueOn) }, (_, ahead) =>
          addDays(eventOn, ahead + 1),
        );
        const workingDays = period.filter((day) => isWorkingDay(day, holidays));
        expect(legalDueOn >= dueOn).toBe(true);
        expect(workingDays.at(-1)).toBe(legalDueOn);
        expect(workingDays.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

const calendar = (changes: object) =>
  WorkingCalendar.safeParse({ version: "1", policy: "NONE", holidays: [], ...changes });

describe("a working calendar", () => {
  test("needs a version of 1 to 40 characters", () => {
    expect(calendar({ version: "x".repeat(40) }).success).toBe(true);
    expect(calendar({ version: "" }).success).toBe(false);
    expect(calendar({ version: "x".repeat(41) }).success).toBe(false);
  });

  test("knows two policies", () => {
    expect(calendar({ policy: "WORKING_DAY" }).success).toBe(true);
    expect(calendar({ policy: "" }).success).toBe(false);
  });

  test("holds up to 500 holidays", () => {
    expect(calendar({ holidays: Array.from({ length: 500 }, () => "2026-12-25") }).success).toBe(true);
    expect(calendar({ holidays: Array.from({ length: 501 }, () => "2026-12-25") }).success).toBe(false);
    expect(calendar({ holidays: ["25.12.2026"] }).success).toBe(false);
  });
});
