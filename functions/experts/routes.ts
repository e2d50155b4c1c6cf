import {
  listConflictsRoute,
  readConflictsRoute,
  readExpertRoute,
  readMyProfileRoute,
  saveMyProfileRoute,
  listExpertsRoute,
  setConflictAsideRoute,
} from "@grants/contract/experts";
import type { AccessLog } from "@grants/core/audit/access-log";
import type { KeptProfile } from "@grants/core/experts/expert-profile";
import {
  type PoolPage,
  readExpert,
  readMyProfile,
  saveMyProfile,
  listExperts,
} from "@grants/core/experts/expert-profiles";
import { type ConflictsOfProposal, listConflicts, readConflicts } from "@grants/core/experts/read-conflicts";
import { type ExpertDeps, setConflictAside } from "@grants/core/experts/set-conflict-aside";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { logAccess } from "@grants/http/log-access";

export type ExpertRouteDeps = ApiDeps & ExpertDeps & { readonly accessLog: AccessLog };

const mine = (kept: KeptProfile | null) =>
  kept === null ? { version: 0 } : { version: kept.version, profile: kept.profile };

const conflict = (bar: PoolPage["experts"][number]["bar"]) => {
  if (bar === null) return {};
  const { severity, facts, organisations, overrideVersion, isSetAside } = bar;
  return { conflict: { severity, facts, organisations: [...organisations], overrideVersion, isSetAside } };
};

const poolPage = ({ dossier, experts, next }: PoolPage) => ({
  ...(dossier === null
    ? {}
    : { proposal: { proposalId: dossier.proposalId, acronym: dossier.acronym, title: dossier.title } }),
  experts: experts.map(({ bar, ...expert }) => ({ ...expert, ...conflict(bar) })),
  ...(next === null ? {} : { next }),
});

const conflictsView = ({ dossier: { callId, proposalId, acronym, title }, experts }: ConflictsOfProposal) => ({
  callId,
  proposalId,
  acronym,
  title,
  experts: experts.map(({ bar, ...expert }) => ({ ...expert, ...conflict(bar) })),
});

export const expertRoutes = (deps: ExpertRouteDeps) => {
  const api = createApi(deps);
  const { sha256 } = deps;
  api.openapi({ ...readMyProfileRoute, middleware: requirePerson }, async (c) => {
    const read = await readMyProfile(deps, { command: draftCommandOf(c, sha256, "readMyProfile") });
    return read.ok ? c.json(mine(read.value), 200, etag(read.value?.version ?? 0)) : refuse(c, read.error);
  });
  api.openapi({ ...saveMyProfileRoute, middleware: requirePerson }, async (c) => {
    const expectedVersion = c.req.valid("header")["if-match"];
    const command = draftCommandOf(c, sha256, "saveMyProfile");
    const saved = await saveMyProfile(deps, { profile: c.req.valid("json"), expectedVersion, command });
    return saved.ok ? c.json(mine(saved.value), 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...listExpertsRoute, middleware: requirePerson }, async (c) => {
    const {
      expertise = null,
      language = null,
      availableOn = null,
      proposalId = null,
      cursor = null,
    } = c.req.valid("query");
    const command = draftCommandOf(c, sha256, "listExperts");
    const query = { expertise, language };
    const found = await listExperts(deps, { query, availableOn, proposalId, cursor, command });
    return found.ok ? c.json(poolPage(found.value), 200) : refuse(c, found.error);
  });
  const logged = logAccess(deps.accessLog, "readExpert", (c) => c.req.param("user"));
  api.openapi({ ...readExpertRoute, middleware: [requirePerson, logged] as const }, async (c) => {
    const command = draftCommandOf(c, sha256, "readExpert");
    const read = await readExpert(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(read.value, 200) : refuse(c, read.error);
  });
  api.openapi({ ...readConflictsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, sha256, "readConflicts");
    const read = await readConflicts(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(conflictsView(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...listConflictsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, sha256, "listConflicts");
    const { callId } = c.req.valid("param");
    const { cursor = null } = c.req.valid("query");
    const listed = await listConflicts(deps, { callId, cursor, command });
    if (!listed.ok) return refuse(c, listed.error);
    const { checked, proposals, next } = listed.value;
    const page = { callId, checked, proposals: proposals.map(conflictsView), ...(next === null ? {} : { next }) };
    return c.json(page, 200);
  });
  api.openapi({ ...setConflictAsideRoute, middleware: requirePerson }, async (c) => {
    const { user: expert, proposalId } = c.req.valid("param");
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "setConflictAside", idempotencyKey, body });
    const done = await setConflictAside(deps, { ...body, proposalId, expert, expectedVersion, command });
    if (!done.ok) return refuse(c, done.error);
    const { version, state } = done.value;
    return c.json({ version, override: state }, 200, etag(version));
  });
  return api;
};
