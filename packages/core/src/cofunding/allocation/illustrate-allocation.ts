import { fraction, toDecimal } from "@grants/kernel/fraction";
import type { AllocationProblem } from "./allocation-problem.ts";
import { type Multipliers, multiplierUnit } from "./check-allocation.ts";
import { type TopUp, selectByRank, topUpForNext } from "./select-by-rank.ts";
import { solveAllocation } from "./solve-allocation.ts";

/** A selection that somebody may look at and nobody may adopt (MAT-02). */
export type Illustration = {
  readonly selected: readonly string[];
  readonly worth: number;
  /** No selection is worth more. */
  readonly worthAtMost: number;
};

export type PursePrice = {
  readonly purse: string;
  /** What one more million of this purse would add at most to the worth of the best selection; decimal text. */
  readonly worthPerMillion: string;
};

export type AllocationPicture = {
  /** As many projects as can be paid, the ranking aside. */
  readonly most: Illustration;
  /** The highest sum of worth, the ranking aside. */
  readonly best: Illustration;
  /** Whatever still fits, in rank order: no selection is better for those at the top. */
  readonly inRankOrder: readonly string[];
  /** What would bring the best-ranked project in that is not funded. */
  readonly next: TopUp | null;
  /** Purses whose last euro counts, the dearest first. */
  readonly prices: readonly PursePrice[];
};

/** Parts that the search looks at while somebody waits: a fraction of a second at 2,000 projects. */
const partsMax = 41;
const million = 100_000_000n;
const priceDecimals = 2;

const illustrate = (problem: AllocationProblem): Illustration => {
  const { selected, worth, worthAtMost } = solveAllocation(problem, partsMax);
  return { selected, worth, worthAtMost };
};

const perMillion = (price: bigint): string => toDecimal(fraction(price * million, multiplierUnit), priceDecimals);

const pricesOf = ({ union, funders }: AllocationProblem, { purses }: Multipliers): readonly PursePrice[] =>
  [union, ...funders]
    .map(({ purse }, place) => ({ purse, price: purses[place] ?? 0n }))
    .filter(({ price }) => price > 0n)
    .toSorted((a, b) => Number(b.price - a.price))
    .map(({ purse, price }) => ({ purse, worthPerMillion: perMillion(price) }));

/**
 * What negotiators ask of a ranking and its purses: which selections the money could pay besides that of the ranking, what the next project
 * lacks, and where one more euro would count. Nothing of it can be adopted (MAT-02).
 */
export const illustrateAllocation = (problem: AllocationProblem, funded: ReadonlySet<string>): AllocationPicture => {
  const counted = { ...problem, candidates: problem.candidates.map((candidate) => ({ ...candidate, worth: 1 })) };
  const [root] = solveAllocation(problem, 1).leaves;
  return {
    most: illustrate(counted),
    best: illustrate(problem),
    inRankOrder: selectByRank(problem),
    next: topUpForNext(problem, funded),
    prices: root?.multipliers === null || root === undefined ? [] : pricesOf(problem, root.multipliers),
  };
};
