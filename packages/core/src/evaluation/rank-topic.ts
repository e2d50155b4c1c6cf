import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { AwardDecisionId } from "../cofunding/award.ts";
import { type ComposedRanking, composeRanking } from "./compose-ranking.ts";
import {
  type CallNotSealed,
  type GatherDeps,
  type GatherRefusal,
  type Gathered,
  type SealedTopic,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  topicIdsOf,
} from "./gather-ranking.ts";
import type { RankedTopic, Ranking, RankingId, RankingRow } from "./ranking.ts";
import type { KeptList } from "./ranking-store.ts";
import { digestOfList, pagesOf } from "./sealed-list.ts";

export type TopicDecided = { readonly kind: "TopicDecided"; readonly decisionId: AwardDecisionId };
export type RankTopicDeps = GatherDeps & { readonly newId: NewId; readonly sha256: Sha256 };
export type RankTopicError =
  | NotAllowed
  | CallNotFound
  | CallNotSealed
  | TopicOfCallNotFound
  | TopicDecided
  | GatherRefusal
  | CommitRefusal;
type RankTopic = {
  readonly callId: CallId;
  readonly topicId: string;
  /** 0: the topic is not ranked yet. */
  readonly expectedVersion: number;
  readonly command: Command;
};

/** Ranks the proposals of a topic and lets the money meet the ranking. It may be done again until the award is decided. */
export const rankTopic = async (
  deps: RankTopicDeps,
  { callId, topicId, expectedVersion, command }: RankTopic,
): Promise<Result<Stored<Ranking>, RankTopicError>> => {
  const { rankings, newId, sha256 } = deps;
  const ids = topicIdsOf(newId, callId, topicId);
  const { rights, ranking, ...loaded } = await rankings.loadTopic(callId, ids, command.caller);
  const role = decideAccess("rankTopic", rights, {}, command.at);
  if (!role.ok) return role;
  const found = findSealedTopic(loaded, { callId, topicId });
  if (!found.ok) return found;
  if (ranking !== null && ranking.version !== expectedVersion)
    return rankings.settle(ranking, expectedVersion, command);
  if (ranking === null && expectedVersion !== 0)
    return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  if (ranking?.state.state === "decided") return err({ kind: "TopicDecided", decisionId: ranking.state.decisionId });
  const gathered = await gatherRanking(deps, found.value, ranking?.state ?? null);
  if (!gathered.ok) return gathered;
  const { proposals, terms } = gathered.value;
  const composed = composeRanking(proposals, terms);
  const list = listOf(sha256, composed);
  const next = headOf({ id: ids.rankingId, found: found.value, gathered: gathered.value, composed, list }, command.at);
  const type = ranking === null ? "TopicRanked" : "TopicRankedAgain";
  const change = {
    aggregate: next.id,
    before: ranking,
    next,
    type,
    role: role.value,
    terms: rankingTerms(found.value, gathered.value),
  };
  return rankings.commitRanking(change, { list, tieDecision: null }, command);
};

export const listOf = (sha256: Sha256, { rows }: ComposedRanking): KeptList<RankingRow> => {
  const pages = pagesOf(rows);
  return { pages, listSha256: digestOfList(sha256, pages) };
};

type HeadFacts = {
  readonly id: RankingId;
  readonly found: SealedTopic;
  readonly gathered: Gathered;
  readonly composed: ComposedRanking;
  readonly list: KeptList<RankingRow>;
};

export const headOf = ({ id, found, gathered, composed, list }: HeadFacts, rankedAt: Instant): RankedTopic => {
  const { rows, mainCents, unspentCents } = composed;
  const count = (status: RankingRow["status"]) => rows.filter((row) => row.status === status).length;
  return {
    state: "ranked",
    id,
    callId: found.call.id,
    topicId: found.topic.topicId,
    listSha256: list.listSha256,
    proposals: rows.length,
    rejected: count("REJECTED"),
    main: count("MAIN"),
    mainCents,
    unspentCents,
    tieNeedsPanel: count("TIE_NEEDS_PANEL"),
    tieDecisions: gathered.terms.tieDecisions.length,
    rankedAt,
  };
};

/** The documents that a ranking is computed on: the call as sealed, and the joint action with its verdicts. */
export const rankingTerms = ({ version }: SealedTopic, { terms }: Gathered): readonly Term[] => [
  { id: version.callId, version: version.contentVersion },
  ...(terms.national === null ? [] : [terms.national.jointAction]),
];
