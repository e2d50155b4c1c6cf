import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { expertsPerProposalMax } from "@grants/kernel/limits";
import { ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../../calls/call.ts";
import { Acronym, ProposalId } from "../../proposals/proposal.ts";
import { ScoreText, ScoresByCriterion } from "../ranking.ts";
import { CommentsByCriterion } from "../report.ts";

export const ReviewId = prefixedId("rvw").brand("ReviewId").meta({ id: "ReviewId" });
export type ReviewId = z.infer<typeof ReviewId>;

/** The result of a proposal is reviewed once: the same proposal makes the same id. */
export const reviewIdOf = (newId: NewId, proposalId: ProposalId): ReviewId =>
  ReviewId.parse(`rvw_${newId(`evaluation-review:${proposalId}`)}`);

/** What a review may be asked for: how the evaluation was done. The judgement of the experts is no ground (EVA-09). */
export const ReviewGround = z
  .enum(["CONFLICT_OF_INTEREST", "CRITERIA_NOT_APPLIED", "PROCEDURE_NOT_FOLLOWED", "MANIFEST_ERROR"])
  .meta({ id: "ReviewGround" });
export type ReviewGround = z.infer<typeof ReviewGround>;

/** The request has no ground; it has one, which did not change the result; or new experts evaluate the proposal (EVA-09). */
export const ReviewOutcome = z
  .enum(["REJECTED", "UPHELD_WITHOUT_EFFECT", "RE_EVALUATION"])
  .meta({ id: "ReviewOutcome" });
export type ReviewOutcome = z.infer<typeof ReviewOutcome>;

export const ReviewText = ParagraphText.trim().min(10).max(5_000).meta({ id: "ReviewText" });

/** A committee has at least three members (EVA-01). */
export const committeeMin = 3;
const Committee = z.array(UserId).min(committeeMin).max(expertsPerProposalMax);

/** All that was asked, appointed, advised and decided; the head names it by its digest. */
export const ReviewFile = z
  .object({
    v: z.literal(1),
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    acronym: Acronym,
    request: z.object({
      grounds: z.array(ReviewGround).min(1),
      text: ReviewText,
      by: UserId,
      at: Instant,
      /** The last day of the period in which it came. */
      legalDueOn: LocalDate,
    }),
    /** Whether the request is about the procedure and can be looked at. */
    registration: z.object({ isRegistrable: z.boolean(), reason: ReviewText, by: UserId, at: Instant }).optional(),
    committee: z.object({ members: Committee, by: UserId, at: Instant }).optional(),
    advice: z.object({ outcome: ReviewOutcome, reason: ReviewText, by: UserId, at: Instant }).optional(),
    decision: z.object({ outcome: ReviewOutcome, reason: ReviewText, by: UserId, at: Instant }).optional(),
    /** What the new experts agreed on. */
    assessment: z
      .object({
        experts: Committee,
        scores: ScoresByCriterion,
        comments: CommentsByCriterion,
        by: UserId,
        at: Instant,
      })
      .optional(),
    correction: z
      .object({
        total: ScoreText,
        /** Criteria below their threshold. */
        belowThreshold: z.array(z.string()),
        isOrderedByPanel: z.boolean(),
        rank: z.int().min(1).optional(),
        formerRank: z.int().min(1).optional(),
        /** Other proposals whose place changed with it. */
        moved: z.int().min(0),
        by: UserId,
        at: Instant,
      })
      .optional(),
  })
  .meta({ id: "ReviewFile" });
export type ReviewFile = z.infer<typeof ReviewFile>;

export const ReviewState = z
  .enum([
    "requested",
    "notRegistrable",
    "registered",
    "underReview",
    "advised",
    "rejected",
    "upheld",
    "reEvaluation",
    "reEvaluated",
    "corrected",
  ])
  .meta({ id: "ReviewState" });
export type ReviewState = z.infer<typeof ReviewState>;

/** The head of a review of the evaluation. Words and names stand in the file. */
export const ReviewHead = z
  .object({
    state: ReviewState,
    id: ReviewId,
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    fileSha256: Digest,
  })
  .meta({ id: "ReviewHead" });
export type ReviewHead = z.infer<typeof ReviewHead>;
