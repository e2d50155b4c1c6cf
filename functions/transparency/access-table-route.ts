import { readAccessTableRoute } from "@grants/contract/transparency";
import { fieldRules } from "@grants/core/access/field-access";
import { type ReadAccessTableDeps, readAccessTable } from "@grants/core/access/read-access-table";
import { type ApiDeps, callerOf, type createApi, refuse, requirePerson } from "@grants/http/api";
import { z } from "zod";

export type AccessTableDeps = ApiDeps &
  ReadAccessTableDeps & {
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

export const accessTableRoute = (api: ReturnType<typeof createApi>, deps: AccessTableDeps) => {
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
    const hidden = fieldRules.map(({ what, hiddenFrom, until }) => ({ what, hiddenFrom: [...hiddenFrom], until }));
    return c.json({ actions, hidden }, 200);
  });
};
