import {
  assessMemberRoute,
  decideCapacityRoute,
  listCommunityRoute,
  listCommunityWorkRoute,
  nominateNccRoute,
  listNccsRoute,
  readMembershipRoute,
  registerMemberRoute,
  requestCapacityRoute,
  requestMembershipRoute,
  revokeMemberRoute,
} from "@grants/contract/community";
import type { Stored } from "@grants/core/audit/stored";
import type { CommunityMember } from "@grants/core/registry/community-member";
import {
  type CommunityDeps,
  assessMember,
  registerMember,
  requestMembership,
  revokeMember,
} from "@grants/core/registry/join-community";
import { nominateNcc, takeCapacityStep } from "@grants/core/registry/manage-ncc";
import { type Ncc, mayReceiveWithoutCall } from "@grants/core/registry/ncc";
import { listCommunityWork, readMembership } from "@grants/core/registry/read-community";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";

type Api = ReturnType<typeof createApi>;
export type CommunityRouteDeps = ApiDeps & CommunityDeps;

const memberHead = ({ version, state }: Stored<CommunityMember>) => ({ version, member: state });
const nccHead = ({ version, state }: Stored<Ncc>) => ({ version, ncc: state });

const publicNcc = ({ version, state }: Stored<Ncc>) => {
  const { country, name, organisation, capacity } = state;
  const decideBy = capacity.state === "REQUESTED" ? { decideBy: capacity.decideBy } : {};
  const grantWithoutCall = mayReceiveWithoutCall(state);
  return { version, country, name, organisation, capacity: capacity.state, grantWithoutCall, ...decideBy };
};

const nextOf = (next: string | null) => (next === null ? {} : { next });

const readRoutes = (api: Api, deps: CommunityRouteDeps) => {
  const { community, sha256 } = deps;
  api.openapi({ ...readMembershipRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, sha256, "readMembership");
    const read = await readMembership(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { member, allowedActions, ...rest } = read.value;
    const membership = member === null ? null : memberHead(member);
    return c.json({ ...rest, membership, allowedActions: [...allowedActions] }, 200);
  });
  api.openapi({ ...listCommunityWorkRoute, middleware: requirePerson }, async (c) => {
    const { country = null, cursor = null } = c.req.valid("query");
    const listed = await listCommunityWork(deps, { country, cursor, caller: callerOf(c), at: c.get("facts").at });
    return listed.ok
      ? c.json({ work: [...listed.value.work], ...nextOf(listed.value.next) }, 200)
      : refuse(c, listed.error);
  });
  api.openapi(listCommunityRoute, async (c) => {
    const { country = null, cursor = null } = c.req.valid("query");
    const listed = await community.listMembers(country, cursor);
    return listed.ok
      ? c.json({ members: [...listed.value.members], ...nextOf(listed.value.next) }, 200)
      : refuse(c, listed.error);
  });
  api.openapi(listNccsRoute, async (c) => c.json({ nccs: (await community.listNccs()).map(publicNcc) }, 200));
};

const nccRoutes = (api: Api, deps: CommunityRouteDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...nominateNccRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "nominateNcc", idempotencyKey, body });
    const done = await nominateNcc(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(nccHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...requestCapacityRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "requestCapacity", idempotencyKey, body });
    const asked = { ...c.req.valid("param"), ...body, step: "REQUEST" as const, expectedVersion, command };
    const done = await takeCapacityStep(deps, asked);
    return done.ok ? c.json(nccHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...decideCapacityRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "decideCapacity", idempotencyKey, body });
    const done = await takeCapacityStep(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(nccHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const memberRoutes = (api: Api, deps: CommunityRouteDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...requestMembershipRoute, middleware: requirePerson }, async (c) => {
    const request = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "requestMembership", idempotencyKey, body: request });
    const done = await requestMembership(deps, { ...c.req.valid("param"), request, expectedVersion, command });
    return done.ok ? c.json(memberHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...assessMemberRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "assessMember", idempotencyKey, body });
    const done = await assessMember(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(memberHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...registerMemberRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "registerMember", idempotencyKey });
    const done = await registerMember(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(memberHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...revokeMemberRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "revokeMember", idempotencyKey, body });
    const done = await revokeMember(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(memberHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

export const communityRoutes = (api: Api, deps: CommunityRouteDeps) => {
  readRoutes(api, deps);
  nccRoutes(api, deps);
  memberRoutes(api, deps);
};
