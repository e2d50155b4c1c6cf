import { CallId } from "@grants/core/calls/call";
import { ProposalDocument, ProposalTotals } from "@grants/core/proposals/document";
import { Part, PartContent, PartPath } from "@grants/core/proposals/part";
import { Member, Proposal, ProposalId, Receipt } from "@grants/core/proposals/proposal";
import { SealedReceipt } from "@grants/core/proposals/sealed-receipt";
import { Digest } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { LineText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
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
import { AllowedAction } from "./allowed-action.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(callProblems, proposalProblems);
const tags = ["proposals"];
const params = z.object({ proposalId: ProposalId });
const partParams = z.object({ proposalId: ProposalId, path: PartPath });

export const ProposalHead = z.object({ version: z.int(), proposal: Proposal }).meta({ id: "ProposalHead" });
export const Shortcoming = z.looseObject({ code: z.string(), path: z.string() }).meta({ id: "Shortcoming" });

const ReadOnlyPart = z
  .object({
    path: z.string(),
    because: z.enum(["VIEWER", "COORDINATOR_ONLY", "ANOTHER_PARTNER", "NOT_GRANTED", "PARTNER_ANSWERS_ITSELF"]),
  })
  .meta({ id: "ReadOnlyPart" });
const Me = Member.meta({ id: "ProposalMember" });

/** A row of somebody's list: what its people call it, the call in force, and whether the draft is another than what is submitted. */
export const ListedProposal = ProposalHead.extend({
  /** Empty before the proposal has one. */
  acronym: z.string(),
  call: z.object({ title: z.string(), opensAt: Instant, closesAt: Instant, plannedInformOn: LocalDate }),
  isDraftUnsubmitted: z.boolean(),
}).meta({ id: "ListedProposal" });

/** The whole draft with totals and checklist, computed by the code that the submission is checked by. */
export const ProposalDraft = z
  .object({
    version: z.int(),
    proposal: Proposal,
    parts: z.array(Part),
    totals: ProposalTotals,
    shortcomings: z.array(Shortcoming),
    /** The draft is not what is submitted. */
    isDraftUnsubmitted: z.boolean(),
    allowedActions: z.array(AllowedAction),
    /** Parts that the reader does not write, with whose they are. */
    readOnly: z.array(ReadOnlyPart),
    /** The reader among the members; absent for who is none. */
    me: Me.optional(),
  })
  .meta({ id: "ProposalDraft" });

export const createProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals",
  operationId: "createProposal",
  summary: "Start a proposal for one's organisation",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ callId: CallId, topicId: LineText.max(60), coordinator: OrganisationId })
        .meta({ id: "NewProposal" }),
    ),
  },
  responses: {
    201: jsonWithEtag(ProposalHead, "The draft was made"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "TopicNotFound",
      "OrganisationNotInvited",
      "ShortProposalFirst",
      "CentreNotRecognised",
      "FirstStageClosed",
      "CallNotOpen",
      "CallClosed",
      "CallGateDown",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const listMyProposalsRoute = createRoute({
  method: "get",
  path: "/v1/proposals",
  operationId: "listMyProposals",
  summary: "The proposals I am a member of",
  tags,
  security: signedIn,
  request: { query: z.object({ cursor: Cursor.optional() }) },
  responses: {
    200: json(
      z.object({ proposals: z.array(ListedProposal), next: Cursor.optional() }).meta({ id: "ListedProposals" }),
      "My proposals",
    ),
    ...problems("NotAllowed", "CursorInvalid"),
  },
});

export const readProposalRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}",
  operationId: "readProposal",
  summary: "A proposal with its draft, totals and checklist",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: jsonWithEtag(ProposalDraft, "The proposal"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly"),
  },
});

export const savePartRoute = createRoute({
  method: "put",
  path: "/v1/proposals/{proposalId}/parts/{path}",
  operationId: "savePart",
  summary: "Save one part of the draft",
  tags,
  security: signedIn,
  request: { params: partParams, headers: partHeaders, body: jsonBody(PartContent) },
  responses: {
    200: jsonWithEtag(Part, "The part was saved"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "CallNotOpen",
      "CallClosed",
      "PartNotYours",
      "DeclarationMisplaced",
      "AnswerNotAsked",
      "PartPathMismatch",
      "PartTooLarge",
      "OrganisationNotItsOwn",
      "SectionNotOfCall",
      "PartStale",
      "Busy",
    ),
  },
});

