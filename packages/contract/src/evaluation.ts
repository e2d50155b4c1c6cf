import { RankingRow } from "@grants/core/evaluation/ranking";
import { CallId, CriterionName } from "@grants/core/calls/call";
import { AwardDecisionId } from "@grants/core/cofunding/award";
import { ReserveTerms } from "@grants/core/evaluation/award-decision";
import { NamedStaff, Theme } from "@grants/core/evaluation/consensus";
import { Comment, CommentsByCriterion, ReportPart } from "@grants/core/evaluation/report";
import { ProposalId } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { InterestNature } from "@grants/core/experts/conflict";
import { UserId } from "@grants/kernel/id";
import { expertsPerProposalMax, expertsPerProposalMin } from "@grants/kernel/limits";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { createRoute, z } from "@hono/zod-openapi";
import {
  AssignmentReply,
  AwardDecisionList,
  AwardDecisionReply,
  AwardDecisionPage,
  ConsensusReply,
  ConsensusPage,
  DeclarationReply,
  EvaluationBoard,
  MyAssignments,
  MyDeclaration,
  MyReport,
  RankingReply,
  RankingPage,
  ReportReply,
  SignatureReply,
} from "./evaluation-views.ts";
import {
  Cursor,
  changeHeaders,
  commandHeaders,
  json,
  jsonBody,
  jsonWithEtag,
  partHeaders,
  signedIn,
} from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { evaluationProblems } from "./problems/evaluation.ts";
import { registryProblems } from "./problems/registry.ts";

const problems = problemsOf(callProblems, cofundingProblems, evaluationProblems, registryProblems);
const tags = ["evaluation"];
const ofProposal = z.object({ proposalId: ProposalId });
const ofCall = z.object({ callId: CallId });
const TopicId = z.string().regex(/^[A-Z0-9-]{3,60}$/);
const ofTopic = z.object({ callId: CallId, topicId: TopicId });

/** Pages of lists that are kept by pages count from 1. */
const paged = z.object({
  page: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .optional(),
});

const awardsMax = 1_000;
const Reason = ParagraphText.trim().min(10).max(5_000).meta({ id: "PanelReason" });
/** As people type it; what is not on the call's scale is refused by name. */
const EnteredScore = LineText.max(20).meta({ id: "EnteredScore", example: "4.5" });
const entered = { scores: z.partialRecord(CriterionName, EnteredScore), comments: CommentsByCriterion };

export const readEvaluationRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/calls/{callId}",
  operationId: "readEvaluation",
  summary: "The evaluation of a call: sealed list, assignments, reports, rankings",
  tags,
  security: signedIn,
  request: { params: ofCall, query: paged },
  responses: { 200: jsonWithEtag(EvaluationBoard, "The board"), ...problems("NotAllowed", "CallNotFound") },
});

export const assignExpertsRoute = createRoute({
  method: "put",
  path: "/v1/evaluation/proposals/{proposalId}/experts",
  operationId: "assignExperts",
  summary: "Name the experts of a proposal; the first one is the rapporteur",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ experts: z.array(UserId).min(expertsPerProposalMin).max(expertsPerProposalMax) })
        .meta({ id: "ExpertsToAssign" }),
    ),
  },
  responses: {
    200: jsonWithEtag(AssignmentReply, "The experts are assigned"),
    ...problems(
      "EvaluationNotFound",
      "DeclarationMissing",
      "NotAllowed",
      "ExpertNamedTwice",
      "NotAnExpert",
      "ConflictOfInterest",
      "ProposalNotAdmitted",
      "ConsensusRecorded",
      "ReportAlreadyIn",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const listMyAssignmentsRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/assignments",
  operationId: "listMyAssignments",
  summary: "The proposals I evaluate",
  tags,
  security: signedIn,
  request: { query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(MyAssignments, "My assignments"), ...problems("NotAllowed", "CursorInvalid") },
});

export const readMyDeclarationRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/proposals/{proposalId}/declaration",
  operationId: "readMyDeclaration",
  summary: "Whose proposal I am to evaluate, and what I declared about it",
  tags,
  security: signedIn,
  request: { params: ofProposal },
  responses: { 200: json(MyDeclaration, "The declaration"), ...problems("EvaluationNotFound", "NotAllowed") },
});

const declaringProblems = problems(
  "EvaluationNotFound",
  "NotAllowed",
  "NotAssignedAnyMore",
  "StaleVersion",
  "IdempotencyKeyReused",
  "Busy",
);

export const declareInterestRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/proposals/{proposalId}/declaration",
  operationId: "declareInterest",
  summary: "Declare that I have no conflict of interest, or which; a conflict ends my assignment",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: commandHeaders,
    body: jsonBody(
      z.strictObject({ interest: z.enum(["NONE", ...InterestNature.options]) }).meta({ id: "InterestToDeclare" }),
    ),
  },
  responses: { 200: jsonWithEtag(DeclarationReply, "The declaration is recorded"), ...declaringProblems },
});

