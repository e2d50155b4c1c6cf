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
/** The next ones are tied and do not fit together: the panel says who is first, and neither the alphabet nor the price (CLR-RANK-01, CLR-RANK-04). */
export type ReserveTieNeedsPanel = {
  readonly kind: "ReserveTieNeedsPanel";
  readonly proposalIds: readonly ProposalId[];
  /** Of all of them. */
  readonly requestedCents: Cents;
  readonly availableCents: Cents;
};
export type ReserveRefusal = ReserveExpired | ReserveExhausted | ReserveDoesNotFit | ReserveTieNeedsPanel;

export type ReserveRow = {
  readonly proposalId: ProposalId;
  readonly rank: number;
  readonly isTied: boolean;
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

/** The tie that a row of a list in rank order stands in; of one that is not tied, or alone is left of its tie, itself. */
export const tieOf = <T extends ReserveRow>(list: readonly T[], row: T): readonly T[] =>
  row.isTied ? list.filter(({ isTied, rank }) => isTied && rank === row.rank) : [row];

/**
 * Those who wait, in rank order, with the ties that the panel has ordered since; its last word counts. A tie that an order does not name
 * as a whole stays one: after a review it is another tie.
 */
export const orderReserve = <T extends ReserveRow>(
  waiting: readonly T[],
  orders: readonly { readonly order: readonly ProposalId[] }[],
): readonly (T & { readonly isOrderedSince: boolean })[] =>
  waiting
    .map((row) => {
      const tie = tieOf(waiting, row);
      const order = orders.findLast((one) => tie.every(({ proposalId }) => one.order.includes(proposalId)))?.order;
      if (!row.isTied || order === undefined) return { ...row, isTied: tie.length > 1, isOrderedSince: false };
      return { ...row, rank: row.rank + order.indexOf(row.proposalId), isTied: false, isOrderedSince: true };
    })
    .toSorted((a, b) => a.rank - b.rank);

/** So many of a list in rank order as were decided, with the whole of a tie that its end would cut: nobody falls off it by name. */
export const takeFromReserve = <T extends ReserveRow>(waiting: readonly T[], length: number): readonly T[] => {
  const last = waiting[length - 1];
  const isKept = last === undefined ? () => false : (row: T) => tieOf(waiting, last).includes(row);
  return waiting.filter((row, place) => place < length || isKept(row));
};

/** The next of the reserve list, in rank order, where the money that appeared is enough for it: equality is. A tie is called as a whole or not at all (DSC-09, CLR-RANK-04). */
export const decideNextReserve = <T extends ReserveRow>(
  /** Those not called yet, in rank order, as many as the decision put on the list. */
  waiting: readonly T[],
  { availableCents, expiresOn, at }: { availableCents: Cents; expiresOn: LocalDate; at: Instant },
): Result<readonly T[], ReserveRefusal> => {
  if (dateInZone(at) > expiresOn) return err({ kind: "ReserveExpired", expiresOn });
  const [next] = waiting;
  if (next === undefined) return err({ kind: "ReserveExhausted" });
  const tie = tieOf(waiting, next);
  const requestedCents = sumCents(tie.map(({ unionCents }) => unionCents));
  if (requestedCents <= availableCents) return ok(tie);
  if (tie.length === 1)
    return err({ kind: "ReserveDoesNotFit", proposalId: next.proposalId, requestedCents, availableCents });
  const proposalIds = tie.map(({ proposalId }) => proposalId);
  return err({ kind: "ReserveTieNeedsPanel", proposalIds, requestedCents, availableCents });
};

/** What a change of an award would leave, and whether the next of the reserve list could then be called. */
export type ReserveForesight<T extends ReserveRow> = {
  readonly availableCents: Cents;
  /** The next in rank order, or all of a tie, with what is still lacking; `null` where nobody waits, or where the list has ended. */
  readonly next: { readonly rows: readonly T[]; readonly missingCents: Cents } | null;
};

/** What would be free for the reserve list if an award were another one (DSC-09); the next alone is looked at, never who is cheaper (DSC-07). */
export const foreseeReserve = <T extends ReserveRow>(
  waiting: readonly T[],
  { availableCents, expiresOn, at }: { availableCents: Cents; expiresOn: LocalDate; at: Instant },
): ReserveForesight<T> => {
  const next = decideNextReserve(waiting, { availableCents, expiresOn, at });
  if (next.ok) return { availableCents, next: { rows: next.value, missingCents: NO_CENTS } };
  if (next.error.kind === "ReserveExpired" || next.error.kind === "ReserveExhausted")
    return { availableCents, next: null };
  const rows = waiting.slice(0, 1).flatMap((row) => tieOf(waiting, row));
  return { availableCents, next: { rows, missingCents: minusAtLeastZero(next.error.requestedCents, availableCents) } };
};
