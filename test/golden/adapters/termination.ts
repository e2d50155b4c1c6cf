import { settleTermination } from "@grants/core/agreements/terminate-beneficiary";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  receivedCents: Cents,
  acceptedContributionCents: Cents,
  notifiedOn: LocalDate,
  repaymentDays: z.int().min(0),
});

export const adapt = (input: unknown): unknown => settleTermination(Input.parse(input));
