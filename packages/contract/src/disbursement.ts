import { Agreement, AgreementId } from "@grants/core/agreements/agreement";
import { DataSheet } from "@grants/core/agreements/data-sheet";
import { PaymentOrder } from "@grants/core/disbursement/payment-order";
import { PaymentRequest, PaymentRequestId } from "@grants/core/disbursement/payment-request";
import { ChunkStatus, PaymentRun, RunFile } from "@grants/core/disbursement/payment-run";
import { PaymentStage } from "@grants/core/disbursement/payment-stage";
import { paymentFigures } from "@grants/core/disbursement/replay-payment";
import { CommitmentId } from "@grants/core/cofunding/award";
import { Digest } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn, signedInAgain } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { agreementProblems } from "./problems/agreements.ts";
import { disbursementProblems } from "./problems/disbursement.ts";
import { registryProblems } from "./problems/registry.ts";
import { AllowedAction } from "./allowed-action.ts";

const problems = problemsOf(agreementProblems, disbursementProblems, registryProblems);
const tags = ["disbursement"];
const params = z.object({ requestId: PaymentRequestId });
const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);

export const PaymentRequestHead = z
  .object({ version: z.int(), request: PaymentRequest })
  .meta({ id: "PaymentRequestHead" });

/** Where the clock of a payment stands today. */
export const RequestClock = z
  .object({
    clock: z.enum(["RUNNING", "STOPPED", "ENDED"]),
    clockFromOn: LocalDate,
    dueOn: orNull(LocalDate),
    legalDueOn: orNull(LocalDate),
    suspendedDays: z.int(),
    remainingDays: orNull(z.int()),
    paidOn: orNull(LocalDate),
    isLate: z.boolean(),
    calendarVersion: z.string(),
  })
  .meta({ id: "RequestClock" });

/** What became of the order in its run. */
export const RunTrace = z
  .object({
    order: orNull(PaymentOrder),
    run: orNull(PaymentRun),
    file: orNull(RunFile),
    status: orNull(ChunkStatus),
    bookedOn: orNull(LocalDate),
  })
  .meta({ id: "RunTrace" });

export const ShownPaymentRequest = PaymentRequestHead.extend({
  stage: PaymentStage,
  clock: RequestClock,
  trace: orNull(RunTrace),
  allowedActions: z.array(AllowedAction),
}).meta({ id: "ShownPaymentRequest" });

const PayeeLacks = orNull(z.enum(["LEGAL_ENTITY", "BANK_ACCOUNT"]));

export const PaymentRequestFile = ShownPaymentRequest.extend({ sheet: DataSheet, payeeLacks: PayeeLacks }).meta({
  id: "PaymentRequestFile",
});

export const QueuedPaymentRequest = ShownPaymentRequest.extend({
  project: DataSheet.pick({ projectNumber: true, acronym: true }),
}).meta({ id: "QueuedPaymentRequest" });

/** The payments of an agreement: where its money is. */
export const AgreementPayments = z
  .object({
    agreement: Agreement,
    sheet: DataSheet,
    prefinancingCents: Cents,
    payeeLacks: PayeeLacks,
    prefinancing: orNull(ShownPaymentRequest),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "AgreementPayments" });

const commitRefusals = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const stepRefusals = ["PaymentRequestNotFound", "NotAllowed", ...commitRefusals] as const;

export const createPaymentRequestRoute = createRoute({
  method: "post",
  path: "/v1/disbursement/requests",
  operationId: "createPaymentRequest",
  summary: "Register the pre-financing of an agreement in force",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ agreementId: AgreementId }).meta({ id: "NewPaymentRequest" })),
  },
  responses: {
    201: jsonWithEtag(PaymentRequestHead, "Registered; a verifier looks at it"),
    ...problems(
      "NotAllowed",
      "AgreementNotFound",
      "AgreementNotInForce",
      "PaymentRequestExists",
      "NothingToPay",
      "CommitmentExceeded",
      ...commitRefusals,
    ),
  },
});

export const listPaymentQueueRoute = createRoute({
  method: "get",
  path: "/v1/disbursement/requests",
  operationId: "listPaymentQueue",
  summary: "Payment requests that wait for a step, the first due first",
  tags,
  security: signedIn,
  responses: {
    200: json(z.object({ requests: z.array(QueuedPaymentRequest) }).meta({ id: "PaymentQueue" }), "The queue"),
    ...problems("NotAllowed"),
  },
});

export const readPaymentRequestRoute = createRoute({
  method: "get",
  path: "/v1/disbursement/requests/{requestId}",
  operationId: "readPaymentRequest",
  summary: "A payment request with its clock and what became of its order",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: jsonWithEtag(PaymentRequestFile, "The request"),
    ...problems("PaymentRequestNotFound", "NotAllowed"),
  },
});

