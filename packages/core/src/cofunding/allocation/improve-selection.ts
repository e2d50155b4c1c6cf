import type { AllocationProblem } from "./allocation-problem.ts";
import { type IndexedNeeds, openPurses } from "./purse-room.ts";

/** Candidates that are funded, by their places in the ranking. */
type Funded = ReadonlySet<number>;

const worthOf = ({ candidates }: AllocationProblem, funded: Iterable<number>): number =>
  [...funded].reduce((sum, candidate) => sum + (candidates[candidate]?.worth ?? 0), 0);

/** Takes whatever still fits, in the order given. */
export const takeInOrder = (problem: AllocationProblem, indexed: IndexedNeeds, order: readonly number[]): Funded => {
  const room = openPurses(indexed, problem.potCents);
  return new Set(
    order.filter((candidate) => {
      if (!room.fits(candidate)) return false;
      room.take(candidate);
      return true;
    }),
  );
};

const roundsMax = 20;

/** Lets one go and takes what then fits, as long as that is worth more: a selection that no such exchange improves. */
export const improveByExchange = (
  problem: AllocationProblem,
  indexed: IndexedNeeds,
  order: readonly number[],
  from: Funded,
): Funded => {
  const room = openPurses(indexed, problem.potCents);
  const funded = new Set(from);
  for (const candidate of funded) room.take(candidate);
  const worth = (candidate: number) => problem.candidates[candidate]?.worth ?? 0;
  const tryWithout = (out: number): boolean => {
    room.giveBack(out);
    const taken: number[] = [];
    for (const candidate of order) {
      if (candidate === out || funded.has(candidate) || !room.fits(candidate)) continue;
      room.take(candidate);
      taken.push(candidate);
    }
    const isBetter = worthOf(problem, taken) > worth(out);
    if (isBetter) {
      funded.delete(out);
      for (const candidate of taken) funded.add(candidate);
    } else {
      for (const candidate of taken) room.giveBack(candidate);
      room.take(out);
    }
    return isBetter;
  };
  for (let round = 0; round < roundsMax; round += 1) {
    const improved = order.toReversed().filter((candidate) => funded.has(candidate) && tryWithout(candidate));
    if (improved.length === 0) break;
  }
  return funded;
};

/**
 * Nobody is passed over for a worse one that needs at least as much of every purse: their places are exchanged, which costs nothing and
 * is worth no less, since worth never rises along the ranking.
 */
export const preferBetterRanked = (
  { candidates }: AllocationProblem,
  { needs, budgets }: IndexedNeeds,
  funded: Funded,
): Funded => {
  const needsAt = needs.map((all) => {
    const row = new Float64Array(budgets.length);
    for (const { place, needCents } of all) row[place] = needCents;
    return row;
  });
  const needsNoMore = (better: number, worse: number): boolean =>
    (needs[better] ?? []).every(({ place, needCents }) => needCents <= (needsAt[worse]?.[place] ?? 0));
  const chosen = new Set(funded);
  for (const better of candidates.keys()) {
    if (chosen.has(better)) continue;
    const worse = [...chosen].filter((candidate) => candidate > better && needsNoMore(better, candidate));
    const [worst] = worse.toSorted((a, b) => b - a);
    if (worst === undefined) continue;
    chosen.delete(worst);
    chosen.add(better);
  }
  return chosen;
};
