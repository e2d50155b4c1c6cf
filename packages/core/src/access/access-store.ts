import type { Digest } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { Busy, CommitRefusal, StaleVersion, Stored } from "../audit/stored.ts";
import type { Grant, GrantInForce, Invitation, InvitationId } from "./grant.ts";
import type { GrantId, Rights } from "./rights.ts";
import type { KeptRights } from "./kept-rights.ts";
import type { Role } from "./role.ts";

/** A person's rights with the number of their last change: the next one is written only on top of it. */
export type LoadedRights = { readonly rights: KeptRights | null; readonly revision: number | null };
export type RightsChange = { readonly next: KeptRights; readonly revision: number | null };

/** What a person is called; kept in `people`, never in the chain. */
export type PersonName = { readonly id: UserId; readonly name: string };
export type PersonCard = PersonName & {
  readonly language: PersonLanguage;
  /** Where the person wants to be told that a letter waits; none where they have not said. */
  readonly mail?: string | undefined;
};
/** A card as it stands: every save of it is a version. */
export type KeptCard = PersonCard & { readonly version: number };
export type PersonLanguage = "en" | "nl";

/** Whose grants are listed. */
export type GrantList =
  | { readonly by: "role"; readonly role: Role }
  | { readonly by: "organisation"; readonly organisation: OrganisationId }
  | { readonly by: "ending"; readonly from: LocalDate; readonly to: LocalDate };

/** An invitation as those see it who may send it again: with the address, for as long as it is open. */
export type InvitationLetter = {
  readonly invitationId: InvitationId;
  readonly mail: string;
  readonly language: PersonLanguage;
};
export type OpenInvitation = InvitationLetter & { readonly invitation: Stored<Invitation> };

/** One change of who may do what: grants and their twins, the rights they make, and the invitation they answer. */
export type AccessChanges = {
  readonly grants: readonly Change<Grant>[];
  readonly rights: readonly RightsChange[];
};

export type AccessStore = {
  /** In the order asked for, in one wave. */
  loadRights(users: readonly UserId[]): Promise<readonly LoadedRights[]>;
  loadGrant(grantId: GrantId, caller: UserId): Promise<{ rights: Rights | null; grant: Stored<Grant> | null }>;
  /** What was handed on of a grant and has not ended. */
  loadDelegations(grant: GrantInForce): Promise<readonly Stored<Grant>[]>;
  /** What a person has handed on and has not ended. */
  loadHandedOn(user: UserId): Promise<readonly GrantInForce[]>;
  listGrants(list: GrantList): Promise<readonly GrantInForce[]>;
  loadNames(users: readonly UserId[]): Promise<readonly PersonName[]>;
  loadOrganisationNames(ids: readonly OrganisationId[]): Promise<ReadonlyMap<OrganisationId, string>>;
  loadPerson(user: UserId): Promise<KeptCard | null>;
  /** Saves the card whole on top of the version that was read, 0 where there is none; what it leaves out is not there any more. */
  savePerson(
    card: PersonCard,
    saved: { readonly on: LocalDate; readonly expectedVersion: number },
  ): Promise<Result<{ readonly version: number }, StaleVersion | Busy>>;
  commitGrants(changes: AccessChanges, command: Command): Promise<Result<Stored<Grant>, CommitRefusal>>;
  settleGrant(
    stored: Stored<Grant>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Grant>, CommitRefusal>>;
};

export type InvitationStore = {
  loadInvitation(id: InvitationId): Promise<OpenInvitation | Pick<OpenInvitation, "invitation"> | null>;
  /** By the digest of a link; `null` when no open invitation has it. */
  loadByToken(tokenSha256: Digest): Promise<Stored<Invitation> | null>;
  /** Those of an organisation, or those for roles that belong to none. */
  listInvitations(organisation: OrganisationId | null): Promise<readonly OpenInvitation[]>;
  /** A new or renewed invitation; the link before it opens nothing any more. */
  commitLetter(
    change: Change<Invitation>,
    letter: InvitationLetter,
    command: Command,
  ): Promise<Result<Stored<Invitation>, CommitRefusal>>;
  /** Its end: with the grant that was accepted, or without any. */
  commitAnswer(
    change: Change<Invitation>,
    accepted: AccessChanges | null,
    command: Command,
  ): Promise<Result<Stored<Invitation>, CommitRefusal>>;
  settleInvitation(
    stored: Stored<Invitation>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Invitation>, CommitRefusal>>;
};

/** A letter that leaves by mail, with header lines of its own where it has any. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Where mail leaves: a service in the cloud, a folder of files on one machine. */
export type Mailer = { send(mail: Mail): Promise<void> };
