import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound, CallVersion, Topic } from "../calls/call.ts";
import type { AwardDecision } from "./award-decision.ts";
import { topicIdsOf } from "./gather-ranking.ts";
import type { RankingStore } from "./ranking-store.ts";

export type DecidedTopic = { readonly topic: Topic; readonly decision: Stored<AwardDecision> };
export type CallDecisions = { readonly version: CallVersion; readonly decided: readonly DecidedTopic[] };

type Deps = { readonly rankings: Pick<RankingStore, "loadCall" | "loadTopicHeads">; readonly newId: NewId };

/** The award decisions of a call, in the order of its topics; a topic without one is left out. */
export const listAwardDecisions = async (
  { rankings, newId }: Deps,
  { callId, command }: { readonly callId: CallId; readonly command: Command },
): Promise<Result<CallDecisions, NotAllowed | CallNotFound>> => {
  const { rights, version } = await rankings.loadCall(callId, command.caller);
  const role = decideAccess("listAwardDecisions", rights, {}, command.at);
  if (!role.ok) return role;
  if (version === null) return err({ kind: "CallNotFound", callId });
  const { topics } = version.content;
  const heads = await rankings.loadTopicHeads(topics.map(({ topicId }) => topicIdsOf(newId, callId, topicId)));
  const decided = topics.flatMap((topic, place) => {
    const decision = heads[place]?.decision ?? null;
    return decision === null ? [] : [{ topic, decision }];
  });
  return ok({ version, decided });
};
