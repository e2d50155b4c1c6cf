import { CallId, CriterionName } from "@grants/core/calls/call";
import {
  ReviewGround,
  ReviewHead,
  ReviewId,
  ReviewOutcome,
  ReviewState,
  ReviewText,
  committeeMin,
} from "@grants/core/evaluation/redress/review";
import { ScoreText, ScoresByCriterion } from "@grants/core/evaluation/ranking";
import { CommentsByCriterion } from "@grants/core/evaluation/report";
import { Acronym, ProposalId } from "@grants/core/proposals/proposal";
import { UserId } from "@grants/kernel/id";
import { expertsPerProposalMax } from "@grants/kernel/limits";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { ScoringSheet } from "./evaluation-views.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { awardsProblems } from "./problems/awards.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { evaluationProblems } from "./problems/evaluation.ts";
import { proposalProblems } from "./problems/proposals.ts";
import { resultsProblems } from "./problems/results.ts";

const problems = problemsOf(
  awardsProblems,
  callProblems,
  cofundingProblems,
  evaluationProblems,
  proposalProblems,
  resultsProblems,
);
const tags = ["results"];
const ofProposal = z.object({ proposalId: ProposalId });
const notTheirs = ["ProposalNotFound", "NotAllowed", "CoordinatorOnly"] as const;
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const ofStep = [...notTheirs, "NoReviewAsked", "ReviewNotAtStep", ...committed] as const;
const People = z.array(UserId).min(committeeMin).max(expertsPerProposalMax);
const Reasoned = { outcome: ReviewOutcome, reason: ReviewText };

const ReviewReply = z.object({ version: z.int().min(1), review: ReviewHead }).meta({ id: "ReviewReply" });

/** What was done, when; who did it is told to the Centre's people alone. */
const by = { by: UserId.optional(), at: Instant };
const EvaluationReview = z
  .object({
    id: ReviewId,
    version: z.int().min(1),
    state: ReviewState,
    request: z.object({ grounds: z.array(ReviewGround), text: ReviewText, legalDueOn: LocalDate, ...by }),
    registration: z.object({ isRegistrable: z.boolean(), reason: ReviewText, ...by }).optional(),
    committee: z.object({ members: z.array(UserId).optional(), ...by }).optional(),
    advice: z.object({ ...Reasoned, ...by }).optional(),
    decision: z.object({ ...Reasoned, ...by }).optional(),
    assessment: z
      .object({
        experts: z.array(UserId),
        scores: ScoresByCriterion,
        comments: CommentsByCriterion,
        ...by,
      })
      .optional(),
    correction: z
      .object({
        total: ScoreText,
        rank: z.int().min(1).optional(),
        formerRank: z.int().min(1).optional(),
        moved: z.int().min(0).optional(),
        ...by,
      })
      .optional(),
  })
  .meta({ id: "EvaluationReview" });

const ShownReview = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    title: z.string(),
    callId: CallId,
    topicId: z.string(),
    /** How long a review may be asked for; none before a result is told. */
    period: z.object({ dueOn: LocalDate, legalDueOn: LocalDate, calendarVersion: z.string() }).optional(),
    review: EvaluationReview.optional(),
    /** How the call scores, for those who record a second evaluation. */
    sheet: ScoringSheet.optional(),
    /** 0: nobody has asked for a review. */
    version: z.int().min(0),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ShownReview" });

export const readEvaluationReviewRoute = createRoute({
  method: "get",
  path: "/v1/results/proposals/{proposalId}/review",
  operationId: "readEvaluationReview",
  summary: "Where the review of a proposal's evaluation stands, and until when one may be asked for",
  tags,
  security: signedIn,
  request: { params: ofProposal },
  responses: { 200: jsonWithEtag(ShownReview, "The review"), ...problems(...notTheirs) },
});

export const requestEvaluationReviewRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review",
  operationId: "requestEvaluationReview",
  summary: "Ask for a review of how a proposal was evaluated",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ grounds: z.array(ReviewGround).min(1).max(ReviewGround.options.length), text: ReviewText })
        .meta({ id: "ReviewRequest" }),
    ),
  },
  responses: {
    201: jsonWithEtag(ReviewReply, "The request, in time"),
    ...problems(
      ...notTheirs,
      "ResultNotTold",
      "ResultNotOpened",
      "NothingToReview",
      "EvaluationReviewTooLate",
      "EvaluationReviewAsked",
      ...committed,
    ),
  },
});

