import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { PaymentRequest } from "./payment-request.ts";
import { computeTimeToPay } from "./time-to-pay.ts";

/** Where the clock of a request stands on a day (PAY-05, PAY-07). */
export type RequestClock = {
  readonly clock: "RUNNING" | "STOPPED" | "ENDED";
  readonly clockFromOn: LocalDate;
  /** The arithmetic date, which work is planned by; `null` while the clock stands (CLR-CAL-03). */
  readonly dueOn: LocalDate | null;
  /** The date that lateness counts from. */
  readonly legalDueOn: LocalDate | null;
  readonly suspendedDays: number;
  /** Days that are left once the clock runs again; `null` while it runs. */
  readonly remainingDays: number | null;
  /** The day our account was debited: the clock ends there (PAYX-08). */
  readonly paidOn: LocalDate | null;
  readonly isLate: boolean;
  readonly calendarVersion: string;
};

type Reading = { readonly today: LocalDate; readonly paidOn: LocalDate | null; readonly calendar: WorkingCalendar };

export const readRequestClock = (
  { clockFromOn, limitDays, stops = [] }: Pick<PaymentRequest, "clockFromOn" | "limitDays" | "stops">,
  { today, paidOn, calendar }: Reading,
): RequestClock => {
  const suspensions = stops.map(({ from, to = null }) => ({ from, to }));
  const computed = computeTimeToPay({ receivedOn: clockFromOn, limitDays, suspensions }, calendar);
  if (!computed.ok) throw new Error(`The clock has a stop that cannot be: ${computed.error.kind}.`);
  const { value } = computed;
  const { dueOn, legalDueOn, suspendedDays, calendarVersion } = value;
  const countedOn = paidOn ?? today;
  return {
    clock: paidOn === null ? value.clock : "ENDED",
    clockFromOn,
    dueOn,
    legalDueOn,
    suspendedDays,
    remainingDays: value.clock === "STOPPED" ? value.remainingDays : null,
    paidOn,
    isLate: legalDueOn !== null && countedOn > legalDueOn,
    calendarVersion,
  };
};
