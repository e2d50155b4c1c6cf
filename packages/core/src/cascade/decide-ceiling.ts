import { type Cents, NO_CENTS, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import type { FstpExceptionReason } from "../calls/call-terms.ts";

/** The most that a third party may get under one grant agreement, as the agreement fixes it (FSTP-01, FSTP-03). */
export type ThirdPartyCeiling = {
  readonly ceilingCents: Cents;
  readonly exceptionReason: FstpExceptionReason | null;
  readonly isReportedInActivityReport: boolean;
};

/** What a ceiling above the usual one lacks (FSTP-02, CLR-FSTP-01). */
export type MissingForCeiling = "exceptionReason" | "reportedInActivityReport";

/** Above the ceiling of FR 207(3), a reason and its place in the activity report are needed: what is missing of them (FSTP-02). */
export const missingForCeiling = (
  { ceilingCents, exceptionReason, isReportedInActivityReport }: ThirdPartyCeiling,
  usualCeilingCents: Cents,
): readonly MissingForCeiling[] => {
  if (ceilingCents <= usualCeilingCents) return [];
  return [
    ...(exceptionReason === null ? (["exceptionReason"] as const) : []),
    ...(isReportedInActivityReport ? [] : (["reportedInActivityReport"] as const)),
  ];
};

/** A third party is one legal entity, whatever its project is called and in whichever sub-call it asks. */
export type ThirdPartyAward = {
  readonly subCall: string;
  readonly thirdParty: string;
  readonly awardCents: Cents;
};

export type DecidedAward = ThirdPartyAward & { readonly isAccepted: boolean; readonly roomBeforeCents: Cents };

/**
 * Awards in their order, each against what its third party has left over all sub-calls: the ceiling itself is within, one cent more is
 * refused, and what is refused does not count (CLR-FSTP-01).
 */
export const decideAwards = (ceilingCents: Cents, awards: readonly ThirdPartyAward[]) => {
  const totalCentsByThirdParty = new Map<string, Cents>();
  const decided: DecidedAward[] = [];
  for (const award of awards) {
    const got = totalCentsByThirdParty.get(award.thirdParty) ?? NO_CENTS;
    const roomBeforeCents = minusAtLeastZero(ceilingCents, got);
    const isAccepted = award.awardCents <= roomBeforeCents;
    if (isAccepted) totalCentsByThirdParty.set(award.thirdParty, sumCents([got, award.awardCents]));
    decided.push({ ...award, isAccepted, roomBeforeCents });
  }
  return { awards: decided, totalCentsByThirdParty };
};
