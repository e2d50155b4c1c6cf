import { BankException, BankMessage, BankMessageId } from "@grants/core/disbursement/bank-message";
import { DueOrder } from "@grants/core/disbursement/payment-order";
import { PaymentId } from "@grants/core/disbursement/payment-request";
import { ChunkStatus, PaymentRun, RunFile, RunId, RunManifest } from "@grants/core/disbursement/payment-run";
import { EndToEndId } from "@grants/core/disbursement/payment-text";
import { Digest } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn, signedInAgain } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { disbursementProblems } from "./problems/disbursement.ts";
import { registryProblems } from "./problems/registry.ts";
import { AllowedAction } from "./allowed-action.ts";

const problems = problemsOf(disbursementProblems, registryProblems);
const tags = ["treasury"];
const params = z.object({ runId: RunId });
const messageParams = z.object({ messageId: BankMessageId });
const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);
const commitRefusals = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const RunHead = z.object({ version: z.int(), run: PaymentRun }).meta({ id: "RunHead" });
export const BankMessageHead = z.object({ version: z.int(), message: BankMessage }).meta({ id: "BankMessageHead" });

/** The orders of a day: at most a hundred of them, and count and sum of the first ones or, where there are no more, of all. */
export const DueDay = z
  .object({
    executionOn: LocalDate,
    run: orNull(PaymentRun),
    nbOfTxs: z.int(),
    sumCents: Cents,
    hasMore: z.boolean(),
    orders: z.array(DueOrder),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "DueDay" });

export const RunPayment = z
  .object({
    paymentId: PaymentId,
    endToEndId: EndToEndId,
    payee: OrganisationId,
    amountCents: Cents,
    status: ChunkStatus,
    bookedOn: orNull(LocalDate),
  })
  .meta({ id: "RunPayment" });

/** A run with one part of its payments. */
export const RunContents = RunHead.extend({
  manifest: orNull(RunManifest),
  file: orNull(RunFile),
  messageId: z.string(),
  chunk: z.int(),
  payments: z.array(RunPayment),
  allowedActions: z.array(AllowedAction),
}).meta({ id: "RunContents" });

export const readDueOrdersRoute = createRoute({
  method: "get",
  path: "/v1/treasury/due/{executionOn}",
  operationId: "readDueOrders",
  summary: "The payment orders of a day",
  tags,
  security: signedIn,
  request: { params: z.object({ executionOn: LocalDate }) },
  responses: { 200: json(DueDay, "The day"), ...problems("NotAllowed") },
});

export const createRunRoute = createRoute({
  method: "post",
  path: "/v1/treasury/runs",
  operationId: "createRun",
  summary: "Ask for the run of a day; its orders are closed and checked",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ executionOn: LocalDate }).meta({ id: "NewRun" })),
  },
  responses: {
    201: jsonWithEtag(RunHead, "Asked for; it is prepared within minutes, or refused with a reason"),
    ...problems(
      "NotAllowed",
      "ExecutionDateInvalid",
      "OrdersAlreadyInRun",
      "NothingDue",
      "SegregationViolated",
      ...commitRefusals,
    ),
  },
});

export const listRunsRoute = createRoute({
  method: "get",
  path: "/v1/treasury/runs",
  operationId: "listRuns",
  summary: "Payment runs, the latest day first",
  tags,
  security: signedIn,
  responses: {
    200: json(z.object({ runs: z.array(RunHead) }).meta({ id: "RunList" }), "The runs"),
    ...problems("NotAllowed"),
  },
});

export const readRunRoute = createRoute({
  method: "get",
  path: "/v1/treasury/runs/{runId}",
  operationId: "readRun",
  summary: "A run with one part of its payments",
  tags,
  security: signedIn,
  request: {
    params,
    query: z.object({
      chunk: z
        .string()
        .regex(/^(?:0|[1-9]\d{0,3})$/)
        .optional(),
    }),
  },
  responses: { 200: jsonWithEtag(RunContents, "The run"), ...problems("RunNotFound", "NotAllowed") },
});

