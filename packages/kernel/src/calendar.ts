// Functions over plain values: of the classes, every bundle would carry all.
import { getISO } from "temporal-polyfill/fns/Calendar";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { z } from "zod";
import { LocalDate } from "./time.ts";

const plain = (date: LocalDate) => PlainDate.fromString(date, getISO);
const local = (date: PlainDate.Record): LocalDate => LocalDate.parse(PlainDate.toString(date));

/** Same day number n months later; if that day does not exist, the last day of the month (CLR-CAL-02). Always from the original date. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  local(PlainDate.addMonths(plain(date), months, { overflow: "constrain" }));

export const addDays = (date: LocalDate, days: number): LocalDate => local(PlainDate.addDays(plain(date), days));

/** Whole days from one date to another; negative when `to` comes first. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => PlainDate.diffDays(plain(from), plain(to));

export const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
export const earlierOf = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
export const yearOf = (date: LocalDate): number => plain(date).year;
export const firstOfMonth = (date: LocalDate): LocalDate => local(PlainDate.startOfMonth(plain(date)));
export const lastOfYear = (year: number): LocalDate => local(PlainDate.create(year, 12, 31));

/** Whether a period that ends on a day off ends on the next working day (CLR-CAL-03; Reg. 1182/71 Art. 3(4)). */
export const CalendarPolicy = z.enum(["WORKING_DAY", "NONE"]).meta({ id: "CalendarPolicy" });

/** The calendar a period is counted by; its version is kept with every date that was computed from it. */
export const WorkingCalendar = z
  .object({ version: z.string().min(1).max(40), policy: CalendarPolicy, holidays: z.array(LocalDate).max(500) })
  .meta({ id: "WorkingCalendar" });
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

const SATURDAY = 6;
/** Holidays lie scattered; a run of days off longer than this is a calendar that was filled in wrongly. */
const daysOffInARowMax = 31;

export const isWorkingDay = (date: LocalDate, holidays: readonly LocalDate[]): boolean =>
  PlainDate.dayOfWeek(plain(date)) < SATURDAY && !holidays.includes(date);

/** The date itself when it is a working day, else the next one. Throws when the calendar knows no working day within a month. */
export const nextWorkingDay = (date: LocalDate, holidays: readonly LocalDate[]): LocalDate => {
  for (let ahead = 0; ahead <= daysOffInARowMax; ahead += 1) {
    const candidate = addDays(date, ahead);
    if (isWorkingDay(candidate, holidays)) return candidate;
  }
  throw new RangeError(`The calendar has no working day in the month after ${date}.`);
};

/** The date before `date` after which exactly `days` working days lie (REC-04: ten working days before an offsetting). */
export const workingDaysBefore = (date: LocalDate, days: number, holidays: readonly LocalDate[]): LocalDate => {
  let [current, left] = [date, days];
  while (left > 0) {
    current = addDays(current, -1);
    if (isWorkingDay(current, holidays)) left -= 1;
  }
  return current;
};

/** The legal date of a period's arithmetic end (CLR-CAL-03). Fixed calendar dates are not periods and are never moved (CLR-CAL-04). */
export const legalDate = (arithmetic: LocalDate, calendar: Pick<WorkingCalendar, "policy" | "holidays">): LocalDate =>
  calendar.policy === "WORKING_DAY" ? nextWorkingDay(arithmetic, calendar.holidays) : arithmetic;

/** Length of a period counted from an event whose own day does not count (Reg. 1182/71 Art. 3(1)). */
export type PeriodLength = { readonly days: number } | { readonly months: number };

/** Both ends of a period: work is planned on `dueOn`; lateness, interest and its reference month use `legalDueOn`. */
export type PeriodEnd = { readonly dueOn: LocalDate; readonly legalDueOn: LocalDate; readonly calendarVersion: string };

const twoWorkingDays = 2;

/**
 * The end of a period of days or months (Reg. 1182/71 Art. 3): the day of the event is not counted, months end on the same day number,
 * an end on a day off moves on, and a period of two days or more holds at least two working days.
 */
export const periodEnd = (eventOn: LocalDate, length: PeriodLength, calendar: WorkingCalendar): PeriodEnd => {
  const dueOn = "days" in length ? addDays(eventOn, length.days) : addMonths(eventOn, length.months);
  return { dueOn, legalDueOn: legalEnd(eventOn, dueOn, calendar), calendarVersion: calendar.version };
};

// Art. 3(5): "Any period of two days or more shall include at least two working days."
const legalEnd = (eventOn: LocalDate, dueOn: LocalDate, calendar: WorkingCalendar): LocalDate => {
  const moved = legalDate(dueOn, calendar);
  if (calendar.policy === "NONE" || daysBetween(eventOn, dueOn) < twoWorkingDays) return moved;
  const first = nextWorkingDay(addDays(eventOn, 1), calendar.holidays);
  const second = nextWorkingDay(addDays(first, 1), calendar.holidays);
  return laterOf(moved, second);
};
