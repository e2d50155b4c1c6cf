import {
  adoptByConsensusRoute,
  castVoteRoute,
  closeBallotRoute,
  delegateVoteRoute,
  listBallotsRoute,
  openBallotRoute,
  prepareBallotRoute,
  readBallotRoute,
  withdrawBallotRoute,
} from "@grants/contract/governance";
import { castVote, delegateVote } from "@grants/core/governance/cast-vote";
import { type PrepareBallotDeps, endPreparation, prepareBallot } from "@grants/core/governance/prepare-ballot";
import { listBallots, readBallot } from "@grants/core/governance/read-ballot";
import { closeBallot, openBallot } from "@grants/core/governance/run-ballot";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { ballotHead, ballotPage } from "./views.ts";

export type GovernanceDeps = ApiDeps & PrepareBallotDeps;
type Api = ReturnType<typeof createApi>;

const ballotsPerPage = 25;

const reads = (api: Api, deps: GovernanceDeps) => {
  api.openapi({ ...listBallotsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listBallots");
    const { cursor = null } = c.req.valid("query");
    const listed = await listBallots(deps, { page: { cursor, rowsMax: ballotsPerPage }, command });
    if (!listed.ok) return refuse(c, listed.error);
    const { ballots, next, allowedActions } = listed.value;
    const rows = ballots.map(({ ballot, title }) => ({ ...ballotHead(ballot), title }));
    const more = next === null ? {} : { next };
    return c.json({ ballots: rows, ...more, allowedActions: [...allowedActions] }, 200);
  });
  api.openapi({ ...readBallotRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readBallot");
    const read = await readBallot(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    return c.json(ballotPage(read.value), 200, etag(read.value.ballot.version));
  });
};

const preparation = (api: Api, deps: GovernanceDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...prepareBallotRoute, middleware: requirePerson }, async (c) => {
    const record = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "prepareBallot", idempotencyKey, body: record });
    const prepared = await prepareBallot(deps, { record, command });
    return prepared.ok
      ? c.json(ballotHead(prepared.value), 201, etag(prepared.value.version))
      : refuse(c, prepared.error);
  });
  for (const route of [adoptByConsensusRoute, withdrawBallotRoute])
    api.openapi({ ...route, middleware: requirePerson }, async (c) => {
      const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
      const { operationId } = route;
      const command = commandOf(c, sha256, { operationId, idempotencyKey });
      const ended = await endPreparation(deps, operationId, { ...c.req.valid("param"), expectedVersion, command });
      return ended.ok ? c.json(ballotHead(ended.value), 200, etag(ended.value.version)) : refuse(c, ended.error);
    });
};

const running = (api: Api, deps: GovernanceDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...openBallotRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "openBallot", idempotencyKey, body });
    const opened = await openBallot(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return opened.ok ? c.json(ballotHead(opened.value), 200, etag(opened.value.version)) : refuse(c, opened.error);
  });
  api.openapi({ ...closeBallotRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "closeBallot", idempotencyKey });
    const closed = await closeBallot(deps, { ...c.req.valid("param"), expectedVersion, command });
    return closed.ok ? c.json(ballotHead(closed.value), 200, etag(closed.value.version)) : refuse(c, closed.error);
  });
};

const voting = (api: Api, deps: GovernanceDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...castVoteRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "castVote", idempotencyKey, body });
    const cast = await castVote(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    if (!cast.ok) return refuse(c, cast.error);
    const { version, state: vote } = cast.value;
    return c.json({ version, vote }, 200, etag(version));
  });
  api.openapi({ ...delegateVoteRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { ballotId, member: from } = c.req.valid("param");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "delegateVote", idempotencyKey, body });
    const registered = await delegateVote(deps, { ballotId, from, to: body.to, command });
    if (!registered.ok) return refuse(c, registered.error);
    const { version, state: delegation } = registered.value;
    return c.json({ version, delegation }, 201, etag(version));
  });
};

export const governanceRoutes = (deps: GovernanceDeps) => {
  const api = createApi(deps);
  reads(api, deps);
  preparation(api, deps);
  running(api, deps);
  voting(api, deps);
  return api;
};
