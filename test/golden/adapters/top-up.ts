import { topUp } from "@grants/core/cofunding/top-up";
import { Rate } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Status = z.enum(["SELECTED", "GAP", "NOT_REACHED", "NATIONAL_INELIGIBLE", "VETO"]);
const Input = z.object({ rate: Rate, projects: z.array(z.object({ eligibleCents: Cents, status: Status })) });

export const adapt = (raw: unknown) => {
  const { rate, projects } = Input.parse(raw);
  return topUp(rate, projects);
};
