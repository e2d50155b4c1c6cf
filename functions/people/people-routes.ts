import {
  acceptInvitationRoute,
  declineInvitationRoute,
  delegateRoleRoute,
  endGrantRoute,
  giveUpRoleRoute,
  grantRoleRoute,
  invitePersonRoute,
  listInvitationsRoute,
  readInvitationRoute,
  readMeRoute,
  readPeopleRoute,
  resendInvitationRoute,
  reviewGrantsRoute,
  saveMeRoute,
  withdrawInvitationRoute,
} from "@grants/contract/people";
import type { Action } from "@grants/core/access/access-table";
import { acceptInvitation, declineInvitation, readInvitation } from "@grants/core/access/answer-invitation";
import { delegateRole } from "@grants/core/access/delegate-role";
import { endGrant, giveUpRole } from "@grants/core/access/end-grant";
import type { Grant, Invitation } from "@grants/core/access/grant";
import { grantRole } from "@grants/core/access/grant-role";
import { type InviteDeps, invitePerson, resendInvitation, withdrawInvitation } from "@grants/core/access/invite-person";
import { listInvitations } from "@grants/core/access/list-invitations";
import { readMe } from "@grants/core/access/read-me";
import { readPeople } from "@grants/core/access/read-people";
import { reviewGrants } from "@grants/core/access/review-grants";
import type { StaffDeps } from "@grants/core/access/staff";
import type { AssistanceDeps } from "@grants/core/access/assistance";
import type { AccessLog } from "@grants/core/audit/access-log";
import type { Stored } from "@grants/core/audit/stored";
import {
  type ApiDeps,
  callerOf,
  type createApi,
  etag,
  refuse,
  requireFreshPerson,
  requirePerson,
} from "@grants/http/api";
import { commandOf } from "@grants/http/command";
import { logAccess } from "@grants/http/log-access";
import type { OrganisationId } from "@grants/kernel/id";
import { dateInZone } from "@grants/kernel/time";

export type PeopleDeps = ApiDeps & { readonly accessLog: AccessLog } & InviteDeps & StaffDeps & AssistanceDeps;
type Api = ReturnType<typeof createApi>;

const grantHead = ({ version, state }: Stored<Grant>) => ({ version, grant: state });
const invitationHead = ({ version, state }: Stored<Invitation>) => ({ version, invitation: state });
const named = (names: ReadonlyMap<OrganisationId, string>) => [...names].map(([id, name]) => ({ id, name }));

/** What a body gives, without the members that it leaves out. */
const given = <T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- members without a value are not taken over.
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const meRoutes = (api: Api, deps: PeopleDeps) => {
  api.openapi({ ...readMeRoute, middleware: requirePerson }, async (c) => {
    const caller = callerOf(c);
    const me = await readMe(deps, { caller, now: c.get("facts").at });
    const { person, roles, mayDo, grants, organisations, handedOn, people } = me;
    const card = person === null ? {} : { name: person.name, language: person.language };
    const lists = {
      roles: [...roles],
      mayDo: [...mayDo],
      grants: grants.map(({ allowedActions, ...grant }) => ({ ...grant, allowedActions: [...allowedActions] })),
      organisations: organisations.map(({ id, name, allowedActions }) => ({
        id,
        ...(name === null ? {} : { name }),
        allowedActions: [...allowedActions],
      })),
      handedOn: [...handedOn],
      people: [...people],
    };
    const version = person?.version ?? 0;
    const told = { version, isToldByMail: person?.mail !== undefined };
    return c.json({ id: caller, ...card, ...told, ...lists }, 200, etag(version));
  });
  api.openapi({ ...saveMeRoute, middleware: requirePerson }, async (c) => {
    const { name, language, mail } = c.req.valid("json");
    const id = callerOf(c);
    const saved = await deps.access.savePerson(
      { id, name, language, mail },
      { on: dateInZone(c.get("facts").at), expectedVersion: c.req.valid("header")["if-match"] },
    );
    return saved.ok ? c.json({ id, name }, 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...giveUpRoleRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "giveUpRole", idempotencyKey });
    const done = await giveUpRole(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(grantHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...readPeopleRoute, middleware: requirePerson }, async (c) => {
    const { ids } = c.req.valid("query");
    const read = await readPeople(deps, { ids, caller: callerOf(c), now: c.get("facts").at });
    return read.ok ? c.json({ people: [...read.value] }, 200) : refuse(c, read.error);
  });
};

const grantRoutes = (api: Api, deps: PeopleDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...grantRoleRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { user, ...terms } = body;
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "grantRole", idempotencyKey, body: given(body) });
    const made = await grantRole(deps, { user, terms: given(terms), command });
    return made.ok ? c.json(grantHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...endGrantRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "endGrant", idempotencyKey });
    const done = await endGrant(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(grantHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...reviewGrantsRoute, middleware: requirePerson }, async (c) => {
    const asked = c.req.valid("query");
    const review = await reviewGrants(deps, { asked, caller: callerOf(c), now: c.get("facts").at });
    if (!review.ok) return refuse(c, review.error);
    const { grants, people, organisations, allowedActions } = review.value;
    const lists = { grants: [...grants], people: [...people], allowedActions: [...allowedActions] };
    return c.json({ ...lists, organisations: named(organisations) }, 200);
  });
  api.openapi({ ...delegateRoleRoute, middleware: requireFreshPerson }, async (c) => {
    const body = c.req.valid("json");
    const { actions, ...terms } = given(body);
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "delegateRole", idempotencyKey, body: given(body) });
    const known = actions?.filter((name): name is Action => name !== "");
    const made = await delegateRole(deps, {
      terms: { ...terms, ...(known === undefined ? {} : { actions: known }) },
      command,
    });
    return made.ok ? c.json(grantHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
};

