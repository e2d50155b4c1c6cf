import { CallId } from "@grants/core/calls/call";
import {
  AssignmentRun,
  AssignmentRunId,
  RunProgress,
  RunTerms,
  Shortage,
  WantedAssignment,
  lostExpertsMax,
} from "@grants/core/evaluation/assignment-run/assignment-run";
import { LoadRow, PlanRow } from "@grants/core/evaluation/assignment-run/plan";
import { ProposalId } from "@grants/core/proposals/proposal";
import { UserId } from "@grants/kernel/id";
import { ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { assignmentProblems } from "./problems/assignments.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { evaluationProblems } from "./problems/evaluation.ts";

const problems = problemsOf(assignmentProblems, callProblems, cofundingProblems, evaluationProblems);
const tags = ["assignments"];
const ofCall = z.object({ callId: CallId });
const ofRun = z.object({ runId: AssignmentRunId });
const pagesMax = 9_999;
const onePage = z.object({ page: z.coerce.number().int().min(1).max(pagesMax).default(1) });
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

const RunHead = z.object({ version: z.int().min(1), run: AssignmentRun }).meta({ id: "AssignmentRunHead" });
/** What the persons of an answer are called. */
const Names = z.array(z.object({ user: UserId, name: z.string() }));

const RunsOfCall = z
  .object({
    reference: z.string(),
    title: z.string(),
    topics: z.array(z.object({ topicId: z.string(), title: z.string() })),
    isSealed: z.boolean(),
    runs: z.array(RunHead),
  })
  .meta({ id: "AssignmentRunsOfCall" });

const ShownMove = z.object({ proposalId: ProposalId, from: UserId, to: UserId, delta: z.int(), at: Instant });
const ShownRun = z
  .object({
    version: z.int().min(1),
    run: AssignmentRun,
    terms: RunTerms,
    progress: RunProgress.optional(),
    shortage: Shortage.optional(),
    moves: z.array(ShownMove),
    names: Names,
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ShownAssignmentRun" });
const pageOf = <S extends z.ZodType>(row: S) =>
  z.object({ version: z.int(), page: z.int(), pages: z.int(), rows: z.array(row), names: Names });

export const listAssignmentRunsRoute = createRoute({
  method: "get",
  path: "/v1/assignments/calls/{callId}/runs",
  operationId: "listAssignmentRuns",
  summary: "The runs of the assignment of experts for a call, the newest first",
  tags,
  security: signedIn,
  request: { params: ofCall },
  responses: { 200: json(RunsOfCall, "The runs"), ...problems("NotAllowed", "CallNotFound") },
});

export const proposeAssignmentRoute = createRoute({
  method: "post",
  path: "/v1/assignments/calls/{callId}/runs",
  operationId: "proposeAssignment",
  summary: "Ask for the best assignment of experts to the proposals of a sealed call",
  tags,
  security: signedIn,
  request: { params: ofCall, headers: commandHeaders, body: jsonBody(WantedAssignment) },
  responses: {
    201: jsonWithEtag(RunHead, "The run, which waits for its worker"),
    ...problems("NotAllowed", "CallNotFound", "CallNotSealed", "TopicOfCallNotFound", ...committed),
  },
});

export const readAssignmentRunRoute = createRoute({
  method: "get",
  path: "/v1/assignments/runs/{runId}",
  operationId: "readAssignmentRun",
  summary: "Where a run stands, and what came out of it",
  tags,
  security: signedIn,
  request: { params: ofRun },
  responses: { 200: jsonWithEtag(ShownRun, "The run"), ...problems("NotAllowed", "AssignmentRunNotFound") },
});

const ofPlan = ["NotAllowed", "AssignmentRunNotFound", "AssignmentRunNotOpen"] as const;

export const readAssignmentPlanRoute = createRoute({
  method: "get",
  path: "/v1/assignments/runs/{runId}/plan",
  operationId: "readAssignmentPlan",
  summary: "A page of proposals with their experts, and why these",
  tags,
  security: signedIn,
  request: { params: ofRun, query: onePage },
  responses: { 200: json(pageOf(PlanRow).meta({ id: "AssignmentPlanPage" }), "A page"), ...problems(...ofPlan) },
});

export const readAssignmentLoadsRoute = createRoute({
  method: "get",
  path: "/v1/assignments/runs/{runId}/loads",
  operationId: "readAssignmentLoads",
  summary: "A page of experts with how much each has to do",
  tags,
  security: signedIn,
  request: { params: ofRun, query: onePage },
  responses: { 200: json(pageOf(LoadRow).meta({ id: "AssignmentLoadsPage" }), "A page"), ...problems(...ofPlan) },
});

export const adoptAssignmentRoute = createRoute({
  method: "post",
  path: "/v1/assignments/runs/{runId}/adoption",
  operationId: "adoptAssignment",
  summary: "Decide that a plan is who evaluates what; a worker names the experts, proposal by proposal",
  tags,
  security: signedIn,
  request: { params: ofRun, headers: changeHeaders },
  responses: { 200: jsonWithEtag(RunHead, "The adopted run"), ...problems(...ofPlan, ...committed) },
});

export const moveExpertRoute = createRoute({
  method: "post",
  path: "/v1/assignments/runs/{runId}/moves",
  operationId: "moveExpert",
  summary: "Give one place of a plan to another expert; all limits are kept, and the reply says what it costs",
  tags,
  security: signedIn,
  request: {
    params: ofRun,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          proposalId: ProposalId,
          from: UserId,
          to: UserId,
          reason: ParagraphText.min(10).max(2000),
        })
        .meta({ id: "MoveOfExpert" }),
    ),
  },
  responses: {
    200: jsonWithEtag(RunHead, "The run with the move"),
    ...problems(...ofPlan, "NotInPlan", "MoveRefused", ...committed),
  },
});

export const replaceExpertRoute = createRoute({
  method: "post",
  path: "/v1/assignments/runs/{runId}/replacements",
  operationId: "replaceExpert",
  summary: "Assign again without experts who are lost, or where a place was ended, with as few changes as there can be",
  tags,
  security: signedIn,
  request: {
    params: ofRun,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ lost: z.array(UserId).max(lostExpertsMax) }).meta({ id: "ExpertsToReplace" })),
  },
  responses: {
    201: jsonWithEtag(RunHead, "The new run, which waits for its worker"),
    ...problems(...ofPlan, ...committed),
  },
});

export const assignmentApi = [
  listAssignmentRunsRoute,
  proposeAssignmentRoute,
  readAssignmentRunRoute,
  readAssignmentPlanRoute,
  readAssignmentLoadsRoute,
  adoptAssignmentRoute,
  moveExpertRoute,
  replaceExpertRoute,
];