export const confirmRunRoute = createRoute({
  method: "post",
  path: "/v1/treasury/runs/{runId}/confirmation",
  operationId: "confirmRun",
  summary: "Confirm exactly these payments as a second person",
  tags,
  ...signedInAgain,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ manifestSha256: Digest }).meta({ id: "RunConfirmation" })),
  },
  responses: {
    200: jsonWithEtag(RunHead, "Confirmed"),
    ...problems(
      "StepUpRequired",
      "RunNotFound",
      "NotAllowed",
      "RunNotPrepared",
      "ConfirmedByItsMaker",
      "AnotherManifest",
      "SegregationViolated",
      ...commitRefusals,
    ),
  },
});

export const sendRunRoute = createRoute({
  method: "post",
  path: "/v1/treasury/runs/{runId}/sending",
  operationId: "sendRun",
  summary: "Release the file of a confirmed run; it is written and handed to the bank",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(RunHead, "Released; the file follows"),
    ...problems(
      "RunNotFound",
      "NotAllowed",
      "RunNotConfirmed",
      "RunAlreadyReleased",
      "SegregationViolated",
      ...commitRefusals,
    ),
  },
});

export const readRunFileRoute = createRoute({
  method: "get",
  path: "/v1/treasury/runs/{runId}/file",
  operationId: "readRunFile",
  summary: "The bank file of a run",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: json(
      z.object({ fileName: z.string(), sha256: Digest, text: z.string() }).meta({ id: "RunFileText" }),
      "The file",
    ),
    ...problems("RunNotFound", "NotAllowed", "RunNotSent"),
  },
});

export const importBankStatusRoute = createRoute({
  method: "post",
  path: "/v1/treasury/bank-messages",
  operationId: "importBankStatus",
  summary: "Import a status report or notification of the bank; another person applies it",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ text: z.string().min(1) }).meta({ id: "BankMessageImport" })),
  },
  responses: {
    201: jsonWithEtag(BankMessageHead, "Imported; nothing is booked yet"),
    ...problems("NotAllowed", "BankMessageRefused", "BankMessageKnown", ...commitRefusals),
  },
});

export const readBankMessageRoute = createRoute({
  method: "get",
  path: "/v1/treasury/bank-messages/{messageId}",
  operationId: "readBankMessage",
  summary: "A message of the bank",
  tags,
  security: signedIn,
  request: { params: messageParams },
  responses: { 200: jsonWithEtag(BankMessageHead, "The message"), ...problems("BankMessageNotFound") },
});

export const applyBankStatusRoute = createRoute({
  method: "post",
  path: "/v1/treasury/bank-messages/{messageId}/application",
  operationId: "applyBankStatus",
  summary: "Release an imported message as a second person; it is booked",
  tags,
  security: signedIn,
  request: { params: messageParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(BankMessageHead, "Released; the bookings follow"),
    ...problems("BankMessageNotFound", "NotAllowed", "BankMessageApplied", "AppliedByItsImporter", ...commitRefusals),
  },
});

export const listBankExceptionsRoute = createRoute({
  method: "get",
  path: "/v1/treasury/bank-exceptions",
  operationId: "listBankExceptions",
  summary: "Lines of the bank that fitted nothing of ours, the latest first",
  tags,
  security: signedIn,
  responses: {
    200: json(z.object({ exceptions: z.array(BankException) }).meta({ id: "BankExceptions" }), "The lines"),
    ...problems("NotAllowed"),
  },
});

export const treasuryApi = [
  readDueOrdersRoute,
  createRunRoute,
  listRunsRoute,
  readRunRoute,
  confirmRunRoute,
  sendRunRoute,
  readRunFileRoute,
  importBankStatusRoute,
  readBankMessageRoute,
  applyBankStatusRoute,
  listBankExceptionsRoute,
];
