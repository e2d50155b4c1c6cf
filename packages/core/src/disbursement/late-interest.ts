import { type WorkingCalendar, addMonths, daysBetween, legalDate } from "@grants/kernel/calendar";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import {
  type InterestRate,
  type InterestTerms,
  type NoRefinancingRate,
  interestRateFor,
  simpleInterest,
} from "./interest-rate.ts";

export type CreditorType = "OTHER" | "MEMBER_STATE" | "EIB" | "EIF";

export type LatePayment = {
  readonly amountCents: Cents;
  /** The arithmetic end of the time to pay, suspensions included. */
  readonly dueOn: LocalDate;
  /** The day on which the account was debited (PAYX-08), not the day of the order. */
  readonly paidOn: LocalDate;
  readonly paymentReceivedOn: LocalDate;
  readonly creditorType: CreditorType;
};

export type LateInterestTerms = InterestTerms & {
  /** Up to this amount interest is paid on request alone (parameter `fr.interest.onRequest.upTo`). */
  readonly onRequestLimitCents: Cents;
  /** Months to request it (parameter `fr.interest.requestMonths`). */
  readonly requestMonths: number;
  /** The total rate of an earlier calculation, in percent: it stays as it was (CLR-PAY-03). */
  readonly frozenRatePercent?: string | undefined;
};

export type LateInterest = InterestRate & {
  readonly legalDueOn: LocalDate;
  readonly lateDays: number;
  readonly interestCents: Cents;
  readonly payment: "AUTOMATIC" | "ON_REQUEST_ONLY" | "NONE" | "NOT_DUE_CREDITOR_EXCLUDED";
  /** The last day of a request, where one is needed. */
  readonly requestBy: LocalDate | null;
  readonly requestByLegal: LocalDate | null;
};

/**
 * Interest for a late payment (PAY-09, PAY-10, CLR-PAY-03): from the day after the legal due date up to the day of payment, at the rate
 * of the month of the legal due date. Member States, the EIB and the EIF get none; small amounts are paid on request.
 */
export const computeLateInterest = (
  late: LatePayment,
  terms: LateInterestTerms,
  calendar: WorkingCalendar,
): Result<LateInterest, NoRefinancingRate> => {
  const legalDueOn = legalDate(late.dueOn, calendar);
  const lateDays = late.paidOn > legalDueOn ? daysBetween(legalDueOn, late.paidOn) : 0;
  const { frozenRatePercent } = terms;
  const rate =
    frozenRatePercent === undefined
      ? interestRateFor(legalDueOn, terms)
      : ok({ mroPercent: null, ratePercent: frozenRatePercent });
  if (!rate.ok) return rate;
  const isExcluded = late.creditorType !== "OTHER";
  const interestCents = isExcluded
    ? NO_CENTS
    : simpleInterest(late.amountCents, rate.value.ratePercent, lateDays, terms.dayBase);
  const payment = isExcluded ? "NOT_DUE_CREDITOR_EXCLUDED" : paymentOf(interestCents, terms.onRequestLimitCents);
  const requestBy = payment === "ON_REQUEST_ONLY" ? addMonths(late.paymentReceivedOn, terms.requestMonths) : null;
  const requestByLegal = requestBy === null ? null : legalDate(requestBy, calendar);
  return ok({ legalDueOn, lateDays, ...rate.value, interestCents, payment, requestBy, requestByLegal });
};

// Exactly the limit is on request, one cent more is automatic (CLR-PAY-03).
const paymentOf = (interestCents: Cents, onRequestLimitCents: Cents): LateInterest["payment"] => {
  if (interestCents === 0) return "NONE";
  return interestCents <= onRequestLimitCents ? "ON_REQUEST_ONLY" : "AUTOMATIC";
};
