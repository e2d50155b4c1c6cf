import { type Fraction, formatFraction } from "@grants/kernel/fraction";
import { type Assessment, type Rejection, type ScoringScheme, assessScores } from "./score.ts";
import { type Contender, type Covered, coverAlso, coverCountries, groupByValues, splitTie } from "./tie-break.ts";

/** What placed a group behind the one above it: its total, or the first step of the call that told the two apart. */
const byTotal = "TOTAL";

export type Ranking = {
  /** Groups of ids, best first. More than one id is a tie that the steps do not resolve; inside it the alphabet orders the display. */
  readonly groups: readonly (readonly string[])[];
  /** For every group what told it from the one above: `TOTAL`, or the step of the call. */
  readonly placedBy: readonly string[];
  /** In the alphabet of the ids: below a threshold there is no rank and no reserve list (DSC-03). */
  readonly rejected: readonly (Rejection & { readonly id: string })[];
  readonly assessments: ReadonlyMap<string, Assessment>;
  /** The ids of every unresolved tie: only the panel may order them, with reasons (DSC-06: TIE_NEEDS_PANEL). */
  readonly tieNeedsPanel: readonly string[];
};

/**
 * The ranking of one topic or budget envelope (DSC-04): rejected proposals aside, weighted totals from high to low (HSC-03), then the
 * call's tie-break steps, one after the other, on each tie (CLR-RANK-02). Id, submission time and amount never decide (CLR-RANK-01).
 */
export const rankProposals = (
  proposals: readonly Contender[],
  scheme: ScoringScheme,
  tieBreak: readonly string[],
): Ranking => {
  const assess = assessOnce(scheme);
  const assessed = proposals
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((proposal) => ({ proposal, assessment: assess(proposal) }));
  const ties = groupByTotal(assessed.filter(({ assessment }) => assessment.rejection === null));
  const placed = breakTies(
    ties.map((tie) => tie.map(({ proposal }) => withScoredCriteria(proposal, scheme))),
    tieBreak,
  );
  const groups = placed.map(({ group }) => group.map(({ id }) => id));
  return {
    groups,
    placedBy: placed.map(({ by }) => by),
    rejected: assessed.flatMap(({ proposal, assessment: { rejection } }) =>
      rejection === null ? [] : [{ id: proposal.id, ...rejection }],
    ),
    assessments: new Map(assessed.map(({ proposal, assessment }) => [proposal.id, assessment])),
    tieNeedsPanel: groups.filter((group) => group.length > 1).flat(),
  };
};

/** Equal marks have one assessment: thousands of proposals share some hundred combinations. */
const assessOnce = (scheme: ScoringScheme) => {
  const known = new Map<string, Assessment>();
  return ({ scores }: Contender): Assessment => {
    const marks = scheme.criteria.map(({ criterion }) => textOf(scores[criterion])).join(" ");
    const before = known.get(marks);
    if (before !== undefined) return before;
    const assessment = assessScores(scores, scheme);
    known.set(marks, assessment);
    return assessment;
  };
};

const textOf = (score: Fraction | undefined): string => (score === undefined ? "-" : formatFraction(score));

type Assessed = { readonly proposal: Contender; readonly assessment: Assessment };

/** Equal weighted totals together, the highest first: so many totals are compared, not so many proposals. */
const groupByTotal = (passing: readonly Assessed[]): readonly (readonly Assessed[])[] => {
  const byWeightedTotal = Map.groupBy(passing, ({ assessment }) => assessment.weightedTotal);
  const equal = groupByValues([...byWeightedTotal], ([total]) => [total]);
  return equal.map((same) => inDisplayOrder(same.map(([, members]) => members)));
};

/** The alphabet orders the display where several marks come to the same total (CLR-RANK-01). */
const inDisplayOrder = (parts: readonly (readonly Assessed[])[]): readonly Assessed[] =>
  parts.flat().toSorted((a, b) => (a.proposal.id < b.proposal.id ? -1 : 1));

/** A mark for a criterion that the topic switched off breaks no tie either (CLR-RANK-07). */
const withScoredCriteria = (proposal: Contender, { criteria }: ScoringScheme): Contender => ({
  ...proposal,
  scores: Object.fromEntries(criteria.map(({ criterion }) => [criterion, proposal.scores[criterion]])),
});

type Placed = { readonly group: readonly Contender[]; readonly by: string };

const breakTies = (ties: readonly (readonly Contender[])[], tieBreak: readonly string[]): readonly Placed[] => {
  // Who has a higher total covers themes and countries; the list is walked from the top, so each proposal is looked at once.
  const higher: Covered = { themes: new Set(), countries: new Set() };
  return ties.flatMap((tie) => {
    const placed = tieBreak.reduce<readonly Placed[]>(
      (groups, step) => splitGroups(groups, step, higher),
      [{ group: tie, by: byTotal }],
    );
    coverAlso(higher, tie);
    return placed;
  });
};

const splitGroups = (groups: readonly Placed[], step: string, higher: Covered): readonly Placed[] => {
  // Themes are covered by higher totals alone (CLR-RANK-03), countries also by the ones of the tie that stand higher (CLR-RANK-06).
  const covered: Covered = { themes: higher.themes, countries: new Set(higher.countries) };
  return groups.flatMap(({ group, by }) => {
    const parts = splitTie(group, step, covered);
    coverCountries(covered, group);
    return parts.map((part, place) => ({ group: part, by: place === 0 ? by : step }));
  });
};
