import {
  Call,
  CallContent,
  CallDraftRow,
  CallId,
  CallStatus,
  CallSummary,
  CallVersion,
  ImportedCall,
  Programme,
} from "@grants/core/calls/call";
import { LineText } from "@grants/kernel/text";
import { createRoute, z } from "@hono/zod-openapi";
import { Cursor, changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problems } from "./problem.ts";

const tags = ["calls"];
const params = z.object({ callId: CallId });

export const ListedCall = CallSummary.extend({ status: CallStatus }).meta({ id: "ListedCall" });
export const CallList = z.object({ calls: z.array(ListedCall), next: Cursor.optional() }).meta({ id: "CallList" });

export const listCallsRoute = createRoute({
  method: "get",
  path: "/v1/calls",
  operationId: "listCalls",
  summary: "Calls for proposals, by urgency, a page of them",
  tags,
  security: [],
  request: {
    query: z.object({
      status: CallStatus.optional(),
      programme: Programme.optional(),
      origin: CallSummary.shape.origin.optional(),
      text: LineText.max(200).optional(),
      cursor: Cursor.optional(),
    }),
  },
  responses: { 200: json(CallList, "The calls that match"), ...problems("CursorInvalid") },
});

/** A call as the public sees it: a published version, or an imported record whose unknown fields are null. */
export const PublicCall = z
  .object({ summary: CallSummary, status: CallStatus, version: CallVersion.optional() })
  .meta({ id: "PublicCall" });

export const readCallRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}",
  operationId: "readCall",
  summary: "A call as published",
  tags,
  security: [],
  request: { params },
  responses: { 200: json(PublicCall, "The call"), ...problems("CallNotFound") },
});

export const CallDraft = z.object({ version: z.int(), call: Call, draft: CallContent }).meta({ id: "CallDraft" });

export const readCallDraftRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/draft",
  operationId: "readCallDraft",
  summary: "The draft of a call or of its next version",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(CallDraft, "The draft"), ...problems("CallNotFound", "NotAllowed") },
});

export const CallDraftList = z.object({ drafts: z.array(CallDraftRow) }).meta({ id: "CallDraftList" });

export const listCallDraftsRoute = createRoute({
  method: "get",
  path: "/v1/calls/drafts",
  operationId: "listCallDrafts",
  summary: "Drafts of calls that are not public, the last saved first",
  tags,
  security: signedIn,
  request: {},
  responses: { 200: json(CallDraftList, "The drafts"), ...problems("NotAllowed") },
});

export const CallHead = z.object({ version: z.int(), call: Call }).meta({ id: "CallHead" });

export const createCallRoute = createRoute({
  method: "post",
  path: "/v1/calls",
  operationId: "createCall",
  summary: "Start a call as a draft",
  tags,
  security: signedIn,
  request: { headers: commandHeaders, body: jsonBody(CallContent) },
  responses: {
    201: jsonWithEtag(CallHead, "The draft was made"),
    ...problems("NotAllowed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const importCallRoute = createRoute({
  method: "post",
  path: "/v1/calls/imports",
  operationId: "importCall",
  summary: "Take in the record of a call that ran elsewhere",
  tags,
  security: signedIn,
  request: { headers: commandHeaders, body: jsonBody(ImportedCall) },
  responses: {
    201: jsonWithEtag(CallHead, "The record was taken in"),
    ...problems("NotAllowed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const reviseCallRoute = createRoute({
  method: "put",
  path: "/v1/calls/{callId}/draft",
  operationId: "reviseCall",
  summary: "Replace the draft of a call or of its next version",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(CallContent) },
  responses: {
    200: jsonWithEtag(CallHead, "The draft was saved"),
    ...problems("CallNotFound", "CallNotEditable", "NotAllowed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const publishCallRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/publication",
  operationId: "publishCall",
  summary: "Publish the draft as the next version",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(CallHead, "The version is public"),
    ...problems(
      "CallNotFound",
      "CallNotEditable",
      "CallGateDown",
      "NotAllowed",
      "LocalTimeDoesNotExist",
      "LocalTimeIsAmbiguous",
      "NotALocalTime",
      "CallClosesBeforeItOpens",
      "CallAlreadyOver",
      "PlannedDateTooLate",
      "TopicNamedTwice",
      "GrantRangeInvalid",
      "CriteriaIncomplete",
      "JointActionOfAnotherCall",
      "DeadlineMovedEarlier",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const callApi = [
  listCallsRoute,
  listCallDraftsRoute,
  readCallRoute,
  readCallDraftRoute,
  createCallRoute,
  importCallRoute,
  reviseCallRoute,
  publishCallRoute,
];
