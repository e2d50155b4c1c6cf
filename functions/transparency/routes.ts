import { readAuditTrailRoute, readHealthRoute, readOpenApiRoute } from "@grants/contract/transparency";
import { type AuditTrailStore, readAuditTrail } from "@grants/core/audit/read-audit-trail";
import { type ApiDeps, callerOf, createApi, refuse, requirePerson } from "@grants/http/api";

export type TransparencyDeps = ApiDeps & {
  readonly trails: AuditTrailStore;
  /** The API's description, as it was written when the functions were built. */
  readonly description: { readonly openapi: string };
};

export const transparencyRoutes = (deps: TransparencyDeps) => {
  const api = createApi(deps);
  api.openapi(readHealthRoute, (c) => c.json({ status: "ok" as const, at: c.get("facts").at }, 200));
  api.openapi(readOpenApiRoute, (c) => c.json({ ...deps.description }, 200));
  api.openapi({ ...readAuditTrailRoute, middleware: requirePerson }, async (c) => {
    const { aggregate } = c.req.valid("param");
    const { after = 0 } = c.req.valid("query");
    const trail = await readAuditTrail(deps, { aggregate, after, caller: callerOf(c), now: c.get("facts").at });
    if (!trail.ok) return refuse(c, trail.error);
    const { entries, next, ...page } = trail.value;
    return c.json({ ...page, entries: [...entries], ...(next === null ? {} : { next }) }, 200);
  });
  return api;
};
