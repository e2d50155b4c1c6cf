import {
  applyBankStatusRoute,
  importBankStatusRoute,
  listBankExceptionsRoute,
  readBankMessageRoute,
} from "@grants/contract/treasury";
import type { Stored } from "@grants/core/audit/stored";
import { applyBankStatus } from "@grants/core/disbursement/apply-bank-status";
import type { BankMessage } from "@grants/core/disbursement/bank-message";
import { type ImportBankStatusDeps, importBankStatus } from "@grants/core/disbursement/import-bank-status";
import { listBankExceptions, readBankMessage } from "@grants/core/disbursement/list-runs";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";

export type BankDeps = ApiDeps & ImportBankStatusDeps;
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<BankMessage>) => ({ version, message: state });

export const bankRoutes = (api: Api, deps: BankDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...importBankStatusRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "importBankStatus", idempotencyKey, body });
    const imported = await importBankStatus(deps, { ...body, command });
    return imported.ok ? c.json(headOf(imported.value), 201, etag(imported.value.version)) : refuse(c, imported.error);
  });
  api.openapi({ ...readBankMessageRoute, middleware: requirePerson }, async (c) => {
    const asked = { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at };
    const read = await readBankMessage(deps, asked);
    return read.ok ? c.json(headOf(read.value), 200, etag(read.value.version)) : refuse(c, read.error);
  });
  api.openapi({ ...applyBankStatusRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "applyBankStatus", idempotencyKey });
    const done = await applyBankStatus(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(headOf(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...listBankExceptionsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listBankExceptions(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ exceptions: [...listed.value] }, 200) : refuse(c, listed.error);
  });
};
