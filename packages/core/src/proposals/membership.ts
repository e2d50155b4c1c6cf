import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { PartnerSlot, Pic, textSections } from "./part.ts";
import { ProposalId } from "./proposal.ts";

/** One person's way into a consortium and out of it: the invitation, the answer, the end. Each step is an entry of its own chain (T3). */
export const MembershipId = prefixedId("mem").brand("MembershipId").meta({ id: "MembershipId" });
export type MembershipId = z.infer<typeof MembershipId>;

/** What the coordinator may let a partner write beside the partner's own parts. */
export const PartScope = z
  .enum([...textSections.map((section) => `text.${section}` as const), "workPackages", "annexes"])
  .meta({ id: "PartScope" });
export type PartScope = z.infer<typeof PartScope>;

/** `partner`: writes what is the partner's and signs it off; `viewer`: reads. */
export const InvitedRole = z.enum(["partner", "viewer"]).meta({ id: "InvitedRole" });

const shared = {
  id: MembershipId,
  proposal: ProposalId,
  slot: PartnerSlot,
  role: InvitedRole,
  invitedBy: UserId,
  /** Parts beside the own ones. */
  writes: z.array(PartScope).max(8).optional(),
};
const joined = { ...shared, user: UserId, organisation: OrganisationId, pic: Pic };

const InvitedMembership = z
  .object({
    state: z.literal("invited"),
    ...shared,
    /** Whose people may answer without a link. */
    organisation: OrganisationId.optional(),
    /** The last instant at which it may be accepted. */
    expiresAt: Instant,
    /** Digest of the only link that opens it, where a mail was sent; another one with every mail. */
    tokenSha256: Digest.optional(),
  })
  .meta({ id: "InvitedMembership" });
const JoinedMembership = z
  .object({ state: z.literal("joined"), ...joined, joinedAt: Instant })
  .meta({ id: "JoinedMembership" });
const UnansweredMembership = z
  .object({
    state: z.enum(["declined", "withdrawn"]),
    ...shared,
    organisation: OrganisationId.optional(),
    endedAt: Instant,
  })
  .meta({ id: "UnansweredMembership" });
const EndedMembership = z
  .object({ state: z.enum(["left", "removed"]), ...joined, endedAt: Instant })
  .meta({ id: "EndedMembership" });

export const Membership = z
  .discriminatedUnion("state", [InvitedMembership, JoinedMembership, UnansweredMembership, EndedMembership])
  .meta({ id: "ConsortiumMembership" });
export type Membership = z.infer<typeof Membership>;
export type InvitedMembership = z.infer<typeof InvitedMembership>;
export type JoinedMembership = z.infer<typeof JoinedMembership>;

/** Whose a place in the consortium is: the organisation that has said itself that it takes part. */
export type Seat = { readonly slot: string; readonly organisation: OrganisationId; readonly pic: Pic };

/** The places that somebody has taken, each once. The coordinator's is not among them: it is its own from the beginning. */
export const seatsOf = (memberships: readonly Membership[]): readonly Seat[] => {
  const seats = memberships.flatMap((one) =>
    one.state === "joined"
      ? [[one.slot, { slot: one.slot, organisation: one.organisation, pic: one.pic }] as const]
      : [],
  );
  return [...new Map(seats).values()];
};

/** Of a place at most: the contact, a deputy, colleagues who read. */
export const membershipsPerSlotMax = 5;
