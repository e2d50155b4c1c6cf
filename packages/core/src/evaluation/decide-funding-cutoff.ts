import { type Cents, cents, sumCents } from "@grants/kernel/money";

export type FundingRequest = { readonly id: string; readonly requestedCents: Cents };

export type FundingCutoff = {
  /** Funded, in rank order. */
  readonly main: readonly string[];
  /** Not funded for want of budget, in rank order: called when money appears (DSC-09). */
  readonly reserve: readonly string[];
  /** The tie at the cut-off that does not fit as a whole: neither funded nor in reserve until the panel has ordered it. */
  readonly tieNeedsPanel: readonly string[];
  readonly unspentCents: Cents;
  /** Good enough and unfunded for want of budget alone (DEP-10): may be issued where the work programme provides for the seal. */
  readonly sealOfExcellenceCandidates: readonly string[];
};

/**
 * Walks down a ranking (groups of ids, best first) while the requests fit the budget; equality fits. The first that does not fit ends
 * the main list: a cheaper one further down is never taken instead (DSC-07, CLR-RANK-04). A tie is funded as a whole or waits as a whole.
 */
export const decideFundingCutoff = (
  budgetCents: Cents,
  ranking: readonly (readonly FundingRequest[])[],
): FundingCutoff => {
  let unspentCents = budgetCents;
  let cut = 0;
  for (const group of ranking) {
    const groupCents = sumCents(group.map(({ requestedCents }) => requestedCents));
    if (groupCents > unspentCents) break;
    unspentCents = cents(unspentCents - groupCents);
    cut += 1;
  }
  const atCut = ranking[cut] ?? [];
  const isTie = atCut.length > 1;
  const reserve = idsOf(ranking.slice(isTie ? cut + 1 : cut));
  return {
    main: idsOf(ranking.slice(0, cut)),
    reserve,
    tieNeedsPanel: isTie ? idsOf([atCut]) : [],
    unspentCents,
    sealOfExcellenceCandidates: reserve,
  };
};

const idsOf = (groups: readonly (readonly FundingRequest[])[]): readonly string[] =>
  groups.flatMap((group) => group.map(({ id }) => id));
