import type { Sha256 } from "@grants/kernel/digest";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Mailer, PersonLanguage } from "../access/access-store.ts";
import type { Capacity } from "../access/capacity.ts";
import { expiryOf } from "../access/decide-invitation.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { OrganisationNotFound } from "../registry/organisation.ts";
import { type PublicOrganisation, provisionalPic } from "../registry/public-organisation.ts";
import type { ConsortiumStore, LoadedConsortium, PartnerLetter, PartnerWrite } from "./consortium-store.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { draftOf } from "./find-shortcomings.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { composePartnerMail } from "./invitation-mail.ts";
import { type InvitedMembership, type Membership, MembershipId, membershipsPerSlotMax } from "./membership.ts";
import { type CountryCode, type PartnerPart, type Pic, coordinatorSlot } from "./part.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";

/** Who is meant: an organisation of the registry, or one that has to register first. */
export type Invitee = {
  readonly organisation?: OrganisationId | undefined;
  readonly name?: string | undefined;
  readonly country?: CountryCode | undefined;
  readonly pic?: Pic | undefined;
  readonly mail?: string | undefined;
};
export type InvitationIncomplete = {
  readonly kind: "InvitationIncomplete";
  readonly field: "mail" | "name" | "country";
};
/** This organisation is in the consortium already, or is asked to be. */
export type OrganisationTakesPart = { readonly kind: "OrganisationTakesPart"; readonly slot: string };
export type TooManyMembers = { readonly kind: "TooManyMembers"; readonly membersMax: number };
export type TooManyPartners = { readonly kind: "TooManyPartners"; readonly partnersMax: number };
export type PartnerNotFound = { readonly kind: "PartnerNotFound"; readonly slot: string };

export type InvitePartnerDeps = {
  readonly proposals: ProposalStore;
  readonly consortium: ConsortiumStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly mailer: Mailer;
  /** 128 random bits as text: the secret of a link. */
  readonly newLinkToken: () => string;
  /** The address of the page that answers an invitation into a consortium. */
  readonly partnerLinkOf: (token: string, language: PersonLanguage) => string;
  /** A mail that could not leave is told to the operator; the invitation stands and can be sent again. */
  readonly report: (error: unknown, facts: { readonly correlationId: string }) => void;
};
export type InvitePartnerError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | CallNotOpen
  | CallClosed
  | PartnerNotFound
  | OrganisationNotFound
  | InvitationIncomplete
  | OrganisationTakesPart
  | TooManyMembers
  | TooManyPartners
  | CommitRefusal;
export type InvitePartner = {
  readonly proposalId: ProposalId;
  /** A place that is described already; a new one where it is absent. */
  readonly slot?: string | undefined;
  readonly role: InvitedMembership["role"];
  readonly invitee: Invitee;
  readonly language: PersonLanguage;
  readonly command: Command;
};

/** The lowest place that nobody has. */
const freeSlot = ({ parts, memberships }: LoadedConsortium): string | null => {
  const taken = new Set([
    coordinatorSlot,
    ...parts.flatMap(({ content }) => ("slot" in content && content.slot !== undefined ? [content.slot] : [])),
    ...memberships.flatMap(({ state }) => (isLive(state) ? [state.slot] : [])),
  ]);
  const slots = Array.from({ length: partnersPerProposalMax }, (_, place) => `p${String(place + 1).padStart(3, "0")}`);
  return slots.find((slot) => !taken.has(slot)) ?? null;
};

export const isLive = ({ state }: Membership): boolean => state === "invited" || state === "joined";

const organisationOf = (membership: Membership): OrganisationId | undefined =>
  isLive(membership) ? membership.organisation : undefined;

/** Where an organisation takes part already, or is asked to. */
export const takenBy = (
  organisation: OrganisationId,
  { coordinator }: Proposal,
  memberships: readonly Stored<Membership>[],
): string | null => {
  if (organisation === coordinator) return coordinatorSlot;
  return memberships.find(({ state }) => organisationOf(state) === organisation)?.state.slot ?? null;
};

/** How a place is described before its own people do. */
const describe = (
  { slot, proposalId, invitee }: { slot: string; proposalId: ProposalId; invitee: Invitee },
  organisation: PublicOrganisation | null,
  sha256: Sha256,
): Result<PartnerPart, InvitationIncomplete> => {
  const { name = organisation?.name, country = organisation?.country } = invitee;
  if (name === undefined) return err({ kind: "InvitationIncomplete", field: "name" });
  if (country === undefined) return err({ kind: "InvitationIncomplete", field: "country" });
  const pic = organisation?.pic ?? invitee.pic ?? provisionalPic(sha256, `${proposalId} ${slot}`);
  return ok({ kind: "partner", slot, name, country, pic, isSme: false, isNonProfit: false, isPublicBody: false });
};

type Placed = { readonly slot: string; readonly partner: PartnerWrite | null };

