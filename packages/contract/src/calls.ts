import {
  Call,
  CallContent,
  CallDraftRow,
  CallId,
  CallStatus,
  CallSummary,
  CallVersion,
  ChangeReason,
  ImportedCall,
  Programme,
} from "@grants/core/calls/call";
import { WorkProgrammeId } from "@grants/core/calls/call-terms";
import { Digest } from "@grants/kernel/digest";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { Cursor, changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(callProblems, cofundingProblems, proposalProblems);
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

/** The work programme that a call names, as it stands now: adopted, or still to be (WP-03). */
const NamedProgramme = z
  .object({ id: WorkProgrammeId, title: z.string(), isAdopted: z.boolean() })
  .meta({ id: "NamedProgramme" });

/** A call as the public sees it: a published version, or an imported record whose unknown fields are null. */
export const PublicCall = z
  .object({
    summary: CallSummary,
    status: CallStatus,
    version: CallVersion.optional(),
    workProgramme: NamedProgramme.optional(),
  })
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

/** One difference between two versions, at a place such as `topics.NCH.budgetCents`. */
export const ContentChange = z
  .object({
    field: z.string(),
    path: z.string(),
    before: z.union([z.string(), z.null()]),
    after: z.union([z.string(), z.null()]),
  })
  .meta({ id: "ContentChange" });

/** A version as the history lists it. */
const ListedVersion = CallVersion.pick({ contentVersion: true, publishedAt: true, closesAt: true, changeLog: true })
  .extend({ title: z.string() })
  .meta({ id: "ListedVersion" });

export const CallHistory = z
  .object({
    versions: z.array(ListedVersion),
    from: z.int().min(1),
    to: z.int().min(1),
    /** What `to` changed of `from`. */
    changes: z.array(ContentChange),
  })
  .meta({ id: "CallHistory" });

const VersionNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number);

export const readCallHistoryRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/versions",
  operationId: "readCallHistory",
  summary: "Every version that was public, and what one changed of another",
  tags,
  security: [],
  request: { params, query: z.object({ from: VersionNumber.optional(), to: VersionNumber.optional() }) },
  responses: { 200: json(CallHistory, "The versions"), ...problems("CallNotFound") },
});

/** What stands in the way of a publication: a refusal and its evidence, as the publication itself would answer. */
const PublicationFault = z
  .looseObject({ kind: z.string(), field: z.string().optional() })
  .meta({ id: "PublicationFault" });

export const CallDraft = z
  .object({
    version: z.int(),
    call: Call,
    draft: CallContent,
    faults: z.array(PublicationFault),
    changes: z.array(ContentChange),
    reasons: z.array(ChangeReason),
    /** Why it was sent back, while it is. */
    returnedBecause: z.string().optional(),
  })
  .meta({ id: "CallDraft" });

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

const draftSteps = [
  "CallNotFound",
  "CallNotEditable",
  "NotAllowed",
  "StaleVersion",
  "IdempotencyKeyReused",
  "Busy",
] as const;
const contentFaults = [
  "LocalTimeDoesNotExist",
  "LocalTimeIsAmbiguous",
  "NotALocalTime",
  "CallClosesBeforeItOpens",
  "CallAlreadyOver",
  "PlannedDateTooLate",
  "TopicNamedTwice",
  "GrantRangeInvalid",
  "TopicClosesOutsidePeriod",
  "PublicTopicGone",
  "CriteriaIncomplete",
  "FirstStageOutsidePeriod",
  "EnvelopeInvalid",
  "NamedTwice",
  "FstpReasonMissing",
  "FstpRuleMissing",
  "FstpCostsNotEligible",
  "DualUseNeedsRestriction",
  "AdmissionNeedsRestriction",
  "ConsortiumImpossible",
  "EquivalentNeeded",
  "CertificationNeedsFstp",
  "WorkProgrammeNotRecorded",
  "OutsideWorkProgramme",
  "AnotherProgramme",
  "AboveGrantsEnvelope",
  "JointActionOfAnotherCall",
  "DirectAwardGroundMissing",
  "DirectAwardNotInProgramme",
  "GroundNotOfProgramme",
  "CentreInvitedTwice",
  "CentreNotRecognised",
  "FirstStageNationallyFunded",
  "FirstStageCriteriaUnknown",
  "DirectAwardStandsAlone",
  "DirectAwardFixed",
  "DeadlineMovedEarlier",
  "ChangeReasonMissing",
  "NothingChanged",
] as const;

