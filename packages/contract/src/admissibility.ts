import {
  Admissibility,
  AdmissibilityFile,
  CheckName,
  ClarificationAnswer,
  ClarificationSubject,
  Reason,
} from "@grants/core/admissibility/admissibility";
import { CallId } from "@grants/core/calls/call";
import { ProposalId } from "@grants/core/proposals/proposal";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { admissibilityProblems } from "./problems/admissibility.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";

const problems = problemsOf(admissibilityProblems, callProblems, cofundingProblems);
const tags = ["admissibility"];
const ofProposal = z.object({ proposalId: ProposalId });
const PageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number);
const checksOf = z.array(CheckName);

const BoardLine = z
  .object({
    proposalId: ProposalId,
    acronym: z.string(),
    title: z.string(),
    topicId: z.string(),
    receivedAt: Instant,
    requestedCents: Cents,
    /** None where nobody has made the checks yet. */
    state: z.enum(["open", "admitted", "refused", "underReview", "upheld"]).optional(),
    failing: checksOf,
    toDecide: checksOf,
    /** A request to the applicant is running. */
    waitsForApplicant: z.boolean(),
  })
  .meta({ id: "AdmissibilityLine" });
export const AdmissibilityBoard = z
  .object({
    callId: CallId,
    reference: z.string(),
    title: z.string(),
    isSealed: z.boolean(),
    submissions: z.int().min(0),
    rows: z.array(BoardLine),
    page: z.int(),
    pages: z.int(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "AdmissibilityBoard" });

export const AdmissibilityPage = z
  .object({
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    acronym: z.string(),
    title: z.string(),
    receivedAt: Instant,
    documentSha256: z.string(),
    isApplicant: z.boolean(),
    version: z.int().min(0),
    admissibility: Admissibility.optional(),
    /** An applicant sees what officers found once it is decided. */
    file: AdmissibilityFile.optional(),
    failing: checksOf,
    toDecide: checksOf,
    /** Rules that each check applies. */
    rules: z.record(z.string(), z.array(z.string())),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "AdmissibilityPage" });

const Reply = z.object({ version: z.int(), admissibility: Admissibility }).meta({ id: "AdmissibilityReply" });
const ScreenedPage = z
  .object({ admitted: z.int().min(0), open: z.int().min(0), before: z.int().min(0) })
  .meta({ id: "ScreenedPage" });

const changeRefusals = [
  "AdmissibilityNotFound",
  "NotAllowed",
  "NotScreened",
  "StaleVersion",
  "IdempotencyKeyReused",
  "Busy",
] as const;

export const readAdmissibilityBoardRoute = createRoute({
  method: "get",
  path: "/v1/admissibility/calls/{callId}",
  operationId: "readAdmissibilityBoard",
  summary: "The sealed list of a call, and how each proposal stands with its checks",
  tags,
  security: signedIn,
  request: { params: z.object({ callId: CallId }), query: z.object({ page: PageNumber.optional() }) },
  responses: { 200: json(AdmissibilityBoard, "The board"), ...problems("NotAllowed", "CallNotFound") },
});

export const screenProposalsRoute = createRoute({
  method: "post",
  path: "/v1/admissibility/calls/{callId}/pages/{page}",
  operationId: "screenProposals",
  summary: "Make the checks of a page of the sealed list, and admit what meets them all",
  tags,
  security: signedIn,
  request: { params: z.object({ callId: CallId, page: PageNumber }), headers: commandHeaders },
  responses: {
    200: json(ScreenedPage, "What became of the page"),
    ...problems("NotAllowed", "CallNotFound", "CallNotSealed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const readAdmissibilityRoute = createRoute({
  method: "get",
  path: "/v1/admissibility/proposals/{proposalId}",
  operationId: "readAdmissibility",
  summary: "The checks of a proposal, what was asked, and what was decided",
  tags,
  security: signedIn,
  request: { params: ofProposal },
  responses: {
    200: jsonWithEtag(AdmissibilityPage, "The admissibility"),
    ...problems("AdmissibilityNotFound", "NotAllowed"),
  },
});

/** What every step on one proposal has in common. */
const step = <const O extends string, const P extends string>(operationId: O, path: P, summary: string) =>
  ({
    method: "post",
    path: `/v1/admissibility/proposals/{proposalId}/${path}`,
    operationId,
    summary,
    tags,
    security: signedIn,
  }) as const;
const done = jsonWithEtag(Reply, "The admissibility as it stands now");

export const screenAgainRoute = createRoute({
  ...step("screenAgain", "checks", "Make the platform's checks of an open proposal anew"),
  request: { params: ofProposal, headers: changeHeaders },
  responses: { 200: done, ...problems(...changeRefusals, "AlreadyDecided") },
});

export const recordFindingRoute = createRoute({
  ...step("recordFinding", "findings", "Record what a person found on a check"),
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ check: CheckName, outcome: z.enum(["PASS", "FAIL"]), reason: Reason })
        .meta({ id: "FindingToRecord" }),
    ),
  },
  responses: { 200: done, ...problems(...changeRefusals, "AlreadyDecided") },
});

