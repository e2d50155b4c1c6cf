import { type Assessment, type Rejection, type ScoringScheme, assessScores } from "./score.ts";
import { type Contender, groupByValues, splitTie } from "./tie-break.ts";

export type Ranking = {
  /** Groups of ids, best first. More than one id is a tie that the steps do not resolve; inside it the alphabet orders the display. */
  readonly groups: readonly (readonly string[])[];
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
  const assessed = proposals
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((proposal) => ({ proposal, assessment: assessScores(proposal.scores, scheme) }));
  const passing = assessed.filter(({ assessment }) => assessment.rejection === null);
  const ties = groupByValues(passing, ({ assessment }) => [assessment.weightedTotal]);
  const groups = breakTies(
    ties.map((tie) => tie.map(({ proposal }) => withScoredCriteria(proposal, scheme))),
    tieBreak,
  ).map((group) => group.map(({ id }) => id));
  return {
    groups,
    rejected: assessed.flatMap(({ proposal, assessment: { rejection } }) =>
      rejection === null ? [] : [{ id: proposal.id, ...rejection }],
    ),
    assessments: new Map(assessed.map(({ proposal, assessment }) => [proposal.id, assessment])),
    tieNeedsPanel: groups.filter((group) => group.length > 1).flat(),
  };
};

/** A mark for a criterion that the topic switched off breaks no tie either (CLR-RANK-07). */
const withScoredCriteria = (proposal: Contender, { criteria }: ScoringScheme): Contender => ({
  ...proposal,
  scores: Object.fromEntries(criteria.map(({ criterion }) => [criterion, proposal.scores[criterion]])),
});

type Groups = readonly (readonly Contender[])[];

const breakTies = (ties: Groups, tieBreak: readonly string[]): Groups =>
  ties.flatMap((tie, place) => {
    const withHigherTotal = ties.slice(0, place).flat();
    return tieBreak.reduce<Groups>(
      (groups, step) =>
        groups.flatMap((group, index) =>
          splitTie(group, step, {
            withHigherTotal,
            rankedHigher: [...withHigherTotal, ...groups.slice(0, index).flat()],
          }),
        ),
      [tie],
    );
  });
