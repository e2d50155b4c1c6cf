import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallId, CallNotFound, CallVersion, Topic } from "../calls/call.ts";
import type { AwardDeadlines } from "./award-deadlines.ts";
import { topicDeadlines } from "./award-clocks.ts";
import type { TopicNotRanked } from "./decide-tie.ts";
import { type TopicOfCallNotFound, topicIdsOf } from "./gather-ranking.ts";
import type { RankingRow } from "./ranking.ts";
import type { RankingStore, TopicHeads } from "./ranking-store.ts";
import { topicActions } from "./read-evaluation.ts";
import { pagesFor } from "./sealed-list.ts";

export type RankingPage = {
  readonly version: CallVersion;
  readonly topic: Topic;
  readonly ranking: NonNullable<TopicHeads["ranking"]>;
  readonly decision: TopicHeads["decision"];
  readonly deadlines: AwardDeadlines;
  readonly rows: readonly RankingRow[];
  readonly page: number;
  readonly pages: number;
  readonly allowedActions: readonly AllowedAction[];
};
export type ReadRankingError = NotAllowed | CallNotFound | TopicOfCallNotFound | TopicNotRanked;
type ReadRanking = {
  readonly callId: CallId;
  readonly topicId: string;
  readonly page: number;
  readonly command: Command;
};

/** A page of a topic's ranking, with where the budget ends, what waits for the panel and what may be done. */
export const readRanking = async (
  { rankings, newId }: { readonly rankings: RankingStore; readonly newId: NewId },
  { callId, topicId, page, command }: ReadRanking,
): Promise<Result<RankingPage, ReadRankingError>> => {
  const ids = topicIdsOf(newId, callId, topicId);
  const { rights, call, version, ranking, decision } = await rankings.loadTopic(callId, ids, command.caller);
  const role = decideAccess("readRanking", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  const topic = version.content.topics.find((one) => one.topicId === topicId);
  if (topic === undefined) return err({ kind: "TopicOfCallNotFound", topicId });
  if (ranking === null) return err({ kind: "TopicNotRanked", topicId });
  const asker = { rights, at: command.at };
  return ok({
    version,
    topic,
    ranking,
    decision,
    deadlines: topicDeadlines(version, topicId),
    rows: await rankings.loadRankingPage(ranking.state, page),
    page,
    pages: pagesFor(ranking.state.proposals),
    // A ranking exists, so the call is sealed and its experts have agreed.
    allowedActions: topicActions({ ranking, decision }, asker, { isSealed: true, missing: null }),
  });
};
