import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { CentreNotRecognised } from "../registry/recognised-centres.ts";
import { type ParticipantExcluded, refuseExcluded } from "../registry/exclusion.ts";
import { AwardDecisionHead, type AwardDecisionManifest } from "./award-decision.ts";
import { type AwardChoice, type AwardRefusal, type ComposedAwards, composeAwards } from "./compose-awards.ts";
import type { TopicNotRanked } from "./decide-tie.ts";
import { type TopicOfCallNotFound, findSealedTopic, topicIdsOf } from "./gather-ranking.ts";
import { type DirectAwardNeedsReason, refuseDirectAward } from "./refuse-direct-award.ts";
import { headOf } from "./head-of.ts";
import { type Ranking, RankingHead } from "./ranking.ts";
import type { RankingStore, TopicIds } from "./ranking-store.ts";
import { type CallNotSealed, digestOfList, pageNumbers, pagesOf } from "./sealed-list.ts";

/** The ranking is not the one that the decision was prepared on. */
export type RankingMoved = {
  readonly kind: "RankingMoved";
  readonly rankingVersion: number;
  readonly actualVersion: number;
};
/** At the first of two stages nobody is awarded: those who go on are invited to the second. */
export type FirstStageNotAwarded = { readonly kind: "FirstStageNotAwarded"; readonly callId: CallId };
export type DecideAwardDeps = { readonly rankings: RankingStore; readonly newId: NewId; readonly sha256: Sha256 };
export type DecideAwardError =
  | NotAllowed
  | CallNotFound
  | CallNotSealed
  | TopicOfCallNotFound
  | TopicNotRanked
  | RankingMoved
  | AwardRefusal
  | ParticipantExcluded
  | CentreNotRecognised
  | DirectAwardNeedsReason
  | FirstStageNotAwarded
  | CommitRefusal;
type DecideAward = {
  readonly callId: CallId;
  readonly topicId: string;
  /** The version of the ranking that the person has looked at. */
  readonly rankingVersion: number;
  readonly choice: AwardChoice;
  readonly command: Command;
};

/**
 * The award decision of a topic, by the authorising officer (ORG-06, EVA-07). It names the ranking by version and ends it in the same
 * transaction, so that no ranking can appear behind a decision.
 */
export const decideAward = async (
  { rankings, newId, sha256 }: DecideAwardDeps,
  { callId, topicId, rankingVersion, choice, command }: DecideAward,
): Promise<Result<Stored<AwardDecisionHead>, DecideAwardError>> => {
  const ids = topicIdsOf(newId, callId, topicId);
  const { rights, ranking, decision, ...loaded } = await rankings.loadTopic(callId, ids, command.caller);
  const role = decideAccess("decideAward", rights, {}, command.at);
  if (!role.ok) return role;
  const found = findSealedTopic(loaded, { callId, topicId });
  if (!found.ok) return found;
  if (found.value.version.content.firstStage !== undefined) return err({ kind: "FirstStageNotAwarded", callId });
  if (decision !== null) return rankings.settle(headOf(AwardDecisionHead, decision), 0, command);
  if (ranking === null) return err({ kind: "TopicNotRanked", topicId });
  if (ranking.version !== rankingVersion)
    return err({ kind: "RankingMoved", rankingVersion, actualVersion: ranking.version });
  const numbers = pageNumbers(ranking.state.proposals);
  const rows = (await Promise.all(numbers.map((page) => rankings.loadRankingPage(ranking.state, page)))).flat();
  const composed = composeAwards(newId, { rows, budgetCents: found.value.topic.budgetCents }, choice);
  if (!composed.ok) return composed;
  const excluded = await refuseExcludedAmong(rankings, composed.value, command.at);
  if (!excluded.ok) return excluded;
  const { reason } = choice;
  const direct = await refuseDirectAward(rankings, found.value.version, { rows: composed.value.rows, reason });
  if (direct !== null) return err(direct);
  const pages = pagesOf(composed.value.rows);
  const manifest = manifestOf(ids, ranking, {
    composed: composed.value,
    listSha256: digestOfList(sha256, pages),
    decidedAt: command.at,
    reserve: choice.reserve,
  });
  const terms = [
    { id: callId, version: found.value.version.contentVersion },
    { id: ids.rankingId, version: ranking.version },
  ];
  const shared = { role: role.value, terms };
  const next: AwardDecisionHead = {
    state: "decided",
    id: ids.decisionId,
    manifestSha256: sha256(canonicalJson(manifest)),
  };
  const notes = reason === null ? {} : { notes: { reason } };
  const before = headOf(RankingHead, ranking);
  const end: RankingHead = { ...before.state, state: "decided", decisionId: ids.decisionId };
  const changes = {
    decision: { aggregate: ids.decisionId, before: null, next, type: "AwardDecided", ...shared, ...notes },
    ranking: { aggregate: ids.rankingId, before, next: end, type: "RankingDecided", ...shared },
  };
  return rankings.commitDecision(changes, { manifest, pages }, command);
};

/** No award to an organisation that is excluded on the day of the decision (EXC-03). */
const refuseExcludedAmong = async (
  rankings: RankingStore,
  { rows }: ComposedAwards,
  at: Instant,
): Promise<Result<null, ParticipantExcluded>> => {
  const ids = [...new Set(rows.map(({ coordinator }) => coordinator))];
  const organisations = await rankings.loadOrganisations(ids);
  for (const [index, id] of ids.entries()) {
    const checked = refuseExcluded(id, organisations[index] ?? null, dateInZone(at));
    if (!checked.ok) return checked;
  }
  return ok(null);
};

type Described = {
  readonly composed: ComposedAwards;
  readonly listSha256: AwardDecisionManifest["listSha256"];
  readonly decidedAt: Instant;
  readonly reserve: AwardChoice["reserve"];
};

const manifestOf = (
  { rankingId }: TopicIds,
  { state, version }: Stored<Ranking>,
  { composed: { rows, departsFromRanking }, listSha256, decidedAt, reserve }: Described,
): AwardDecisionManifest => ({
  callId: state.callId,
  topicId: state.topicId,
  rankingId,
  rankingVersion: version,
  departsFromRanking,
  awards: rows.length,
  listSha256,
  unionCents: sumCents(rows.map(({ unionCents }) => unionCents)),
  nationalCents: sumCents(rows.flatMap(({ national }) => national.map(({ cents }) => cents))),
  potCents: sumCents(rows.map(({ potCents }) => potCents)),
  decidedAt,
  ...(reserve === undefined ? {} : { reserve }),
});
