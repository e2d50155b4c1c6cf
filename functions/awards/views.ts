import type { Stored } from "@grants/core/audit/stored";
import type { AwardClock } from "@grants/core/evaluation/award-clocks";
import type { AwardListHead } from "@grants/core/evaluation/award-list";
import type { AwardForesight, AwardPage } from "@grants/core/evaluation/read-award";
import type { AwardListPage } from "@grants/core/evaluation/read-award-list";
import type { ProposalClocks } from "@grants/core/evaluation/read-proposal-clocks";
import type { WhatIf } from "@grants/core/evaluation/read-what-if";
import { sumCents } from "@grants/kernel/money";

export const awardListReply = ({ version, state }: Stored<AwardListHead>) => ({ version, list: state });

const currentAward = (
  { proposalId, acronym, rank, unionCents: decidedCents }: AwardListPage["awards"][number],
  { changed }: AwardListPage["manifest"],
) => {
  const change = changed.findLast((one) => one.proposalId === proposalId);
  return {
    proposalId,
    acronym,
    ...(rank === undefined ? {} : { rank }),
    decidedCents,
    unionCents: change?.unionCents ?? decidedCents,
    shares: [...(change?.shares ?? [])],
    ...(change === undefined ? {} : { changedAt: change.changedAt }),
  };
};

const clock = ({ metOn, ...rest }: AwardClock) => (metOn === null ? rest : { ...rest, metOn });

export const proposalClocksView = ({ closedOn, inform, sign, isToldHere }: ProposalClocks) => ({
  closedOn,
  inform: clock(inform),
  ...(sign === null ? {} : { sign: clock(sign) }),
  isToldHere,
});

export const awardListPage = (view: AwardListPage) => {
  const { version, topic, decision, list, awards, manifest, waiting, availableCents, reserve, allowedActions } = view;
  const { inform, sign, agreements, inForce, daysToInform, daysToSign } = view.clocks;
  return {
    callId: version.callId,
    callTitle: version.content.title,
    topicId: topic.topicId,
    topicTitle: topic.title,
    budgetCents: topic.budgetCents,
    decisionId: decision.state.id,
    version: list?.version ?? 0,
    ...(manifest.corrected === undefined ? {} : { correctedAt: manifest.corrected.correctedAt }),
    clocks: {
      inform: clock(inform),
      ...(sign === null ? {} : { sign: clock(sign) }),
      agreements,
      inForce,
      ...(daysToInform === null ? {} : { daysToInform }),
      ...(daysToSign === null ? {} : { daysToSign }),
    },
    excess: [...(manifest.excess ?? [])],
    awards: awards.map((award) => currentAward(award, manifest)),
    availableCents,
    reserve: {
      ...(reserve.length === null ? {} : { length: reserve.length }),
      expiresOn: reserve.expiresOn,
      invited: [...manifest.invited],
      waiting: waiting.map(
        ({ proposalId, acronym, rank, isTied, isOrderedByPanel, isOrderedSince, total, unionCents }) => ({
          proposalId,
          acronym,
          rank,
          isTied,
          total,
          unionCents,
          isOrderedByPanel: isOrderedByPanel || isOrderedSince,
        }),
      ),
      areSealCandidates: version.content.profile.programme === "DEP",
    },
    allowedActions: [...allowedActions],
  };
};

export const awardPage = (view: AwardPage) => ({
  callId: view.version.callId,
  callTitle: view.version.content.title,
  topicId: view.topic.topicId,
  topicTitle: view.topic.title,
  proposalId: view.award.proposalId,
  acronym: view.award.acronym,
  version: view.list?.version ?? 0,
  decidedCents: view.award.unionCents,
  unionCents: view.unionCents,
  partners: view.partners.map(({ unionCents, ...partner }) =>
    unionCents === null ? partner : { ...partner, unionCents },
  ),
  newcomers: view.newcomers.map(({ pic, ...newcomer }) => (pic === null ? newcomer : { ...newcomer, pic })),
  availableCents: view.availableCents,
  allowedActions: [...view.allowedActions],
});

export const awardForesight = ({ unionCents, availableCents, next }: AwardForesight) => {
  if (next === null) return { unionCents, availableCents };
  const { rows, missingCents } = next;
  return {
    unionCents,
    availableCents,
    next: {
      rank: rows[0]?.rank ?? 1,
      acronyms: rows.map(({ acronym }) => acronym),
      unionCents: sumCents(rows.map((row) => row.unionCents)),
      missingCents,
    },
  };
};

const negotiationView = (negotiation: WhatIf["negotiation"]) => {
  if (negotiation === null) return null;
  const { next, prices, ...counts } = negotiation;
  const shown = next === null ? null : { ...next, shortfalls: [...next.shortfalls], alone: [...next.alone] };
  return { ...counts, next: shown, prices: [...prices] };
};

export const whatIf = ({ moved, negotiation, ...rest }: WhatIf) => ({
  ...rest,
  moved: [...moved],
  negotiation: negotiationView(negotiation),
});
