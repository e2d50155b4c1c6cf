import { type Fraction, parseDecimal } from "@grants/kernel/fraction";
import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import type { ProgrammeProfile, Topic } from "../calls/call.ts";
import type { Consensus } from "./consensus.ts";
import { schemeOf } from "./decide-scores.ts";
import type { Dossier } from "./dossier.ts";
import type { NationalTerms } from "./national-terms.ts";
import { type Ranking as RankedGroups, rankProposals } from "./rank-proposals.ts";
import { type FunderAmount, PlacedBy, type RankingRow, type TieDecision } from "./ranking.ts";
import { type Assessment, type Scores, formatScore } from "./score.ts";
import { type Candidate, selectFunded } from "./select-funded.ts";
import type { Contender } from "./tie-break.ts";

export type EvaluatedProposal = { readonly dossier: Dossier; readonly consensus: Consensus };

export type RankingTerms = {
  readonly profile: ProgrammeProfile;
  readonly topic: Topic;
  /** `null` where the call is no joint action (MAT-01). */
  readonly national: NationalTerms | null;
  readonly tieDecisions: readonly TieDecision[];
  /** An award without a call: nobody is ranked. */
  readonly isUnranked?: boolean;
};

export type ComposedRanking = {
  /** In rank order, the rejected ones last. */
  readonly rows: readonly RankingRow[];
  readonly mainCents: Cents;
  readonly unspentCents: Cents;
};

type PlacedGroup = { readonly group: readonly string[]; readonly by: PlacedBy; readonly isOrderedByPanel: boolean };

export const scoresOf = ({ scores }: Consensus, parse = parseDecimal): Scores => {
  const parsed: Record<string, Fraction> = {};
  for (const [criterion, text] of Object.entries(scores)) if (text !== undefined) parsed[criterion] = parse(text);
  return parsed;
};

/** Does a thing once for each text: ten thousand proposals have a dozen different marks. */
const oncePerText = <T>(act: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = act(text);
    known.set(text, result);
    return result;
  };
};

const contenderOf = ({ dossier, consensus }: EvaluatedProposal, parse: typeof parseDecimal): Contender => ({
  id: dossier.proposalId,
  scores: scoresOf(consensus, parse),
  theme: consensus.theme ?? null,
  namedStaff: consensus.namedStaff,
  partners: dossier.partners,
});

const isSameSet = (group: readonly string[], order: readonly string[]) =>
  group.length === order.length && group.every((id) => order.includes(id));

/** Puts a tie into the order that the panel has given it; a decision on another set of proposals is none on this one. */
const orderTies = (
  { groups, placedBy }: Pick<RankedGroups, "groups" | "placedBy">,
  decisions: readonly TieDecision[],
): readonly PlacedGroup[] =>
  groups.flatMap((group, place): readonly PlacedGroup[] => {
    const by = PlacedBy.parse(placedBy[place]);
    const decision = decisions.findLast(({ order }) => isSameSet(group, order));
    if (decision === undefined) return [{ group, by, isOrderedByPanel: false }];
    return decision.order.map((id, at) => ({ group: [id], by: at === 0 ? by : "PANEL", isOrderedByPanel: true }));
  });

export const sumByFunder = (amounts: readonly FunderAmount[]): readonly FunderAmount[] =>
  [...Map.groupBy(amounts, ({ funder }) => funder)].map(([funder, same]) => ({
    funder,
    cents: sumCents(same.map((amount) => amount.cents)),
  }));

/** The ranking of a topic met by its money (DSC-04 … DSC-07, MAT-02). The same input always gives the same list. */
export const composeRanking = (
  proposals: readonly EvaluatedProposal[],
  { profile, topic, national, tieDecisions }: RankingTerms,
): ComposedRanking => {
  const parse = oncePerText(parseDecimal);
  const ranking = rankProposals(
    proposals.map((one) => contenderOf(one, parse)),
    schemeOf(profile),
    profile.tieBreak,
  );
  const groups = orderTies(ranking, tieDecisions);
  const byId = new Map<string, EvaluatedProposal>(proposals.map((one) => [one.dossier.proposalId, one]));
  const proposalOf = (id: string): EvaluatedProposal => {
    const found = byId.get(id);
    if (found === undefined) throw new Error(`${id} was ranked and is not of the topic.`);
    return found;
  };
  const funding = selectFunded(
    groups.map(({ group }) => group.map((id) => candidateOf(proposalOf(id).dossier, national))),
    { budgetCents: topic.budgetCents, national: national?.money ?? null },
  );
  const rowOf = (id: string) => baseRow(proposalOf(id), ranking.assessments.get(id));
  let ahead = 0;
  const placed = groups.flatMap(({ group, by, isOrderedByPanel }): readonly RankingRow[] => {
    const rank = ahead + 1;
    ahead += group.length;
    const place = { rank, isTied: group.length > 1, placedBy: by, isOrderedByPanel };
    return group.map((id) => ({ ...rowOf(id), ...place, ...fundingOf(funding, id) }));
  });
  const rejected = ranking.rejected.map(({ id, reason, criteria }): RankingRow => {
    const rejection = { reason, criteria: [...criteria] };
    return { ...rowOf(id), isTied: false, isOrderedByPanel: false, status: "REJECTED", rejection };
  });
  const mainCents = sumCents(placed.filter(({ status }) => status === "MAIN").map(({ unionCents }) => unionCents));
  return { rows: [...placed, ...rejected], mainCents, unspentCents: minusAtLeastZero(topic.budgetCents, mainCents) };
};

const candidateOf = (dossier: Dossier, national: NationalTerms | null): Candidate => ({
  id: dossier.proposalId,
  unionCents: dossier.requestedCents,
  national: sumByFunder(dossier.national),
  nationallyIneligibleIn: national?.funders(dossier, "INELIGIBLE") ?? [],
  vetoBy: national?.funders(dossier, "VETO") ?? [],
});

type Base = Omit<RankingRow, "rank" | "placedBy" | "isTied" | "isOrderedByPanel" | "status" | "rejection">;

export const baseRow = ({ dossier, consensus }: EvaluatedProposal, assessment: Assessment | undefined): Base => {
  if (assessment === undefined) throw new Error(`${dossier.proposalId} was ranked without an assessment.`);
  const { proposalId, acronym, coordinator, documentSha256, requestedCents, national } = dossier;
  return {
    proposalId,
    acronym,
    coordinator,
    documentSha256,
    scores: consensus.scores,
    total: formatScore(assessment.total),
    weightedTotal: formatScore(assessment.weightedTotal),
    unionCents: requestedCents,
    national: [...sumByFunder(national)],
    fromPot: [],
    missing: [],
  };
};

const fundingOf = (funding: ReturnType<typeof selectFunded>, id: string) => {
  const found = funding.get(id);
  if (found === undefined) throw new Error(`${id} was ranked and met no budget.`);
  return { status: found.status, fromPot: [...found.fromPot], missing: [...found.missing] };
};