/** The place that is meant: one that stands, or a new one with its description. */
const placeOf = (
  { slot: asked, proposalId, invitee }: InvitePartner,
  loaded: LoadedConsortium,
  { organisation, sha256 }: { organisation: PublicOrganisation | null; sha256: Sha256 },
): Result<Placed, PartnerNotFound | TooManyPartners | InvitationIncomplete | TooManyMembers> => {
  if (asked !== undefined) {
    const stands = asked === coordinatorSlot || draftOf(loaded.parts).partners.some(({ slot }) => slot === asked);
    if (!stands) return err({ kind: "PartnerNotFound", slot: asked });
    const there = loaded.memberships.filter(({ state }) => state.slot === asked && isLive(state));
    return there.length < membershipsPerSlotMax
      ? ok({ slot: asked, partner: null })
      : err({ kind: "TooManyMembers", membersMax: membershipsPerSlotMax });
  }
  const slot = freeSlot(loaded);
  if (slot === null) return err({ kind: "TooManyPartners", partnersMax: partnersPerProposalMax });
  const described = describe({ slot, proposalId, invitee }, organisation, sha256);
  return described.ok ? ok({ slot, partner: { content: described.value, expectedVersion: 0 } }) : described;
};

export type Letter = { readonly letter: PartnerLetter; readonly token: string };

/** Sends the link, if it is this request's own: one that was answered again has sent its mail before. */
export const sendPartnerLetter = async (
  deps: InvitePartnerDeps,
  { membership, loaded, sent }: { membership: Membership; loaded: LoadedConsortium; sent: Letter },
  command: Command,
): Promise<void> => {
  if (membership.state !== "invited" || membership.tokenSha256 !== deps.sha256(sent.token)) return;
  const { general, partners } = draftOf(loaded.parts);
  const mail = composePartnerMail({
    to: sent.letter.mail,
    language: sent.letter.language,
    acronym: general?.acronym ?? "",
    coordinator: partners.find(({ slot }) => slot === coordinatorSlot)?.name ?? "",
    link: deps.partnerLinkOf(sent.token, sent.letter.language),
    expiresAt: membership.expiresAt,
  });
  try {
    await deps.mailer.send(mail);
  } catch (error) {
    deps.report(error, command);
  }
};

type Admitted = {
  readonly proposal: Stored<Proposal>;
  readonly role: Capacity;
  readonly organisation: PublicOrganisation | null;
};

/** Whether this person may ask this organisation now. */
const admit = async (
  { proposals, consortium }: InvitePartnerDeps,
  { proposalId, slot, invitee, command }: InvitePartner,
  loaded: LoadedConsortium,
): Promise<Result<Admitted, InvitePartnerError>> => {
  const found = findProposal(loaded, { action: "invitePartner", proposalId, command, ownSlot: slot });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  const outside = await refuseNow(proposals, proposal.state.callId, command);
  if (outside !== null) return err(outside);
  const { organisation: asked, mail } = invitee;
  if (asked === undefined) {
    return mail === undefined
      ? err({ kind: "InvitationIncomplete", field: "mail" })
      : ok({ proposal, role, organisation: null });
  }
  const taken = takenBy(asked, proposal.state, loaded.memberships);
  if (taken !== null && taken !== slot) return err({ kind: "OrganisationTakesPart", slot: taken });
  const organisation = await consortium.loadOrganisation(asked);
  return organisation === null || organisation.state === "refused"
    ? err({ kind: "OrganisationNotFound", organisationId: asked })
    : ok({ proposal, role, organisation });
};

/** Asks an organisation to take part: one of the registry by its own people, one that is not there yet by a link in a mail (T3). */
export const invitePartner = async (
  deps: InvitePartnerDeps,
  asked: InvitePartner,
): Promise<Result<Stored<Membership>, InvitePartnerError>> => {
  const { proposalId, invitee, language, role, command } = asked;
  const loaded = await deps.consortium.loadConsortium(proposalId, command.caller);
  const id = MembershipId.parse(`mem_${deps.newId(command.keyHash)}`);
  const made = loaded.memberships.find(({ state }) => state.id === id);
  const admitted = await admit(deps, asked, made === undefined ? loaded : { ...loaded, memberships: [] });
  if (!admitted.ok) return admitted;
  if (made !== undefined) return deps.consortium.settle(made, 0, command);
  const { organisation, role: capacity } = admitted.value;
  const placed = placeOf(asked, loaded, { organisation, sha256: deps.sha256 });
  if (!placed.ok) return placed;
  const token = deps.newLinkToken();
  const { mail } = invitee;
  const next: Membership = {
    state: "invited",
    id,
    proposal: proposalId,
    slot: placed.value.slot,
    role,
    invitedBy: command.caller,
    ...(organisation === null ? {} : { organisation: organisation.organisation }),
    expiresAt: expiryOf(command.at),
    ...(mail === undefined ? {} : { tokenSha256: deps.sha256(token) }),
  };
  const letter = mail === undefined ? null : { membershipId: id, mail, language };
  const change = { aggregate: id, before: null, next, type: "PartnerInvited", role: capacity, terms: [] };
  const written = await deps.consortium.commitInvitation(change, { letter, partner: placed.value.partner }, command);
  if (written.ok && letter !== null)
    await sendPartnerLetter(deps, { membership: written.value.state, loaded, sent: { letter, token } }, command);
  return written;
};
