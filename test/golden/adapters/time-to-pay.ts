import { computeTimeToPay } from "@grants/core/disbursement/time-to-pay";
import { CalendarPolicy } from "@grants/kernel/calendar";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  receivedOn: LocalDate,
  limitDays: z.int().min(0),
  suspensions: z.array(z.object({ from: LocalDate, to: LocalDate.nullable() })),
  calendarPolicy: CalendarPolicy,
  holidays: z.array(LocalDate),
});

export const adapt = (input: unknown): unknown => {
  const { calendarPolicy, holidays, ...clock } = Input.parse(input);
  const result = computeTimeToPay(clock, { version: "case", policy: calendarPolicy, holidays });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
