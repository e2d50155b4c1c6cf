import { computeLateInterest } from "@grants/core/disbursement/late-interest";
import { RefinancingRate, parameterOn } from "@grants/core/reference/parameters";
import { CalendarPolicy } from "@grants/kernel/calendar";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Late = {
  amountCents: Cents,
  dueOn: LocalDate,
  paidOn: LocalDate,
  paymentReceivedOn: LocalDate,
  creditorType: z.enum(["OTHER", "MEMBER_STATE", "EIB", "EIF"]),
};
const Terms = {
  mroSeries: z.array(RefinancingRate),
  marginPoints: z.string(),
  dayBase: z.int().min(1),
  onRequestLimitCents: Cents,
  frozenRatePercent: z.string().nullish(),
};
const Input = z.object({ ...Late, ...Terms, calendarPolicy: CalendarPolicy, holidays: z.array(LocalDate) });

// The cases do not name the months to request small interest: the law in force since the recast of the Financial Regulation.
const requestMonths = parameterOn("fr.interest.requestMonths", LocalDate.parse("2026-01-01"));

export const adapt = (input: unknown): unknown => {
  const { calendarPolicy, holidays, frozenRatePercent, ...parsed } = Input.parse(input);
  const terms = { ...parsed, requestMonths: requestMonths.value, frozenRatePercent: frozenRatePercent ?? undefined };
  const result = computeLateInterest(parsed, terms, { version: "case", policy: calendarPolicy, holidays });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
