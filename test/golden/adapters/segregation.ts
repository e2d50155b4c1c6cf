import { TransactionRole, checkSegregation } from "@grants/core/disbursement/check-segregation";
import { z } from "zod";

const Input = z.object({
  steps: z.array(z.object({ role: TransactionRole, user: z.string() })),
  managers: z.record(z.string(), z.string().nullable()),
});

export const adapt = (input: unknown): unknown => {
  const { steps, managers } = Input.parse(input);
  const superiors = Object.entries(managers).filter((entry): entry is [string, string] => entry[1] !== null);
  const violations = checkSegregation(
    steps.map(({ role, user }) => ({ role, person: user })),
    new Map(superiors),
  );
  return { allowed: violations.length === 0, violations: [...new Set(violations.map(({ rule }) => rule))] };
};