const step = <S extends z.ZodType>(body: S) => ({
  tags,
  security: signedIn,
  request: { params: ofProposal, headers: changeHeaders, body: jsonBody(body) },
});

export const registerEvaluationReviewRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/registration",
  operationId: "registerEvaluationReview",
  summary: "Say whether a request for review is about how the proposal was evaluated",
  ...step(z.strictObject({ isRegistrable: z.boolean(), reason: ReviewText }).meta({ id: "ReviewRegistration" })),
  responses: { 200: jsonWithEtag(ReviewReply, "Registered, or not"), ...problems(...ofStep) },
});

export const appointReviewCommitteeRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/committee",
  operationId: "appointReviewCommittee",
  summary: "Appoint the committee that looks at a request for review",
  ...step(z.strictObject({ members: People }).meta({ id: "ReviewCommittee" })),
  responses: { 200: jsonWithEtag(ReviewReply, "Appointed"), ...problems(...ofStep, "ReviewerNotIndependent") },
});

export const adviseOnReviewRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/advice",
  operationId: "adviseOnReview",
  summary: "Write what the review committee recommends",
  ...step(z.strictObject(Reasoned).meta({ id: "ReviewAdvice" })),
  responses: { 200: jsonWithEtag(ReviewReply, "Recommended"), ...problems(...ofStep, "NotOfCommittee") },
});

export const decideEvaluationReviewRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/decision",
  operationId: "decideEvaluationReview",
  summary: "Decide on a request for review, and tell the applicant",
  ...step(z.strictObject(Reasoned).meta({ id: "ReviewDecision" })),
  responses: { 200: jsonWithEtag(ReviewReply, "Decided"), ...problems(...ofStep, "CommitteeMemberDecides") },
});

export const recordReEvaluationRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/assessment",
  operationId: "recordReEvaluation",
  summary: "Record what new experts agreed on after a review",
  ...step(
    z
      .strictObject({
        experts: People,
        scores: z.partialRecord(CriterionName, z.string().max(10)),
        comments: CommentsByCriterion,
      })
      .meta({ id: "ReEvaluation" }),
  ),
  responses: {
    200: jsonWithEtag(ReviewReply, "Recorded"),
    ...problems(
      ...ofStep,
      "ReviewerNotIndependent",
      "CallNotFound",
      "ScoreNotOnStep",
      "ScoreMissing",
      "CommentMissing",
      "CriterionNotOfCall",
    ),
  },
});

export const correctRankingRoute = createRoute({
  method: "post",
  path: "/v1/results/proposals/{proposalId}/review/correction",
  operationId: "correctRanking",
  summary: "Put the scores of a second evaluation into the list of the topic, below its awards",
  ...step(z.strictObject({}).meta({ id: "RankingCorrection" })),
  responses: {
    200: jsonWithEtag(ReviewReply, "Corrected"),
    ...problems(
      ...ofStep,
      "CallNotFound",
      "CallNotSealed",
      "TopicOfCallNotFound",
      "TopicNotDecided",
      "ConsensusMissing",
      "AdmissionMissing",
      "JointActionNotFound",
      "VerdictsNotLocked",
    ),
  },
});

const ListedReview = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    topicId: z.string(),
    state: ReviewState,
    requestedAt: Instant,
  })
  .meta({ id: "ListedReview" });

export const listEvaluationReviewsRoute = createRoute({
  method: "get",
  path: "/v1/results/calls/{callId}/reviews",
  operationId: "listEvaluationReviews",
  summary: "The reviews that applicants of a call asked for",
  tags,
  security: signedIn,
  request: { params: z.object({ callId: CallId }) },
  responses: {
    200: json(z.object({ reviews: z.array(ListedReview) }).meta({ id: "ReviewList" }), "The reviews"),
    ...problems("NotAllowed", "CallNotFound"),
  },
});

export const reviewsApi = [
  readEvaluationReviewRoute,
  requestEvaluationReviewRoute,
  registerEvaluationReviewRoute,
  appointReviewCommitteeRoute,
  adviseOnReviewRoute,
  decideEvaluationReviewRoute,
  recordReEvaluationRoute,
  correctRankingRoute,
  listEvaluationReviewsRoute,
];
