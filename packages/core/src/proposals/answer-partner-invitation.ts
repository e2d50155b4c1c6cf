import type { Sha256 } from "@grants/kernel/digest";
import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { InvitationExpired, InvitedOneself } from "../access/decide-invitation.ts";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import type { OrganisationNotFound } from "../registry/organisation.ts";
import type { PublicOrganisation } from "../registry/public-organisation.ts";
import { clearFrozen } from "./clear-frozen.ts";
import type {
  AlreadyMember,
  ConsortiumStepDone,
  ConsortiumStore,
  LoadedConsortium,
  PartnerWrite,
} from "./consortium-store.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { draftOf } from "./find-shortcomings.ts";
import { type OrganisationTakesPart, takenBy } from "./invite-partner.ts";
import {
  type InvitedMembership,
  type JoinedMembership,
  type Membership,
  type MembershipId,
  seatsOf,
} from "./membership.ts";
import { coordinatorSlot } from "./part.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";

/** There is none, or not for this person: the same answer, so that neither ids nor links tell anything. */
export type MembershipNotFound = { readonly kind: "MembershipNotFound" };
export type MembershipClosed = { readonly kind: "MembershipClosed"; readonly state: Membership["state"] };
/** The invitation, or the place, is another organisation's. */
export type AnotherOrganisationInvited = {
  readonly kind: "AnotherOrganisationInvited";
  readonly field: "organisation";
};

