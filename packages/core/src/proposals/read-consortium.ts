import type { Digest } from "@grants/kernel/digest";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { isProvisionalPic } from "../registry/public-organisation.ts";
import type { ConsortiumStore, LoadedConsortium } from "./consortium-store.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { type Draft, type Shortcoming, draftOf, findShortcomings } from "./find-shortcomings.ts";
import { isLive } from "./invite-partner.ts";
import { type Membership, seatsOf } from "./membership.ts";
import { isSignOffRequired } from "./missing-sign-offs.ts";
import { slotOfPath } from "./part-access.ts";
import { type PartnerPart, coordinatorSlot } from "./part.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import { type SignOffState, signOffStateOf } from "./sign-off.ts";

/** How far a place in the consortium is. `described`: nobody has been asked yet. */
export type PlaceState =
  | "coordinator"
  | "described"
  | "invited"
  | "expired"
  | "joined"
  | "declined"
  | "withdrawn"
  | "left"
  | "removed";

/** The last word on a place: who has joined counts before who is asked, and both before what is over. */
export const placeStateOf = (slot: string, memberships: readonly Membership[], now: Instant): PlaceState => {
  if (slot === coordinatorSlot) return "coordinator";
  const own = memberships.filter((one) => one.slot === slot);
  if (own.some(({ state }) => state === "joined")) return "joined";
  const open = own.filter((one) => one.state === "invited");
  if (open.some(({ expiresAt }) => now <= expiresAt)) return "invited";
  if (open.length > 0) return "expired";
  const over = own
    .flatMap((one) => ("endedAt" in one ? [one] : []))
    .toSorted((a, b) => (a.endedAt < b.endedAt ? 1 : -1));
  return over[0]?.state ?? "described";
};

export type ShownMembership = {
  readonly membership: Stored<Membership>;
  /** For those who may send it again. */
  readonly mail?: string;
  readonly isExpired: boolean;
};

export type ConsortiumPlace = {
  readonly slot: string;
  readonly partner?: PartnerPart;
  readonly isProvisionalPic: boolean;
  readonly state: PlaceState;
  readonly memberships: readonly ShownMembership[];
  /** The coordinator has none: it signs off by submitting. */
  readonly signOff?: SignOffState;
  readonly signedAt?: Instant;
  readonly missing: readonly Shortcoming[];
};

export type ReadConsortium = {
  readonly proposal: Stored<Proposal>;
  readonly places: readonly ConsortiumPlace[];
  /** What the consortium as a whole lacks. */
  readonly missing: readonly Shortcoming[];
  readonly isSignOffRequired: boolean;
  readonly frozenSha256?: Digest;
};

export const frozenDigestOf = (proposal: Proposal): Digest | null =>
  proposal.state === "writing" ? null : (proposal.frozen?.sha256 ?? null);

type Asked = { readonly loaded: LoadedConsortium; readonly draft: Draft; readonly now: Instant };

const slotsOf = ({ loaded, draft }: Asked): readonly string[] =>
  [
    ...new Set([
      coordinatorSlot,
      ...draft.partners.map(({ slot }) => slot),
      ...loaded.memberships.flatMap(({ state }) => (isLive(state) ? [state.slot] : [])),
    ]),
  ].toSorted();

const shownMembership = ({ loaded, now }: Asked, membership: Stored<Membership>): ShownMembership => {
  const { state } = membership;
  const { member } = loaded;
  const invites = member?.role === "coordinator" || (member?.role === "partner" && member.slot === state.slot);
  const letter = loaded.letters.find(({ membershipId }) => membershipId === state.id);
  return {
    membership,
    isExpired: state.state === "invited" && now > state.expiresAt,
    ...(invites && letter !== undefined ? { mail: letter.mail } : {}),
  };
};

const placeOf = (
  asked: Asked,
  slot: string,
  { proposal, shortcomings }: { proposal: Proposal; shortcomings: readonly Shortcoming[] },
): ConsortiumPlace => {
  const { loaded, draft, now } = asked;
  const memberships = loaded.memberships.map(({ state }) => state);
  const partner = draft.partners.find((one) => one.slot === slot);
  const seat = seatsOf(memberships).find((one) => one.slot === slot);
  const signOffs = loaded.signOffs.map(({ state }) => state);
  const frozenSha256 = frozenDigestOf(proposal);
  const signed = signOffs.find((one) => one.organisation === seat?.organisation && one.sha256 === frozenSha256);
  const signOff = seat === undefined ? "missing" : signOffStateOf(signOffs, { ...seat, frozenSha256 });
  return {
    slot,
    ...(partner === undefined ? {} : { partner }),
    isProvisionalPic: partner !== undefined && isProvisionalPic(partner.pic),
    state: placeStateOf(slot, memberships, now),
    memberships: loaded.memberships
      .filter(({ state }) => state.slot === slot)
      .map((one) => shownMembership(asked, one)),
    ...(slot === coordinatorSlot ? {} : { signOff }),
    ...(signed === undefined ? {} : { signedAt: signed.signedAt }),
    missing: shortcomings.filter(({ path }) => slotOfPath(path) === slot),
  };
};

/** Who takes part, how far each place is, and what each still owes: the same lines as the checklist. */
export const readConsortium = async (
  { proposals, consortium }: { readonly proposals: ProposalStore; readonly consortium: ConsortiumStore },
  { proposalId, command }: { proposalId: ProposalId; command: Command },
): Promise<Result<ReadConsortium, ProposalNotFound | NotAllowed | CoordinatorOnly>> => {
  const loaded = await consortium.loadConsortium(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readConsortium", proposalId, command });
  if (!found.ok) return found;
  const { proposal } = found.value;
  const call = await proposals.loadCall(proposal.state.callId);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const draft = draftOf(loaded.parts);
  const seats = seatsOf(loaded.memberships.map(({ state }) => state));
  const shortcomings = findShortcomings(draft, call.version, proposal.state, seats);
  const asked = { loaded, draft, now: command.at };
  const facts = { proposal: proposal.state, shortcomings };
  const frozenSha256 = frozenDigestOf(proposal.state);
  return ok({
    proposal,
    places: slotsOf(asked).map((slot) => placeOf(asked, slot, facts)),
    missing: shortcomings.filter(({ path }) => path === "consortium"),
    isSignOffRequired: isSignOffRequired(call.version.content),
    ...(frozenSha256 === null ? {} : { frozenSha256 }),
  });
};

/** What the holder of a link, or somebody of the organisation that is asked, may know before answering. */
export type ShownPartnerInvitation = {
  readonly membership: Stored<Membership>;
  readonly proposal: Proposal;
  readonly acronym: string;
  readonly callTitle: string;
  readonly coordinatorName: string | null;
  /** The address that the link was sent to, for whoever holds it: somebody else may be signed in. */
  readonly sentTo: string | null;
  /** Why it cannot be accepted now; `null` when it can. */
  readonly because: string | null;
};
