import { allocateRepayments } from "@grants/core/disbursement/recovery-interest";
import { RefinancingRate } from "@grants/core/reference/parameters";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  principalCents: Cents,
  deadline: LocalDate,
  payments: z.array(z.object({ on: LocalDate, cents: Cents })),
  mroSeries: z.array(RefinancingRate),
  marginPoints: z.string(),
  dayBase: z.int().min(1),
});

export const adapt = (input: unknown): unknown => {
  const { principalCents, deadline, payments, ...terms } = Input.parse(input);
  const result = allocateRepayments({ principalCents, deadlineOn: deadline }, payments, terms);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
