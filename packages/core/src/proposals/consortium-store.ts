import type { Digest } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { PersonLanguage } from "../access/access-store.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import type { PublicOrganisation } from "../registry/public-organisation.ts";
import type { AnotherDocumentFrozen, ProposalNotFrozen } from "./decide-submission.ts";
import type { Membership, MembershipId } from "./membership.ts";
import type { Part, PartnerPart } from "./part.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { LoadedProposal } from "./proposal-store.ts";
import type { SignOff } from "./sign-off.ts";

/** Where an invitation went: kept in `people` until it is answered. */
export type PartnerLetter = {
  readonly membershipId: MembershipId;
  readonly mail: string;
  readonly language: PersonLanguage;
};

/** A proposal with everybody who takes part, in one wave. */
export type LoadedConsortium = LoadedProposal & {
  readonly parts: readonly Part[];
  readonly memberships: readonly Stored<Membership>[];
  readonly signOffs: readonly Stored<SignOff>[];
  readonly letters: readonly PartnerLetter[];
};

/** Somebody became a member, and what is theirs, or already was one. */
export type AlreadyMember = { readonly kind: "AlreadyMember" };

export type MembershipPlace = { readonly proposalId: ProposalId; readonly membershipId: MembershipId };

/** The partner's part as it is written beside a membership, on top of the version that was read. */
export type PartnerWrite = { readonly content: PartnerPart; readonly expectedVersion: number };

/** A step of the proposal's head that goes with a change of the consortium: the frozen document is cleared (DATA §6). */
export type ConsortiumStep = {
  readonly proposal: Change<Proposal> | null;
  readonly memberships: readonly Change<Membership>[];
  /** Who becomes a member, and who is none any more. */
  readonly joins?: Member;
  readonly leaves?: readonly UserId[];
  readonly partner?: PartnerWrite | null;
  /** Parts that leave with their partner. */
  readonly removed?: readonly Part["path"][];
};

export type ConsortiumStepDone = {
  readonly proposal: Stored<Proposal> | null;
  readonly memberships: readonly Stored<Membership>[];
};

export type ConsortiumStore = {
  loadConsortium(proposalId: ProposalId, caller: UserId): Promise<LoadedConsortium>;
  loadSignOffs(proposalId: ProposalId): Promise<readonly SignOff[]>;
  /** By the digest of a link; `null` when no open invitation has it. */
  findByToken(tokenSha256: Digest): Promise<MembershipPlace | null>;
  /** Invitations that wait for an organisation's answer. */
  listWaiting(organisation: OrganisationId): Promise<readonly MembershipPlace[]>;
  loadInvitations(
    places: readonly MembershipPlace[],
  ): Promise<
    readonly { readonly membership: Stored<Membership>; readonly proposal: Proposal; readonly acronym: string }[]
  >;
  /** Where the mail of an open invitation went; `null` where none was sent, or where it is answered. */
  loadLetter(place: MembershipPlace): Promise<PartnerLetter | null>;
  loadOrganisation(organisation: OrganisationId): Promise<PublicOrganisation | null>;
  /** A new or renewed invitation; the link before it opens nothing any more. */
  commitInvitation(
    change: Change<Membership>,
    written: { readonly letter: PartnerLetter | null; readonly partner: PartnerWrite | null },
    command: Command,
  ): Promise<Result<Stored<Membership>, CommitRefusal>>;
  /** Answers and ends: memberships, twins and the head move together, or nothing does. */
  commitStep(
    step: ConsortiumStep,
    command: Command,
  ): Promise<Result<ConsortiumStepDone, CommitRefusal | CallGateDown | AlreadyMember>>;
  /** Rights of a member: the chain's step and what every request reads. */
  commitRights(
    change: Change<Membership>,
    member: Member,
    command: Command,
  ): Promise<Result<Stored<Membership>, CommitRefusal>>;
  /** Written only while the head names the document that is signed (T4s). */
  commitSignOff(
    change: Change<SignOff>,
    command: Command,
  ): Promise<Result<Stored<SignOff>, CommitRefusal | AnotherDocumentFrozen | ProposalNotFrozen>>;
  settle<S extends Membership | SignOff | Proposal>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
