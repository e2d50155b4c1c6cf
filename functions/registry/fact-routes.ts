import {
  assessOwnershipRoute,
  declareNis2Route,
  declareOwnershipRoute,
  declareSizeRoute,
  readFactsRoute,
  readParticipationRoute,
} from "@grants/contract/registry-facts";
import type { AccessLog } from "@grants/core/audit/access-log";
import type { Stored } from "@grants/core/audit/stored";
import { type FactDeps, assessOwnership, declareOwnership } from "@grants/core/registry/declare-ownership";
import { declareNis2, declareSize } from "@grants/core/registry/declare-standing";
import type { Ownership } from "@grants/core/registry/ownership-declaration";
import { readFacts, readParticipation } from "@grants/core/registry/read-facts";
import type { Standing } from "@grants/core/registry/standing";
import { type ApiDeps, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { logAccess } from "@grants/http/log-access";

type Api = ReturnType<typeof createApi>;
export type FactRouteDeps = ApiDeps & FactDeps & { readonly accessLog: AccessLog };

const ownershipHead = ({ version, state }: Stored<Ownership>) => ({ version, ownership: state });
const standingHead = ({ version, state }: Stored<Standing>) => ({ version, standing: state });

const readRoutes = (api: Api, deps: FactRouteDeps) => {
  const { sha256 } = deps;
  const logged = logAccess(deps.accessLog, "readFacts", (c) => c.req.param("organisationId"));
  api.openapi({ ...readFactsRoute, middleware: [requirePerson, logged] as const }, async (c) => {
    const command = draftCommandOf(c, sha256, "readFacts");
    const read = await readFacts(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { ownership, standing, controlChain, allowedActions, ...files } = read.value;
    return c.json(
      {
        ...files,
        ownership: ownership === null ? null : ownershipHead(ownership),
        standing: standing === null ? null : standingHead(standing),
        controlChain: [...controlChain],
        allowedActions: [...allowedActions],
      },
      200,
    );
  });
  api.openapi({ ...readParticipationRoute, middleware: requirePerson }, async (c) => {
    const { restriction, opened } = c.req.valid("query");
    const command = draftCommandOf(c, sha256, "readParticipation");
    const asked = { restriction, art12_5aOr5b: opened === "yes" };
    const read = await readParticipation(deps, { ...c.req.valid("param"), asked, command });
    return read.ok
      ? c.json({ verdict: read.value.verdict, reasons: [...read.value.reasons] }, 200)
      : refuse(c, read.error);
  });
};

export const factRoutes = (api: Api, deps: FactRouteDeps) => {
  const { sha256 } = deps;
  readRoutes(api, deps);
  api.openapi({ ...declareOwnershipRoute, middleware: requirePerson }, async (c) => {
    const declaration = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "declareOwnership", idempotencyKey, body: declaration });
    const done = await declareOwnership(deps, { ...c.req.valid("param"), declaration, expectedVersion, command });
    return done.ok ? c.json(ownershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...assessOwnershipRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { reason, ...assessment } = body;
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "assessOwnership", idempotencyKey, body });
    const asked = { ...c.req.valid("param"), assessment, reason, expectedVersion, command };
    const done = await assessOwnership(deps, asked);
    return done.ok ? c.json(ownershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...declareSizeRoute, middleware: requirePerson }, async (c) => {
    const figures = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "declareSize", idempotencyKey, body: figures });
    const done = await declareSize(deps, { ...c.req.valid("param"), figures, expectedVersion, command });
    return done.ok ? c.json(standingHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...declareNis2Route, middleware: requirePerson }, async (c) => {
    const says = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "declareNis2", idempotencyKey, body: says });
    const done = await declareNis2(deps, { ...c.req.valid("param"), says, expectedVersion, command });
    return done.ok ? c.json(standingHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};
