import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { composeRanking } from "./compose-ranking.ts";
import {
  type GatherRefusal,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  readTopic,
} from "./gather-ranking.ts";
import type { CallNotSealed } from "./sealed-list.ts";
import { headOf } from "./head-of.ts";
import { type RankTopicDeps, type TopicDecided, describeRanking, rankedHead, rankingTerms } from "./rank-topic.ts";
import { RankingHead, type RankingRow, type TieDecision } from "./ranking.ts";

export type TopicNotRanked = { readonly kind: "TopicNotRanked"; readonly topicId: string };
/** These proposals, all of them and no other, are not a tie of the ranking. */
export type NotATie = { readonly kind: "NotATie"; readonly field: "order" };
export type DecideTieError =
  | NotAllowed
  | CallNotFound
  | CallNotSealed
  | TopicOfCallNotFound
  | TopicNotRanked
  | TopicDecided
  | NotATie
  | GatherRefusal
  | CommitRefusal;
type DecideTie = {
  readonly callId: CallId;
  readonly topicId: string;
  /** The proposals of the tie, the first one first. */
  readonly order: readonly ProposalId[];
  /** What the panel report says of it (DSC-05 step 3); kept as a note, hashed with a salt into the entry. */
  readonly reason: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

const isTie = (rows: readonly RankingRow[], order: readonly ProposalId[]): boolean => {
  const ties = Map.groupBy(
    rows.filter((row) => row.isTied),
    ({ rank }) => rank,
  );
  return [...ties.values()].some(
    (tie) => tie.length === order.length && tie.every(({ proposalId }) => order.includes(proposalId)),
  );
};

/** The panel's order of a tie that the steps of the call leave open: an entry of its own on the ranking's chain, with its reason (DSC-06). */
export const decideTie = async (
  deps: RankTopicDeps,
  { callId, topicId, order, reason, expectedVersion, command }: DecideTie,
): Promise<Result<Stored<RankingHead>, DecideTieError>> => {
  const { rankings, sha256 } = deps;
  const read = await readTopic(deps, { callId, topicId, caller: command.caller });
  const { rights, ranking, ids, ...loaded } = read;
  const role = decideAccess("decideTie", rights, {}, command.at);
  if (!role.ok) return role;
  const found = findSealedTopic(loaded, { callId, topicId });
  if (!found.ok) return found;
  if (ranking === null) return err({ kind: "TopicNotRanked", topicId });
  if (ranking.version !== expectedVersion)
    return rankings.settle(headOf(RankingHead, ranking), expectedVersion, command);
  if (ranking.state.state === "decided") return err({ kind: "TopicDecided", decisionId: ranking.state.decisionId });
  const gathered = await gatherRanking(rankings, found.value, { ...read, at: command.at, ranking: ranking.state });
  if (!gathered.ok) return gathered;
  const { proposals, terms } = gathered.value;
  if (!isTie(composeRanking(proposals, terms).rows, order)) return err({ kind: "NotATie", field: "order" });
  const tieDecision: TieDecision = { order: [...order], decidedAt: command.at };
  const decided = { proposals, terms: { ...terms, tieDecisions: [...terms.tieDecisions, tieDecision] } };
  const composed = describeRanking(sha256, found.value, { gathered: decided, rankedAt: command.at });
  const change = {
    aggregate: ids.rankingId,
    before: headOf(RankingHead, ranking),
    next: rankedHead(ids.rankingId, topicId, composed),
    type: "TieDecided",
    role: role.value,
    terms: rankingTerms(found.value, decided),
    notes: { reason },
  };
  return rankings.commitRanking(change, { ...composed, tieDecision }, command);
};
