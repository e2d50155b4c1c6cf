import {
  type PeriodEnd,
  type PeriodLength,
  type WorkingCalendar,
  periodEnd as periodEndByCalendar,
} from "@grants/kernel/calendar";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";

/** The periods that a call's programme profile gives: 6 + 3 months (TTG-01, TTG-02), or 5 and 8 months from closing for Horizon Europe (TTG-04). */
export type AwardPeriods = {
  readonly informMonths: number;
  readonly signMonths: number;
  /** From which day the months to sign are counted: the information of the successful applicants, or the closing. */
  readonly signRule: "FROM_INFORMED" | "FROM_CLOSING";
  readonly rejectedNoticeDays: number;
};

export type AwardDeadlines = {
  readonly inform: PeriodEnd;
  /** The last day for signature that can be planned at closing. */
  readonly latestSign: PeriodEnd;
  /** The binding day for signature; null while it depends on an information that has not been sent. */
  readonly sign: PeriodEnd | null;
  /** Null until the successful applicants have been informed. */
  readonly rejectedInformed: PeriodEnd | null;
  /** Lateness is judged on the legal date (CLR-CAL-03). */
  readonly isInformedInTime: boolean | null;
};

/** The days by which applicants are informed and agreements signed: civil dates in Brussels, each from its original date (TTG-05, CLR-CAL-02). */
export const awardDeadlines = (
  closesAt: Instant,
  informedOn: LocalDate | null,
  periods: AwardPeriods,
  calendar: WorkingCalendar,
): AwardDeadlines => {
  const closingOn = dateInZone(closesAt);
  const periodEnd = (eventOn: LocalDate, length: PeriodLength) => periodEndByCalendar(eventOn, length, calendar);
  const { informMonths, signMonths, signRule } = periods;
  const inform = periodEnd(closingOn, { months: informMonths });
  const isFromInformed = signRule === "FROM_INFORMED";
  const latestSign = periodEnd(closingOn, { months: isFromInformed ? informMonths + signMonths : signMonths });
  if (informedOn === null)
    return {
      inform,
      latestSign,
      sign: isFromInformed ? null : latestSign,
      rejectedInformed: null,
      isInformedInTime: null,
    };
  return {
    inform,
    latestSign,
    // TTG-02: both limits hold, so the earlier one binds.
    sign: isFromInformed ? earlierEnd(periodEnd(informedOn, { months: signMonths }), latestSign) : latestSign,
    // EVA-08.
    rejectedInformed: periodEnd(informedOn, { days: periods.rejectedNoticeDays }),
    isInformedInTime: informedOn <= inform.legalDueOn,
  };
};

const earlierEnd = (a: PeriodEnd, b: PeriodEnd): PeriodEnd => (a.dueOn < b.dueOn ? a : b);

/** The closing instant itself is in time, one millisecond later is late (CLR-CAL-01). */
export const isReceivedInTime = (receivedAt: Instant, closesAt: Instant): boolean => receivedAt <= closesAt;