export const withdrawExpertRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/proposals/{proposalId}/experts/{expert}/withdrawal",
  operationId: "withdrawExpert",
  summary: "End an expert's assignment for a conflict that was found late",
  tags,
  security: signedIn,
  request: {
    params: z.object({ proposalId: ProposalId, expert: UserId }),
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ reason: Reason }).meta({ id: "WithdrawalReason" })),
  },
  responses: { 200: jsonWithEtag(DeclarationReply, "The assignment is ended"), ...declaringProblems },
});

export const readMyReportRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/proposals/{proposalId}/report",
  operationId: "readMyReport",
  summary: "The proposal that I evaluate, and my report",
  tags,
  security: signedIn,
  request: { params: ofProposal },
  responses: {
    200: json(MyReport, "The report"),
    ...problems("EvaluationNotFound", "DeclarationMissing", "NotAllowed"),
  },
});

export const saveReportRoute = createRoute({
  method: "put",
  path: "/v1/evaluation/proposals/{proposalId}/report/{criterion}",
  operationId: "saveReport",
  summary: "Save one criterion of my report",
  tags,
  security: signedIn,
  request: {
    params: z.object({ proposalId: ProposalId, criterion: CriterionName }),
    headers: partHeaders,
    body: jsonBody(z.strictObject({ score: EnteredScore.optional(), comment: Comment }).meta({ id: "CriterionDraft" })),
  },
  responses: {
    200: jsonWithEtag(ReportPart, "The criterion was saved"),
    ...problems(
      "EvaluationNotFound",
      "DeclarationMissing",
      "NotAllowed",
      "ReportAlreadyIn",
      "CriterionNotOfCall",
      "ScoreNotOnStep",
      "ReportPartStale",
    ),
  },
});

export const submitReportRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/proposals/{proposalId}/report",
  operationId: "submitReport",
  summary: "Hand in my report",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: commandHeaders,
    body: jsonBody(z.strictObject(entered).meta({ id: "EnteredReport" })),
  },
  responses: {
    200: jsonWithEtag(ReportReply, "The report is in"),
    ...problems(
      "EvaluationNotFound",
      "DeclarationMissing",
      "NotAllowed",
      "ScoreNotOnStep",
      "ScoreMissing",
      "CommentMissing",
      "CriterionNotOfCall",
      "NotAssignedAnyMore",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const readConsensusRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/proposals/{proposalId}/consensus",
  operationId: "readConsensus",
  summary: "The reports on a proposal, and what was agreed on them",
  tags,
  security: signedIn,
  request: { params: ofProposal },
  responses: {
    200: json(ConsensusPage, "Reports and consensus"),
    ...problems("EvaluationNotFound", "DeclarationMissing", "NotAllowed", "OwnReportFirst"),
  },
});

export const recordConsensusRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/proposals/{proposalId}/consensus",
  operationId: "recordConsensus",
  summary: "Record what the experts agreed on",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ ...entered, theme: Theme.optional(), namedStaff: NamedStaff.optional() })
        .meta({ id: "EnteredConsensus" }),
    ),
  },
  responses: {
    200: jsonWithEtag(ConsensusReply, "The consensus is recorded"),
    ...problems(
      "EvaluationNotFound",
      "DeclarationMissing",
      "NotAllowed",
      "ReportsMissing",
      "ScoreNotOnStep",
      "ScoreMissing",
      "CommentMissing",
      "CriterionNotOfCall",
      "AssignmentChanged",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const signConsensusRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/proposals/{proposalId}/consensus/signature",
  operationId: "signConsensus",
  summary: "Sign what was agreed, where needed with a minority view",
  tags,
  security: signedIn,
  request: {
    params: ofProposal,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          consensusSha256: Digest,
          minorityView: Comment.min(10, "A view needs a sentence.").optional(),
        })
        .meta({ id: "ConsensusToSign" }),
    ),
  },
  responses: {
    200: jsonWithEtag(SignatureReply, "The consensus is signed"),
    ...problems(
      "EvaluationNotFound",
      "DeclarationMissing",
      "NotAllowed",
      "ConsensusNotRecorded",
      "ConsensusDiffers",
      "NotAssignedAnyMore",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const readRankingRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/calls/{callId}/topics/{topicId}/ranking",
  operationId: "readRanking",
  summary: "The ranking of a topic, with where its budget ends",
  tags,
  security: signedIn,
  request: { params: ofTopic, query: paged },
  responses: {
    200: jsonWithEtag(RankingPage, "The ranking"),
    ...problems("NotAllowed", "CallNotFound", "TopicOfCallNotFound", "TopicNotRanked"),
  },
});

const ReplayOutcome = z
  .object({
    manifestSha256: z.string(),
    listSha256: z.string(),
    proposals: z.int(),
    rejected: z.int(),
    main: z.int(),
    mainCents: z.int(),
    unspentCents: z.int(),
  })
  .meta({ id: "ReplayOutcome" });
const ReplayedRow = z.union([RankingRow, z.null()]);

