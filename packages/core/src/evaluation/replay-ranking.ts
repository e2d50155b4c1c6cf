import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CallId, CallNotFound } from "../calls/call.ts";
import type { NationalSide } from "../cofunding/national-budgets.ts";
import type { TopicNotRanked } from "./decide-tie.ts";
import {
  type GatherRefusal,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  readTopic,
} from "./gather-ranking.ts";
import type { CallNotSealed } from "./sealed-list.ts";
import { type RankTopicDeps, describeRanking, rankingTerms } from "./rank-topic.ts";
import type { RankingId, RankingManifest, RankingRow } from "./ranking.ts";

/** Rules that a ranking follows, by their ids in the rulebook: scores, thresholds, order, ties; and the national side where there is one. */
const rankingRules = ["DSC-03", "DSC-04", "DSC-05", "DSC-06", "DSC-09"] as const;
const nationalRules = ["MAT-02"] as const;

type Outcome = Pick<
  RankingManifest,
  "listSha256" | "proposals" | "rejected" | "main" | "mainCents" | "unspentCents"
> & {
  readonly manifestSha256: Digest;
};

export type RankingReplay = {
  readonly rankingId: RankingId;
  readonly rankedAt: RankingManifest["rankedAt"];
  readonly terms: readonly Term[];
  readonly rules: readonly string[];
  /** Consensus reports that went in, and orders that the panel gave to ties. */
  readonly inputs: { readonly consensus: number; readonly tieDecisions: number; readonly national: boolean };
  readonly decided: Outcome;
  readonly recomputed: Outcome;
  /** Down to the last byte: the digest of what the rules give now is the one that the decision names, and no figure beside it differs. */
  readonly isEqual: boolean;
  /** The first row that differs, where one does. */
  readonly firstDifference: { readonly decided: RankingRow | null; readonly recomputed: RankingRow | null } | null;
};

export type ReplayRankingError =
  | NotAllowed
  | CallNotFound
  | CallNotSealed
  | TopicOfCallNotFound
  | TopicNotRanked
  | GatherRefusal;

const isSame = (left: RankingRow | undefined, right: RankingRow | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** The first row of the first pages that is another one now; rows are compared as they were kept. */
const differenceIn = (
  decided: readonly RankingRow[],
  recomputed: readonly RankingRow[],
): RankingReplay["firstDifference"] => {
  const place = [...(decided.length > recomputed.length ? decided : recomputed).keys()].find(
    (row) => !isSame(decided[row], recomputed[row]),
  );
  return place === undefined ? null : { decided: decided[place] ?? null, recomputed: recomputed[place] ?? null };
};

/** The Member States' money as it met the ranking: what awards have taken since was there then. */
export const asOfItsDay = (side: NationalSide | null, budgets: RankingManifest["budgets"]): NationalSide | null =>
  side === null || budgets === undefined
    ? side
    : {
        ...side,
        purses: budgets.map(({ funder, budgetCents }) => ({ funder, budgetCents, leftCents: budgetCents })),
      };

const outcomeOf = (manifest: RankingManifest, manifestSha256: Digest): Outcome => {
  const { listSha256, proposals, rejected, main, mainCents, unspentCents } = manifest;
  return { listSha256, proposals, rejected, main, mainCents, unspentCents, manifestSha256 };
};

const outcomeFigures = [
  "listSha256",
  "proposals",
  "rejected",
  "main",
  "mainCents",
  "unspentCents",
  "manifestSha256",
] as const satisfies readonly (keyof Outcome)[];

type TopicName = { readonly callId: CallId; readonly topicId: string };

/**
 * Runs the rules of a ranking once more on what it was decided on: the call as it was sealed, the consensus reports, the locked verdicts and
 * the panel's orders. What comes out must have the digest that the decision's entry names, and the figures that are kept. Writes nothing.
 */
export const computeRankingAgain = async (
  { rankings, sha256 }: Pick<RankTopicDeps, "rankings" | "sha256">,
  { callId, topicId }: TopicName,
  read: Awaited<ReturnType<typeof readTopic>>,
): Promise<Result<RankingReplay, Exclude<ReplayRankingError, NotAllowed>>> => {
  const { ranking, ids } = read;
  const found = findSealedTopic(read, { callId, topicId });
  if (!found.ok) return found;
  if (ranking === null) return err({ kind: "TopicNotRanked", topicId });
  const side = asOfItsDay(read.side, ranking.state.budgets);
  const { rankedAt, manifestSha256 } = ranking.state;
  const gathered = await gatherRanking(rankings, found.value, { ...read, side, at: rankedAt, ranking: ranking.state });
  if (!gathered.ok) return gathered;
  const again = describeRanking(sha256, found.value, { gathered: gathered.value, rankedAt });
  const decided = outcomeOf(ranking.state, manifestSha256);
  const recomputed = outcomeOf(again.manifest, again.manifestSha256);
  const isEqual = outcomeFigures.every((figure) => decided[figure] === recomputed[figure]);
  const { proposals, terms } = gathered.value;
  const isNational = terms.national !== null;
  return ok({
    rankingId: ids.rankingId,
    rankedAt,
    terms: rankingTerms(found.value, gathered.value),
    rules: [...rankingRules, ...(isNational ? nationalRules : [])],
    inputs: { consensus: proposals.length, tieDecisions: terms.tieDecisions.length, national: isNational },
    decided,
    recomputed,
    isEqual,
    firstDifference: isEqual
      ? null
      : differenceIn(await rankings.loadRankingPage(ranking.state, 1), again.pages[0] ?? []),
  });
};

/** The same for a person, who must be allowed to read it. */
export const replayRanking = async (
  deps: RankTopicDeps,
  { callId, topicId, command }: TopicName & { readonly command: Command },
): Promise<Result<RankingReplay, ReplayRankingError>> => {
  const read = await readTopic(deps, { callId, topicId, caller: command.caller });
  const role = decideAccess("readRankingReplay", read.rights, {}, command.at);
  return role.ok ? computeRankingAgain(deps, { callId, topicId }, read) : role;
};
