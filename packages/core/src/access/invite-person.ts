import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore, InvitationLetter, InvitationStore, Mailer } from "./access-store.ts";
import { type NotAllowed, type Subject, decideAccess } from "./decide-access.ts";
import {
  type GrantIncomplete,
  type GrantTerms,
  type RoleNotGrantable,
  refuseGiver,
  refuseTerms,
} from "./decide-grant.ts";
import { type InvitationClosed, expiryOf } from "./decide-invitation.ts";
import { type Invitation, InvitationId } from "./grant.ts";
import { composeInvitationMail } from "./invitation-mail.ts";
import { subjectOf } from "./list-invitations.ts";

export type InviteDeps = {
  readonly access: AccessStore;
  readonly invitations: InvitationStore;
  readonly mailer: Mailer;
  readonly newId: NewId;
  readonly sha256: Sha256;
  /** 128 random bits as text: the secret of a link. */
  readonly newLinkToken: () => string;
  /** The address of the page that answers an invitation. */
  readonly linkOf: (token: string, language: InvitationLetter["language"]) => string;
  /** A mail that could not leave is told to the operator; the invitation stands and can be sent again. */
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
};
export type InvitePersonError = NotAllowed | RoleNotGrantable | GrantIncomplete | CommitRefusal;
type InvitePerson = {
  readonly mail: string;
  readonly language: InvitationLetter["language"];
  readonly terms: GrantTerms;
  readonly command: Command;
};

type Sending = { readonly letter: InvitationLetter; readonly token: string; readonly command: Command };

/** Sends the link, if it is this request's own: one that was answered again has sent its mail before. */
const sendLetter = async (
  deps: InviteDeps,
  { state: { role, organisation, expiresAt, tokenSha256 } }: Stored<Invitation>,
  { letter, token, command, names }: Sending & { readonly names: ReadonlyMap<string, string> },
): Promise<void> => {
  if (tokenSha256 !== deps.sha256(token)) return;
  const mail = composeInvitationMail({
    to: letter.mail,
    language: letter.language,
    role,
    organisation: organisation === undefined ? null : (names.get(organisation) ?? organisation),
    link: deps.linkOf(token, letter.language),
    expiresAt,
  });
  try {
    await deps.mailer.send(mail);
  } catch (error) {
    deps.report(error, command);
  }
};

/** Writes the invitation and then sends its letter; the name that stands in it is read meanwhile. */
const writeAndSend = async (deps: InviteDeps, change: Change<Invitation>, sending: Sending) => {
  const { organisation } = change.next;
  const [written, names] = await Promise.all([
    deps.invitations.commitLetter(change, sending.letter, sending.command),
    deps.access.loadOrganisationNames(organisation === undefined ? [] : [organisation]),
  ]);
  if (written.ok) await sendLetter(deps, written.value, { ...sending, names });
  return written;
};

/** Invites whoever reads a mail, with an account or without: the answer is the same, and nobody is looked up (OWASP API3). */
export const invitePerson = async (
  deps: InviteDeps,
  { mail, language, terms, command }: InvitePerson,
): Promise<Result<Stored<Invitation>, InvitePersonError>> => {
  const { caller, at } = command;
  const id = InvitationId.parse(`inv_${deps.newId(command.keyHash)}`);
  const [[loaded], made] = await Promise.all([deps.access.loadRights([caller]), deps.invitations.loadInvitation(id)]);
  const capacity = decideAccess("invitePerson", loaded?.rights ?? null, subjectOf(terms), at);
  if (!capacity.ok) return capacity;
  if (made !== null) return deps.invitations.settleInvitation(made.invitation, 0, command);
  const refused = refuseGiver(capacity.value, terms.role) ?? refuseTerms(terms, dateInZone(at));
  if (refused !== null) return err(refused);
  const token = deps.newLinkToken();
  const next: Invitation = {
    state: "open",
    id,
    ...terms,
    invitedBy: caller,
    expiresAt: expiryOf(at),
    tokenSha256: deps.sha256(token),
  };
  const letter = { invitationId: id, mail, language };
  const change = {
    aggregate: id,
    before: null,
    next,
    type: "PersonInvited",
    role: capacity.value,
    terms: [],
    notes: { mail },
  };
  return writeAndSend(deps, change, { letter, token, command });
};

export type InvitationNotFound = { readonly kind: "InvitationNotFound" };
export type InvitationStepError = InvitationNotFound | NotAllowed | InvitationClosed | CommitRefusal;
type InvitationStep = {
  readonly invitationId: InvitationId;
  readonly expectedVersion: number;
  readonly command: Command;
};

const findInvitation = async (
  { access, invitations }: Pick<InviteDeps, "access" | "invitations">,
  action: "resendInvitation" | "withdrawInvitation",
  { invitationId, command }: InvitationStep,
) => {
  const [[loaded], found] = await Promise.all([
    access.loadRights([command.caller]),
    invitations.loadInvitation(invitationId),
  ]);
  const rights = loaded?.rights ?? null;
  const subject: Subject = found === null ? {} : subjectOf(found.invitation.state);
  if (found === null || !decideAccess("listInvitations", rights, subject, command.at).ok)
    return err({ kind: "InvitationNotFound" } as const);
  const capacity = decideAccess(action, rights, subject, command.at);
  return capacity.ok ? ({ ok: true, value: { found, capacity: capacity.value } } as const) : capacity;
};

/** Sends a new link for a further thirty days; the one before opens nothing any more. */
export const resendInvitation = async (
  deps: InviteDeps,
  step: InvitationStep,
): Promise<Result<Stored<Invitation>, InvitationStepError>> => {
  const { expectedVersion, command } = step;
  const asked = await findInvitation(deps, "resendInvitation", step);
  if (!asked.ok) return asked;
  const { found, capacity } = asked.value;
  const { invitation } = found;
  if (invitation.version !== expectedVersion)
    return deps.invitations.settleInvitation(invitation, expectedVersion, command);
  const { state } = invitation;
  if (state.state !== "open" || !("mail" in found)) return err({ kind: "InvitationClosed", state: state.state });
  const token = deps.newLinkToken();
  const next: Invitation = { ...state, expiresAt: expiryOf(command.at), tokenSha256: deps.sha256(token) };
  const change = {
    aggregate: state.id,
    before: invitation,
    next,
    type: "InvitationResent",
    role: capacity,
    terms: [],
  };
  const letter = { invitationId: state.id, mail: found.mail, language: found.language };
  return writeAndSend(deps, change, { letter, token, command });
};

/** Takes an invitation back: its link opens nothing any more, and the address is forgotten. */
export const withdrawInvitation = async (
  deps: Pick<InviteDeps, "access" | "invitations">,
  step: InvitationStep,
): Promise<Result<Stored<Invitation>, InvitationStepError>> => {
  const { expectedVersion, command } = step;
  const asked = await findInvitation(deps, "withdrawInvitation", step);
  if (!asked.ok) return asked;
  const { found, capacity } = asked.value;
  const { invitation } = found;
  if (invitation.version !== expectedVersion)
    return deps.invitations.settleInvitation(invitation, expectedVersion, command);
  const { state } = invitation;
  if (state.state !== "open") return err({ kind: "InvitationClosed", state: state.state });
  const next: Invitation = { ...state, state: "withdrawn" };
  const type = "InvitationWithdrawn";
  const change = { aggregate: state.id, before: invitation, next, type, role: capacity, terms: [] };
  return deps.invitations.commitAnswer(change, null, command);
};
