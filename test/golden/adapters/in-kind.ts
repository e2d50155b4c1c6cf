import { valueInKind } from "@grants/core/cofunding/value-in-kind";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  entityType: z.enum(["NCC", "PUBLIC", "PRIVATE"]),
  eligibleCostsCents: Cents,
  unionContributionCents: Cents,
  msCashToSameCostsCents: Cents,
  auditorCertificate: z.boolean(),
});

export const adapt = (raw: unknown) => {
  const { msCashToSameCostsCents, auditorCertificate, ...costs } = Input.parse(raw);
  return valueInKind({
    ...costs,
    memberStateCashCents: msCashToSameCostsCents,
    hasAuditorCertificate: auditorCertificate,
  });
};
