import { minusAtLeastZero, sumCents } from "@grants/kernel/money";
import {
  type ComposedRanking,
  type EvaluatedProposal,
  type RankingTerms,
  baseRow,
  scoresOf,
} from "./compose-ranking.ts";
import { schemeOf } from "./decide-scores.ts";
import type { RankingRow } from "./ranking.ts";
import { assessScores } from "./score.ts";

/**
 * Proposals of an award without a call: each is held against the thresholds and stands alone, so none has a rank and none waits behind
 * another (FR 198, CALL-08). The names order the display only.
 */
export const composeUnranked = (
  proposals: readonly EvaluatedProposal[],
  { profile, topic }: Pick<RankingTerms, "profile" | "topic">,
): ComposedRanking => {
  const rows = proposals
    .toSorted((a, b) => (a.dossier.acronym < b.dossier.acronym ? -1 : 1))
    .map((proposal): RankingRow => {
      const assessment = assessScores(scoresOf(proposal.consensus), schemeOf(profile));
      const row = { ...baseRow(proposal, assessment), isTied: false, isOrderedByPanel: false };
      const { rejection } = assessment;
      return rejection === null
        ? { ...row, status: "MAIN" }
        : { ...row, status: "REJECTED", rejection: { reason: rejection.reason, criteria: [...rejection.criteria] } };
    });
  const mainCents = sumCents(rows.filter(({ status }) => status === "MAIN").map(({ unionCents }) => unionCents));
  return { rows, mainCents, unspentCents: minusAtLeastZero(topic.budgetCents, mainCents) };
};
