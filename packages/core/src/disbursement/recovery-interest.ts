import { daysBetween, laterOf } from "@grants/kernel/calendar";
import { type Cents, NO_CENTS, minusAtLeastZero, smallerOf, sumCents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import {
  type InterestRate,
  type InterestTerms,
  type NoRefinancingRate,
  interestRateFor,
  simpleInterest,
} from "./interest-rate.ts";

export type Debt = {
  readonly principalCents: Cents;
  /** The date printed in the debit note: fixed, never moved by a calendar (CLR-CAL-04). */
  readonly deadlineOn: LocalDate;
};

export type Repayment = { readonly on: LocalDate; readonly cents: Cents };

/** What one repayment covers, and what it leaves open. */
export type RepaymentAllocation = {
  readonly on: LocalDate;
  /** Days of interest since the deadline or the last repayment after it. */
  readonly days: number;
  readonly interestAccruedCents: Cents;
  readonly toInterestCents: Cents;
  readonly toPrincipalCents: Cents;
  readonly interestOpenCents: Cents;
  readonly principalOpenCents: Cents;
  readonly overpaidCents: Cents;
};

export type RecoveryInterest = InterestRate & { readonly allocations: readonly RepaymentAllocation[] };

type OpenDebt = { readonly since: LocalDate; readonly interestOpenCents: Cents; readonly principalOpenCents: Cents };

/**
 * Default interest on a recovery order (REC-02, REC-03, CLR-REC-01): simple, on the open principal, from the deadline, at the rate of
 * the month of the deadline for the whole period. A repayment covers open interest first, then principal, then is overpaid; on or
 * before the deadline there is no interest to cover. Repayments are taken in order of their dates.
 */
export const allocateRepayments = (
  { principalCents, deadlineOn }: Debt,
  repayments: readonly Repayment[],
  terms: InterestTerms,
): Result<RecoveryInterest, NoRefinancingRate> => {
  const rate = interestRateFor(deadlineOn, terms);
  if (!rate.ok) return rate;
  const accrue = (amountCents: Cents, days: number) =>
    simpleInterest(amountCents, rate.value.ratePercent, days, terms.dayBase);
  const allocations: RepaymentAllocation[] = [];
  let open: OpenDebt = { since: deadlineOn, interestOpenCents: NO_CENTS, principalOpenCents: principalCents };
  for (const repayment of inOrder(repayments)) {
    const allocation = allocate(repayment, open, accrue);
    allocations.push(allocation);
    const { interestOpenCents, principalOpenCents } = allocation;
    open = { since: laterOf(open.since, repayment.on), interestOpenCents, principalOpenCents };
  }
  return ok({ ...rate.value, allocations });
};

const allocate = (
  repayment: Repayment,
  open: OpenDebt,
  accrue: (amountCents: Cents, days: number) => Cents,
): RepaymentAllocation => {
  const days = repayment.on > open.since ? daysBetween(open.since, repayment.on) : 0;
  const interestAccruedCents = accrue(open.principalOpenCents, days);
  const interestDueCents = sumCents([open.interestOpenCents, interestAccruedCents]);
  const toInterestCents = smallerOf(repayment.cents, interestDueCents);
  const afterInterestCents = minusAtLeastZero(repayment.cents, toInterestCents);
  const toPrincipalCents = smallerOf(afterInterestCents, open.principalOpenCents);
  return {
    on: repayment.on,
    days,
    interestAccruedCents,
    toInterestCents,
    toPrincipalCents,
    interestOpenCents: minusAtLeastZero(interestDueCents, toInterestCents),
    principalOpenCents: minusAtLeastZero(open.principalOpenCents, toPrincipalCents),
    overpaidCents: minusAtLeastZero(afterInterestCents, toPrincipalCents),
  };
};

/** By date; repayments of one day keep the order in which they came. */
const inOrder = (repayments: readonly Repayment[]): readonly Repayment[] =>
  repayments.toSorted((a, b) => {
    if (a.on === b.on) return 0;
    return a.on < b.on ? -1 : 1;
  });