export const askClarificationRoute = createRoute({
  ...step("askClarification", "clarifications", "Ask the applicant to confirm a correction, or for what is missing"),
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ subject: ClarificationSubject, whyNotSubstantial: Reason, replyByOn: LocalDate })
        .meta({ id: "ClarificationToAsk" }),
    ),
  },
  responses: {
    200: done,
    ...problems(...changeRefusals, "AlreadyDecided", "ReplyDateInvalid", "TooManyClarifications"),
  },
});

export const answerClarificationRoute = createRoute({
  ...step("answerClarification", "clarifications/{number}/answer", "Answer what the Centre asked"),
  request: {
    params: ofProposal.extend({
      number: z
        .string()
        .regex(/^[1-9]\d?$/)
        .transform(Number),
    }),
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ answer: ClarificationAnswer }).meta({ id: "AnswerToClarification" })),
  },
  responses: {
    200: done,
    ...problems(
      ...changeRefusals,
      "AlreadyDecided",
      "ClarificationNotFound",
      "ClarificationAnswered",
      "ReplyTooLate",
      "AnswerDoesNotFit",
    ),
  },
});

const decisionRefusals = [
  "AlreadyDecided",
  "ChecksNotMet",
  "ClarificationOpen",
  "GroundNotFailing",
  "AnotherPersonDecides",
] as const;

export const admitProposalRoute = createRoute({
  ...step("admitProposal", "admission", "Admit a proposal whose checks are all met"),
  request: { params: ofProposal, headers: changeHeaders },
  responses: { 200: done, ...problems(...changeRefusals, ...decisionRefusals) },
});

export const refuseProposalRoute = createRoute({
  ...step("refuseProposal", "refusal", "Refuse a proposal on checks that it does not meet"),
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ grounds: z.array(CheckName).min(1).max(CheckName.options.length), reason: Reason })
        .meta({ id: "RefusalOfProposal" }),
    ),
  },
  responses: { 200: done, ...problems(...changeRefusals, ...decisionRefusals) },
});

export const requestReviewRoute = createRoute({
  ...step("requestReview", "review", "Ask for a review of the refusal"),
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reason: Reason }).meta({ id: "ReviewRequest" })),
  },
  responses: { 200: done, ...problems(...changeRefusals, "NotRefused", "ReviewTooLate") },
});

export const decideReviewRoute = createRoute({
  ...step("decideReview", "review/decision", "Uphold a refusal or reverse it"),
  request: {
    params: ofProposal,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ outcome: z.enum(["UPHELD", "REVERSED"]), reason: Reason }).meta({ id: "ReviewDecision" }),
    ),
  },
  responses: { 200: done, ...problems(...changeRefusals, "NotRefused", "AnotherPersonDecides") },
});

export const admissibilityApi = [
  readAdmissibilityBoardRoute,
  screenProposalsRoute,
  readAdmissibilityRoute,
  screenAgainRoute,
  recordFindingRoute,
  askClarificationRoute,
  answerClarificationRoute,
  admitProposalRoute,
  refuseProposalRoute,
  requestReviewRoute,
  decideReviewRoute,
];