export const removePartRoute = createRoute({
  method: "delete",
  path: "/v1/proposals/{proposalId}/parts/{path}",
  operationId: "removePart",
  summary: "Take one part out of the draft",
  tags,
  security: signedIn,
  request: { params: partParams, headers: partHeaders },
  responses: {
    200: json(z.object({ path: PartPath }).meta({ id: "RemovedPart" }), "The part is gone"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "PartNotYours",
      "CallNotOpen",
      "CallClosed",
      "PartNotFound",
      "PartStale",
    ),
  },
});

export const freezeProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/freeze",
  operationId: "freezeProposal",
  summary: "Freeze the draft for review; its digest is what a submission names",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(ProposalHead, "The document is frozen"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "CallNotOpen",
      "CallClosed",
      "CallGateDown",
      "ProposalIncomplete",
      "DocumentTooLarge",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const readFrozenDocumentRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/documents/{sha256}",
  operationId: "readFrozenDocument",
  summary: "A frozen document by its digest: the bytes whose SHA-256 it is",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId, sha256: Digest }) },
  responses: {
    200: jsonWithEtag(ProposalDocument, "The canonical JSON (RFC 8785) as it was frozen; the ETag is the digest"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly"),
  },
});

export const submitProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/submission",
  operationId: "submitProposal",
  summary: "Submit the frozen document",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ documentSha256: Digest }).meta({ id: "Submission" })),
  },
  responses: {
    200: jsonWithEtag(Receipt, "Received"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "CallNotOpen",
      "CallClosed",
      "FirstStageClosed",
      "CallGateDown",
      "ProposalNotFrozen",
      "AnotherDocumentFrozen",
      "SignOffsMissing",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const readReceiptRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/receipt",
  operationId: "readReceipt",
  summary: "The receipt of what is submitted now",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: json(Receipt, "The receipt"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly", "ProposalNotSubmitted"),
  },
});

const KeptSubmission = z
  .object({
    receipt: Receipt,
    /** `REPLACED`: a later submission counts in its place. */
    fate: z.enum(["IN_FORCE", "REPLACED", "WITHDRAWN"]),
    withdrawnAt: Instant.optional(),
    /** Its sealed receipt can be downloaded. */
    isSealed: z.boolean(),
  })
  .meta({ id: "KeptSubmission" });

export const readReceiptsRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/receipts",
  operationId: "readReceipts",
  summary: "Every submission of a proposal with its receipt, the newest first",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: json(z.object({ submissions: z.array(KeptSubmission) }).meta({ id: "KeptSubmissions" }), "The submissions"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly"),
  },
});

/** The version of the proposal that a submission made. */
const SubmittedVersion = z
  .string()
  .regex(/^[1-9]\d{0,6}$/)
  .meta({ example: "3" })
  .transform(Number);

export const readSealedReceiptRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/receipts/{version}",
  operationId: "readSealedReceipt",
  summary: "The receipt of one submission, signed and time-stamped, to show to anybody",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId, version: SubmittedVersion }) },
  responses: {
    200: json(SealedReceipt, "The sealed receipt"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly", "ReceiptNotSealed"),
  },
});

export const withdrawProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/withdrawal",
  operationId: "withdrawProposal",
  summary: "Take the submission back until the deadline",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(ProposalHead, "Withdrawn"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "ProposalNotSubmitted",
      "CallNotOpen",
      "CallClosed",
      "CallGateDown",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const proposalApi = [
  createProposalRoute,
  listMyProposalsRoute,
  readProposalRoute,
  savePartRoute,
  removePartRoute,
  freezeProposalRoute,
  readFrozenDocumentRoute,
  submitProposalRoute,
  readReceiptRoute,
  readReceiptsRoute,
  readSealedReceiptRoute,
  withdrawProposalRoute,
];
