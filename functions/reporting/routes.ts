import {
  readReportRoute,
  readReportsRoute,
  readStatementRoute,
  readVerificationRoute,
  reopenStatementRoute,
  saveStatementRoute,
  sendReportRoute,
  signStatementRoute,
  verifyStatementRoute,
} from "@grants/contract/reporting";
import type { Stored } from "@grants/core/audit/stored";
import type { FinancialStatement } from "@grants/core/reporting/financial-statement";
import { readReport, readReports, readStatement } from "@grants/core/reporting/read-reporting";
import { type ReportingDeps, saveStatement } from "@grants/core/reporting/save-statement";
import { sendReport } from "@grants/core/reporting/send-report";
import { reopenStatement, signStatement } from "@grants/core/reporting/sign-statement";
import { readVerification, verifyStatement } from "@grants/core/reporting/verify-statement";
import { type ApiDeps, createApi, etag, refuse, requireFreshPerson, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";

export type ReportingRoutesDeps = ApiDeps & ReportingDeps;
type Api = ReturnType<typeof createApi>;

const statementHead = ({ version, state }: Stored<FinancialStatement>) => ({ version, statement: state });

const readingRoutes = (api: Api, deps: ReportingRoutesDeps) => {
  api.openapi({ ...readReportsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readReports");
    const read = await readReports(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    return c.json({ ...read.value, periods: [...read.value.periods] }, 200);
  });
  api.openapi({ ...readReportRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readReport");
    const read = await readReport(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { statements, report, allowedActions, ...rest } = read.value;
    const sent = report === null ? null : { version: report.version, report: report.state };
    return c.json({ ...rest, report: sent, statements: [...statements], allowedActions: [...allowedActions] }, 200);
  });
  api.openapi({ ...readStatementRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readStatement");
    const read = await readStatement(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { computed, allowedActions, ...rest } = read.value;
    const file = {
      ...rest,
      computed: { ...computed, categories: [...computed.categories] },
      allowedActions: [...allowedActions],
    };
    return c.json(file, 200, etag(read.value.version));
  });
};

const statementRoutes = (api: Api, deps: ReportingRoutesDeps) => {
  api.openapi({ ...saveStatementRoute, middleware: requirePerson }, async (c) => {
    const content = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "saveStatement", idempotencyKey, body: content });
    const saved = await saveStatement(deps, { ...c.req.valid("param"), content, expectedVersion, command });
    return saved.ok ? c.json(statementHead(saved.value), 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...signStatementRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "signStatement", idempotencyKey, body });
    const signed = await signStatement(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return signed.ok ? c.json(statementHead(signed.value), 200, etag(signed.value.version)) : refuse(c, signed.error);
  });
  api.openapi({ ...reopenStatementRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "reopenStatement", idempotencyKey });
    const opened = await reopenStatement(deps, { ...c.req.valid("param"), expectedVersion, command });
    return opened.ok ? c.json(statementHead(opened.value), 200, etag(opened.value.version)) : refuse(c, opened.error);
  });
};

const verificationRoutes = (api: Api, deps: ReportingRoutesDeps) => {
  api.openapi({ ...readVerificationRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readVerification");
    const read = await readVerification(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { lines, stated, accepted, allowedActions, ...rest } = read.value;
    const file = {
      ...rest,
      lines: [...lines],
      stated: { ...stated, categories: [...stated.categories] },
      accepted: { ...accepted, categories: [...accepted.categories] },
      allowedActions: [...allowedActions],
    };
    return c.json(file, 200, etag(read.value.version));
  });
  api.openapi({ ...verifyStatementRoute, middleware: requirePerson }, async (c) => {
    const content = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "verifyStatement", idempotencyKey, body: content });
    const kept = await verifyStatement(deps, { ...c.req.valid("param"), content, expectedVersion, command });
    if (!kept.ok) return refuse(c, kept.error);
    const { version, state } = kept.value;
    return c.json({ version, verification: state }, 200, etag(version));
  });
};

export const reportingRoutes = (deps: ReportingRoutesDeps) => {
  const api = createApi(deps);
  readingRoutes(api, deps);
  statementRoutes(api, deps);
  verificationRoutes(api, deps);
  api.openapi({ ...sendReportRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "sendReport", idempotencyKey, body });
    const sent = await sendReport(deps, { ...c.req.valid("param"), ...body, command });
    if (!sent.ok) return refuse(c, sent.error);
    const { version, state } = sent.value;
    return c.json({ version, report: state }, 201, etag(version));
  });
  return api;
};
