import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { AwardDecisionId } from "../cofunding/award.ts";
import { composeRanking } from "./compose-ranking.ts";
import { composeUnranked } from "./compose-unranked.ts";
import {
  type GatherDeps,
  type GatherRefusal,
  type Gathered,
  type SealedTopic,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  readTopic,
} from "./gather-ranking.ts";
import { headOf } from "./head-of.ts";
import { RankingHead, type RankingId, type RankingManifest, type RankingRow } from "./ranking.ts";
import type { Pages } from "./ranking-store.ts";
import { type CallNotSealed, digestOfList, pagesOf } from "./sealed-list.ts";

export type TopicDecided = { readonly kind: "TopicDecided"; readonly decisionId: AwardDecisionId };
export type RankTopicDeps = GatherDeps & { readonly sha256: Sha256 };
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
): Promise<Result<Stored<RankingHead>, RankTopicError>> => {
  const { rankings, sha256 } = deps;
  const read = await readTopic(deps, { callId, topicId, caller: command.caller });
  const { rights, ranking, ids, ...loaded } = read;
  const role = decideAccess("rankTopic", rights, {}, command.at);
  if (!role.ok) return role;
  const found = findSealedTopic(loaded, { callId, topicId });
  if (!found.ok) return found;
  if (ranking !== null && ranking.version !== expectedVersion)
    return rankings.settle(headOf(RankingHead, ranking), expectedVersion, command);
  if (ranking === null && expectedVersion !== 0)
    return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  if (ranking?.state.state === "decided") return err({ kind: "TopicDecided", decisionId: ranking.state.decisionId });
  const gathered = await gatherRanking(rankings, found.value, {
    ...read,
    at: command.at,
    ranking: ranking?.state ?? null,
  });
  if (!gathered.ok) return gathered;
  const composed = describeRanking(sha256, found.value, { gathered: gathered.value, rankedAt: command.at });
  const change = {
    aggregate: ids.rankingId,
    before: ranking === null ? null : headOf(RankingHead, ranking),
    next: rankedHead(ids.rankingId, topicId, composed),
    type: ranking === null ? "TopicRanked" : "TopicRankedAgain",
    role: role.value,
    terms: rankingTerms(found.value, gathered.value),
  };
  return rankings.commitRanking(change, { ...composed, tieDecision: null }, command);
};

export type DescribedRanking = {
  readonly manifest: RankingManifest;
  readonly manifestSha256: Digest;
  readonly pages: Pages<RankingRow>;
};

/** The ranking of a topic as it is kept: its pages, and the manifest that names them and says what they come to. */
export const describeRanking = (
  sha256: Sha256,
  { call }: SealedTopic,
  { gathered, rankedAt }: { readonly gathered: Gathered; readonly rankedAt: Instant },
): DescribedRanking => {
  const compose = gathered.terms.isUnranked === true ? composeUnranked : composeRanking;
  const { rows, mainCents, unspentCents } = compose(gathered.proposals, gathered.terms);
  const pages = pagesOf(rows);
  const count = (status: RankingRow["status"]) => rows.filter((row) => row.status === status).length;
  const manifest: RankingManifest = {
    callId: call.id,
    listSha256: digestOfList(sha256, pages),
    proposals: rows.length,
    rejected: count("REJECTED"),
    main: count("MAIN"),
    mainCents,
    unspentCents,
    tieNeedsPanel: count("TIE_NEEDS_PANEL"),
    tieDecisions: gathered.terms.tieDecisions.length,
    rankedAt,
    ...(gathered.terms.national === null ? {} : { budgets: [...gathered.terms.national.money.budgets] }),
  };
  return { manifest, manifestSha256: sha256(canonicalJson(manifest)), pages };
};

export const rankedHead = (id: RankingId, topicId: string, { manifestSha256 }: DescribedRanking): RankingHead => ({
  state: "ranked",
  id,
  topicId,
  manifestSha256,
});

/** The documents that a ranking is computed on: the call as sealed, and the joint action with its verdicts. */
export const rankingTerms = ({ version }: SealedTopic, { terms }: Gathered): readonly Term[] => [
  { id: version.callId, version: version.contentVersion },
  ...(terms.national === null ? [] : [terms.national.jointAction]),
];
