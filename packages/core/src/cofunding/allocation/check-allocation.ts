import { type AllocationProblem, isAffordable } from "./allocation-problem.ts";

/** What a unit of each purse's money would be worth at most, in worth per `multiplierUnit` cents; the pot's is never below a funder's. */
export type Multipliers = {
  /** The Union's first, then the funders in the order of the problem. */
  readonly purses: readonly bigint[];
  readonly pot: bigint;
};
/** Multipliers are whole numbers of worth over this many: exact, and fine enough for budgets of billions. */
export const multiplierUnit = 10n ** 18n;

/** Part of all selections: some candidates are in, some are out, and the multipliers say what the rest can be worth at most. */
export type Leaf = {
  readonly decided: readonly { readonly candidate: number; readonly isIn: boolean }[];
  /** `null` where what is in cannot be paid. */
  readonly multipliers: Multipliers | null;
};

/** A selection with the proof of how far from the best it can be. Whoever has the problem can check it without the solver. */
export type CertifiedSelection = {
  readonly selected: readonly string[];
  readonly worth: number;
  /** No selection is worth more. Equal to `worth`: this one is the best. */
  readonly worthAtMost: number;
  readonly leaves: readonly Leaf[];
};

export type CertificateFault =
  | { readonly kind: "UnknownCandidate"; readonly id: string }
  | { readonly kind: "NotAffordable" }
  | { readonly kind: "WorthDiffers"; readonly worth: number }
  | { readonly kind: "MultipliersNotAllowed"; readonly leaf: number }
  | { readonly kind: "BoundDiffers"; readonly leaf: number; readonly worthAtMost: bigint }
  | { readonly kind: "StillAffordable"; readonly leaf: number }
  /** Some selection lies in no leaf. */
  | { readonly kind: "PartMissing" };

const idsIn = ({ candidates }: AllocationProblem, { decided }: Leaf): ReadonlySet<string> =>
  new Set(decided.filter(({ isIn }) => isIn).map(({ candidate }) => candidates[candidate]?.id ?? ""));

const isAllowed = ({ funders }: AllocationProblem, { purses, pot }: Multipliers): boolean =>
  purses.length === funders.length + 1 &&
  purses.every((multiplier) => multiplier >= 0n) &&
  pot >= 0n &&
  purses.slice(1).every((multiplier) => multiplier <= pot);

/**
 * The most that a leaf can be worth: every purse at its price, and of each candidate what it is worth above the price of its needs
 * (weak duality). Needs of a purse without a row count at the pot's price, which alone can pay them.
 */
const worthAtMostIn = (problem: AllocationProblem, leaf: Leaf, { purses, pot }: Multipliers): bigint => {
  const { candidates, union, funders, potCents } = problem;
  const rows = [union, ...funders];
  const priceOf = new Map(rows.map(({ purse }, place) => [purse, purses[place] ?? 0n]));
  const isInByCandidate = new Map(leaf.decided.map(({ candidate, isIn }) => [candidate, isIn]));
  const ofPurses = rows.reduce(
    (sum, { purse, budgetCents }) => sum + (priceOf.get(purse) ?? 0n) * BigInt(budgetCents),
    pot * BigInt(potCents),
  );
  const total = candidates.reduce((sum, { needs, worth }, candidate) => {
    const price = needs.reduce(
      (all, { purse, needCents }) => all + (priceOf.get(purse) ?? pot) * BigInt(needCents),
      0n,
    );
    const gain = BigInt(worth) * multiplierUnit - price;
    const isIn = isInByCandidate.get(candidate) ?? gain > 0n;
    return isIn ? sum + gain : sum;
  }, ofPurses);
  return total / multiplierUnit;
};

const faultsOfLeaf = (
  problem: AllocationProblem,
  leaf: Leaf,
  place: number,
  claimed: number,
): readonly CertificateFault[] => {
  if (leaf.multipliers === null)
    return isAffordable(problem, idsIn(problem, leaf)) ? [{ kind: "StillAffordable", leaf: place }] : [];
  if (!isAllowed(problem, leaf.multipliers)) return [{ kind: "MultipliersNotAllowed", leaf: place }];
  const worthAtMost = worthAtMostIn(problem, leaf, leaf.multipliers);
  return worthAtMost > BigInt(claimed) ? [{ kind: "BoundDiffers", leaf: place, worthAtMost }] : [];
};

type Paths = readonly (readonly { readonly candidate: number; readonly isIn: boolean }[])[];

/** Whether leaves leave nothing out: they are one, or all begin with the same candidate, in for some and out for the others, and so on. */
const coversAll = (paths: Paths): boolean => {
  const open: Paths[] = [paths];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [first] = part;
    if (first === undefined) return false;
    const [head] = first;
    if (part.length === 1 && head === undefined) continue;
    if (head === undefined || part.some(([step]) => step?.candidate !== head.candidate)) return false;
    for (const side of [true, false])
      open.push(part.filter(([step]) => step?.isIn === side).map((path) => path.slice(1)));
  }
  return true;
};

/**
 * Checks a certified selection against its problem in whole numbers, and names everything that is wrong with it: it can be paid, it is
 * worth what it says, its leaves leave no selection out, and in none of them can a selection be worth more than it says.
 */
export const checkAllocation = (
  problem: AllocationProblem,
  { selected, worth, worthAtMost, leaves }: CertifiedSelection,
): readonly CertificateFault[] => {
  const worths = new Map(problem.candidates.map((candidate) => [candidate.id, candidate.worth]));
  const chosen = new Set(selected);
  const summed = [...chosen].reduce((sum, id) => sum + (worths.get(id) ?? 0), 0);
  return [
    ...[...chosen].filter((id) => !worths.has(id)).map((id) => ({ kind: "UnknownCandidate", id }) as const),
    ...(isAffordable(problem, chosen) ? [] : [{ kind: "NotAffordable" } as const]),
    ...(summed === worth ? [] : [{ kind: "WorthDiffers", worth: summed } as const]),
    ...(coversAll(leaves.map(({ decided }) => decided)) ? [] : [{ kind: "PartMissing" } as const]),
    ...leaves.flatMap((leaf, place) => faultsOfLeaf(problem, leaf, place, worthAtMost)),
  ];
};
