import { fraction } from "@grants/kernel/fraction";
import { type Cents, NO_CENTS, allocate, signedCents } from "@grants/kernel/money";
import { type Commitment, committedLines } from "../cofunding/commitment.ts";
import { UnionLine, potAccounts } from "../cofunding/pot-line.ts";
import type { JournalDraft, Leg } from "../ledger/journal.ts";
import type { DueOrder, OrderLine } from "./payment-order.ts";
import type { PaymentId } from "./payment-request.ts";

/** What a payment passes through after the commitment: payable once authorised, paid once booked. */
export const paymentAccounts = {
  payable: (paymentId: PaymentId, line: UnionLine) => `payable:${paymentId}:${line}`,
  paid: (paymentId: PaymentId, line: UnionLine) => `paid:${paymentId}:${line}`,
  /** Kept by the mutual insurance mechanism until the balance (GA-03). */
  insured: (agreementId: string, line: UnionLine) => `insured:${agreementId}:${line}`,
} as const;

/** Shares a payment among the Union's lines of a commitment as they gave, each part rounded so that the whole stays whole (CLR-MON-02). */
export const orderLines = (
  commitment: Commitment,
  { amountCents, keptCents }: { readonly amountCents: Cents; readonly keptCents: Cents },
): readonly OrderLine[] => {
  const union = committedLines(commitment).filter(({ source }) => source === "VOTED");
  const weights = union.map(({ line, cents }) => ({ key: line, weight: fraction(BigInt(cents), 1n) }));
  const [amounts, kept] = [allocate(amountCents, weights), allocate(keptCents, weights)];
  return union.map(({ line }) => ({
    line: UnionLine.parse(line),
    amountCents: amounts.get(line) ?? NO_CENTS,
    keptCents: kept.get(line) ?? NO_CENTS,
  }));
};

const leg = (account: string, cents: number): Leg => ({ account, cents: signedCents(cents) });
const withoutNothing = (legs: readonly Leg[]): readonly Leg[] => legs.filter(({ cents }) => cents !== 0);

/** The order takes its money out of the commitment. */
export const authorisationLegs = ({ commitmentId, agreementId, paymentId, lines }: DueOrder): readonly Leg[] =>
  withoutNothing(
    lines.flatMap(({ line, amountCents, keptCents }) => [
      leg(potAccounts.committed(commitmentId, line), 0 - amountCents - keptCents),
      leg(paymentAccounts.payable(paymentId, line), amountCents),
      leg(paymentAccounts.insured(agreementId, line), keptCents),
    ]),
  );

/** The bank has debited our account: that is the payment (PAYX-08). */
export const bookingLegs = ({
  paymentId,
  lines,
}: {
  readonly paymentId: PaymentId;
  readonly lines: readonly Pick<OrderLine, "line" | "amountCents">[];
}): readonly Leg[] =>
  withoutNothing(
    lines.flatMap(({ line, amountCents }) => [
      leg(paymentAccounts.payable(paymentId, line), 0 - amountCents),
      leg(paymentAccounts.paid(paymentId, line), amountCents),
    ]),
  );

type Entry = { readonly aggregate: string; readonly version: number };

/** Nothing is edited: what did not hold is posted the other way round, naming what it takes back. */
export const reversal = (type: string, legs: readonly Leg[], reverses: Entry): JournalDraft => ({
  type,
  legs: legs.map(({ account, cents }) => leg(account, 0 - cents)),
  reverses,
});
