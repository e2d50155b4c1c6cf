import { type PeriodEnd, daysBetween, periodEnd } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { DataSheet, ReportingPeriod } from "../agreements/data-sheet.ts";
import { parameterOn } from "../reference/parameters.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";

/** By when the report of a period is sent: 60 days after the period's last day, on a working day (GA-07, CLR-CAL-03). */
export const reportDue = ({ to }: Pick<ReportingPeriod, "to">): PeriodEnd =>
  periodEnd(to, { days: parameterOn("mga.reportDue.days", to).value }, sampleWorkingCalendar());

/**
 * Where a period stands. `NOT_BEGUN`, `RUNNING`: nothing is due. `DUE`: it is over, and its report may be sent in time. `OVERDUE`: the legal
 * date has passed. `SENT`, `SENT_LATE`: the report is here.
 */
export type PeriodState = "NOT_BEGUN" | "RUNNING" | "DUE" | "OVERDUE" | "SENT" | "SENT_LATE";

export type PeriodStanding = ReportingPeriod &
  PeriodEnd & {
    readonly state: PeriodState;
    /** Days after the legal date, of today or of the day of receipt; 0 in time. */
    readonly daysLate: number;
  };

type Seen = { readonly receivedOn: LocalDate | null; readonly today: LocalDate };

const stateOf = ({ from, to }: ReportingPeriod, { receivedOn, today }: Seen, isLate: boolean): PeriodState => {
  if (receivedOn !== null) return isLate ? "SENT_LATE" : "SENT";
  if (today < from) return "NOT_BEGUN";
  if (today <= to) return "RUNNING";
  return isLate ? "OVERDUE" : "DUE";
};

/** A period on a day: its report may still be sent in time on the legal date itself. */
export const standingOf = (period: ReportingPeriod, seen: Seen): PeriodStanding => {
  const due = reportDue(period);
  const lateBy = daysBetween(due.legalDueOn, seen.receivedOn ?? seen.today);
  const isLate = lateBy > 0;
  return { ...period, ...due, state: stateOf(period, seen, isLate), daysLate: isLate ? lateBy : 0 };
};

export type PeriodNotFound = { readonly kind: "PeriodNotFound"; readonly period: number };

export const findPeriod = ({ reportingPeriods }: DataSheet, number: number): ReportingPeriod | null =>
  reportingPeriods.find((period) => period.number === number) ?? null;

/** The last one ends with the action: its report is the final one. */
export const isLastPeriod = (
  { reportingPeriods }: Pick<DataSheet, "reportingPeriods">,
  { number }: Pick<ReportingPeriod, "number">,
): boolean => number === reportingPeriods.at(-1)?.number;
