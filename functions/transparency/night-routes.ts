import { listNightsRoute, readNightRoute } from "@grants/contract/evidence";
import { type Night, countOf, nightKinds } from "@grants/core/audit/nights/night";
import type { NightReader } from "@grants/core/audit/nights/night-store";
import { listNights, readNight } from "@grants/core/audit/nights/read-nights";
import { type ApiDeps, callerOf, type createApi, refuse, requirePerson } from "@grants/http/api";

export type NightDeps = ApiDeps & { readonly nights: NightReader };

const nightsPerPage = 25;
const findingsPerPage = 50;

const summaryOf = (night: Night) => {
  const { id, on, state, from, to, isLate, counts } = night;
  return {
    id,
    on,
    state,
    from,
    to,
    isLate,
    ...(night.state === "finished" ? { finishedAt: night.finishedAt } : {}),
    counts: nightKinds.map((kind) => ({ kind, ...countOf(counts, kind) })),
  };
};

const nextOf = (next: string | null) => (next === null ? {} : { next });

export const nightRoutes = (api: ReturnType<typeof createApi>, deps: NightDeps) => {
  api.openapi({ ...listNightsRoute, middleware: requirePerson }, async (c) => {
    const { cursor = null } = c.req.valid("query");
    const asked = { caller: callerOf(c), now: c.get("facts").at, page: { cursor, rowsMax: nightsPerPage } };
    const listed = await listNights(deps, asked);
    if (!listed.ok) return refuse(c, listed.error);
    const { nights, next } = listed.value;
    return c.json({ nights: nights.map(({ state }) => summaryOf(state)), ...nextOf(next) }, 200);
  });
  api.openapi({ ...readNightRoute, middleware: requirePerson }, async (c) => {
    const { cursor = null } = c.req.valid("query");
    const asked = { caller: callerOf(c), now: c.get("facts").at, page: { cursor, rowsMax: findingsPerPage } };
    const read = await readNight(deps, { ...c.req.valid("param"), ...asked });
    if (!read.ok) return refuse(c, read.error);
    const { night, findings, next } = read.value;
    return c.json({ night: summaryOf(night.state), findings: [...findings], ...nextOf(next) }, 200);
  });
};
