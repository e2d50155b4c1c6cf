import {
  adoptAssignmentRoute,
  listAssignmentRunsRoute,
  moveExpertRoute,
  proposeAssignmentRoute,
  readAssignmentLoadsRoute,
  readAssignmentPlanRoute,
  readAssignmentRunRoute,
  replaceExpertRoute,
} from "@grants/contract/assignments";
import { adoptAssignment } from "@grants/core/evaluation/assignment-run/adopt-assignment";
import { type MoveExpertDeps, movePlannedExpert } from "@grants/core/evaluation/assignment-run/move-planned-expert";
import {
  type AssignmentRunDeps,
  proposeAssignment,
  replaceExpert,
} from "@grants/core/evaluation/assignment-run/propose-assignment";
import {
  listAssignmentRuns,
  readAssignmentLoads,
  readAssignmentPlan,
  readAssignmentRun,
} from "@grants/core/evaluation/assignment-run/read-run";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { runHead, runsOfCall, shownPage, shownRun } from "./views.ts";

export type AssignmentRouteDeps = ApiDeps & AssignmentRunDeps & MoveExpertDeps;
type Api = ReturnType<typeof createApi>;

const reads = (api: Api, deps: AssignmentRouteDeps) => {
  api.openapi({ ...listAssignmentRunsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listAssignmentRuns");
    const listed = await listAssignmentRuns(deps, { ...c.req.valid("param"), command });
    return listed.ok ? c.json(runsOfCall(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readAssignmentRunRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAssignmentRun");
    const read = await readAssignmentRun(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(shownRun(read.value), 200, etag(read.value.loaded.run.version)) : refuse(c, read.error);
  });
  api.openapi({ ...readAssignmentPlanRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAssignmentPlan");
    const read = await readAssignmentPlan(deps, { ...c.req.valid("param"), ...c.req.valid("query"), command });
    return read.ok ? c.json(shownPage(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...readAssignmentLoadsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAssignmentLoads");
    const read = await readAssignmentLoads(deps, { ...c.req.valid("param"), ...c.req.valid("query"), command });
    return read.ok ? c.json(shownPage(read.value), 200) : refuse(c, read.error);
  });
};

const starts = (api: Api, deps: AssignmentRouteDeps) => {
  api.openapi({ ...proposeAssignmentRoute, middleware: requirePerson }, async (c) => {
    const wanted = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "proposeAssignment", idempotencyKey, body: wanted });
    const started = await proposeAssignment(deps, { ...c.req.valid("param"), wanted, command });
    return started.ok ? c.json(runHead(started.value), 201, etag(started.value.version)) : refuse(c, started.error);
  });
  api.openapi({ ...replaceExpertRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "replaceExpert", idempotencyKey, body });
    const started = await replaceExpert(deps, { ...c.req.valid("param"), ...body, command });
    return started.ok ? c.json(runHead(started.value), 201, etag(started.value.version)) : refuse(c, started.error);
  });
};

const decisions = (api: Api, deps: AssignmentRouteDeps) => {
  api.openapi({ ...adoptAssignmentRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "adoptAssignment", idempotencyKey });
    const adopted = await adoptAssignment(deps, { ...c.req.valid("param"), expectedVersion, command });
    return adopted.ok ? c.json(runHead(adopted.value), 200, etag(adopted.value.version)) : refuse(c, adopted.error);
  });
  api.openapi({ ...moveExpertRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "moveExpert", idempotencyKey, body });
    const moved = await movePlannedExpert(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return moved.ok ? c.json(runHead(moved.value), 200, etag(moved.value.version)) : refuse(c, moved.error);
  });
};

/** The assignment of experts to the proposals of a call: asked for, explained, changed by hand, adopted. */
export const assignmentRoutes = (deps: AssignmentRouteDeps) => {
  const api = createApi(deps);
  reads(api, deps);
  starts(api, deps);
  decisions(api, deps);
  return api;
};
