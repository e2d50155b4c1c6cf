import { extrapolateError } from "@grants/core/disbursement/extrapolate-error";
import { Rate, formatFraction, toPercent } from "@grants/kernel/fraction";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  errorCents: Cents,
  auditedCents: Cents,
  otherGrants: z.array(z.object({ id: z.string(), costsCents: Cents })),
  acceptedAlternativeRate: Rate.nullable(),
});

export const adapt = (input: unknown): unknown => {
  const result = extrapolateError(Input.parse(input));
  if (!result.ok) throw new Error(result.error.kind);
  const { errorRate, rateApplied, corrections, totalCorrectionCents } = result.value;
  return {
    errorRate: formatFraction(errorRate),
    errorPercent: toPercent(errorRate, 4),
    rateApplied: formatFraction(rateApplied),
    correctionsCents: Object.fromEntries(corrections.map(({ id, correctionCents }) => [id, correctionCents])),
    totalCorrectionCents,
  };
};
