import {
  createCallRoute,
  importCallRoute,
  inviteToSecondStageRoute,
  listCallDraftsRoute,
  listCallsRoute,
  listInvitedCallsRoute,
  openDirectAwardRoute,
  readInvitedCallRoute,
  publishCallRoute,
  readCallDraftRoute,
  readCallHistoryRoute,
  readCallRoute,
  requestPublicationRoute,
  returnDraftRoute,
  reviseCallRoute,
} from "@grants/contract/calls";
import type { Stored } from "@grants/core/audit/stored";
import type { Call, CallVersion } from "@grants/core/calls/call";
import { type CreateCallDeps, createCall } from "@grants/core/calls/create-call";
import { importCall } from "@grants/core/calls/import-call";
import { type SecondStageDeps, inviteToSecondStage } from "@grants/core/calls/invite-to-second-stage";
import { listCallDrafts } from "@grants/core/calls/list-call-drafts";
import { listCalls } from "@grants/core/calls/list-calls";
import { openDirectAward } from "@grants/core/calls/open-direct-award";
import { publishCall } from "@grants/core/calls/publish-call";
import { readCall, readCallHistory } from "@grants/core/calls/read-call";
import { readCallDraft } from "@grants/core/calls/read-call-draft";
import { type ReadInvitedCall, listInvitedCalls, readInvitedCall } from "@grants/core/calls/read-invited-call";
import { requestPublication } from "@grants/core/calls/request-publication";
import { returnDraft } from "@grants/core/calls/return-draft";
import { reviseCall } from "@grants/core/calls/revise-call";
import type { WorkProgrammeDeps } from "@grants/core/calls/record-work-programme";
import { type ApiDeps, callerOf, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";
import { type QuestionDeps, questionRoutes, waitingRoutes } from "./question-routes.ts";
import { type CallSiteDeps, searchRoutes, siteRoutes } from "./site-routes.ts";
import { workProgrammeRoutes } from "./work-programme-routes.ts";

export type CallsDeps = ApiDeps & CreateCallDeps & WorkProgrammeDeps & CallSiteDeps & QuestionDeps & SecondStageDeps;

const headOf = ({ version, state }: Stored<Call>) => ({ version, call: state });

type Api = ReturnType<typeof createApi>;

type ShownCall = Pick<ReadInvitedCall, "summary" | "status" | "workProgramme"> & { readonly version?: CallVersion };

const publicCallOf = ({ summary, status, workProgramme, version }: ShownCall) => ({
  summary,
  status,
  ...(version === undefined ? {} : { version }),
  ...(workProgramme === null
    ? {}
    : {
        workProgramme: {
          id: workProgramme.head.id,
          title: workProgramme.record.title,
          isAdopted: workProgramme.head.state === "adopted",
        },
      }),
});

const readingRoutes = (api: Api, deps: CallsDeps) => {
  api.openapi(listCallsRoute, async (c) => {
    const { status, programme, origin, text, cursor = null } = c.req.valid("query");
    const filter = {
      ...(status === undefined ? {} : { status }),
      ...(programme === undefined ? {} : { programme }),
      ...(origin === undefined ? {} : { origin }),
      ...(text === undefined ? {} : { text }),
    };
    const listed = await listCalls(deps, { filter, cursor, now: c.get("facts").at });
    if (!listed.ok) return refuse(c, listed.error);
    const { calls, next } = listed.value;
    return c.json({ calls: [...calls], ...(next === null ? {} : { next }) }, 200);
  });
  // Before the route of one call, whose address would take this one for an identifier.
  api.openapi({ ...listCallDraftsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listCallDrafts(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ drafts: [...listed.value] }, 200) : refuse(c, listed.error);
  });
  api.openapi(readCallRoute, async (c) => {
    const { callId } = c.req.valid("param");
    const found = await readCall(deps, { callId, now: c.get("facts").at });
    if (!found.ok) return refuse(c, found.error);
    return c.json(publicCallOf(found.value), 200);
  });
  api.openapi({ ...readCallDraftRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const found = await readCallDraft(deps, { callId, caller: callerOf(c), now: c.get("facts").at });
    if (!found.ok) return refuse(c, found.error);
    const { call, draft, faults, changes, reasons, returnedBecause } = found.value;
    const shown = { draft, faults: [...faults], changes: [...changes], reasons: [...reasons] };
    const returned = returnedBecause === null ? {} : { returnedBecause };
    return c.json({ ...headOf(call), ...shown, ...returned }, 200, etag(call.version));
  });
  api.openapi(readCallHistoryRoute, async (c) => {
    const { callId } = c.req.valid("param");
    const found = await readCallHistory(deps, { callId, ...c.req.valid("query") });
    if (!found.ok) return refuse(c, found.error);
    const { versions, changes, ...compared } = found.value;
    const listed = versions.map(({ contentVersion, publishedAt, closesAt, changeLog, content: { title } }) => ({
      contentVersion,
      publishedAt,
      closesAt,
      title,
      ...(changeLog === undefined ? {} : { changeLog }),
    }));
    return c.json({ versions: listed, ...compared, changes: [...changes] }, 200);
  });
};

