import {
  authorisePaymentRoute,
  createPaymentRequestRoute,
  listPaymentQueueRoute,
  readAgreementPaymentsRoute,
  readPaymentRequestRoute,
  replayPaymentRoute,
  resumePaymentRoute,
  suspendPaymentRoute,
  validatePaymentRequestRoute,
} from "@grants/contract/disbursement";
import type { Stored } from "@grants/core/audit/stored";
import { type AuthorisePaymentDeps, authorisePayment } from "@grants/core/disbursement/authorise-payment";
import { createPaymentRequest } from "@grants/core/disbursement/create-payment-request";
import { listPaymentQueue } from "@grants/core/disbursement/list-payment-queue";
import type { PaymentRequest } from "@grants/core/disbursement/payment-request";
import type { RunTrace } from "@grants/core/disbursement/payment-run";
import { readAgreementPayments } from "@grants/core/disbursement/read-agreement-payments";
import { type ShownRequest, readPaymentRequest } from "@grants/core/disbursement/read-payment-request";
import { replayPayment } from "@grants/core/disbursement/replay-payment";
import { resumePayment, suspendPayment } from "@grants/core/disbursement/suspend-payment";
import { validatePaymentRequest } from "@grants/core/disbursement/validate-payment-request";
import { type ApiDeps, callerOf, createApi, etag, refuse, requireFreshPerson, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";

export type DisbursementDeps = ApiDeps & AuthorisePaymentDeps;
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<PaymentRequest>) => ({ version, request: state });
const stateOf = <S>(stored: Stored<S> | null): S | null => stored?.state ?? null;

const traceOf = ({ order, run, file, status, bookedOn }: RunTrace) => ({
  order: stateOf(order),
  run: stateOf(run),
  file: stateOf(file),
  status,
  bookedOn,
});

const shownOf = ({ request, stage, clock, trace, allowedActions }: ShownRequest) => ({
  ...headOf(request),
  stage,
  clock,
  trace: trace === null ? null : traceOf(trace),
  allowedActions: [...allowedActions],
});

const readingRoutes = (api: Api, deps: DisbursementDeps) => {
  api.openapi({ ...listPaymentQueueRoute, middleware: requirePerson }, async (c) => {
    const listed = await listPaymentQueue(deps, { caller: callerOf(c), now: c.get("facts").at });
    if (!listed.ok) return refuse(c, listed.error);
    return c.json({ requests: listed.value.map((row) => ({ ...shownOf(row), project: row.project })) }, 200);
  });
  api.openapi({ ...readPaymentRequestRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readPaymentRequest");
    const read = await readPaymentRequest(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { sheet, payeeLacks, request } = read.value;
    return c.json({ ...shownOf(read.value), sheet, payeeLacks }, 200, etag(request.version));
  });
  api.openapi({ ...replayPaymentRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readPaymentReplay");
    const replay = await replayPayment(deps, { ...c.req.valid("param"), command });
    return replay.ok ? c.json({ ...replay.value, rules: [...replay.value.rules] }, 200) : refuse(c, replay.error);
  });
  api.openapi({ ...readAgreementPaymentsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAgreementPayments");
    const read = await readAgreementPayments(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { agreement, sheet, prefinancingCents, payeeLacks, prefinancing, allowedActions } = read.value;
    const shown = prefinancing === null ? null : shownOf(prefinancing);
    const rest = { sheet, prefinancingCents, payeeLacks, prefinancing: shown, allowedActions: [...allowedActions] };
    return c.json({ agreement: agreement.state, ...rest }, 200);
  });
};

const clockRoutes = (api: Api, deps: DisbursementDeps) => {
  api.openapi({ ...suspendPaymentRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "suspendPayment", idempotencyKey, body });
    const done = await suspendPayment(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...resumePaymentRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "resumePayment", idempotencyKey });
    const done = await resumePayment(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

export const disbursementRoutes = (deps: DisbursementDeps) => {
  const api = createApi(deps);
  readingRoutes(api, deps);
  clockRoutes(api, deps);
  api.openapi({ ...createPaymentRequestRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "createPaymentRequest", idempotencyKey, body });
    const made = await createPaymentRequest(deps, { ...body, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...validatePaymentRequestRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "validatePaymentRequest", idempotencyKey });
    const done = await validatePaymentRequest(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...authorisePaymentRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "authorisePayment", idempotencyKey, body });
    const done = await authorisePayment(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  return api;
};
