import {
  listYearlyStatementsRoute,
  prepareYearlyStatementRoute,
  readYearlyStatementRoute,
  signYearlyStatementRoute,
} from "@grants/contract/yearly-statements";
import type { Stored } from "@grants/core/audit/stored";
import {
  type ReadYearlyStatement,
  type YearlyStatementDeps,
  listYearlyStatements,
  readYearlyStatement,
} from "@grants/core/cofunding/read-yearly-statements";
import { prepareYearlyStatement, signYearlyStatement } from "@grants/core/cofunding/sign-yearly-statement";
import type { YearlyStatement } from "@grants/core/cofunding/yearly-statement";
import {
  type ApiDeps,
  callerOf,
  type createApi,
  etag,
  refuse,
  requireFreshPerson,
  requirePerson,
} from "@grants/http/api";
import { commandOf } from "@grants/http/command";

type Api = ReturnType<typeof createApi>;

const head = ({ version, state }: Stored<YearlyStatement>) => ({ version, statement: state });

const pageAnswer = ({ statement, figures, titles, allowedActions, ...facts }: ReadYearlyStatement) => ({
  ...facts,
  version: statement?.version ?? 0,
  statement: statement?.state ?? null,
  figures: { ...figures, rows: [...figures.rows] },
  titles: [...titles].map(([jointActionId, title]) => ({ jointActionId, title })),
  allowedActions: [...allowedActions],
});

/** What Member States state of a year's contributions (FIN-09). */
export const statementRoutes = (api: Api, deps: ApiDeps & YearlyStatementDeps): void => {
  const { sha256 } = deps;
  api.openapi({ ...listYearlyStatementsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listYearlyStatements(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ statements: [...listed.value] }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readYearlyStatementRoute, middleware: requirePerson }, async (c) => {
    const asked = { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at };
    const read = await readYearlyStatement(deps, asked);
    if (!read.ok) return refuse(c, read.error);
    return c.json(pageAnswer(read.value), 200, etag(read.value.statement?.version ?? 0));
  });
  api.openapi({ ...prepareYearlyStatementRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "prepareYearlyStatement", idempotencyKey });
    const prepared = await prepareYearlyStatement(deps, { ...c.req.valid("param"), expectedVersion, command });
    return prepared.ok ? c.json(head(prepared.value), 200, etag(prepared.value.version)) : refuse(c, prepared.error);
  });
  api.openapi({ ...signYearlyStatementRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "signYearlyStatement", idempotencyKey, body });
    const signed = await signYearlyStatement(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return signed.ok ? c.json(head(signed.value), 200, etag(signed.value.version)) : refuse(c, signed.error);
  });
};
