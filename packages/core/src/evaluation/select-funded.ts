import { type Cents, NO_CENTS, minusAtLeastZero } from "@grants/kernel/money";
import { FunderCode } from "../access/rights.ts";
import {
  type NationalProject,
  type ProjectOutcome,
  type SelectionMode,
  selectByNationalBudgets,
} from "../cofunding/select-by-national-budgets.ts";
import { decideFundingCutoff } from "./decide-funding-cutoff.ts";
import type { FunderAmount, RankedStatus } from "./ranking.ts";

/** A ranked proposal as the money sees it. */
export type Candidate = {
  readonly id: string;
  readonly unionCents: Cents;
  /** What its partners ask of each funder, summed by funder. */
  readonly national: readonly FunderAmount[];
  readonly nationallyIneligibleIn: readonly FunderCode[];
  readonly vetoBy: readonly FunderCode[];
};

export type NationalMoney = {
  readonly mode: SelectionMode;
  readonly potCents: Cents;
  readonly budgets: readonly { readonly funder: FunderCode; readonly budgetCents: Cents }[];
};
/** `national` is `null` where the call is no joint action (MAT-01). */
export type FundingTerms = { readonly budgetCents: Cents; readonly national: NationalMoney | null };

export type Funding = {
  readonly status: Exclude<RankedStatus, "REJECTED">;
  readonly fromPot: readonly FunderAmount[];
  readonly missing: readonly FunderAmount[];
};

type Groups = readonly (readonly Candidate[])[];

const plain = (status: Funding["status"]): Funding => ({ status, fromPot: [], missing: [] });

/** What the money makes of a ranking, by id: the topic's budget, and in a joint action the funders' budgets before it. */
export const selectFunded = (groups: Groups, terms: FundingTerms): ReadonlyMap<string, Funding> => {
  if (terms.national === null) return new Map(cutOff(groups, terms.budgetCents));
  const { national } = terms;
  const openTie = findOpenTie(groups, national);
  const reached = openTie === null ? groups : groups.slice(0, openTie);
  const outcomes = selectNationally(reached.flat(), national);
  const selected = reached.map((group) => group.filter(({ id }) => outcomes.get(id)?.status === "SELECTED"));
  const byUnion = new Map(cutOff(selected, terms.budgetCents));
  const isUnionSpent = [...byUnion.values()].some(({ status }) => status !== "MAIN");
  const fromPot = potSharesOf(selected.flat(), national);
  const decided = reached.flat().map((candidate) => {
    const outcome = outcomes.get(candidate.id);
    const union = byUnion.get(candidate.id);
    if (union === undefined || outcome === undefined) return [candidate.id, unselected(outcome)] as const;
    return [candidate.id, { ...union, fromPot: fromPot.get(candidate.id) ?? [] }] as const;
  });
  return new Map([...decided, ...behindOpenTie(groups, openTie, isUnionSpent)]);
};

/** DSC-07, CLR-RANK-04: the walk down the list while the topic's budget lasts. */
const cutOff = (groups: Groups, budgetCents: Cents): readonly (readonly [string, Funding])[] => {
  const requests = groups.map((group) => group.map(({ id, unionCents }) => ({ id, requestedCents: unionCents })));
  const { main, reserve, tieNeedsPanel } = decideFundingCutoff(budgetCents, requests);
  return [
    ...main.map((id) => [id, plain("MAIN")] as const),
    ...tieNeedsPanel.map((id) => [id, plain("TIE_NEEDS_PANEL")] as const),
    ...reserve.map((id) => [id, plain("RESERVE")] as const),
  ];
};

const selectNationally = (
  candidates: readonly Candidate[],
  { budgets, mode, potCents }: NationalMoney,
): ReadonlyMap<string, ProjectOutcome> => {
  const projects = candidates.map(({ id, national, nationallyIneligibleIn, vetoBy }): NationalProject => ({
    id,
    needs: national.map(({ funder, cents }) => ({ funder, needCents: cents })),
    nationallyIneligibleIn,
    vetoBy,
  }));
  return new Map(
    selectByNationalBudgets(projects, budgets, mode, potCents).outcomes.map((outcome) => [outcome.id, outcome]),
  );
};

/**
 * The first tie that the national money does not fund as a whole: in which order it is walked would decide who is funded, so it waits for
 * the panel and the list stops there (CLR-RANK-04). `null` where there is none, or where the list has stopped before it.
 */
const findOpenTie = (groups: Groups, money: NationalMoney): number | null => {
  const ties = groups.flatMap((group, place) => (competing(group).length > 1 ? [{ group, place }] : []));
  for (const { group, place } of ties) {
    const outcomes = selectNationally(groups.slice(0, place + 1).flat(), money);
    const statuses = competing(group).map(({ id }) => outcomes.get(id)?.status);
    if (statuses.every((status) => status === "NOT_REACHED")) return null;
    if (statuses.some((status) => status !== "SELECTED")) return place;
  }
  return null;
};

/** Those that ask for money: a veto or a national ineligibility takes nothing, wherever it stands. */
const competing = (group: readonly Candidate[]): readonly Candidate[] =>
  group.filter(({ nationallyIneligibleIn, vetoBy }) => nationallyIneligibleIn.length === 0 && vetoBy.length === 0);

const behindOpenTie = (
  groups: Groups,
  openTie: number | null,
  isUnionSpent: boolean,
): readonly (readonly [string, Funding])[] => {
  if (openTie === null) return [];
  const [tie = [], ...later] = groups.slice(openTie);
  // Where the topic's budget ended before the tie, nothing hangs on its order.
  const [atTie, after] = isUnionSpent
    ? (["RESERVE", "RESERVE"] as const)
    : (["TIE_NEEDS_PANEL", "NOT_REACHED"] as const);
  return [
    ...tie.map((candidate) => [candidate.id, excluded(candidate) ?? plain(atTie)] as const),
    ...later.flat().map((candidate) => [candidate.id, excluded(candidate) ?? plain(after)] as const),
  ];
};

const excluded = ({ nationallyIneligibleIn, vetoBy }: Candidate): Funding | null => {
  if (nationallyIneligibleIn.length > 0) return plain("NATIONAL_INELIGIBLE");
  return vetoBy.length > 0 ? plain("VETO") : null;
};

const unselected = (outcome: ProjectOutcome | undefined): Funding => {
  if (outcome === undefined || outcome.status === "SELECTED") throw new Error("A selected proposal met no budget.");
  if (outcome.status !== "GAP") return plain(outcome.status);
  const missing = outcome.missing.map(({ funder, missingCents }) => ({
    funder: FunderCode.parse(funder),
    cents: missingCents,
  }));
  return { status: "GAP", fromPot: [], missing };
};

/** What the pot pays of each selected proposal, by funder: national money is always used first (CLR-MAT-01). */
const potSharesOf = (
  selected: readonly Candidate[],
  { budgets }: NationalMoney,
): ReadonlyMap<string, readonly FunderAmount[]> => {
  const left = new Map(budgets.map(({ funder, budgetCents }) => [funder, budgetCents]));
  const shares = selected.map(({ id, national }) => {
    const fromPot = national.map(({ funder, cents }) => {
      const before = left.get(funder) ?? NO_CENTS;
      left.set(funder, minusAtLeastZero(before, cents));
      return { funder, cents: minusAtLeastZero(cents, before) };
    });
    return [id, fromPot.filter(({ cents }) => cents > 0)] as const;
  });
  return new Map(shares);
};
