import {
  changeBankAccountRoute,
  foundOrganisationRoute,
  listOrganisationsRoute,
  listRegistryWorkRoute,
  readOrganisationRoute,
  recordCallBackRoute,
  recordExclusionRoute,
  refuseOrganisationRoute,
  registerBankAccountRoute,
  registerOrganisationRoute,
  validateBankAccountRoute,
  validateOrganisationRoute,
  verifyBankAccountRoute,
  withdrawBankAccountRoute,
} from "@grants/contract/registry";
import type { AccessLog } from "@grants/core/audit/access-log";
import type { Stored } from "@grants/core/audit/stored";
import type { BankAccount } from "@grants/core/registry/bank-account";
import { recordCallBack } from "@grants/core/registry/call-back";
import { type FoundOrganisationDeps, foundOrganisation } from "@grants/core/registry/found-organisation";
import { type OrganisationIndex, listOrganisations } from "@grants/core/registry/list-organisations";
import { listRegistryWork } from "@grants/core/registry/list-registry-work";
import type { Organisation } from "@grants/core/registry/organisation";
import { type ReadAccount, readOrganisation } from "@grants/core/registry/read-organisation";
import {
  type RegisterBankAccountDeps,
  changeBankAccount,
  registerBankAccount,
} from "@grants/core/registry/register-bank-account";
import { recordExclusion } from "@grants/core/registry/record-exclusion";
import { type RegisterOrganisationDeps, registerOrganisation } from "@grants/core/registry/register-organisation";
import { validateBankAccount } from "@grants/core/registry/validate-bank-account";
import {
  type ValidateOrganisationDeps,
  refuseOrganisation,
  validateOrganisation,
} from "@grants/core/registry/validate-organisation";
import { type VerifyBankAccountDeps, verifyBankAccount } from "@grants/core/registry/verify-bank-account";
import { withdrawBankAccount } from "@grants/core/registry/withdraw-bank-account";
import { type ApiDeps, callerOf, createApi, etag, refuse, requireFreshPerson, requirePerson } from "@grants/http/api";
import { logAccess } from "@grants/http/log-access";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { type CommunityRouteDeps, communityRoutes } from "./community-routes.ts";
import { type FactRouteDeps, factRoutes } from "./fact-routes.ts";

export type RegistryDeps = RegisterOrganisationDeps &
  FoundOrganisationDeps & { readonly index: OrganisationIndex } & ApiDeps &
  RegisterBankAccountDeps &
  VerifyBankAccountDeps &
  FactRouteDeps &
  CommunityRouteDeps &
  ValidateOrganisationDeps & { readonly accessLog: AccessLog };
type Api = ReturnType<typeof createApi>;

const organisationHead = ({ version, state }: Stored<Organisation>) => ({ version, organisation: state });
const accountHead = ({ version, state }: Stored<BankAccount>) => ({ version, account: state });
const shownAccount = ({ account, allowedActions, ...shown }: ReadAccount) => ({
  ...accountHead(account),
  ...shown,
  allowedActions: [...allowedActions],
});

const findingRoutes = (api: Api, deps: RegistryDeps) => {
  api.openapi({ ...listOrganisationsRoute, middleware: requirePerson }, async (c) => {
    const asked = { search: c.req.valid("query"), caller: callerOf(c), now: c.get("facts").at };
    const listed = await listOrganisations(deps, asked);
    return listed.ok ? c.json({ organisations: [...listed.value] }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...foundOrganisationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const { pic, ...entity } = body.legalEntity;
    const legalEntity = { ...entity, ...(pic === undefined ? {} : { pic }) };
    const command = commandOf(c, deps.sha256, {
      operationId: "foundOrganisation",
      idempotencyKey,
      body: { legalEntity },
    });
    const made = await foundOrganisation(deps, { legalEntity, command });
    return made.ok ? c.json(organisationHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
};

const organisationRoutes = (api: Api, deps: RegistryDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...registerOrganisationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "registerOrganisation", idempotencyKey, body });
    const made = await registerOrganisation(deps, { ...body, command });
    return made.ok ? c.json(organisationHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  const logged = logAccess(deps.accessLog, "readOrganisation", (c) => c.req.param("organisationId"));
  api.openapi({ ...readOrganisationRoute, middleware: [requirePerson, logged] as const }, async (c) => {
    const command = draftCommandOf(c, sha256, "readOrganisation");
    const read = await readOrganisation(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { organisation, legalEntity, accounts, allowedActions } = read.value;
    const lists = { accounts: accounts.map(shownAccount), allowedActions: [...allowedActions] };
    return c.json({ ...organisationHead(organisation), legalEntity, ...lists }, 200, etag(organisation.version));
  });
  api.openapi({ ...validateOrganisationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "validateOrganisation", idempotencyKey });
    const done = await validateOrganisation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(organisationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...refuseOrganisationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "refuseOrganisation", idempotencyKey, body });
    const done = await refuseOrganisation(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(organisationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...recordExclusionRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "recordExclusion", idempotencyKey, body });
    const exclusion = body.exclusion.status === "NONE" ? null : body.exclusion;
    const done = await recordExclusion(deps, { ...c.req.valid("param"), ...body, exclusion, expectedVersion, command });
    return done.ok ? c.json(organisationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...listRegistryWorkRoute, middleware: requirePerson }, async (c) => {
    const { cursor = null, rows: rowsMax } = c.req.valid("query");
    const listed = await listRegistryWork(deps, {
      caller: callerOf(c),
      now: c.get("facts").at,
      page: { cursor, rowsMax },
    });
    if (!listed.ok) return refuse(c, listed.error);
    const { organisations, accounts, next } = listed.value;
    const lists = { organisations: organisations.map(organisationHead), accounts: accounts.map(accountHead) };
    return c.json({ ...lists, ...(next === null ? {} : { next }) }, 200);
  });
};

const accountRoutes = (api: Api, deps: RegistryDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...registerBankAccountRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "registerBankAccount", idempotencyKey, body });
    const made = await registerBankAccount(deps, { ...c.req.valid("param"), written: body, command });
    return made.ok ? c.json(accountHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...changeBankAccountRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "changeBankAccount", idempotencyKey, body });
    const made = await changeBankAccount(deps, { ...c.req.valid("param"), written: body, command });
    return made.ok ? c.json(accountHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...withdrawBankAccountRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "withdrawBankAccount", idempotencyKey });
    const done = await withdrawBankAccount(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(accountHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

/** What the persons of the ECCC do with an account. */
const accountCheckRoutes = (api: Api, deps: RegistryDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...recordCallBackRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "recordCallBack", idempotencyKey, body });
    const done = await recordCallBack(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(accountHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...verifyBankAccountRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "verifyBankAccount", idempotencyKey });
    const done = await verifyBankAccount(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(accountHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...validateBankAccountRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { reason } = body;
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "validateBankAccount", idempotencyKey, body });
    const done = await validateBankAccount(deps, { ...c.req.valid("param"), reason, expectedVersion, command });
    return done.ok ? c.json(accountHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

export const registryRoutes = (deps: RegistryDeps) => {
  const api = createApi(deps);
  findingRoutes(api, deps);
  organisationRoutes(api, deps);
  accountRoutes(api, deps);
  accountCheckRoutes(api, deps);
  factRoutes(api, deps);
  communityRoutes(api, deps);
  return api;
};