export const RankingReplay = z
  .object({
    rankingId: z.string(),
    rankedAt: z.string(),
    terms: z.array(z.object({ id: z.string(), version: z.int() })),
    /** Ids of the rulebook. */
    rules: z.array(z.string()),
    inputs: z.object({ consensus: z.int(), tieDecisions: z.int(), national: z.boolean() }),
    decided: ReplayOutcome,
    recomputed: ReplayOutcome,
    isEqual: z.boolean(),
    firstDifference: z.union([z.object({ decided: ReplayedRow, recomputed: ReplayedRow }), z.null()]),
  })
  .meta({ id: "RankingReplay" });

export const replayRankingRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/calls/{callId}/topics/{topicId}/ranking/replay",
  operationId: "readRankingReplay",
  summary: "The rules of a ranking run once more on what it was decided on, and whether the same comes out",
  tags,
  security: signedIn,
  request: { params: ofTopic },
  responses: {
    200: json(RankingReplay, "What was decided and what comes out now"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "CallNotSealed",
      "TopicOfCallNotFound",
      "TopicNotRanked",
      "ConsensusMissing",
      "AdmissionMissing",
      "JointActionNotFound",
      "VerdictsNotLocked",
    ),
  },
});

const rankingProblems = problems(
  "NotAllowed",
  "CallNotFound",
  "CallNotSealed",
  "TopicOfCallNotFound",
  "TopicNotRanked",
  "TopicDecided",
  "NotATie",
  "ConsensusMissing",
  "AdmissionMissing",
  "JointActionNotFound",
  "VerdictsNotLocked",
  "StaleVersion",
  "IdempotencyKeyReused",
  "Busy",
);

export const rankTopicRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/calls/{callId}/topics/{topicId}/ranking",
  operationId: "rankTopic",
  summary: "Rank the proposals of a topic and let the budget meet the ranking",
  tags,
  security: signedIn,
  request: { params: ofTopic, headers: changeHeaders },
  responses: { 200: jsonWithEtag(RankingReply, "The topic is ranked"), ...rankingProblems },
});

export const decideTieRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/calls/{callId}/topics/{topicId}/ties",
  operationId: "decideTie",
  summary: "Record the panel's order of a tie, with its reason",
  tags,
  security: signedIn,
  request: {
    params: ofTopic,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ order: z.array(ProposalId).min(2).max(100), reason: Reason }).meta({ id: "TieOrder" }),
    ),
  },
  responses: { 200: jsonWithEtag(RankingReply, "The tie is ordered"), ...rankingProblems },
});

export const decideAwardRoute = createRoute({
  method: "post",
  path: "/v1/evaluation/calls/{callId}/topics/{topicId}/decision",
  operationId: "decideAward",
  summary: "Decide the awards of a topic",
  tags,
  security: signedIn,
  request: {
    params: ofTopic,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          rankingVersion: z.int().min(1),
          /** Left out: the main list of the ranking. */
          awards: z.array(ProposalId).max(awardsMax).optional(),
          reason: Reason.optional(),
          reserve: ReserveTerms.optional(),
        })
        .meta({ id: "AwardChoice" }),
    ),
  },
  responses: {
    200: jsonWithEtag(AwardDecisionReply, "The awards are decided"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "CallNotSealed",
      "TopicOfCallNotFound",
      "TopicNotRanked",
      "RankingMoved",
      "TieNeedsPanel",
      "DepartureNeedsReason",
      "ParticipantExcluded",
      "CentreNotRecognised",
      "DirectAwardNeedsReason",
      "FirstStageNotAwarded",
      "ProposalNotAwardable",
      "AwardsAboveBudget",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const readAwardDecisionRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/decisions/{decisionId}",
  operationId: "readAwardDecision",
  summary: "An award decision with its awards",
  tags,
  security: signedIn,
  request: { params: z.object({ decisionId: AwardDecisionId }), query: paged },
  responses: {
    200: jsonWithEtag(AwardDecisionPage, "The decision"),
    ...problems("NotAllowed", "AwardDecisionNotFound"),
  },
});

export const listAwardDecisionsRoute = createRoute({
  method: "get",
  path: "/v1/evaluation/calls/{callId}/decisions",
  operationId: "listAwardDecisions",
  summary: "The award decisions of a call, one for each topic that is decided",
  tags,
  security: signedIn,
  request: { params: ofCall },
  responses: { 200: json(AwardDecisionList, "The decisions"), ...problems("NotAllowed", "CallNotFound") },
});

export const evaluationApi = [
  readEvaluationRoute,
  assignExpertsRoute,
  listMyAssignmentsRoute,
  readMyDeclarationRoute,
  declareInterestRoute,
  withdrawExpertRoute,
  readMyReportRoute,
  saveReportRoute,
  submitReportRoute,
  readConsensusRoute,
  recordConsensusRoute,
  signConsensusRoute,
  readRankingRoute,
  replayRankingRoute,
  rankTopicRoute,
  decideTieRoute,
  decideAwardRoute,
  readAwardDecisionRoute,
  listAwardDecisionsRoute,
];