const PaymentOutcome = z
  .object({
    sheetSha256: Digest,
    amountCents: Cents,
    clockFromOn: LocalDate,
    limitDays: z.int(),
    coordinator: OrganisationId,
    commitmentId: CommitmentId,
  })
  .meta({ id: "PaymentOutcome" });

export const PaymentReplay = z
  .object({
    requestId: PaymentRequestId,
    agreementId: AgreementId,
    /** Ids of the rulebook. */
    rules: z.array(z.string()),
    inputs: DataSheet.pick({ maxGrantCents: true, prefinancingRate: true, mimRate: true, startsOn: true }).extend({
      inForceOn: LocalDate,
    }),
    /** By the audit entries; null where one of their chains is broken. */
    decided: orNull(PaymentOutcome),
    recomputed: PaymentOutcome,
    /** What the request says now. */
    kept: PaymentOutcome,
    brokenLink: orNull(z.looseObject({ kind: z.string() })),
    isEqual: z.boolean(),
    firstDifference: orNull(z.enum(paymentFigures)),
  })
  .meta({ id: "PaymentReplay" });

export const replayPaymentRoute = createRoute({
  method: "get",
  path: "/v1/disbursement/requests/{requestId}/replay",
  operationId: "readPaymentReplay",
  summary: "The amount and clock of a payment computed once more from what was signed, and whether the same comes out",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: json(PaymentReplay, "What was decided and what comes out now"),
    ...problems("PaymentRequestNotFound", "NotAllowed", "AgreementNotInForce"),
  },
});

export const readAgreementPaymentsRoute = createRoute({
  method: "get",
  path: "/v1/disbursement/agreements/{agreementId}",
  operationId: "readAgreementPayments",
  summary: "Where the money of an agreement is",
  tags,
  security: signedIn,
  request: { params: z.object({ agreementId: AgreementId }) },
  responses: { 200: json(AgreementPayments, "The payments"), ...problems("AgreementNotFound") },
});

export const validatePaymentRequestRoute = createRoute({
  method: "post",
  path: "/v1/disbursement/requests/{requestId}/validation",
  operationId: "validatePaymentRequest",
  summary: "Certify the request correct",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(PaymentRequestHead, "Certified correct"),
    ...problems(...stepRefusals, "PaymentRequestNotReady", "PaymentSuspended", "SegregationViolated"),
  },
});

export const suspendPaymentRoute = createRoute({
  method: "post",
  path: "/v1/disbursement/requests/{requestId}/suspension",
  operationId: "suspendPayment",
  summary: "Stop the clock, with the reason that the coordinator is told",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reason: z.string().trim().min(10).max(2_000) }).meta({ id: "PaymentSuspension" })),
  },
  responses: {
    200: jsonWithEtag(PaymentRequestHead, "The clock stands"),
    ...problems(...stepRefusals, "PaymentRequestNotReady", "PaymentSuspended", "TooManySuspensions", "ClockNotStarted"),
  },
});

export const resumePaymentRoute = createRoute({
  method: "post",
  path: "/v1/disbursement/requests/{requestId}/resumption",
  operationId: "resumePayment",
  summary: "Let the remaining time run again",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(PaymentRequestHead, "The clock runs"),
    ...problems(...stepRefusals, "PaymentNotSuspended"),
  },
});

export const authorisePaymentRoute = createRoute({
  method: "post",
  path: "/v1/disbursement/requests/{requestId}/authorisation",
  operationId: "authorisePayment",
  summary: "Authorise the payment as an order for one day",
  tags,
  ...signedInAgain,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ executionOn: LocalDate }).meta({ id: "PaymentAuthorisation" })),
  },
  responses: {
    200: jsonWithEtag(PaymentRequestHead, "Authorised; the run of the day pays it"),
    ...problems(
      "StepUpRequired",
      ...stepRefusals,
      "PaymentRequestNotReady",
      "PaymentSuspended",
      "SegregationViolated",
      "ExecutionDateInvalid",
      "ExecutionDateClosed",
      "AgreementNotInForce",
      "CeilingExceeded",
      "CommitmentExceeded",
      "PayeeNotValidated",
      "ParticipantExcluded",
    ),
  },
});

export const paymentApi = [
  createPaymentRequestRoute,
  listPaymentQueueRoute,
  readPaymentRequestRoute,
  replayPaymentRoute,
  readAgreementPaymentsRoute,
  validatePaymentRequestRoute,
  suspendPaymentRoute,
  resumePaymentRoute,
  authorisePaymentRoute,
];