export const requestPublicationRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/publication-request",
  operationId: "requestPublication",
  summary: "Ask another person to publish the draft as it stands",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reasons: z.array(ChangeReason).max(40) }).meta({ id: "PublicationRequest" })),
  },
  responses: {
    200: jsonWithEtag(CallHead, "The draft waits for its publication"),
    ...problems(...draftSteps, ...contentFaults),
  },
});

export const publishCallRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/publication",
  operationId: "publishCall",
  summary: "Publish the requested draft as the next version",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ draftSha256: Digest }).meta({ id: "Publication" })),
  },
  responses: {
    200: jsonWithEtag(CallHead, "The version is public"),
    ...problems(
      ...draftSteps,
      ...contentFaults,
      "InvitationNotPublic",
      "PublicationNotRequested",
      "AnotherDraft",
      "PublisherNotSecond",
      "CallGateDown",
    ),
  },
});

export const openDirectAwardRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/invitation",
  operationId: "openDirectAward",
  summary: "Open the requested award without a call to the Centres that it names",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ draftSha256: Digest }).meta({ id: "OpeningOfInvitation" })),
  },
  responses: {
    200: jsonWithEtag(CallHead, "The Centres are invited"),
    ...problems(
      ...draftSteps,
      ...contentFaults,
      "NotADirectAward",
      "PublicationNotRequested",
      "AnotherDraft",
      "PublisherNotSecond",
      "CallGateDown",
    ),
  },
});

export const inviteToSecondStageRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/second-stage",
  operationId: "inviteToSecondStage",
  summary: "Decide who is invited to the second stage, and open it to them",
  tags,
  security: signedIn,
  request: {
    params,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          /** The ranking of each topic as the person has looked at it. */
          rankings: z.array(z.strictObject({ topicId: LineText.max(60), version: z.int().min(1) })).max(100),
        })
        .meta({ id: "SecondStageInvitation" }),
    ),
  },
  responses: {
    201: jsonWithEtag(CallHead, "The second stage is open to the invited"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "NotTwoStages",
      "CallNotSealed",
      "FirstStageNotRanked",
      "FirstStageRankedAgain",
      "FirstStageTied",
      "NobodyToInvite",
      "SecondStageOver",
      "CallGateDown",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

/** Two words, since one would stand where the identifier of a call does. */
export const readInvitedCallRoute = createRoute({
  method: "get",
  path: "/v1/calls/invited/calls/{callId}",
  operationId: "readInvitedCall",
  summary: "An award without a call, for those who are invited",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: json(PublicCall, "The award without a call"), ...problems("CallNotFound") },
});

const InvitedCall = z
  .object({ callId: CallId, reference: z.string(), title: z.string(), opensAt: Instant, closesAt: Instant })
  .meta({ id: "InvitedCall" });

export const listInvitedCallsRoute = createRoute({
  method: "get",
  path: "/v1/calls/invited/calls",
  operationId: "listInvitedCalls",
  summary: "What one's organisations are invited to without a call, the next deadline first",
  tags,
  security: signedIn,
  request: {},
  responses: {
    200: json(z.object({ invitations: z.array(InvitedCall) }).meta({ id: "InvitedCallList" }), "The invitations"),
    ...problems("NotAllowed"),
  },
});

export const returnDraftRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/return",
  operationId: "returnDraft",
  summary: "Send a draft that waits for its publication back to who wrote it",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reason: ParagraphText.trim().min(10).max(1_000) }).meta({ id: "DraftReturn" })),
  },
  responses: {
    200: jsonWithEtag(CallHead, "The draft is with its writer again"),
    ...problems(...draftSteps, "PublicationNotRequested"),
  },
});

export const callApi = [
  listCallsRoute,
  listCallDraftsRoute,
  readCallRoute,
  readCallHistoryRoute,
  readCallDraftRoute,
  createCallRoute,
  importCallRoute,
  reviseCallRoute,
  requestPublicationRoute,
  publishCallRoute,
  returnDraftRoute,
  openDirectAwardRoute,
  inviteToSecondStageRoute,
  listInvitedCallsRoute,
  readInvitedCallRoute,
];
