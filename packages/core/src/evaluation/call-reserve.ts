import { type Cents, NO_CENTS, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { ProposalId } from "../proposals/proposal.ts";

/** The decision's reserve list has ended (DSC-09). */
export type ReserveExpired = { readonly kind: "ReserveExpired"; readonly expiresOn: LocalDate };
/** Everybody on the reserve list is called, or nobody was ever on it. */
export type ReserveExhausted = { readonly kind: "ReserveExhausted" };
/** The next one needs more than there is; a cheaper one behind it is never called instead (DSC-07). */
export type ReserveDoesNotFit = {
  readonly kind: "ReserveDoesNotFit";
  readonly proposalId: ProposalId;
  readonly requestedCents: Cents;
  readonly availableCents: Cents;
};
export type ReserveRefusal = ReserveExpired | ReserveExhausted | ReserveDoesNotFit;

export type ReserveRow = {
  readonly proposalId: ProposalId;
  readonly rank: number;
  readonly unionCents: Cents;
};

type Money = {
  readonly budgetCents: Cents;
  /** What each award is now, the invited ones among them. */
  readonly awardedCents: readonly Cents[];
};

/** What the budget of the topic still holds. */
export const availableOf = ({ budgetCents, awardedCents }: Money): Cents =>
  minusAtLeastZero(budgetCents, awardedCents.length === 0 ? NO_CENTS : sumCents(awardedCents));

/** The next of the reserve list, in rank order, where the money that appeared is enough for it: equality is (DSC-09, CLR-RANK-04). */
export const decideNextReserve = <T extends ReserveRow>(
  /** Those not called yet, in rank order, as many as the decision put on the list. */
  waiting: readonly T[],
  { availableCents, expiresOn, at }: { availableCents: Cents; expiresOn: LocalDate; at: Instant },
): Result<T, ReserveRefusal> => {
  if (dateInZone(at) > expiresOn) return err({ kind: "ReserveExpired", expiresOn });
  const [next] = waiting;
  if (next === undefined) return err({ kind: "ReserveExhausted" });
  const { proposalId, unionCents: requestedCents } = next;
  return requestedCents > availableCents
    ? err({ kind: "ReserveDoesNotFit", proposalId, requestedCents, availableCents })
    : ok(next);
};

/** What a change of an award would leave, and whether the next of the reserve list could then be called. */
export type ReserveForesight<T extends ReserveRow> = {
  readonly availableCents: Cents;
  /** The next in rank order, with what it would still lack; `null` where nobody waits, or where the list has ended. */
  readonly next: { readonly row: T; readonly missingCents: Cents } | null;
};

/** What would be free for the reserve list if an award were another one (DSC-09); the next alone is looked at, never who is cheaper (DSC-07). */
export const foreseeReserve = <T extends ReserveRow>(
  waiting: readonly T[],
  { availableCents, expiresOn, at }: { availableCents: Cents; expiresOn: LocalDate; at: Instant },
): ReserveForesight<T> => {
  const next = decideNextReserve(waiting, { availableCents, expiresOn, at });
  if (next.ok) return { availableCents, next: { row: next.value, missingCents: NO_CENTS } };
  const [row] = waiting;
  return next.error.kind !== "ReserveDoesNotFit" || row === undefined
    ? { availableCents, next: null }
    : { availableCents, next: { row, missingCents: minusAtLeastZero(row.unionCents, availableCents) } };
};
