import { canonicalJson } from "@grants/kernel/canonical-json";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallNotFound } from "../../calls/call.ts";
import type { LetterOrder } from "../../letters/letter-order.ts";
import { AwardListHead, type AwardListManifest, awardListIdOf } from "../award-list.ts";
import type { AwardListStore } from "../award-list-store.ts";
import { composeRanking } from "../compose-ranking.ts";
import { composeUnranked } from "../compose-unranked.ts";
import { listOf, loadAwards, manifestIn, type TopicNotDecided } from "../find-award-list.ts";
import {
  type GatherDeps,
  type GatherRefusal,
  type TopicOfCallNotFound,
  findSealedTopic,
  gatherRanking,
  readTopic,
} from "../gather-ranking.ts";
import { headOf } from "../head-of.ts";
import type { RankingRow } from "../ranking.ts";
import { asOfItsDay } from "../replay-ranking.ts";
import { type CallNotSealed, digestOfList, pageNumbers, pagesOf } from "../sealed-list.ts";
import { correctedList } from "./corrected-list.ts";
import { type ReviewNotAtStep, refuseStep } from "./decide-review.ts";
import { type FindReviewError, type FoundReview, type NoReviewAsked, findReview } from "./find-review.ts";
import { type ReviewDeps, type StepAsk, headOfReview, letterOfReview } from "./handle-review.ts";
import type { ReviewFile, ReviewHead } from "./review.ts";

export type CorrectRankingDeps = ReviewDeps & GatherDeps & { readonly awardLists: AwardListStore };
type Refusal =
  | FindReviewError
  | NoReviewAsked
  | ReviewNotAtStep
  | CallNotFound
  | CallNotSealed
  | TopicOfCallNotFound
  | TopicNotDecided
  | GatherRefusal;
export type CorrectRankingError = Refusal | CommitRefusal;

/** The list of the topic as it stands, and the same proposals ranked with the new scores on the terms of the ranking's own day. */
const recompute = async (
  deps: CorrectRankingDeps,
  { dossier, file }: FoundReview,
  command: Command,
): Promise<
  Result<
    Awaited<ReturnType<typeof standingList>> & { readonly recomputed: readonly RankingRow[] },
    CallNotFound | CallNotSealed | TopicOfCallNotFound | TopicNotDecided | GatherRefusal
  >
> => {
  const { callId, topicId, proposalId } = dossier;
  const read = await readTopic(deps, { callId, topicId, caller: command.caller });
  const sealed = findSealedTopic(read, { callId, topicId });
  if (!sealed.ok) return sealed;
  const { ranking, decision, ids } = read;
  if (ranking === null || decision === null) return err({ kind: "TopicNotDecided", topicId });
  const list = await deps.awardLists.load(awardListIdOf(deps.newId, ids.decisionId));
  const side = asOfItsDay(read.side, ranking.state.budgets);
  const [gathered, standing] = await Promise.all([
    gatherRanking(deps.rankings, sealed.value, { ...read, side, at: ranking.state.rankedAt, ranking: ranking.state }),
    standingList(deps, { ranking, decision, list }),
  ]);
  if (!gathered.ok) return gathered;
  const { proposals, terms } = gathered.value;
  const scoresNow = new Map(standing.rows.map((row) => [row.proposalId, row.scores]));
  const corrected = proposals.map(({ dossier: of, consensus }) => ({
    dossier: of,
    consensus: {
      ...consensus,
      scores:
        (of.proposalId === proposalId ? file.assessment?.scores : scoresNow.get(of.proposalId)) ?? consensus.scores,
    },
  }));
  const compose = terms.isUnranked === true ? composeUnranked : composeRanking;
  return ok({ ...standing, recomputed: compose(corrected, terms).rows });
};

type Standing = Parameters<typeof listOf>[0] & {
  readonly decision: NonNullable<Awaited<ReturnType<typeof readTopic>>["decision"]>;
  readonly list: Awaited<ReturnType<AwardListStore["load"]>>;
};