/** Awards without a call, for those who are invited. */
const invitationRoutes = (api: Api, deps: CallsDeps) => {
  api.openapi({ ...listInvitedCallsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listInvitedCalls(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ invitations: [...listed.value] }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readInvitedCallRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const found = await readInvitedCall(deps, { callId, caller: callerOf(c), now: c.get("facts").at });
    return found.ok ? c.json(publicCallOf(found.value), 200) : refuse(c, found.error);
  });
};

const writingRoutes = (api: Api, deps: CallsDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...createCallRoute, middleware: requirePerson }, async (c) => {
    const content = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "createCall", idempotencyKey, body: content });
    const made = await createCall(deps, { content, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...importCallRoute, middleware: requirePerson }, async (c) => {
    const record = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "importCall", idempotencyKey, body: record });
    const taken = await importCall(deps, { record, command });
    return taken.ok ? c.json(headOf(taken.value), 201, etag(taken.value.version)) : refuse(c, taken.error);
  });
  api.openapi({ ...reviseCallRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const content = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "reviseCall", idempotencyKey, body: content });
    const revised = await reviseCall(deps, { callId, content, expectedVersion, command });
    return revised.ok ? c.json(headOf(revised.value), 200, etag(revised.value.version)) : refuse(c, revised.error);
  });
};

/** From the draft to the public, by two persons. */
const publishingRoutes = (api: Api, deps: CallsDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...requestPublicationRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const { reasons } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "requestPublication", idempotencyKey, body: { reasons } });
    const asked = await requestPublication(deps, { callId, reasons, expectedVersion, command });
    return asked.ok ? c.json(headOf(asked.value), 200, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...publishCallRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const { draftSha256 } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "publishCall", idempotencyKey, body: { draftSha256 } });
    const published = await publishCall(deps, { callId, draftSha256, expectedVersion, command });
    return published.ok
      ? c.json(headOf(published.value), 200, etag(published.value.version))
      : refuse(c, published.error);
  });
  api.openapi({ ...inviteToSecondStageRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const { rankings } = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "inviteToSecondStage", idempotencyKey, body: { rankings } });
    const invited = await inviteToSecondStage(deps, { callId, rankings, command });
    return invited.ok ? c.json(headOf(invited.value), 201, etag(invited.value.version)) : refuse(c, invited.error);
  });
  api.openapi({ ...openDirectAwardRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const { draftSha256 } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "openDirectAward", idempotencyKey, body: { draftSha256 } });
    const opened = await openDirectAward(deps, { callId, draftSha256, expectedVersion, command });
    return opened.ok ? c.json(headOf(opened.value), 200, etag(opened.value.version)) : refuse(c, opened.error);
  });
  api.openapi({ ...returnDraftRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "returnDraft", idempotencyKey, body: { reason } });
    const returned = await returnDraft(deps, { callId, reason, expectedVersion, command });
    return returned.ok ? c.json(headOf(returned.value), 200, etag(returned.value.version)) : refuse(c, returned.error);
  });
};

export const callRoutes = (deps: CallsDeps) => {
  const api = createApi(deps);
  // Before the routes of one call, whose addresses would take theirs for an identifier.
  workProgrammeRoutes(api, deps);
  searchRoutes(api, deps);
  waitingRoutes(api, deps);
  invitationRoutes(api, deps);
  readingRoutes(api, deps);
  writingRoutes(api, deps);
  publishingRoutes(api, deps);
  questionRoutes(api, deps);
  siteRoutes(api, deps);
  return api;
};
