import { daysBetween } from "@grants/kernel/calendar";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { CallVersion } from "../call.ts";
import { type CallStatistics, type TopicStatistics, statisticsProposalsMin } from "./call-statistics.ts";

/** What is counted of a sealed proposal. The first partner coordinates. */
export type CountedProposal = {
  readonly topicId: string;
  readonly requestedCents: number;
  readonly partners: readonly CountedPartner[];
};
export type CountedPartner = {
  readonly country: string;
  readonly isSme: boolean;
  readonly isPublicBody: boolean;
  readonly isNonProfit: boolean;
};
export type CountedAward = {
  readonly topicId: string;
  readonly awards: number;
  readonly unionCents: number;
  readonly decidedAt: Instant;
};

export type Counted = {
  readonly version: CallVersion;
  readonly sealedAt: Instant;
  readonly proposals: readonly CountedProposal[];
  readonly awards: readonly CountedAward[];
};

const sumOf = <T>(rows: readonly T[], value: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0);

/** Half up, as all amounts of the house. */
const average = (sum: number, count: number): number => {
  const doubled = 2 * sum + count;
  return (doubled - (doubled % (2 * count))) / (2 * count);
};

const isTelling = (proposals: number): boolean => proposals > 0 && proposals < statisticsProposalsMin;

const topicsOf = ({ version, proposals, awards }: Counted): readonly TopicStatistics[] => {
  const closedOn = dateInZone(version.closesAt);
  return version.content.topics.map(({ topicId, title, budgetCents }) => {
    const own = proposals.filter((proposal) => proposal.topicId === topicId);
    const award = awards.find((one) => one.topicId === topicId);
    const requestedCents = isTelling(own.length) ? null : sumOf(own, ({ requestedCents: cents }) => cents);
    const decided =
      award === undefined
        ? null
        : {
            awards: award.awards,
            unionCents: award.unionCents,
            decidedAt: award.decidedAt,
            daysFromClosing: daysBetween(closedOn, dateInZone(award.decidedAt)),
          };
    return { topicId, title, budgetCents, submissions: own.length, requestedCents, award: decided };
  });
};

const countriesOf = (proposals: readonly CountedProposal[]) => {
  const counts = new Map<string, { participations: number; coordinations: number }>();
  for (const { partners } of proposals)
    for (const [place, { country }] of partners.entries()) {
      const { participations, coordinations } = counts.get(country) ?? { participations: 0, coordinations: 0 };
      counts.set(country, {
        participations: participations + 1,
        coordinations: coordinations + (place === 0 ? 1 : 0),
      });
    }
  return [...counts]
    .map(([country, count]) => ({ country, ...count }))
    .toSorted((a, b) => b.participations - a.participations || (a.country < b.country ? -1 : 1));
};

const participantsOf = (proposals: readonly CountedProposal[]) => {
  const partners = proposals.flatMap((proposal) => proposal.partners);
  const count = (fits: (partner: CountedPartner) => boolean) => partners.filter(fits).length;
  return {
    all: partners.length,
    smes: count(({ isSme }) => isSme),
    publicBodies: count(({ isPublicBody }) => isPublicBody),
    nonProfits: count(({ isNonProfit }) => isNonProfit),
  };
};

const awardedOf = (topics: readonly TopicStatistics[]): CallStatistics["awarded"] => {
  const decided = topics.flatMap((topic) => (topic.award === null ? [] : [{ ...topic, award: topic.award }]));
  return decided.length === 0
    ? null
    : {
        topics: decided.length,
        submissions: sumOf(decided, ({ submissions }) => submissions),
        awards: sumOf(decided, ({ award }) => award.awards),
        unionCents: sumOf(decided, ({ award }) => award.unionCents),
        averageDaysFromClosing: average(
          sumOf(decided, ({ award }) => award.daysFromClosing),
          decided.length,
        ),
      };
};

/**
 * The public figures of a call (TRA-03): how many asked, for how much of what there is, from where; after an award how many succeeded, and
 * how long it took. The total is told only where it gives away no topic of few proposals.
 */
export const computeStatistics = (counted: Counted, computedAt: Instant): CallStatistics => {
  const { version, sealedAt, proposals } = counted;
  const topics = topicsOf(counted);
  const isHidden = topics.some(({ requestedCents }) => requestedCents === null);
  const isFew = proposals.length < statisticsProposalsMin;
  return {
    callId: version.callId,
    computedAt,
    sealedAt,
    submissions: proposals.length,
    budgetCents: sumOf(topics, ({ budgetCents }) => budgetCents),
    requestedCents: isHidden ? null : sumOf(proposals, ({ requestedCents }) => requestedCents),
    topics: [...topics],
    countries: isFew ? null : countriesOf(proposals),
    participants: isFew ? null : participantsOf(proposals),
    awarded: awardedOf(topics),
  };
};
