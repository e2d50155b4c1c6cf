import {
  readAccessTableRoute,
  readAuditTrailRoute,
  readHealthRoute,
  readOpenApiRoute,
} from "@grants/contract/transparency";
import { type ReadAccessTableDeps, readAccessTable } from "@grants/core/access/read-access-table";
import { type AuditTrailStore, readAuditTrail } from "@grants/core/audit/read-audit-trail";
import { type ApiDeps, callerOf, createApi, refuse, requirePerson } from "@grants/http/api";
import { z } from "zod";

export type TransparencyDeps = ApiDeps &
  ReadAccessTableDeps & {
    readonly trails: AuditTrailStore;
    /** The API's description, as it was written when the functions were built. */
    readonly description: { readonly openapi: string };
  };

const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), summary: z.string().default("") })),
  ),
});

/** What each operation is for, as the description says. */
const summariesOf = (description: unknown): ReadonlyMap<string, string> => {
  const operations = Object.values(Described.parse(description).paths).flatMap((methods) => Object.values(methods));
  return new Map(operations.map(({ operationId, summary }) => [operationId, summary]));
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
  const summaries = summariesOf(deps.description);
  api.openapi({ ...readAccessTableRoute, middleware: requirePerson }, async (c) => {
    const table = await readAccessTable(deps, { caller: callerOf(c), now: c.get("facts").at });
    if (!table.ok) return refuse(c, table.error);
    const actions = table.value.map(({ action, openTo, rows }) => ({
      action,
      summary: summaries.get(action) ?? "",
      openTo,
      rows: [...rows],
    }));
    return c.json({ actions }, 200);
  });
  return api;
};
