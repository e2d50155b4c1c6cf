import {
  acceptPartnerInvitationRoute,
  copyProposalRoute,
  declinePartnerInvitationRoute,
  endMembershipRoute,
  invitePartnerRoute,
  listPartnerInvitationsRoute,
  readComparisonRoute,
  readConsortiumRoute,
  readPartnerInvitationRoute,
  removePartnerRoute,
  resendPartnerInvitationRoute,
  setMemberRightsRoute,
  signOffProposalRoute,
  withdrawPartnerInvitationRoute,
} from "@grants/contract/consortium";
import type { Stored } from "@grants/core/audit/stored";
import { acceptPartnerInvitation, declinePartnerInvitation } from "@grants/core/proposals/answer-partner-invitation";
import { copyProposal } from "@grants/core/proposals/copy-proposal";
import {
  endMembership,
  removePartner,
  resendPartnerInvitation,
  setMemberRights,
  withdrawPartnerInvitation,
} from "@grants/core/proposals/end-membership";
import { type InvitePartnerDeps, invitePartner } from "@grants/core/proposals/invite-partner";
import type { Membership } from "@grants/core/proposals/membership";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";
import { readComparison } from "@grants/core/proposals/read-comparison";
import {
  type ConsortiumPlace,
  type ShownPartnerInvitation,
  readConsortium,
} from "@grants/core/proposals/read-consortium";
import { listPartnerInvitations, readPartnerInvitation } from "@grants/core/proposals/read-partner-invitations";
import { signOffProposal } from "@grants/core/proposals/sign-off-proposal";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";

export type ConsortiumDeps = ApiDeps & InvitePartnerDeps & { readonly documents: DocumentStore };
type Api = ReturnType<typeof createApi>;

const membershipHead = ({ version, state }: Stored<Membership>) => ({ version, membership: state });

const placeBody = ({ memberships, missing, ...place }: ConsortiumPlace) => ({
  ...place,
  missing: [...missing],
  memberships: memberships.map(({ membership, ...shown }) => ({ ...membershipHead(membership), ...shown })),
});

const invitationBody = ({
  membership,
  proposal,
  coordinatorName,
  sentTo,
  because,
  ...shown
}: ShownPartnerInvitation) => ({
  ...membershipHead(membership),
  ...shown,
  topicId: proposal.topicId,
  coordinator: proposal.coordinator,
  ...(coordinatorName === null ? {} : { coordinatorName }),
  ...(sentTo === null ? {} : { sentTo }),
  ...(because === null ? {} : { because }),
});

const readingRoutes = (api: Api, deps: ConsortiumDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...readConsortiumRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, sha256, "readConsortium");
    const read = await readConsortium(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { proposal, places, missing, ...rest } = read.value;
    const { version, state } = proposal;
    const body = { version, proposal: state, ...rest, places: places.map(placeBody), missing: [...missing] };
    return c.json(body, 200, etag(version));
  });
  api.openapi({ ...readComparisonRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, sha256, "readComparison");
    const read = await readComparison(deps, { ...c.req.valid("param"), ...c.req.valid("query"), command });
    if (!read.ok) return refuse(c, read.error);
    const { documents, changes, ...ends } = read.value;
    const named = changes.map(({ words, ...change }) => ({
      ...change,
      ...(words === undefined ? {} : { words: [...words] }),
    }));
    return c.json({ ...ends, documents: [...documents], changes: named }, 200);
  });
  api.openapi({ ...readPartnerInvitationRoute, middleware: requirePerson }, async (c) => {
    const asked = { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at };
    const read = await readPartnerInvitation(deps, asked);
    if (!read.ok) return refuse(c, read.error);
    return c.json(invitationBody(read.value), 200, etag(read.value.membership.version));
  });
  api.openapi({ ...listPartnerInvitationsRoute, middleware: requirePerson }, async (c) => {
    const { organisationId: organisation } = c.req.valid("param");
    const asked = { organisation, caller: callerOf(c), now: c.get("facts").at };
    const listed = await listPartnerInvitations(deps, asked);
    return listed.ok ? c.json({ invitations: listed.value.map(invitationBody) }, 200) : refuse(c, listed.error);
  });
};

const invitingRoutes = (api: Api, deps: ConsortiumDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...invitePartnerRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const written = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const command = commandOf(c, sha256, { operationId: "invitePartner", idempotencyKey, body: written });
    const { slot, role, language, ...invitee } = body;
    const made = await invitePartner(deps, { ...c.req.valid("param"), slot, role, language, invitee, command });
    return made.ok ? c.json(membershipHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...resendPartnerInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "resendPartnerInvitation", idempotencyKey });
    const done = await resendPartnerInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...withdrawPartnerInvitationRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "withdrawPartnerInvitation", idempotencyKey });
    const done = await withdrawPartnerInvitation(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const answeringRoutes = (api: Api, deps: ConsortiumDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...acceptPartnerInvitationRoute, middleware: requirePerson }, async (c) => {
    const { organisation, token } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const body = { organisation, ...(token === undefined ? {} : { token }) };
    const command = commandOf(c, sha256, { operationId: "acceptPartnerInvitation", idempotencyKey, body });
    const done = await acceptPartnerInvitation(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...declinePartnerInvitationRoute, middleware: requirePerson }, async (c) => {
    const { token } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const body = token === undefined ? {} : { token };
    const command = commandOf(c, sha256, { operationId: "declinePartnerInvitation", idempotencyKey, body });
    const done = await declinePartnerInvitation(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const memberRoutes = (api: Api, deps: ConsortiumDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...setMemberRightsRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "setMemberRights", idempotencyKey, body });
    const done = await setMemberRights(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...endMembershipRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "endMembership", idempotencyKey });
    const done = await endMembership(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(membershipHead(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...removePartnerRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "removePartner", idempotencyKey });
    const done = await removePartner(deps, { ...c.req.valid("param"), expectedVersion, command });
    if (!done.ok) return refuse(c, done.error);
    const { version, state } = done.value;
    return c.json({ version, proposal: state }, 200, etag(version));
  });
  api.openapi({ ...signOffProposalRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "signOffProposal", idempotencyKey, body });
    const done = await signOffProposal(deps, { ...c.req.valid("param"), ...body, command });
    if (!done.ok) return refuse(c, done.error);
    const { version, state } = done.value;
    return c.json({ version, signOff: state }, 200, etag(version));
  });
  api.openapi({ ...copyProposalRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "copyProposal", idempotencyKey, body });
    const made = await copyProposal(deps, { ...c.req.valid("param"), ...body, command });
    if (!made.ok) return refuse(c, made.error);
    const { proposal, carried, notCarried } = made.value;
    const { version, state } = proposal;
    const lists = { carried: [...carried], notCarried: [...notCarried] };
    return c.json({ version, proposal: state, ...lists }, 201, etag(version));
  });
};

/** Who takes part in a proposal, and what they agree to. */
export const consortiumRoutes = (api: Api, deps: ConsortiumDeps) => {
  readingRoutes(api, deps);
  invitingRoutes(api, deps);
  answeringRoutes(api, deps);
  memberRoutes(api, deps);
};
