import type { PeriodEnd } from "@grants/kernel/calendar";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { clockOf, lastOf } from "./award-clocks.ts";

const on = (date: string) => LocalDate.parse(date);
// A Saturday, so that the legal date is the Monday.
const end: PeriodEnd = { dueOn: on("2027-06-19"), legalDueOn: on("2027-06-21"), calendarVersion: "test" };

describe("the clock of a limit", () => {
  test.each([
    ["2027-06-19", "RUNNING", 0],
    ["2027-06-21", "RUNNING", 0],
    ["2027-06-22", "OVERDUE", 1],
    ["2027-07-21", "OVERDUE", 30],
  ])("on %s, with nothing done, is %s by %i days (TTG-05, CLR-CAL-03)", (today, state, daysLate) => {
    expect(clockOf(end, { metOn: null, today: on(today) })).toEqual({ ...end, state, metOn: null, daysLate });
  });

  test.each([
    ["2027-06-21", "MET", 0],
    ["2027-06-22", "MET_LATE", 1],
  ])("stays %s → %s once it is done, whatever the day is now (TTG-01)", (metOn, state, daysLate) => {
    const today = on("2028-01-01");
    expect(clockOf(end, { metOn: on(metOn), today })).toEqual({ ...end, state, metOn: on(metOn), daysLate });
  });
});

describe("the day on which all are done", () => {
  test("is the last one, and none while one is missing or where there are none (TTG-02)", () => {
    expect(lastOf([on("2027-05-02"), on("2027-05-31"), on("2027-05-07")])).toBe("2027-05-31");
    expect(lastOf([on("2027-05-02"), null])).toBeNull();
    expect(lastOf([])).toBeNull();
  });
});
