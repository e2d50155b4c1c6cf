import { AwardShare, ExceedableLimit, ExcessGround, ExcessReason } from "@grants/core/evaluation/award-list";
import { CallId } from "@grants/core/calls/call";
import { ProposalId } from "@grants/core/proposals/proposal";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { Cents } from "@grants/kernel/money";
import { ParagraphText } from "@grants/kernel/text";
import { createRoute, z } from "@hono/zod-openapi";
import { AwardForesight, AwardListPage, AwardPage, AwardListReply, ProposalClocks, WhatIf } from "./award-views.ts";
import { changeHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { awardsProblems } from "./problems/awards.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { evaluationProblems } from "./problems/evaluation.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(awardsProblems, callProblems, cofundingProblems, evaluationProblems, proposalProblems);
const tags = ["awards"];
const ofTopic = z.object({ callId: CallId, topicId: z.string().regex(/^[A-Z0-9-]{3,60}$/) });
const Threshold = z
  .string()
  .regex(/^\d{1,2}(?:\.\d)?$/)
  .optional();
const notThere = ["NotAllowed", "CallNotFound", "TopicOfCallNotFound", "TopicNotDecided"] as const;
const changing = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const readAwardListRoute = createRoute({
  method: "get",
  path: "/v1/awards/calls/{callId}/topics/{topicId}",
  operationId: "readAwardList",
  summary: "The awards of a topic as they are now, what is free, and the reserve list",
  tags,
  security: signedIn,
  request: { params: ofTopic },
  responses: { 200: jsonWithEtag(AwardListPage, "Awards and reserve list"), ...problems(...notThere) },
});

const ofAward = ofTopic.extend({ proposalId: ProposalId });
/** Without any the award fails, and all of it is free. */
const Shares = z.array(AwardShare).max(partnersPerProposalMax);
const notFound = [...notThere, "AwardNotOfDecision"] as const;
const sharesRefused = ["SharesUnknown", "AwardAboveDecision", "NewcomerNotEligible"] as const;

export const readAwardRoute = createRoute({
  method: "get",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}",
  operationId: "readAward",
  summary: "An award as it is now: who is in it, and with how much",
  tags,
  security: signedIn,
  request: { params: ofAward },
  responses: { 200: jsonWithEtag(AwardPage, "The award"), ...problems(...notFound) },
});

export const foreseeAwardChangeRoute = createRoute({
  method: "post",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}/shares/foresight",
  operationId: "foreseeAwardChange",
  summary: "What an award with these shares would leave for the reserve list; nothing is kept of it",
  tags,
  security: signedIn,
  request: { params: ofAward, body: jsonBody(z.strictObject({ shares: Shares }).meta({ id: "SupposedShares" })) },
  responses: {
    200: json(AwardForesight, "What would be free, and for whom"),
    ...problems(...notFound, ...sharesRefused),
  },
});

export const changeAwardRoute = createRoute({
  method: "post",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/awards/{proposalId}/shares",
  operationId: "changeAward",
  summary: "Record who is in an award, and with how much, after somebody left or came in",
  tags,
  security: signedIn,
  request: {
    params: ofAward,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          shares: Shares,
          reason: ParagraphText.trim().min(10).max(5_000),
        })
        .meta({ id: "AwardShares" }),
    ),
  },
  responses: {
    200: jsonWithEtag(AwardListReply, "The award is changed"),
    ...problems(...notFound, ...sharesRefused, "AwardListFull", "AwardCommitted", ...changing),
  },
});

export const inviteReserveRoute = createRoute({
  method: "post",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/reserve",
  operationId: "inviteReserve",
  summary: "Call the next of the reserve list, where what became free is enough for it",
  tags,
  security: signedIn,
  request: { params: ofTopic, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(AwardListReply, "The next is called"),
    ...problems(
      ...notThere,
      "ReserveExpired",
      "ReserveExhausted",
      "ReserveDoesNotFit",
      "ReserveTieNeedsPanel",
      ...changing,
    ),
  },
});

export const orderReserveTieRoute = createRoute({
  method: "post",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/reserve/ties",
  operationId: "orderReserveTie",
  summary: "Record the panel's order of a tie on the reserve list, with its reason",
  tags,
  security: signedIn,
  request: {
    params: ofTopic,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          order: z.array(ProposalId).min(2).max(100),
          reason: ParagraphText.trim().min(10).max(5_000),
        })
        .meta({ id: "ReserveTieOrder" }),
    ),
  },
  responses: {
    200: jsonWithEtag(AwardListReply, "The tie is ordered"),
    ...problems(...notThere, "NotATie", "AwardListFull", ...changing),
  },
});

export const recordExcessRoute = createRoute({
  method: "post",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/excess",
  operationId: "recordExcess",
  summary: "Record why the limit to inform or to sign was exceeded",
  tags,
  security: signedIn,
  request: {
    params: ofTopic,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ limit: ExceedableLimit, ground: ExcessGround, text: ExcessReason.shape.text })
        .meta({ id: "ExcessToExplain" }),
    ),
  },
  responses: {
    200: jsonWithEtag(AwardListReply, "Recorded"),
    ...problems(
      ...notThere,
      "LimitNotExceeded",
      "GroundOfOtherProgramme",
      "AwardListFull",
      "AwardCommitted",
      ...changing,
    ),
  },
});

export const readWhatIfRoute = createRoute({
  method: "get",
  path: "/v1/awards/calls/{callId}/topics/{topicId}/what-if",
  operationId: "readWhatIf",
  summary: "What the ranking would be with another budget or other thresholds; nothing is kept of it",
  tags,
  security: signedIn,
  request: {
    params: ofTopic,
    query: z.object({
      budgetCents: z
        .string()
        .regex(/^\d{1,13}$/)
        .transform(Number)
        .pipe(Cents)
        .optional(),
      criterionThreshold: Threshold,
      overallThreshold: Threshold,
    }),
  },
  responses: {
    200: json(WhatIf, "As it is, and as it would be"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "CallNotSealed",
      "TopicOfCallNotFound",
      "ConsensusMissing",
      "AdmissionMissing",
      "JointActionNotFound",
      "VerdictsNotLocked",
    ),
  },
});

export const readProposalClocksRoute = createRoute({
  method: "get",
  path: "/v1/awards/proposals/{proposalId}/clocks",
  operationId: "readProposalClocks",
  summary: "By when the result of a proposal is told, and by when its agreement is signed",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId }) },
  responses: {
    200: json(ProposalClocks, "The limits, and how they stand"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly", "CallNotFound", "ProposalNotSubmitted"),
  },
});

export const awardsApi = [
  readAwardListRoute,
  readAwardRoute,
  foreseeAwardChangeRoute,
  changeAwardRoute,
  inviteReserveRoute,
  orderReserveTieRoute,
  recordExcessRoute,
  readWhatIfRoute,
  readProposalClocksRoute,
];
