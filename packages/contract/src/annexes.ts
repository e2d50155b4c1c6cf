import { AnnexCheck, AnnexId, FileName, UploadId } from "@grants/core/proposals/annex";
import { CallAnnex } from "@grants/core/calls/call-terms";
import { Part } from "@grants/core/proposals/part";
import { ProposalId } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { annexBytesMax, uploadPieceBytes } from "@grants/kernel/limits";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { annexProblems } from "./problems/annexes.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(annexProblems, proposalProblems);
const tags = ["proposals"];
const proposalParams = z.object({ proposalId: ProposalId });
const annexParams = z.object({ proposalId: ProposalId, annexId: AnnexId });
const uploadParams = z.object({ proposalId: ProposalId, annexId: AnnexId, uploadId: UploadId });

const AnnexUploadAnswer = z
  .object({
    uploadId: UploadId,
    annexId: AnnexId,
    requestedAt: Instant,
    /** Of a file that is sent in pieces, each of this size but the last. */
    pieceBytes: z.int().optional(),
    /** Of a file that a form sends whole: the storage's address, and the fields that come before the file. */
    form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
  })
  .meta({ id: "AnnexUpload" });

const SignedPiece = z
  .object({
    number: z.int(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    /** The storage has it: it need not be sent again. */
    isStored: z.boolean(),
  })
  .meta({ id: "SignedPiece" });

export const AnnexAddress = z.object({ url: z.string() }).meta({ id: "AnnexAddress" });

const AnnexRow = z
  .object({
    annexId: AnnexId,
    asked: CallAnnex.optional(),
    part: Part.optional(),
    check: AnnexCheck.optional(),
    canOpen: z.boolean(),
    faults: z.array(z.looseObject({ code: z.string(), path: z.string() })),
  })
  .meta({ id: "AnnexRow" });

export const readAnnexesRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/annexes",
  operationId: "readAnnexes",
  summary: "The annexes that the call asks for, what is there and what is wrong with it",
  tags,
  security: signedIn,
  request: { params: proposalParams },
  responses: {
    200: json(
      z
        .object({
          annexes: z.array(AnnexRow),
          /** Where files are sent: a browser has to be told before. */
          storageOrigin: z.string(),
        })
        .meta({ id: "Annexes" }),
      "The annexes",
    ),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly"),
  },
});

export const requestAnnexUploadRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/annexes/{annexId}/uploads",
  operationId: "requestAnnexUpload",
  summary: "Begin the upload of an annex, or go on with it",
  tags,
  security: signedIn,
  request: {
    params: annexParams,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          /** Of a file that is sent in pieces; without it one form takes the whole. */
          bytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional().meta({ example: annexBytesMax }),
        })
        .meta({ id: "NewAnnexUpload" }),
    ),
  },
  responses: {
    201: json(AnnexUploadAnswer, "The upload may begin"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "PartNotYours",
      "CallNotOpen",
      "CallClosed",
      "AnnexNotOfCall",
      "AnnexTooLarge",
      "TooManyUploads",
    ),
  },
});

export const readAnnexUploadRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}",
  operationId: "readAnnexUpload",
  summary: "An upload under way, with the form that sends a whole file",
  tags,
  security: signedIn,
  request: { params: uploadParams },
  responses: {
    200: json(AnnexUploadAnswer, "The upload"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "CallNotOpen",
      "CallClosed",
      "AnnexNotOfCall",
      "UploadOver",
    ),
  },
});

const piecesMax = Math.ceil(annexBytesMax / uploadPieceBytes);

export const signAnnexPiecesRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}/pieces",
  operationId: "signAnnexPieces",
  summary: "Addresses for the pieces of a file, and which of them are there already",
  tags,
  security: signedIn,
  request: {
    params: uploadParams,
    body: jsonBody(
      z
        .strictObject({
          /** SHA-256 of each piece, in base64, in their order. */
          sha256Base64: z
            .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
            .min(1)
            .max(piecesMax),
        })
        .meta({ id: "AnnexPieces" }),
    ),
  },
  responses: {
    200: json(z.object({ pieces: z.array(SignedPiece) }).meta({ id: "SignedPieces" }), "Where each piece goes"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "PartNotYours",
      "CallNotOpen",
      "CallClosed",
      "AnnexNotOfCall",
      "UploadOver",
      "PiecesMismatch",
    ),
  },
});

export const registerAnnexRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/annexes/{annexId}/uploads/{uploadId}/registration",
  operationId: "registerAnnex",
  summary: "Take a file that has arrived into the draft; the instant of this request is what counts",
  tags,
  security: signedIn,
  request: {
    params: uploadParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ fileName: FileName }).meta({ id: "ArrivedFile" })),
  },
  responses: {
    200: jsonWithEtag(Part, "The file is a part of the draft"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "PartNotYours",
      "CallNotOpen",
      "CallClosed",
      "AnnexNotOfCall",
      "UploadOver",
      "UploadIncomplete",
      "AnnexEmpty",
      "AnnexTooLarge",
      "PartStale",
      "Busy",
    ),
  },
});

export const readAnnexFileRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/annexes/{annexId}/files/{uploadId}",
  operationId: "readAnnexFile",
  summary: "An address that gives the file for a minute",
  tags,
  security: signedIn,
  request: {
    params: uploadParams,
    /** The frozen document that names the file; without it, what stands in the draft. */
    query: z.object({ documentSha256: Digest.optional() }),
  },
  responses: {
    200: json(AnnexAddress, "Where the file is"),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "AnnexNotFound",
      "AnnexNotChecked",
      "AnnexNotSafe",
    ),
  },
});

export const annexApi = [
  readAnnexesRoute,
  requestAnnexUploadRoute,
  readAnnexUploadRoute,
  signAnnexPiecesRoute,
  registerAnnexRoute,
  readAnnexFileRoute,
];
