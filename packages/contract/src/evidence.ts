import { NightCount, NightFinding, NightId, NightKind } from "@grants/core/audit/nights/night";
import { Receipt } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { receiptCharactersMax } from "@grants/kernel/limits";
import { UserId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { Cursor, json, jsonBody, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { transparencyProblems } from "./problems/transparency.ts";

const problems = problemsOf(transparencyProblems);
const tags = ["transparency"];

export const EvidenceFile = z
  .object({
    fileName: z.string(),
    /** SHA-256 of the file. */
    sha256: z.string(),
    zipBase64: z.string(),
  })
  .meta({ id: "EvidenceFile" });

export const readEvidenceBundleRoute = createRoute({
  method: "get",
  path: "/v1/transparency/trails/{aggregate}/evidence-bundle",
  operationId: "readEvidenceBundle",
  summary: "Entries, proofs, tree heads and time-stamps of one thing, as a zip that is verified offline",
  tags,
  security: signedIn,
  request: { params: z.object({ aggregate: z.string().regex(/^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/) }) },
  responses: {
    200: json(EvidenceFile, "The bundle"),
    ...problems("NotAllowed", "AggregateNotFound", "BundleTooLarge"),
  },
});

const Head = z.object({
  size: z.int(),
  root: z.string(),
  previous: z.string(),
  at: z.string(),
  key: z.string(),
  /** The text that was signed, and the signature. */
  body: z.string(),
  signature: z.string(),
  /** The token of the time-stamping authority, base64 of its DER. */
  timeStamp: z.string().optional(),
  /** `SignedAndLinked`: the signature is of the key that signs now or of one before it, and the head names the one before. */
  verdict: z.enum(["SignedAndLinked", "NotSigned", "NotLinked"]),
});

export const TreeHeads = z
  .object({
    /** Fingerprint of the key that signs now: what an outsider trusts. */
    key: z.string().optional(),
    publicKey: z.string().optional(),
    /** Heads of the day, the newest first. */
    heads: z.array(Head),
    /** The latest earlier day that has some. */
    earlierDay: z.string().optional(),
  })
  .meta({ id: "TreeHeads" });

export const listTreeHeadsRoute = createRoute({
  method: "get",
  path: "/v1/transparency/tree-heads",
  operationId: "listTreeHeads",
  summary: "Signed heads of the log of all decisions, and the fingerprint of the key that signs them",
  tags,
  security: [],
  request: {
    query: z.object({
      day: z
        .string()
        .regex(/^\d{8}$/)
        .optional()
        .meta({ example: "20270110" }),
    }),
  },
  responses: { 200: json(TreeHeads, "The heads of a day, by default of the last one that has some"), ...problems() },
});

export const Verifier = z
  .object({ fileName: z.string(), sha256: z.string(), text: z.string() })
  .meta({ id: "Verifier" });

export const readVerifierRoute = createRoute({
  method: "get",
  path: "/v1/transparency/verifier",
  operationId: "readVerifier",
  summary: "The offline verifier of evidence bundles, as one script for Node.js",
  tags,
  security: [],
  responses: { 200: json(Verifier, "The script and its digest"), ...problems() },
});

const Listing = z.object({
  /** `ANOTHER_ON_LIST`: a later submission of the proposal is on it. `NOT_ON_LIST`: it was withdrawn. */
  state: z.enum(["LIST_NOT_SEALED", "ON_LIST", "ANOTHER_ON_LIST", "NOT_ON_LIST"]),
  sealedAt: Instant.optional(),
  submissions: z.int().optional(),
  listSha256: Digest.optional(),
});

export const ReceiptVerification = z
  .object({
    verdict: z.enum(["GENUINE", "NOT_A_RECEIPT", "SIGNATURE_WRONG", "SIGNER_UNKNOWN", "TIME_STAMP_WRONG"]),
    /** What it states; only where it is genuine. */
    receipt: Receipt.optional(),
    seal: z
      .object({
        certificate: z.string(),
        subject: z.string(),
        /** Fingerprint of the key that issued the certificate: one that signs the log, or did. */
        issuer: z.string(),
      })
      .optional(),
    stamp: z.object({ at: Instant, authority: z.string(), subject: z.string() }).optional(),
    isSameDocument: z.boolean().optional(),
    listing: Listing.optional(),
  })
  .meta({ id: "ReceiptVerification" });

export const verifyReceiptRoute = createRoute({
  method: "post",
  path: "/v1/transparency/receipt-verification",
  operationId: "verifyReceipt",
  summary: "Whether a receipt is genuine, what it states, and whether the call's sealed list has it. Nothing is kept",
  tags,
  security: [],
  request: {
    body: jsonBody(
      z
        .strictObject({
          /** The sealed receipt as it was downloaded, or a compact JWS with its payload. */
          text: z.string().min(1).max(receiptCharactersMax),
          /** SHA-256 of the document at hand. */
          documentSha256: Digest.optional(),
        })
        .meta({ id: "ReceiptToVerify" }),
    ),
  },
  responses: { 200: json(ReceiptVerification, "The verdict"), ...problems() },
});

export const AccessLogPage = z
  .object({
    thing: z.string(),
    records: z.array(
      z.object({
        at: Instant,
        caller: UserId,
        /** The operation that was asked for. */
        action: z.string(),
        thing: z.string(),
        /** 200, or the status of the refusal. */
        status: z.int(),
        correlationId: z.string(),
      }),
    ),
    /** Where more follow. */
    next: z.string().optional(),
  })
  .meta({ id: "AccessLogPage" });

export const readAccessLogRoute = createRoute({
  method: "get",
  path: "/v1/transparency/access-log/{thing}",
  operationId: "readAccessLog",
  summary: "Who looked at something that is personal or of a bank account, and who was refused",
  tags,
  security: signedIn,
  request: {
    params: z.object({ thing: z.string().regex(/^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/) }),
    query: z.object({ after: z.string().max(300).optional() }),
  },
  responses: { 200: json(AccessLogPage, "The records, oldest first"), ...problems("NotAllowed") },
});

const NightSummary = z
  .object({
    id: NightId,
    /** The day whose decisions were computed, in UTC. */
    on: LocalDate,
    state: z.enum(["running", "finished"]),
    finishedAt: Instant.optional(),
    isLate: z.boolean(),
    /** Places in the log of all decisions that it covers: from the first on, up to the second. */
    from: z.int(),
    to: z.int(),
    counts: z.array(NightCount.extend({ kind: NightKind }).meta({ id: "NightKindCount" })),
  })
  .meta({ id: "NightSummary" });

const NightList = z.object({ nights: z.array(NightSummary), next: Cursor.optional() }).meta({ id: "NightList" });

export const listNightsRoute = createRoute({
  method: "get",
  path: "/v1/transparency/nights",
  operationId: "listNights",
  summary: "The nights on which the decisions of a day were computed once more, the latest first",
  tags,
  security: signedIn,
  request: { query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(NightList, "The nights"), ...problems("NotAllowed", "CursorInvalid") },
});

const NightPage = z
  .object({ night: NightSummary, findings: z.array(NightFinding), next: Cursor.optional() })
  .meta({ id: "NightPage" });

export const readNightRoute = createRoute({
  method: "get",
  path: "/v1/transparency/nights/{on}",
  operationId: "readNight",
  summary: "One night: how many decisions came out as they are kept, and each that did not with what differs",
  tags,
  security: signedIn,
  request: { params: z.object({ on: LocalDate }), query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(NightPage, "The night"), ...problems("NotAllowed", "NightNotFound", "CursorInvalid") },
});

export const evidenceApi = [
  readEvidenceBundleRoute,
  listTreeHeadsRoute,
  readVerifierRoute,
  verifyReceiptRoute,
  readAccessLogRoute,
  listNightsRoute,
  readNightRoute,
];
