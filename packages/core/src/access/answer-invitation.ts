import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore, InvitationStore } from "./access-store.ts";
import {
  type GrantIncomplete,
  type RoleHeld,
  type RepresentsTwoMembers,
  type RolesExclusive,
  type TooManyGrants,
  refuseHolder,
  refuseThirdMember,
  refuseTerms,
} from "./decide-grant.ts";
import {
  type InvitationClosed,
  type InvitationExpired,
  type InvitedOneself,
  decideAnswer,
} from "./decide-invitation.ts";
import type { GrantInForce, Invitation } from "./grant.ts";
import { withGrant } from "./grant-role.ts";
import type { InvitationNotFound } from "./invite-person.ts";
import { GrantId } from "./rights.ts";

export type AnswerDeps = {
  readonly access: AccessStore;
  readonly invitations: InvitationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
type AnswerRefusal = InvitationNotFound | InvitationClosed | InvitationExpired | InvitedOneself;

/** What the holder of a link may know before answering. */
export type ShownInvitation = {
  readonly invitation: Stored<Invitation>;
  readonly organisationName: string | null;
  /** Why it cannot be accepted now; `null` when it can. */
  readonly because: string | null;
};

/** Whoever is signed in and holds the link sees what it offers. A link that opens nothing is not found, whatever became of it. */
export const readInvitation = async (
  { access, invitations, sha256 }: AnswerDeps,
  { token, caller, now }: { readonly token: string; readonly caller: UserId; readonly now: Instant },
): Promise<Result<ShownInvitation, InvitationNotFound>> => {
  const [invitation, [loaded]] = await Promise.all([
    invitations.loadByToken(sha256(token)),
    access.loadRights([caller]),
  ]);
  if (invitation === null) return err({ kind: "InvitationNotFound" });
  const { organisation } = invitation.state;
  const names = organisation === undefined ? null : await access.loadOrganisationNames([organisation]);
  const decided = decideAnswer(invitation.state, { caller, at: now });
  const [rights, today] = [loaded?.rights ?? null, dateInZone(now)];
  const held = refuseHolder(rights, invitation.state, today) ?? refuseThirdMember(rights, invitation.state, today);
  return ok({
    invitation,
    organisationName: organisation === undefined ? null : (names?.get(organisation) ?? null),
    because: decided.ok ? (held?.kind ?? null) : decided.error.kind,
  });
};

export type AcceptInvitationError =
  | AnswerRefusal
  | GrantIncomplete
  | RoleHeld
  | RolesExclusive
  | RepresentsTwoMembers
  | TooManyGrants
  | CommitRefusal;
type Answer = { readonly token: string; readonly expectedVersion: number; readonly command: Command };

/** Whoever holds the link and is signed in takes up the role; the link is used up. */
export const acceptInvitation = async (
  { access, invitations, newId, sha256 }: AnswerDeps,
  { token, expectedVersion, command }: Answer,
): Promise<Result<Stored<Invitation>, AcceptInvitationError>> => {
  const { caller, at } = command;
  const [invitation, [loaded]] = await Promise.all([
    invitations.loadByToken(sha256(token)),
    access.loadRights([caller]),
  ]);
  if (invitation === null || loaded === undefined) return err({ kind: "InvitationNotFound" });
  if (invitation.version !== expectedVersion) return invitations.settleInvitation(invitation, expectedVersion, command);
  const decided = decideAnswer(invitation.state, { caller, at });
  if (!decided.ok) return decided;
  const today = dateInZone(at);
  const { role, organisation, funder, validFrom, validTo, invitedBy } = decided.value;
  const terms = {
    role,
    ...(organisation === undefined ? {} : { organisation }),
    ...(funder === undefined ? {} : { funder }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
  const refused =
    refuseTerms(terms, today) ??
    refuseHolder(loaded.rights, terms, today) ??
    refuseThirdMember(loaded.rights, terms, today);
  if (refused !== null) return err(refused);
  const id = GrantId.parse(`acc_${newId(`accepted:${decided.value.id}`)}`);
  const grant: GrantInForce = {
    state: "granted",
    id,
    user: caller,
    ...terms,
    grantedBy: invitedBy,
    invitation: decided.value.id,
  };
  const type = "InvitationAccepted";
  const next: Invitation = { ...decided.value, state: "accepted", grant: id };
  const accepted = {
    grants: [{ aggregate: id, before: null, next: grant, type: "RoleGranted", role, terms: [] }],
    rights: [withGrant(loaded, caller, grant)],
  };
  const change = { aggregate: decided.value.id, before: invitation, next, type, role, terms: [] };
  return invitations.commitAnswer(change, accepted, command);
};

export type DeclineInvitationError = AnswerRefusal | CommitRefusal;

/** Says no; the link is used up and the address forgotten. */
export const declineInvitation = async (
  { invitations, sha256 }: Pick<AnswerDeps, "invitations" | "sha256">,
  { token, expectedVersion, command }: Answer,
): Promise<Result<Stored<Invitation>, DeclineInvitationError>> => {
  const invitation = await invitations.loadByToken(sha256(token));
  if (invitation === null) return err({ kind: "InvitationNotFound" });
  if (invitation.version !== expectedVersion) return invitations.settleInvitation(invitation, expectedVersion, command);
  const decided = decideAnswer(invitation.state, command);
  if (!decided.ok) return decided;
  const next: Invitation = { ...decided.value, state: "declined" };
  const { role } = decided.value;
  const change = {
    aggregate: decided.value.id,
    before: invitation,
    next,
    type: "InvitationDeclined",
    role,
    terms: [],
  };
  return invitations.commitAnswer(change, null, command);
};
