import { type Cents, NO_CENTS, minusAtLeastZero, sumCents } from "@grants/kernel/money";

/** A purse that is asked for money: the Union's line of the topic, or a funder. */
export type Purse = { readonly purse: string; readonly budgetCents: Cents };
export type PurseNeed = { readonly purse: string; readonly needCents: Cents };

/** A proposal that may be funded. */
export type Candidate = {
  readonly id: string;
  /** Each purse once. */
  readonly needs: readonly PurseNeed[];
  /** 1 where projects are counted, the score in its steps where scores are summed: a whole number that never rises along the ranking. */
  readonly worth: number;
};

/** What is to be shared out: candidates in rank order, the purses, and a pot that fills what funders lack, and never what the Union does. */
export type AllocationProblem = {
  readonly candidates: readonly Candidate[];
  readonly union: Purse;
  /** Whoever has no row has nothing (CLR-MAT-01). */
  readonly funders: readonly Purse[];
  readonly potCents: Cents;
};

export type Shortfall = { readonly purse: string; readonly missingCents: Cents };

/** What purses lack of what a set asks of them, the Union's first; without those that lack nothing. */
export const shortfallsOf = (
  { candidates, union, funders }: AllocationProblem,
  selected: ReadonlySet<string>,
): readonly Shortfall[] => {
  const asked = new Map<string, Cents>([union, ...funders].map(({ purse }) => [purse, NO_CENTS]));
  for (const { purse, needCents } of candidates.flatMap(({ id, needs }) => (selected.has(id) ? needs : [])))
    asked.set(purse, sumCents([asked.get(purse) ?? NO_CENTS, needCents]));
  const budgets = new Map([union, ...funders].map(({ purse, budgetCents }) => [purse, budgetCents]));
  return [...asked]
    .map(([purse, askedCents]) => ({
      purse,
      missingCents: minusAtLeastZero(askedCents, budgets.get(purse) ?? NO_CENTS),
    }))
    .filter(({ missingCents }) => missingCents > 0);
};

/** Whether a set can be paid: the Union lacks nothing, and the pot fills what all funders lack together (MAT-02, FIN-12). */
export const isAffordable = (problem: AllocationProblem, selected: ReadonlySet<string>): boolean => {
  const shortfalls = shortfallsOf(problem, selected);
  return (
    shortfalls.every(({ purse }) => purse !== problem.union.purse) &&
    sumCents(shortfalls.map(({ missingCents }) => missingCents)) <= problem.potCents
  );
};
