import { CallId } from "@grants/core/calls/call";
import { ConflictFact, ConflictSeverity } from "@grants/core/experts/conflict";
import { ConflictOverride } from "@grants/core/experts/conflict-override";
import { Expertise, ExpertLanguage, ExpertProfile, PoolProfile } from "@grants/core/experts/expert-profile";
import { ProposalId } from "@grants/core/proposals/proposal";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { ParagraphText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { Cursor, changeHeaders, json, jsonBody, jsonWithEtag, partHeaders, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { evaluationProblems } from "./problems/evaluation.ts";
import { expertProblems } from "./problems/experts.ts";

const problems = problemsOf(callProblems, evaluationProblems, expertProblems);
const tags = ["experts"];

const MyProfile = z
  .object({ version: z.int().min(0), profile: ExpertProfile.optional() })
  .meta({ id: "MyExpertProfile" });

const PoolExpert = z.object({ user: UserId, name: z.string(), profile: PoolProfile });
const ConflictFound = z
  .object({
    severity: ConflictSeverity,
    facts: z.array(ConflictFact),
    /** Names of the organisations that the facts speak of; one that is not published has none here. */
    organisations: z.array(z.object({ organisation: OrganisationId, name: z.string() })),
    overrideVersion: z.int().min(0),
    isSetAside: z.boolean(),
  })
  .meta({ id: "ConflictFound" });
const PoolPage = z
  .object({
    proposal: z.object({ proposalId: ProposalId, acronym: z.string(), title: z.string() }).optional(),
    /** A conflict is looked for where a proposal is named; an expert without one has none that is known. */
    experts: z.array(PoolExpert.extend({ conflict: ConflictFound.optional() })),
    next: Cursor.optional(),
  })
  .meta({ id: "ExpertPool" });

const ConflictsOfProposal = z
  .object({
    callId: CallId,
    proposalId: ProposalId,
    acronym: z.string(),
    title: z.string(),
    experts: z.array(
      z.object({
        user: UserId,
        name: z.string(),
        isReportIn: z.boolean(),
        /** A conflict took the place: it waits for somebody else. */
        isWithdrawn: z.boolean(),
        conflict: ConflictFound.optional(),
      }),
    ),
  })
  .meta({ id: "ConflictsOfProposal" });

const ConflictsOfCall = z
  .object({
    callId: CallId,
    /** Proposals that were looked at for this page, in the order of the sealed list. */
    checked: z.int(),
    /** Those with an expert who is tied to them or whose place a conflict ended; no other expert is listed. */
    proposals: z.array(ConflictsOfProposal),
    next: Cursor.optional(),
  })
  .meta({ id: "ConflictsOfCall" });

export const readMyProfileRoute = createRoute({
  method: "get",
  path: "/v1/experts/me",
  operationId: "readMyProfile",
  summary: "My profile as an expert",
  tags,
  security: signedIn,
  responses: { 200: jsonWithEtag(MyProfile, "The profile, where there is one"), ...problems("NotAllowed") },
});

export const saveMyProfileRoute = createRoute({
  method: "put",
  path: "/v1/experts/me",
  operationId: "saveMyProfile",
  summary: "Say what I know, when I am free, and what ties me to others",
  tags,
  security: signedIn,
  request: { headers: partHeaders, body: jsonBody(ExpertProfile) },
  responses: { 200: jsonWithEtag(MyProfile, "Saved"), ...problems("NotAllowed", "StaleVersion") },
});

export const listExpertsRoute = createRoute({
  method: "get",
  path: "/v1/experts",
  operationId: "listExperts",
  summary: "Experts by keyword, language and day, with their conflicts with a proposal where one is named",
  tags,
  security: signedIn,
  request: {
    query: z.object({
      expertise: Expertise.optional(),
      language: ExpertLanguage.optional(),
      availableOn: LocalDate.optional(),
      proposalId: ProposalId.optional(),
      cursor: Cursor.optional(),
    }),
  },
  responses: {
    200: json(PoolPage, "A page of the pool"),
    ...problems("NotAllowed", "CursorInvalid", "EvaluationNotFound"),
  },
});

export const readExpertRoute = createRoute({
  method: "get",
  path: "/v1/experts/people/{user}",
  operationId: "readExpert",
  summary: "One expert of the pool",
  tags,
  security: signedIn,
  request: { params: z.object({ user: UserId }) },
  responses: {
    200: json(PoolExpert.meta({ id: "ExpertOfPool" }), "The expert"),
    ...problems("NotAllowed", "ExpertNotFound"),
  },
});

export const readConflictsRoute = createRoute({
  method: "get",
  path: "/v1/experts/conflicts/{proposalId}",
  operationId: "readConflicts",
  summary: "What ties the experts of a proposal to it today, with what came up after they were assigned",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId }) },
  responses: {
    200: json(ConflictsOfProposal, "The experts of the proposal"),
    ...problems("NotAllowed", "EvaluationNotFound"),
  },
});

export const listConflictsRoute = createRoute({
  method: "get",
  path: "/v1/experts/calls/{callId}/conflicts",
  operationId: "listConflicts",
  summary: "What ties the experts of a call to their proposals today, some proposals at a time",
  tags,
  security: signedIn,
  request: { params: z.object({ callId: CallId }), query: z.object({ cursor: Cursor.optional() }) },
  responses: {
    200: json(ConflictsOfCall, "A page of the conflicts"),
    ...problems("NotAllowed", "CursorInvalid", "CallNotFound"),
  },
});

export const setConflictAsideRoute = createRoute({
  method: "post",
  path: "/v1/experts/people/{user}/conflicts/{proposalId}/override",
  operationId: "setConflictAside",
  summary: "Set a potential conflict of interest aside, with a reason",
  tags,
  security: signedIn,
  request: {
    params: z.object({ user: UserId, proposalId: ProposalId }),
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reason: ParagraphText.min(10).max(2000) }).meta({ id: "ConflictToSetAside" })),
  },
  responses: {
    200: jsonWithEtag(
      z.object({ version: z.int(), override: ConflictOverride }).meta({ id: "ConflictOverrideReply" }),
      "Set aside as it stands",
    ),
    ...problems(
      "NotAllowed",
      "EvaluationNotFound",
      "NoConflict",
      "ConflictDisqualifies",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const expertApi = [
  readMyProfileRoute,
  saveMyProfileRoute,
  listExpertsRoute,
  readExpertRoute,
  readConflictsRoute,
  listConflictsRoute,
  setConflictAsideRoute,
];
