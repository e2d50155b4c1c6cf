import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import { expiryOf } from "../access/decide-invitation.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown } from "../calls/call.ts";
import { type MembershipClosed, type MembershipNotFound, ended } from "./answer-partner-invitation.ts";
import { clearFrozen } from "./clear-frozen.ts";
import type { AlreadyMember, ConsortiumStepDone, ConsortiumStore, LoadedConsortium } from "./consortium-store.ts";
import type { CallClosed, CallNotOpen } from "./decide-submission.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type InvitePartnerDeps, type PartnerNotFound, isLive, sendPartnerLetter } from "./invite-partner.ts";
import type { JoinedMembership, Membership, MembershipId, PartScope } from "./membership.ts";
import { slotOfPath } from "./part-access.ts";
import { coordinatorSlot, pathsOfPlace } from "./part.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { refuseNow } from "./save-part.ts";

type Deps = { readonly proposals: ProposalStore; readonly consortium: ConsortiumStore };
type MembershipStep = {
  readonly proposalId: ProposalId;
  readonly membershipId: MembershipId;
  readonly expectedVersion: number;
  readonly command: Command;
};
type StepAction = "resendPartnerInvitation" | "withdrawPartnerInvitation" | "setMemberRights" | "endMembership";

export type MembershipStepError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | MembershipNotFound
  | MembershipClosed
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | CommitRefusal;

type Found = {
  readonly proposal: Stored<Proposal>;
  readonly membership: Stored<Membership>;
  readonly loaded: LoadedConsortium;
  readonly role: Capacity;
};

const find = async (
  { consortium }: Deps,
  action: StepAction,
  { proposalId, membershipId, command }: MembershipStep,
): Promise<Result<Found, ProposalNotFound | NotAllowed | CoordinatorOnly | MembershipNotFound>> => {
  const loaded = await consortium.loadConsortium(proposalId, command.caller);
  const membership = loaded.memberships.find(({ state }) => state.id === membershipId);
  const found = findProposal(loaded, { action, proposalId, command, ownSlot: membership?.state.slot });
  if (!found.ok) return found;
  return membership === undefined ? err({ kind: "MembershipNotFound" }) : ok({ ...found.value, membership, loaded });
};

/** Sends a new link for a further thirty days; the one before opens nothing any more. */
export const resendPartnerInvitation = async (
  deps: InvitePartnerDeps,
  step: MembershipStep,
): Promise<Result<Stored<Membership>, MembershipStepError>> => {
  const { expectedVersion, command } = step;
  const asked = await find(deps, "resendPartnerInvitation", step);
  if (!asked.ok) return asked;
  const { membership, loaded, role } = asked.value;
  if (membership.version !== expectedVersion) return deps.consortium.settle(membership, expectedVersion, command);
  const { state } = membership;
  if (state.state !== "invited") return err({ kind: "MembershipClosed", state: state.state });
  const letter = loaded.letters.find(({ membershipId }) => membershipId === state.id) ?? null;
  const token = deps.newLinkToken();
  const next: Membership = {
    ...state,
    expiresAt: expiryOf(command.at),
    ...(letter === null ? {} : { tokenSha256: deps.sha256(token) }),
  };
  const change = { aggregate: state.id, before: membership, next, type: "PartnerInvitationResent", role, terms: [] };
  const written = await deps.consortium.commitInvitation(change, { letter, partner: null }, command);
  if (written.ok && letter !== null)
    await sendPartnerLetter(deps, { membership: written.value.state, loaded, sent: { letter, token } }, command);
  return written;
};

const membersStay = (error: { readonly kind: string }): never => {
  throw new Error(`Nobody joined, and the store says ${error.kind}.`);
};

const asMembership = (
  result: Result<ConsortiumStepDone, CommitRefusal | CallGateDown | AlreadyMember>,
): Result<Stored<Membership>, CommitRefusal | CallGateDown> => {
  if (!result.ok) return result.error.kind === "AlreadyMember" ? membersStay(result.error) : err(result.error);
  const [membership] = result.value.memberships;
  if (membership === undefined) throw new Error("A step was written and no membership came back.");
  return ok(membership);
};

/** Takes an invitation back: its link opens nothing any more, and the address is forgotten. */
export const withdrawPartnerInvitation = async (
  deps: Deps,
  step: MembershipStep,
): Promise<Result<Stored<Membership>, MembershipStepError>> => {
  const { expectedVersion, command } = step;
  const asked = await find(deps, "withdrawPartnerInvitation", step);
  if (!asked.ok) return asked;
  const { membership, role } = asked.value;
  if (membership.version !== expectedVersion) return deps.consortium.settle(membership, expectedVersion, command);
  if (membership.state.state !== "invited") return err({ kind: "MembershipClosed", state: membership.state.state });
  const next = ended(membership.state, "withdrawn", command);
  const change = { aggregate: next.id, before: membership, next, type: "PartnerInvitationWithdrawn", role, terms: [] };
  return asMembership(await deps.consortium.commitStep({ proposal: null, memberships: [change] }, command));
};

