import {
  listCallAgreementsRoute,
  listMyAgreementsRoute,
  prepareAgreementRoute,
  readAgreementRoute,
  signAgreementRoute,
} from "@grants/contract/agreements";
import type { Agreement } from "@grants/core/agreements/agreement";
import type { AgreementPage } from "@grants/core/agreements/agreement-store";
import { listCallAgreements, listMyAgreements } from "@grants/core/agreements/list-agreements";
import { type PrepareAgreementDeps, prepareAgreement } from "@grants/core/agreements/prepare-agreement";
import { readAgreement } from "@grants/core/agreements/read-agreement";
import { signAgreement } from "@grants/core/agreements/sign-agreement";
import type { Stored } from "@grants/core/audit/stored";
import { type ApiDeps, callerOf, createApi, etag, refuse, requireFreshPerson, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";

export type AgreementsDeps = ApiDeps & PrepareAgreementDeps;
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<Agreement>) => ({ version, agreement: state });
const pageOf = ({ agreements, next }: AgreementPage) => ({
  agreements: agreements.map(({ agreement, project }) => ({ ...headOf(agreement), project })),
  ...(next === null ? {} : { next }),
});

const readingRoutes = (api: Api, deps: AgreementsDeps) => {
  api.openapi({ ...listMyAgreementsRoute, middleware: requirePerson }, async (c) => {
    const { cursor = null } = c.req.valid("query");
    const listed = await listMyAgreements(deps, { cursor, caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json(pageOf(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...listCallAgreementsRoute, middleware: requirePerson }, async (c) => {
    const { callId, cursor = null } = c.req.valid("query");
    const listed = await listCallAgreements(deps, { callId, cursor, caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json(pageOf(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readAgreementRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAgreement");
    const read = await readAgreement(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { agreement, sheet, allowedActions } = read.value;
    const file = { ...headOf(agreement), sheet, allowedActions: [...allowedActions] };
    return c.json(file, 200, etag(agreement.version));
  });
};

export const agreementRoutes = (deps: AgreementsDeps) => {
  const api = createApi(deps);
  readingRoutes(api, deps);
  api.openapi({ ...prepareAgreementRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "prepareAgreement", idempotencyKey, body });
    const made = await prepareAgreement(deps, { agreement: body, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...signAgreementRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "signAgreement", idempotencyKey, body });
    const signed = await signAgreement(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return signed.ok ? c.json(headOf(signed.value), 200, etag(signed.value.version)) : refuse(c, signed.error);
  });
  return api;
};
