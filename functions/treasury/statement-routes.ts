import {
  bookBankStatementRoute,
  importBankStatementRoute,
  listBankStatementsRoute,
  readBankStatementRoute,
} from "@grants/contract/bank-statements";
import type { Stored } from "@grants/core/audit/stored";
import type { BankStatement } from "@grants/core/cofunding/bank-statement";
import { bookBankStatement } from "@grants/core/cofunding/book-bank-statement";
import {
  type BankStatementDeps,
  importBankStatement,
  listBankStatements,
  readBankStatement,
} from "@grants/core/cofunding/import-bank-statement";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";

export type StatementDeps = ApiDeps & BankStatementDeps;
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<BankStatement>) => ({ version, statement: state });

/** Statements of the Centre's account: what Member States paid. */
export const statementRoutes = (api: Api, deps: StatementDeps): void => {
  const { sha256 } = deps;
  api.openapi({ ...importBankStatementRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "importBankStatement", idempotencyKey, body });
    const imported = await importBankStatement(deps, { ...body, command });
    return imported.ok ? c.json(headOf(imported.value), 201, etag(imported.value.version)) : refuse(c, imported.error);
  });
  api.openapi({ ...listBankStatementsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listBankStatements(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ statements: listed.value.map(headOf) }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readBankStatementRoute, middleware: requirePerson }, async (c) => {
    const asked = { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at };
    const read = await readBankStatement(deps, asked);
    if (!read.ok) return refuse(c, read.error);
    const { head, lines, allowedActions } = read.value;
    const page = { ...headOf(head), lines: [...lines], allowedActions: [...allowedActions] };
    return c.json(page, 200, etag(head.version));
  });
  api.openapi({ ...bookBankStatementRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "bookBankStatement", idempotencyKey });
    const booked = await bookBankStatement(deps, { ...c.req.valid("param"), expectedVersion, command });
    return booked.ok ? c.json(headOf(booked.value), 200, etag(booked.value.version)) : refuse(c, booked.error);
  });
};
