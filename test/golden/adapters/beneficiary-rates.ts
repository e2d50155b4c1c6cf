import { applyBeneficiaryRates } from "@grants/core/agreements/apply-beneficiary-rates";
import { Rate } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  rates: z.record(z.string(), Rate),
  beneficiaries: z.array(
    z.object({
      id: z.string(),
      rateClass: z.string().nullish(),
      costsCents: Cents,
      affiliatedTo: z.string().nullish(),
    }),
  ),
});

export const adapt = (input: unknown): unknown => {
  const { rates, beneficiaries } = Input.parse(input);
  const participants = beneficiaries.map(({ rateClass, affiliatedTo, ...rest }) => ({
    ...rest,
    rateClass: rateClass ?? undefined,
    affiliatedTo: affiliatedTo ?? undefined,
  }));
  const result = applyBeneficiaryRates(rates, participants);
  if (!result.ok) throw new Error(result.error.kind);
  const { perBeneficiary, totalContributionCents } = result.value;
  return {
    perBeneficiary: Object.fromEntries(perBeneficiary.map(({ id, ...contribution }) => [id, contribution])),
    totalContributionCents,
  };
};