export const peopleRoutes = (api: Api, deps: PeopleDeps) => {
  meRoutes(api, deps);
  grantRoutes(api, deps);
};

const letterRoutes = (api: Api, deps: PeopleDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...invitePersonRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { mail, language, ...terms } = body;
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "invitePerson", idempotencyKey, body: given(body) });
    const made = await invitePerson(deps, { mail, language, terms: given(terms), command });
    return made.ok ? c.json(invitationHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  const logged = logAccess(deps.accessLog, "listInvitations", (c) => c.req.query("organisation"));
  api.openapi({ ...listInvitationsRoute, middleware: [requirePerson, logged] as const }, async (c) => {
    const { at } = c.get("facts");
    const listed = await listInvitations(deps, { ...c.req.valid("query"), caller: callerOf(c), now: at });
    if (!listed.ok) return refuse(c, listed.error);
    const invitations = listed.value.map(({ mail, language, invitation }) => ({
      ...invitationHead(invitation),
      mail,
      language,
      isExpired: at > invitation.state.expiresAt,
    }));
    return c.json({ invitations }, 200);
  });
  api.openapi({ ...resendInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "resendInvitation", idempotencyKey });
    const done = await resendInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(invitationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...withdrawInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "withdrawInvitation", idempotencyKey });
    const done = await withdrawInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(invitationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const answerRoutes = (api: Api, deps: PeopleDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...readInvitationRoute, middleware: requirePerson }, async (c) => {
    const read = await readInvitation(deps, { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at });
    if (!read.ok) return refuse(c, read.error);
    const { invitation, organisationName, because } = read.value;
    const { state, role, organisation, funder, validFrom, validTo, expiresAt } = invitation.state;
    const accept = because === null ? { allowed: true } : { allowed: false, because };
    const shown = {
      version: invitation.version,
      ...given({ state, role, organisation, funder, validFrom, validTo, expiresAt }),
      ...(organisationName === null ? {} : { organisationName }),
      allowedActions: [{ action: "acceptInvitation", ...accept }],
    };
    return c.json(shown, 200, etag(invitation.version));
  });
  api.openapi({ ...acceptInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "acceptInvitation", idempotencyKey });
    const done = await acceptInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(invitationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...declineInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "declineInvitation", idempotencyKey });
    const done = await declineInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(invitationHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

export const invitationRoutes = (api: Api, deps: PeopleDeps) => {
  letterRoutes(api, deps);
  answerRoutes(api, deps);
};