/** What the coordinator lets this person write beside the own parts, and whether they write at all. */
export const setMemberRights = async (
  deps: Deps,
  step: MembershipStep & { readonly role: Membership["role"]; readonly writes: readonly PartScope[] },
): Promise<Result<Stored<Membership>, MembershipStepError>> => {
  const { expectedVersion, command, role: given, writes } = step;
  const asked = await find(deps, "setMemberRights", step);
  if (!asked.ok) return asked;
  const { membership, role } = asked.value;
  if (membership.version !== expectedVersion) return deps.consortium.settle(membership, expectedVersion, command);
  if (membership.state.state !== "joined") return err({ kind: "MembershipClosed", state: membership.state.state });
  const next: JoinedMembership = { ...membership.state, role: given, writes: [...writes] };
  const { user, organisation, slot } = next;
  const change = { aggregate: next.id, before: membership, next, type: "MemberRightsSet", role, terms: [] };
  return deps.consortium.commitRights(change, { user, organisation, role: given, slot, writes: [...writes] }, command);
};

type Ending = { readonly role: Capacity; readonly command: Command };

const endOf = (membership: Stored<Membership>, { role, command }: Ending): Change<Membership> | null => {
  const { state } = membership;
  const shared = { aggregate: state.id, before: membership, role, terms: [] };
  if (state.state === "invited")
    return { ...shared, next: ended(state, "withdrawn", command), type: "PartnerInvitationWithdrawn" };
  if (state.state !== "joined") return null;
  const { joinedAt: _joined, ...member } = state;
  const isOwn = state.user === command.caller;
  const next: Membership = { ...member, state: isOwn ? "left" : "removed", endedAt: command.at };
  return { ...shared, next, type: isOwn ? "MemberLeft" : "MemberRemoved" };
};

const usersOf = (memberships: readonly Stored<Membership>[]) =>
  memberships.flatMap(({ state }) => (state.state === "joined" ? [state.user] : []));

const cleared = (proposal: Stored<Proposal>, type: string, role: Capacity): Change<Proposal> => ({
  aggregate: proposal.state.id,
  before: proposal,
  next: clearFrozen(proposal.state),
  type,
  role,
  terms: [],
});

/** Leaves, or takes a person out. With the last one of a place the organisation is out, and the frozen document is cleared. */
export const endMembership = async (
  deps: Deps,
  step: MembershipStep,
): Promise<Result<Stored<Membership>, MembershipStepError>> => {
  const { expectedVersion, command } = step;
  const asked = await find(deps, "endMembership", step);
  if (!asked.ok) return asked;
  const { membership, proposal, loaded, role } = asked.value;
  if (membership.version !== expectedVersion) return deps.consortium.settle(membership, expectedVersion, command);
  const { state } = membership;
  if (state.state !== "joined") return err({ kind: "MembershipClosed", state: state.state });
  if (state.user !== command.caller && loaded.member?.role !== "coordinator")
    return err({ kind: "CoordinatorOnly", action: "endMembership" });
  const outside = await refuseNow(deps.proposals, proposal.state.callId, command);
  if (outside !== null) return err(outside);
  const change = endOf(membership, { role, command });
  if (change === null) throw new Error("A member who has joined can leave.");
  const others = loaded.memberships.filter(
    (one) => one.state.id !== state.id && one.state.slot === state.slot && one.state.state === "joined",
  );
  const isLast = others.length === 0 && state.slot !== coordinatorSlot;
  const head = isLast ? cleared(proposal, "ConsortiumLeft", role) : null;
  const written = { proposal: head, memberships: [change], leaves: [state.user] };
  return asMembership(await deps.consortium.commitStep(written, command));
};

export type RemovePartnerError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartnerNotFound
  | CallNotOpen
  | CallClosed
  | CallGateDown
  | CommitRefusal;

/**
 * Takes a partner out: its people, its open invitations and its parts in one transaction with the head, so that a freeze, a submission or a
 * sign-off at the same instant comes whole before it or not at all. Of its parts every path is cleared, so that what is saved while the removal
 * is decided leaves with the rest. What was frozen or submitted before still names the partner.
 */
export const removePartner = async (
  deps: Deps,
  { proposalId, slot, expectedVersion, command }: Omit<MembershipStep, "membershipId"> & { readonly slot: string },
): Promise<Result<Stored<Proposal>, RemovePartnerError>> => {
  const loaded = await deps.consortium.loadConsortium(proposalId, command.caller);
  const found = findProposal(loaded, { action: "removePartner", proposalId, command });
  if (!found.ok) return found;
  const { proposal, role } = found.value;
  if (proposal.version !== expectedVersion) return deps.consortium.settle(proposal, expectedVersion, command);
  const outside = await refuseNow(deps.proposals, proposal.state.callId, command);
  if (outside !== null) return err(outside);
  const live = loaded.memberships.filter(({ state }) => state.slot === slot && isLive(state));
  const isThere = live.length > 0 || loaded.parts.some(({ path }) => slotOfPath(path) === slot);
  if (slot === coordinatorSlot || !isThere) return err({ kind: "PartnerNotFound", slot });
  const step = {
    proposal: cleared(proposal, "PartnerRemoved", role),
    memberships: live.flatMap((one) => endOf(one, { role, command }) ?? []),
    leaves: usersOf(live),
    removed: pathsOfPlace(slot),
  };
  const written = await deps.consortium.commitStep(step, command);
  if (!written.ok) return written.error.kind === "AlreadyMember" ? membersStay(written.error) : err(written.error);
  const { proposal: next } = written.value;
  if (next === null) throw new Error("A partner was removed and the head did not move.");
  return ok(next);
};
