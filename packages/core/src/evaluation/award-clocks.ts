import { type PeriodEnd, daysBetween } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import { closingOf } from "../calls/topic-closing.ts";
import type { AwardDeadlines } from "./award-deadlines.ts";
import { deadlinesOf } from "./call-deadlines.ts";

/** How a limit stands: what it is for has happened or not, in time or after the legal date (CLR-CAL-03). */
export type AwardClockState = "RUNNING" | "OVERDUE" | "MET" | "MET_LATE";
export type AwardClock = PeriodEnd & {
  readonly state: AwardClockState;
  /** The day on which it happened. */
  readonly metOn: LocalDate | null;
  /** Days after the legal date; 0 in time. */
  readonly daysLate: number;
};

/** A limit seen on a day: it may still be met on the legal date itself. */
export const clockOf = (
  end: PeriodEnd,
  { metOn, today }: { metOn: LocalDate | null; today: LocalDate },
): AwardClock => {
  const lateBy = daysBetween(end.legalDueOn, metOn ?? today);
  const isLate = lateBy > 0;
  const daysLate = isLate ? lateBy : 0;
  if (metOn === null) return { ...end, state: isLate ? "OVERDUE" : "RUNNING", metOn, daysLate };
  return { ...end, state: isLate ? "MET_LATE" : "MET", metOn, daysLate };
};

/** The deadlines of one topic, which may close on a day of its own (TTG-01 … TTG-05). */
export const topicDeadlines = (
  version: Pick<CallVersion, "closesAt" | "content" | "topicClosesAt">,
  topicId: string,
  informedOn: LocalDate | null = null,
): AwardDeadlines => deadlinesOf({ ...version, closesAt: closingOf(version, topicId) }, informedOn);

/** The day of the last of them, once there is one for each; `null` as long as one is missing, or where there is none. */
export const lastOf = (days: readonly (LocalDate | null)[]): LocalDate | null => {
  const known = days.flatMap((day) => day ?? []);
  return known.length < days.length ? null : (known.toSorted().at(-1) ?? null);
};
