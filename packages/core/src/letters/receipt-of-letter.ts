import { type PeriodEnd, type WorkingCalendar, addDays, earlierOf, periodEnd } from "@grants/kernel/calendar";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { parameterOn } from "../reference/parameters.ts";

type Sent = {
  readonly sentAt: Instant;
  readonly presumedOn: LocalDate;
  readonly openedAt?: Instant;
  readonly replyDays?: number | undefined;
};

export type ReceiptOfLetter = {
  readonly receivedOn: LocalDate;
  /** Opened by somebody, or by the passing of its days. */
  readonly how: "OPENED" | "PRESUMED";
};

/** The day on which a letter counts as received at the latest: so many days after the day of sending, be it a working day or not (CLR-CAL-05). */
export const presumedReceiptOn = (sentAt: Instant): LocalDate => {
  const sentOn = dateInZone(sentAt);
  return addDays(sentOn, parameterOn("mga.presumedReceipt.days", sentOn).value);
};

/** When a letter was received, as it looks on a day: opened, or counted as received; `null` before (CLR-CAL-05). Opening it later changes nothing. */
export const receiptOfLetter = ({ presumedOn, openedAt }: Sent, today: LocalDate): ReceiptOfLetter | null => {
  const openedOn = openedAt === undefined ? null : dateInZone(openedAt);
  if (openedOn !== null && openedOn <= presumedOn) return { receivedOn: openedOn, how: "OPENED" };
  return presumedOn <= today ? { receivedOn: presumedOn, how: "PRESUMED" } : null;
};

/**
 * The period for the answer, counted from the receipt (CLR-CAL-05); its end on a day off moves to the next working day (CLR-CAL-03). While a
 * letter is not received, the latest that the end can be. `null`: no answer is asked for.
 */
export const replyPeriod = (letter: Sent, calendar: WorkingCalendar): PeriodEnd | null => {
  const { presumedOn, openedAt, replyDays } = letter;
  if (replyDays === undefined) return null;
  const receivedOn = openedAt === undefined ? presumedOn : earlierOf(dateInZone(openedAt), presumedOn);
  return periodEnd(receivedOn, { days: replyDays }, calendar);
};
