import { type Fraction, compare, parseDecimal, subtract } from "@grants/kernel/fraction";
import type { CriterionName, ProgrammeProfile } from "../calls/call.ts";
import type { ScoresByCriterion } from "./ranking.ts";
import { formatScore } from "./score.ts";

/** From which spread on the experts have to talk, where the call does not say it. */
const spreadUnlessSaid = "1.5";

export const divergenceSpreadOf = ({ divergenceSpread }: Pick<ProgrammeProfile, "divergenceSpread">): string =>
  divergenceSpread ?? spreadUnlessSaid;

export type Divergence = {
  readonly criterion: CriterionName;
  readonly lowest: string;
  readonly highest: string;
  readonly spread: string;
  /** The spread is the call's or more: equality diverges. */
  readonly isDivergent: boolean;
};

const extreme = (scores: readonly Fraction[], sign: 1 | -1): Fraction | undefined =>
  scores.toSorted((a, b) => sign * compare(a, b))[0];

/** How far the reports are apart, criterion by criterion; with fewer than two reports there is nothing to compare. */
export const divergencesIn = (
  reports: readonly ScoresByCriterion[],
  profile: Pick<ProgrammeProfile, "criteria" | "divergenceSpread">,
): readonly Divergence[] => {
  if (reports.length < 2) return [];
  const limit = parseDecimal(divergenceSpreadOf(profile));
  return profile.criteria.flatMap((criterion) => {
    const scores = reports.flatMap((report) => {
      const text = report[criterion];
      return text === undefined ? [] : [parseDecimal(text)];
    });
    const [lowest, highest] = [extreme(scores, 1), extreme(scores, -1)];
    if (lowest === undefined || highest === undefined) return [];
    const spread = subtract(highest, lowest);
    return [
      {
        criterion,
        lowest: formatScore(lowest),
        highest: formatScore(highest),
        spread: formatScore(spread),
        isDivergent: compare(spread, limit) >= 0,
      },
    ];
  });
};
