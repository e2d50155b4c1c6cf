import { addMonths, lastOfYear } from "@grants/kernel/calendar";
import { type Cents, NO_CENTS } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

/** Individual: recipient and amount known; global: not yet, a call's commitment; prizes have a longer period (COMT-02, COMT-03). */
export const CommitmentType = z.enum(["INDIVIDUAL", "GLOBAL", "GLOBAL_PRIZE"]).meta({ id: "CommitmentType" });
export type CommitmentType = z.infer<typeof CommitmentType>;

/** Years after the year of the commitment in which legal commitments may still be signed (FR 114(1)–(2)). */
const yearsToSign = { INDIVIDUAL: 0, GLOBAL: 1, GLOBAL_PRIZE: 3 } as const satisfies Record<CommitmentType, number>;

/** FR 114(6): an amount without a payment within two years of the legal commitment is decommitted. */
const monthsWithoutPaymentMax = 24;
/** FR 114(5): what is unpaid six months after the final date of implementation is decommitted. */
const monthsAfterImplementation = 6;

/** The last day for a legal commitment: 31 December, a fixed date that no calendar moves (COMT-03, CLR-CAL-04). */
export const lastSigningDay = (type: CommitmentType, commitmentYear: number): LocalDate =>
  lastOfYear(commitmentYear + yearsToSign[type]);

export type SigningDecision = {
  readonly lastSigningDay: LocalDate;
  readonly allowed: boolean;
  readonly action: "BLOCK_AND_DECOMMIT" | null;
};

/** Whether a legal commitment may still be signed on a day; the last day itself is in time (COMT-03). Afterwards the balance is decommitted (COMT-06). */
export const decideSigning = (
  commitment: { readonly type: CommitmentType; readonly year: number },
  signOn: LocalDate,
): SigningDecision => {
  const lastDay = lastSigningDay(commitment.type, commitment.year);
  const allowed = signOn <= lastDay;
  return { lastSigningDay: lastDay, allowed, action: allowed ? null : "BLOCK_AND_DECOMMIT" };
};

export type DormantCommitment = {
  readonly legalCommitmentOn: LocalDate;
  readonly firstPaymentOn: LocalDate | null;
  /** Litigation or a special rule keeps the commitment alive (FR 114(6)). */
  readonly litigation: boolean;
};

export type DormancyDecision = { readonly twoYearsEndOn: LocalDate; readonly action: "DECOMMIT_PROPOSAL" | null };

/**
 * Two years without a payment (COMT-06, CLR-COMT-01). The day on which they end still takes a payment in time, and is the day on which
 * the proposal to decommit appears when there was none. A first payment after that day came too late and changes nothing.
 */
export const decideDormancy = (commitment: DormantCommitment, asOf: LocalDate): DormancyDecision => {
  const { legalCommitmentOn, firstPaymentOn, litigation } = commitment;
  const twoYearsEndOn = addMonths(legalCommitmentOn, monthsWithoutPaymentMax);
  const paidInTime = firstPaymentOn !== null && firstPaymentOn <= twoYearsEndOn;
  const isDormant = asOf >= twoYearsEndOn && !paidInTime && !litigation;
  return { twoYearsEndOn, action: isDormant ? "DECOMMIT_PROPOSAL" : null };
};

export type UnpaidPartDecision = {
  readonly decommitFrom: LocalDate;
  readonly action: "DECOMMIT_UNPAID_PART" | null;
  /** What is decommitted now; nothing while there is nothing to do. */
  readonly amountCents: Cents;
};

/** Six months after the final date of implementation: from that very day the unpaid part is decommitted (COMT-06, CLR-COMT-01). */
export const decideUnpaidPart = (
  commitment: { readonly finalImplementationOn: LocalDate; readonly unpaidCents: Cents },
  asOf: LocalDate,
): UnpaidPartDecision => {
  const { finalImplementationOn, unpaidCents } = commitment;
  const decommitFrom = addMonths(finalImplementationOn, monthsAfterImplementation);
  const isDue = asOf >= decommitFrom && unpaidCents > 0;
  return {
    decommitFrom,
    action: isDue ? "DECOMMIT_UNPAID_PART" : null,
    amountCents: isDue ? unpaidCents : NO_CENTS,
  };
};
