import { Digest } from "@grants/kernel/digest";
import { type NewId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../calls/call.ts";
import { AwardDecisionId } from "../cofunding/award.ts";
import { RankingId } from "../evaluation/ranking.ts";
import { ReviewId } from "../evaluation/redress/review.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { LetterId } from "./letter.ts";

export const LetterBatchId = prefixedId("lbt").brand("LetterBatchId").meta({ id: "LetterBatchId" });
export type LetterBatchId = z.infer<typeof LetterBatchId>;

/** A decision has one batch of letters: the same decision makes the same id. */
export const letterBatchIdOf = (newId: NewId, decisionId: AwardDecisionId): LetterBatchId =>
  LetterBatchId.parse(`lbt_${newId(`letters:${decisionId}`)}`);

const ofFile = { proposalId: ProposalId, fileSha256: Digest, version: z.int().min(1), at: Instant };

/**
 * Letters that are to be written: noted in the transaction that they tell of, or by the command that asks for them, and carried out behind
 * it by a worker that may repeat each step. An order names what it cites by digest, so that a letter says the same whenever it is written.
 */
export const LetterOrder = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("refusal"), ...ofFile }),
  z.object({ kind: z.literal("question"), ...ofFile, number: z.int().min(1) }),
  /** What came of a step of a review, told to the one who asked for it. */
  z.object({ kind: z.literal("review"), ...ofFile, reviewId: ReviewId }),
  /** Places on the list that a review changed, told to those who have another one. */
  z.object({
    kind: z.literal("places"),
    proposalId: ProposalId,
    reviewId: ReviewId,
    version: z.int().min(1),
    callId: CallId,
    topicId: z.string(),
    listSha256: Digest,
    proposals: z.int().min(1),
    at: Instant,
  }),
  /** Who is invited to the second stage of a call and who is not, told to everybody of a topic of the first (HSC-04). */
  z.object({
    kind: z.literal("stage"),
    callId: CallId,
    topicId: z.string(),
    rankingId: RankingId,
    rankingVersion: z.int().min(1),
    listSha256: Digest,
    proposals: z.int().min(1),
    secondStageUntil: Instant,
    at: Instant,
  }),
  z.object({ kind: z.literal("results"), batchId: LetterBatchId, decisionId: AwardDecisionId, at: Instant }),
]);
export type LetterOrder = z.infer<typeof LetterOrder>;
export type OrderOf<K extends LetterOrder["kind"]> = Extract<LetterOrder, { kind: K }>;

/** What tells two orders of one instant apart, and letters of two orders from each other. */
export const orderName = (order: LetterOrder): string => {
  switch (order.kind) {
    case "refusal":
      return `${order.proposalId}#refusal#${order.version}`;
    case "question":
      return `${order.proposalId}#question#${order.number}`;
    case "review":
      return `${order.proposalId}#review#${order.version}`;
    case "places":
      return `${order.proposalId}#places#${order.version}`;
    case "stage":
      return `${order.rankingId}#stage#${order.rankingVersion}`;
    case "results":
      return `${order.batchId}#results`;
  }
};

/** A letter of an order is about one thing: the same order and thing make the same id. */
export const letterIdOf = (newId: NewId, order: string, about: string): LetterId =>
  LetterId.parse(`let_${newId(`letter:${order}:${about}`)}`);

/** The letters of an award decision to all applicants of its topic: ordered once, sent one by one. */
export const LetterBatch = z
  .object({
    state: z.literal("ordered"),
    id: LetterBatchId,
    decisionId: AwardDecisionId,
    callId: CallId,
    topicId: z.string(),
    letters: z.int().min(0),
    orderedAt: Instant,
  })
  .meta({ id: "LetterBatch" });
export type LetterBatch = z.infer<typeof LetterBatch>;
