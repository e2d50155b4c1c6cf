import type { AllocationProblem, Candidate } from "./allocation-problem.ts";

/**
 * What is left in every purse while candidates come and go, in whole cents: the Union's first, then the funders, in the order of the
 * problem; below zero is what the pot fills. A change costs as many steps as the candidate has needs. Changes in place.
 */
export type PurseRoom = {
  readonly fits: (candidate: number) => boolean;
  readonly take: (candidate: number) => void;
  readonly giveBack: (candidate: number) => void;
};

/** Needs of all candidates, with purses as their places: the Union is 0. Purses without a row come after those with one. */
export const indexNeeds = ({ candidates, union, funders }: AllocationProblem) => {
  const places = new Map<string, number>();
  const placeOf = (purse: string): number => {
    const place = places.get(purse) ?? places.size;
    places.set(purse, place);
    return place;
  };
  for (const { purse } of [union, ...funders]) placeOf(purse);
  const needs = candidates.map((candidate: Candidate) =>
    candidate.needs.map(({ purse, needCents }) => ({ place: placeOf(purse), needCents: Number(needCents) })),
  );
  const budgets = Array.from({ length: places.size }, (_, place) => [union, ...funders][place]?.budgetCents ?? 0);
  return { needs, budgets, purses: [...places.keys()] };
};
export type IndexedNeeds = ReturnType<typeof indexNeeds>;

const lacking = (left: number) => (left < 0 ? -left : 0);

export const openPurses = ({ needs, budgets }: IndexedNeeds, potCents: number): PurseRoom => {
  const left = Float64Array.from(budgets);
  let potUsed = 0;
  const leftAt = (place: number) => left[place] ?? 0;
  const needsOf = (candidate: number) => needs[candidate] ?? [];
  const move = (candidate: number, sign: 1 | -1) => {
    for (const { place, needCents } of needsOf(candidate)) {
      const before = leftAt(place);
      left[place] = before + sign * needCents;
      potUsed += lacking(leftAt(place)) - lacking(before);
    }
  };
  return {
    fits: (candidate) => {
      let pot = potUsed;
      for (const { place, needCents } of needsOf(candidate)) {
        const after = leftAt(place) - needCents;
        if (place === 0 && after < 0) return false;
        pot += lacking(after) - lacking(leftAt(place));
      }
      return pot <= potCents;
    },
    take: (candidate) => move(candidate, -1),
    giveBack: (candidate) => move(candidate, 1),
  };
};
