import { type WorkingCalendar, addDays, daysBetween, laterOf, legalDate } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";

/** The clock stands still from the stop date until the day of resumption, which runs again; `to` is null while it has not resumed (PAY-07). */
export type Suspension = { readonly from: LocalDate; readonly to: LocalDate | null };

/** A payment request is registered on the day of receipt; the clock ends when the account is debited (PAY-05). */
export type PaymentClock = {
  readonly receivedOn: LocalDate;
  /** 30, 60 or 90 calendar days (parameter `fr.timeToPay.days`). */
  readonly limitDays: number;
  readonly suspensions: readonly Suspension[];
};

type Counted = {
  /** The end of the time limit without any suspension. */
  readonly baseDueOn: LocalDate;
  /** Length of the ended suspensions that had an effect, overlapping days counted once. */
  readonly suspendedDays: number;
  readonly suspensionsWithoutEffect: readonly Suspension[];
  readonly calendarVersion: string;
};

export type TimeToPay = Counted &
  (
    | { readonly clock: "RUNNING"; readonly dueOn: LocalDate; readonly legalDueOn: LocalDate }
    | { readonly clock: "STOPPED"; readonly dueOn: null; readonly legalDueOn: null; readonly remainingDays: number }
  );

export type SuspensionInvalid =
  | { readonly kind: "SuspensionBeforeReceipt"; readonly suspension: Suspension; readonly receivedOn: LocalDate }
  | { readonly kind: "SuspensionEndsBeforeItStarts"; readonly suspension: Suspension };

/**
 * When a payment is due (PAY-05, PAY-07, CLR-PAY-02). Every suspension that starts on or before the due date reached so far moves it by
 * its length; one that starts later has no effect, for the payment is already late. While the clock stands there is no due date, only
 * the days that remain. Work is planned on `dueOn`, lateness counts from `legalDueOn` (CLR-CAL-03).
 */
export const computeTimeToPay = (
  { receivedOn, limitDays, suspensions }: PaymentClock,
  calendar: WorkingCalendar,
): Result<TimeToPay, SuspensionInvalid> => {
  for (const suspension of suspensions) {
    const { from, to } = suspension;
    if (from < receivedOn) return err({ kind: "SuspensionBeforeReceipt", suspension, receivedOn });
    if (to !== null && to < from) return err({ kind: "SuspensionEndsBeforeItStarts", suspension });
  }
  const baseDueOn = addDays(receivedOn, limitDays);
  const { reachedOn, stoppedOn, suspensionsWithoutEffect } = runClock(baseDueOn, suspensions);
  const suspendedDays = daysBetween(baseDueOn, reachedOn);
  const counted = { baseDueOn, suspendedDays, suspensionsWithoutEffect, calendarVersion: calendar.version };
  if (stoppedOn === null)
    return ok({ ...counted, clock: "RUNNING", dueOn: reachedOn, legalDueOn: legalDate(reachedOn, calendar) });
  const remainingDays = daysBetween(stoppedOn, reachedOn);
  return ok({ ...counted, clock: "STOPPED", dueOn: null, legalDueOn: null, remainingDays });
};

type ClockReading = {
  /** The due date that the ended suspensions lead to. */
  readonly reachedOn: LocalDate;
  readonly stoppedOn: LocalDate | null;
  readonly suspensionsWithoutEffect: readonly Suspension[];
};

const runClock = (baseDueOn: LocalDate, suspensions: readonly Suspension[]): ClockReading => {
  let reachedOn = baseDueOn;
  for (const { from, to } of standstills(suspensions)) {
    if (from > reachedOn)
      return { reachedOn, stoppedOn: null, suspensionsWithoutEffect: suspensions.filter((late) => late.from >= from) };
    if (to === null) return { reachedOn, stoppedOn: from, suspensionsWithoutEffect: [] };
    reachedOn = addDays(reachedOn, daysBetween(from, to));
  }
  return { reachedOn, stoppedOn: null, suspensionsWithoutEffect: [] };
};

/** The periods in which the clock stands, in order of time: overlapping and adjacent suspensions are one (CLR-PAY-02). */
const standstills = (suspensions: readonly Suspension[]): readonly Suspension[] => {
  const merged: Suspension[] = [];
  for (const suspension of suspensions.toSorted((a, b) => compareDates(a.from, b.from))) {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && last.to < suspension.from)) merged.push(suspension);
    else merged[merged.length - 1] = { from: last.from, to: laterEnd(last.to, suspension.to) };
  }
  return merged;
};

const compareDates = (a: LocalDate, b: LocalDate): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const laterEnd = (a: LocalDate | null, b: LocalDate | null): LocalDate | null =>
  a === null || b === null ? null : laterOf(a, b);
