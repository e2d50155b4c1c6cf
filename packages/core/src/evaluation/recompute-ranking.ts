import type { UserId } from "@grants/kernel/id";
import {
  type Recompute,
  differenceFromEntries,
  firstDifference,
  headGone,
  toRecomputed,
} from "../audit/nights/recomputed.ts";
import type { ChainPort } from "../audit/read-chain.ts";
import type { Stored } from "../audit/stored.ts";
import { readTopic } from "./gather-ranking.ts";
import { headOf } from "./head-of.ts";
import { type RankTopicDeps } from "./rank-topic.ts";
import { type Ranking, RankingHead, RankingId } from "./ranking.ts";
import { computeRankingAgain } from "./replay-ranking.ts";

type Deps = RankTopicDeps & {
  readonly heads: { loadRanking(id: RankingId): Promise<Stored<Ranking> | null> };
  readonly chains: ChainPort;
  readonly caller: UserId;
};

/** A ranking by its id: its head as its entries left it, then its list from what it was ranked on. */
export const createRankingRecompute =
  (deps: Deps): Recompute =>
  async (aggregate) => {
    const ranking = await deps.heads.loadRanking(RankingId.parse(aggregate));
    if (ranking === null) return headGone;
    const ofHead = await differenceFromEntries(deps, headOf(RankingHead, ranking));
    const { callId, topicId } = ranking.state;
    const place = { callId, topicId };
    if (ofHead !== null) return { outcome: "DIFFERENT", ...ofHead, ...place };
    const again = await computeRankingAgain(deps, place, await readTopic(deps, { ...place, caller: deps.caller }));
    if (!again.ok) return { outcome: "NOT_COMPUTED", because: again.error.kind };
    const { decided, recomputed } = again.value;
    const difference = firstDifference(decided, recomputed);
    return difference === null ? toRecomputed(null) : { outcome: "DIFFERENT", ...difference, ...place };
  };