const standingList = async ({ rankings }: CorrectRankingDeps, standing: Standing) => {
  const { ranking, decision, list } = standing;
  const manifest = manifestIn(list);
  const [awards, ...pages] = await Promise.all([
    loadAwards(rankings, decision),
    ...pageNumbers(ranking.state.proposals).map((page) => rankings.loadRankingPage(listOf({ ranking, list }), page)),
  ]);
  const taken = new Set([...awards, ...manifest.invited].map(({ proposalId }) => proposalId as string));
  return { ranking, decision, list, manifest, rows: pages.flat(), taken };
};

/**
 * Puts the scores of a second evaluation into the list of the topic: below the awards everybody takes the place that the rules give, the
 * applicant and whoever moved are told, and nothing that was awarded changes (EVA-09, DSC-09).
 */
export const correctRanking = async (
  deps: CorrectRankingDeps,
  { proposalId, expectedVersion, command }: StepAsk,
): Promise<Result<Stored<ReviewHead>, CorrectRankingError>> => {
  const loaded = await deps.reviews.loadStep(proposalId, command.caller);
  const found = findReview(loaded, { action: "correctRanking", proposalId, command });
  if (!found.ok) return found;
  const { head, role, file } = found.value;
  if (head.version !== expectedVersion) return deps.reviews.settle(head, expectedVersion, command);
  const refused = refuseStep("correctRanking", head.state.state);
  if (refused !== null) return err(refused);
  const computed = await recompute(deps, found.value, command);
  if (!computed.ok) return computed;
  const { rows: standing, recomputed, taken, manifest, list, ranking, decision } = computed.value;
  const rows = correctedList({ standing, recomputed, taken, reviewed: proposalId });
  const pages = pagesOf(rows);
  const listSha256 = digestOfList(deps.sha256, pages);
  const nextFile: ReviewFile = {
    ...file,
    correction: { ...placeOf(rows, proposalId), by: command.caller, at: command.at },
  };
  const next = headOfReview(deps, nextFile);
  const decisionId = decision.state.id;
  const nextManifest: AwardListManifest = {
    ...manifest,
    corrected: { listSha256, proposals: rows.length, correctedAt: command.at, reviewId: next.id },
  };
  const id = awardListIdOf(deps.newId, decisionId);
  const terms = [
    { id: decisionId, version: decision.version },
    { id: ranking.state.id, version: ranking.version },
  ];
  const listHead: AwardListHead = {
    state: "open",
    id,
    decisionId,
    manifestSha256: deps.sha256(canonicalJson(nextManifest)),
  };
  const listBefore = list === null ? null : headOf(AwardListHead, list);
  const version = head.version + 1;
  const { callId, topicId } = next;
  const moved: LetterOrder = {
    kind: "places",
    reviewId: next.id,
    proposalId,
    callId,
    topicId,
    listSha256,
    proposals: rows.length,
    version,
    at: command.at,
  };
  return deps.reviews.commitCorrection(
    {
      review: { aggregate: next.id, before: head, next, type: "RankingCorrected", role, terms },
      list: { aggregate: id, before: listBefore, next: listHead, type: "ReserveListCorrected", role, terms },
    },
    { file: nextFile, manifest: nextManifest, pages, letters: [letterOfReview(next, version, command), moved] },
    command,
  );
};

const placeOf = (rows: readonly RankingRow[], reviewed: string) => {
  const own = rows.find(({ proposalId }) => proposalId === reviewed);
  if (own === undefined) throw new Error(`${reviewed} is not on the list that it was evaluated for.`);
  const moved = rows.filter(({ proposalId, formerRank }) => proposalId !== reviewed && formerRank !== undefined).length;
  return {
    total: own.total,
    belowThreshold: [...(own.rejection?.criteria ?? [])],
    isOrderedByPanel: own.isOrderedByPanel,
    ...(own.rank === undefined ? {} : { rank: own.rank }),
    ...(own.formerRank === undefined ? {} : { formerRank: own.formerRank }),
    moved,
  };
};
