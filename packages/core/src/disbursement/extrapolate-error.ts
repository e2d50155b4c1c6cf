import { type Fraction, fraction, parseFraction, type Rate } from "@grants/kernel/fraction";
import { type Cents, shareOf, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";

export type AuditFinding<Id extends string> = {
  readonly errorCents: Cents;
  readonly auditedCents: Cents;
  readonly otherGrants: readonly { readonly id: Id; readonly costsCents: Cents }[];
  /** A rate that the beneficiary proposed and the authorising officer accepted (FR 205); null where there is none. */
  readonly acceptedAlternativeRate: Rate | null;
};

export type Extrapolation<Id extends string> = {
  readonly errorRate: Fraction;
  readonly rateApplied: Fraction;
  readonly corrections: readonly { readonly id: Id; readonly correctionCents: Cents }[];
  readonly totalCorrectionCents: Cents;
};

export type NothingAudited = { readonly kind: "NothingAudited" };

/** Carries a systemic error over to the other grants of a beneficiary: rate × costs, rounded per grant, the total their sum (REC-08, CLR-MON-03). */
export const extrapolateError = <Id extends string>(
  finding: AuditFinding<Id>,
): Result<Extrapolation<Id>, NothingAudited> => {
  const { errorCents, auditedCents, otherGrants, acceptedAlternativeRate } = finding;
  if (auditedCents === 0) return err({ kind: "NothingAudited" });
  const errorRate = fraction(BigInt(errorCents), BigInt(auditedCents));
  const rateApplied = acceptedAlternativeRate === null ? errorRate : parseFraction(acceptedAlternativeRate);
  const corrections = otherGrants.map(({ id, costsCents }) => ({
    id,
    correctionCents: shareOf(costsCents, rateApplied),
  }));
  const totalCorrectionCents = sumCents(corrections.map(({ correctionCents }) => correctionCents));
  return ok({ errorRate, rateApplied, corrections, totalCorrectionCents });
};
