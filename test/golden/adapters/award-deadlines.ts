import { awardDeadlines, isReceivedInTime } from "@grants/core/evaluation/award-deadlines";
import { CalendarPolicy } from "@grants/kernel/calendar";
import { Instant, LocalDate, LocalDateTime, TimeZone, zonedInstant } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  closingLocal: LocalDateTime,
  timeZone: TimeZone,
  informMonths: z.int(),
  signMonths: z.int(),
  signRule: z.enum(["FROM_INFORMED", "FROM_CLOSING"]),
  informedOn: LocalDate.nullable().default(null),
  rejectedNoticeDays: z.int(),
  calendarPolicy: CalendarPolicy,
  holidays: z.array(LocalDate),
  submissions: z.array(z.iso.datetime()).default([]),
});

/** The cases write an instant without the milliseconds that our instants always carry. */
const toInstant = (text: string) => Instant.parse(new Date(text).toISOString());
const fromInstant = (instant: Instant) => instant.replace(".000Z", "Z");

export const adapt = (raw: unknown) => {
  const { closingLocal, timeZone, informedOn, calendarPolicy, holidays, submissions, ...periods } = Input.parse(raw);
  const closing = zonedInstant(closingLocal, timeZone);
  if (!closing.ok) throw new Error(closing.error.kind);
  const calendar = { version: "golden", policy: calendarPolicy, holidays };
  const { inform, sign, latestSign, rejectedInformed, isInformedInTime } = awardDeadlines(
    closing.value,
    informedOn,
    periods,
    calendar,
  );
  return {
    closingUtc: fromInstant(closing.value),
    informBy: inform.dueOn,
    informByLegal: inform.legalDueOn,
    signBy: sign?.dueOn ?? null,
    signByLegal: sign?.legalDueOn ?? null,
    latestSignBy: latestSign.dueOn,
    rejectedInformedBy: rejectedInformed?.dueOn ?? null,
    rejectedInformedByLegal: rejectedInformed?.legalDueOn ?? null,
    informedInTime: isInformedInTime,
    submissions: submissions.map((receivedAtUtc) => ({
      receivedAtUtc,
      inTime: isReceivedInTime(toInstant(receivedAtUtc), closing.value),
    })),
  };
};
