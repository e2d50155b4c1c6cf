import {
  confirmRunRoute,
  createRunRoute,
  listRunsRoute,
  readDueOrdersRoute,
  readRunFileRoute,
  readRunRoute,
  sendRunRoute,
} from "@grants/contract/treasury";
import type { AccessLog } from "@grants/core/audit/access-log";
import type { Stored } from "@grants/core/audit/stored";
import { confirmRun } from "@grants/core/disbursement/confirm-run";
import { type CreateRunDeps, createRun } from "@grants/core/disbursement/create-run";
import { listRuns, readRunFile } from "@grants/core/disbursement/list-runs";
import type { PaymentRun } from "@grants/core/disbursement/payment-run";
import { readDueOrders, readRun } from "@grants/core/disbursement/read-run";
import type { PaymentFileStore } from "@grants/core/disbursement/run-store";
import { sendRun } from "@grants/core/disbursement/send-run";
import { pageItemsMax } from "@grants/kernel/limits";
import {
  type ApiDeps,
  callerOf,
  type createApi,
  etag,
  refuse,
  requireFreshPerson,
  requirePerson,
} from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { logAccess } from "@grants/http/log-access";

export type RunsDeps = ApiDeps & CreateRunDeps & { readonly files: PaymentFileStore; readonly accessLog: AccessLog };
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<PaymentRun>) => ({ version, run: state });

const readingRoutes = (api: Api, deps: RunsDeps) => {
  api.openapi({ ...readDueOrdersRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readDueOrders");
    const read = await readDueOrders(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { executionOn, run, orders, sumCents, hasMore, allowedActions } = read.value;
    const shown = { orders: orders.slice(0, pageItemsMax), allowedActions: [...allowedActions] };
    const totals = { nbOfTxs: orders.length, sumCents, hasMore };
    return c.json({ executionOn, run: run?.state ?? null, ...totals, ...shown }, 200);
  });
  api.openapi({ ...listRunsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listRuns(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ runs: listed.value.map(headOf) }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readRunRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readRun");
    const chunk = Number(c.req.valid("query").chunk ?? "0");
    const read = await readRun(deps, { ...c.req.valid("param"), chunk, command });
    if (!read.ok) return refuse(c, read.error);
    const { run, file, payments, allowedActions, manifest, messageId } = read.value;
    const lists = { payments: [...payments], allowedActions: [...allowedActions] };
    const contents = { ...headOf(run), manifest, file: file?.state ?? null, messageId, chunk, ...lists };
    return c.json(contents, 200, etag(run.version));
  });
  const logged = logAccess(deps.accessLog, "readRunFile", (c) => c.req.param("runId"));
  api.openapi({ ...readRunFileRoute, middleware: [requirePerson, logged] as const }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readRunFile");
    const read = await readRunFile(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(read.value, 200) : refuse(c, read.error);
  });
};

export const runRoutes = (api: Api, deps: RunsDeps) => {
  readingRoutes(api, deps);
  api.openapi({ ...createRunRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "createRun", idempotencyKey, body });
    const made = await createRun(deps, { ...body, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...confirmRunRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "confirmRun", idempotencyKey, body });
    const done = await confirmRun(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...sendRunRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "sendRun", idempotencyKey });
    const sent = await sendRun(deps, { ...c.req.valid("param"), expectedVersion, command });
    return sent.ok ? c.json(headOf(sent.value), 200, etag(sent.value.version)) : refuse(c, sent.error);
  });
};
