import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type AllocationProblem, type Shortfall, shortfallsOf } from "./allocation-problem.ts";
import { indexNeeds, openPurses } from "./purse-room.ts";

/**
 * The lexicographically best selection: no selection funds the first, then the second, then the third of the ranking before this one
 * does. What is affordable stays so when less is funded, so taking whatever still fits, in rank order, is exact.
 */
export const selectByRank = (problem: AllocationProblem): readonly string[] => {
  const room = openPurses(indexNeeds(problem), problem.potCents);
  const selected: string[] = [];
  for (const [candidate, { id }] of problem.candidates.entries()) {
    if (!room.fits(candidate)) continue;
    room.take(candidate);
    selected.push(id);
  }
  return selected;
};

/** What would bring the next project in that a selection leaves out, with everything that is selected kept. */
export type TopUp = {
  readonly id: string;
  /** What every purse lacks for it, the pot aside. */
  readonly shortfalls: readonly Shortfall[];
  /** The least new money that it takes in all, from whichever of these funders; the pot pays the rest. */
  readonly leastTotalCents: Cents;
  /** What each purse would have to add were it the only one to add; those for whom that cannot be enough are not here. */
  readonly alone: readonly { readonly purse: string; readonly addCents: Cents }[];
};

/** The smallest top-ups for the best-ranked candidate that is not selected; `null` when all are. */
export const topUpForNext = (problem: AllocationProblem, selected: ReadonlySet<string>): TopUp | null => {
  const next = problem.candidates.find(({ id }) => !selected.has(id));
  if (next === undefined) return null;
  const shortfalls = shortfallsOf(problem, new Set([...selected, next.id]));
  const missingOf = (isUnion: boolean) =>
    sumCents(
      shortfalls
        .filter(({ purse }) => (purse === problem.union.purse) === isUnion)
        .map(({ missingCents }) => missingCents),
    );
  const [unionMissing, fundersMissing] = [missingOf(true), missingOf(false)];
  const overPot = minusAtLeastZero(fundersMissing, problem.potCents);
  const addAlone = ({ purse, missingCents }: Shortfall): Cents | null => {
    if (purse === problem.union.purse) return overPot > 0 ? null : missingCents;
    return unionMissing > 0 || overPot > missingCents ? null : overPot;
  };
  return {
    id: next.id,
    shortfalls,
    leastTotalCents: sumCents([unionMissing, overPot]),
    alone: shortfalls.flatMap((shortfall) => {
      const addCents = addAlone(shortfall);
      return addCents === null || addCents === 0 ? [] : [{ purse: shortfall.purse, addCents }];
    }),
  };
};
