import { type WorkingCalendar, addDays } from "@grants/kernel/calendar";
import { Instant, LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AwardPeriods, awardDeadlines, isReceivedInTime } from "./award-deadlines.ts";

const digitalEurope: AwardPeriods = {
  informMonths: 6,
  signMonths: 3,
  signRule: "FROM_INFORMED",
  rejectedNoticeDays: 15,
};
const horizonEurope: AwardPeriods = {
  informMonths: 5,
  signMonths: 8,
  signRule: "FROM_CLOSING",
  rejectedNoticeDays: 15,
};
const working: WorkingCalendar = { version: "test", policy: "WORKING_DAY", holidays: [] };
const plain: WorkingCalendar = { ...working, policy: "NONE" };

const on = (date: string) => LocalDate.parse(date);
const at = (instant: string) => Instant.parse(instant);
const end = (dueOn: string, legalDueOn: string) => ({ dueOn, legalDueOn, calendarVersion: "test" });

// A Tuesday, 17:00 in Brussels.
const closesAt = at("2025-01-21T16:00:00.000Z");

describe("the deadlines of an award", () => {
  test("count six months to inform and three to sign from closing and information (TTG-01, TTG-02)", () => {
    expect(awardDeadlines(closesAt, on("2025-06-30"), digitalEurope, plain)).toEqual({
      inform: end("2025-07-21", "2025-07-21"),
      latestSign: end("2025-10-21", "2025-10-21"),
      sign: end("2025-09-30", "2025-09-30"),
      rejectedInformed: end("2025-07-15", "2025-07-15"),
      isInformedInTime: true,
    });
  });

  test("before the information leave open what depends on it", () => {
    expect(awardDeadlines(closesAt, null, digitalEurope, plain)).toEqual({
      inform: end("2025-07-21", "2025-07-21"),
      latestSign: end("2025-10-21", "2025-10-21"),
      sign: null,
      rejectedInformed: null,
      isInformedInTime: null,
    });
  });

  test("never let the signature go past nine months from closing: the earlier limit binds (TTG-02)", () => {
    const signs = ["2025-07-20", "2025-07-21", "2025-07-22"].map(
      (informedOn) => awardDeadlines(closesAt, on(informedOn), digitalEurope, plain).sign?.dueOn,
    );
    expect(signs).toEqual(["2025-10-20", "2025-10-21", "2025-10-21"]);
  });

  test("count both periods from closing for Horizon Europe (TTG-04)", () => {
    const closing = at("2026-09-15T15:00:00.000Z");
    const signed = end("2027-05-15", "2027-05-17");
    expect(awardDeadlines(closing, null, horizonEurope, working)).toMatchObject({
      inform: end("2027-02-15", "2027-02-15"),
      latestSign: signed,
      sign: signed,
    });
    expect(awardDeadlines(closing, on("2026-10-01"), horizonEurope, working).sign).toEqual(signed);
  });

  test("move an end on a holiday to the next working day", () => {
    const closing = at("2026-09-15T15:00:00.000Z");
    const calendar = { ...working, holidays: [on("2027-05-17")] };
    expect(awardDeadlines(closing, null, horizonEurope, calendar).sign).toEqual(end("2027-05-15", "2027-05-18"));
  });

  test("start from the day of closing in Brussels, whatever the day elsewhere (TTG-05)", () => {
    expect(awardDeadlines(at("2025-01-21T22:59:59.999Z"), null, digitalEurope, plain).inform.dueOn).toBe("2025-07-21");
    expect(awardDeadlines(at("2025-01-21T23:00:00.000Z"), null, digitalEurope, plain).inform.dueOn).toBe("2025-07-22");
  });

  test("count months from the original date: the nine are not six and then three (CLR-CAL-02)", () => {
    const { inform, latestSign } = awardDeadlines(at("2025-08-31T15:00:00.000Z"), null, digitalEurope, plain);
    expect(inform.dueOn).toBe("2026-02-28");
    expect(latestSign.dueOn).toBe("2026-05-31");
  });

  test("judge lateness of the information on the legal date (CLR-CAL-03)", () => {
    // Six months end on Saturday 26 July 2025, so Monday 28 July is the legal date.
    const closing = at("2025-01-26T16:00:00.000Z");
    const isInTime = (informedOn: string, calendar: WorkingCalendar) =>
      awardDeadlines(closing, on(informedOn), digitalEurope, calendar).isInformedInTime;
    expect(isInTime("2025-07-26", plain)).toBe(true);
    expect(isInTime("2025-07-27", plain)).toBe(false);
    expect(isInTime("2025-07-28", working)).toBe(true);
    expect(isInTime("2025-07-29", working)).toBe(false);
  });

  test("give rejected applicants their notice fifteen days after the successful ones (EVA-08)", () => {
    const notices = ["2025-06-30", "2025-06-27"].map(
      (informedOn) => awardDeadlines(closesAt, on(informedOn), digitalEurope, working).rejectedInformed,
    );
    expect(notices).toEqual([end("2025-07-15", "2025-07-15"), end("2025-07-12", "2025-07-14")]);
  });

  test("never make the legal date earlier than the arithmetic one", () => {
    const days = fc.integer({ min: 0, max: 3000 }).map((day) => addDays(on("2025-01-22"), day));
    fc.assert(
      fc.property(days, (informedOn) => {
        const { inform, sign, latestSign, rejectedInformed } = awardDeadlines(
          closesAt,
          informedOn,
          digitalEurope,
          working,
        );
        const ends = [inform, sign, latestSign, rejectedInformed];
        expect(ends.every((period) => period !== null && period.legalDueOn >= period.dueOn)).toBe(true);
      }),
    );
  });
});

describe("a submission", () => {
  test("is in time at the closing instant itself, and late one millisecond after it (CLR-CAL-01)", () => {
    expect(isReceivedInTime(at("2025-01-21T15:59:59.999Z"), closesAt)).toBe(true);
    expect(isReceivedInTime(closesAt, closesAt)).toBe(true);
    expect(isReceivedInTime(at("2025-01-21T16:00:00.001Z"), closesAt)).toBe(false);
  });
});