export type AnswerPartnerDeps = {
  readonly proposals: ProposalStore;
  readonly consortium: ConsortiumStore;
  readonly sha256: Sha256;
};
export type PartnerAnswer = {
  readonly proposalId: ProposalId;
  readonly membershipId: MembershipId;
  /** The secret of the link; not needed by the people of the organisation that is asked. */
  readonly token?: string | undefined;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** Whoever works for an organisation may take part for it. */
const worksFor = (rights: Rights | null, organisation: OrganisationId, command: Pick<Command, "at">) =>
  decideAccess("createProposal", rights, { organisations: [organisation] }, command.at);

type Found = {
  readonly membership: Stored<Membership>;
  readonly proposal: Stored<Proposal>;
  readonly loaded: LoadedConsortium;
};

/** The invitation, for who holds its link or works for the organisation that it names. */
const findInvitation = async (
  { consortium, sha256 }: AnswerPartnerDeps,
  { proposalId, membershipId, token, command }: PartnerAnswer,
): Promise<Result<Found, MembershipNotFound>> => {
  const loaded = await consortium.loadConsortium(proposalId, command.caller);
  const { proposal, rights } = loaded;
  const membership = loaded.memberships.find(({ state }) => state.id === membershipId);
  if (membership === undefined || proposal === null) return err({ kind: "MembershipNotFound" });
  const { state } = membership;
  const tokenSha256 = state.state === "invited" ? state.tokenSha256 : undefined;
  const holdsLink = token !== undefined && tokenSha256 === sha256(token);
  const { organisation } = state;
  const isAsked = organisation !== undefined && worksFor(rights, organisation, command).ok;
  return holdsLink || isAsked || (state.state === "joined" && state.user === command.caller)
    ? ok({ membership, proposal, loaded })
    : err({ kind: "MembershipNotFound" });
};

/** Open until its last instant, that instant included; answered once, and not by who asked. */
export const decidePartnerAnswer = (
  membership: Membership,
  { caller, at }: Pick<Command, "caller" | "at">,
): Result<InvitedMembership, MembershipClosed | InvitationExpired | InvitedOneself> => {
  if (membership.state !== "invited") return err({ kind: "MembershipClosed", state: membership.state });
  const { expiresAt, invitedBy } = membership;
  if (at > expiresAt) return err({ kind: "InvitationExpired", expiredAt: expiresAt });
  return invitedBy === caller ? err({ kind: "InvitedOneself" }) : ok(membership);
};

export type AcceptPartnerError =
  | MembershipNotFound
  | MembershipClosed
  | InvitationExpired
  | InvitedOneself
  | AnotherOrganisationInvited
  | OrganisationTakesPart
  | OrganisationNotFound
  | NotAllowed
  | AlreadyMember
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | CommitRefusal;

/** Whose the place is, once somebody has taken it. */
const holderOf = ({ slot }: InvitedMembership, { proposal, loaded }: Found): OrganisationId | undefined =>
  slot === coordinatorSlot
    ? proposal.state.coordinator
    : seatsOf(loaded.memberships.map(({ state }) => state)).find((seat) => seat.slot === slot)?.organisation;

const refuseOrganisation = (
  invited: InvitedMembership,
  organisation: OrganisationId,
  found: Found,
): AnotherOrganisationInvited | OrganisationTakesPart | null => {
  const holder = holderOf(invited, found) ?? invited.organisation;
  if (holder !== undefined && holder !== organisation)
    return { kind: "AnotherOrganisationInvited", field: "organisation" };
  const others = found.loaded.memberships.filter(({ state }) => state.slot !== invited.slot);
  const taken = invited.slot === coordinatorSlot ? null : takenBy(organisation, found.proposal.state, others);
  return taken === null ? null : { kind: "OrganisationTakesPart", slot: taken };
};

/** The partner's part with who the organisation is by the registry; what else it says stays. */
const partnerWrite = (
  { slot }: InvitedMembership,
  { name, pic, country }: PublicOrganisation,
  { parts }: LoadedConsortium,
): PartnerWrite => {
  const described = draftOf(parts).partners.find((partner) => partner.slot === slot);
  const kinds = { isSme: false, isNonProfit: false, isPublicBody: false };
  const content = { ...kinds, ...described, kind: "partner" as const, slot, name, pic, country };
  return { content, expectedVersion: parts.find(({ path }) => path === `partner.${slot}`)?.version ?? 0 };
};

const memberOf = ({ user, organisation, role, slot, writes }: JoinedMembership): Member => ({
  user,
  organisation,
  role,
  slot,
  ...(writes === undefined ? {} : { writes: [...writes] }),
});

/** The head moves when a place is taken; a further person of the same organisation changes nothing in the consortium. */
const headChange = ({ proposal }: Found, type: string): Change<Proposal> => ({
  aggregate: proposal.state.id,
  before: proposal,
  next: clearFrozen(proposal.state),
  type,
  role: "applicant",
  terms: [],
});

/** Takes part for an organisation: the place is its own, its people write its parts, and the frozen document is cleared (DATA §6, T3). */
export const acceptPartnerInvitation = async (
  deps: AnswerPartnerDeps,
  answer: PartnerAnswer & { readonly organisation: OrganisationId },
): Promise<Result<Stored<Membership>, AcceptPartnerError>> => {
  const { organisation, expectedVersion, command } = answer;
  const { consortium } = deps;
  const [found, facts] = await Promise.all([findInvitation(deps, answer), consortium.loadOrganisation(organisation)]);
  if (!found.ok) return found;
  const { membership, proposal, loaded } = found.value;
  if (membership.version !== expectedVersion) return consortium.settle(membership, expectedVersion, command);
  const decided = decidePartnerAnswer(membership.state, command);
  if (!decided.ok) return decided;
  const role = worksFor(loaded.rights, organisation, command);
  if (!role.ok) return role;
  const refused = refuseOrganisation(decided.value, organisation, found.value);
  if (refused !== null) return err(refused);
  if (facts === null || facts.state === "refused")
    return err({ kind: "OrganisationNotFound", organisationId: organisation });
  const outside = await refuseNow(deps.proposals, proposal.state.callId, command);
  if (outside !== null) return err(outside);
  const { expiresAt: _expires, tokenSha256: _token, ...invited } = decided.value;
  const { caller: user, at: joinedAt } = command;
  const next = { ...invited, state: "joined" as const, organisation, pic: facts.pic, user, joinedAt };
  const isNew = holderOf(decided.value, found.value) === undefined;
  const change = { aggregate: next.id, before: membership, next, type: "PartnerJoined", role: role.value, terms: [] };
  const step = {
    proposal: isNew ? headChange(found.value, "ConsortiumJoined") : null,
    memberships: [change],
    joins: memberOf(next),
    partner: isNew ? partnerWrite(decided.value, facts, loaded) : null,
  };
  return membershipOf(await consortium.commitStep(step, command));
};

const membershipOf = <E>(result: Result<ConsortiumStepDone, E>): Result<Stored<Membership>, E> => {
  if (!result.ok) return result;
  const [membership] = result.value.memberships;
  if (membership === undefined) throw new Error("An answer was written and no membership came back.");
  return ok(membership);
};

export type DeclinePartnerError = Exclude<
  AcceptPartnerError,
  AnotherOrganisationInvited | OrganisationTakesPart | OrganisationNotFound | NotAllowed | CallNotOpen | CallClosed
>;

/** Says no: the link is used up, the address forgotten, and the coordinator's page says so. */
export const declinePartnerInvitation = async (
  deps: AnswerPartnerDeps,
  answer: PartnerAnswer,
): Promise<Result<Stored<Membership>, DeclinePartnerError>> => {
  const { expectedVersion, command } = answer;
  const found = await findInvitation(deps, answer);
  if (!found.ok) return found;
  const { membership } = found.value;
  if (membership.version !== expectedVersion) return deps.consortium.settle(membership, expectedVersion, command);
  const decided = decidePartnerAnswer(membership.state, command);
  if (!decided.ok) return decided;
  const next = ended(decided.value, "declined", command);
  const change = {
    aggregate: next.id,
    before: membership,
    next,
    type: "PartnerDeclined",
    role: "applicant",
    terms: [],
  } as const;
  return membershipOf(await deps.consortium.commitStep({ proposal: null, memberships: [change] }, command));
};

/** An invitation that is answered or taken back: its link and its last instant are gone. */
export const ended = (
  { expiresAt: _expires, tokenSha256: _token, ...invited }: InvitedMembership,
  state: "declined" | "withdrawn",
  { at }: Pick<Command, "at">,
): Membership & { readonly state: "declined" | "withdrawn" } => ({ ...invited, state, endedAt: at });
