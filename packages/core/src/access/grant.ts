import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { DelegatedFrom, FunderCode, GrantId, type RoleGrant } from "./rights.ts";
import { Role } from "./role.ts";

export const InvitationId = prefixedId("inv").brand("InvitationId").meta({ id: "InvitationId" });
export type InvitationId = z.infer<typeof InvitationId>;

const shared = {
  id: GrantId,
  user: UserId,
  role: Role,
  organisation: OrganisationId.optional(),
  funder: FunderCode.optional(),
  validFrom: LocalDate.optional(),
  validTo: LocalDate.optional(),
  grantedBy: UserId,
  /** What the person accepted. */
  invitation: InvitationId.optional(),
  delegation: DelegatedFrom.optional(),
  /** The grant that a delegation hands on: it ends with it. */
  of: GrantId.optional(),
};

/** One role of one person, from its granting to its end; a delegation is one as well. Each step is an entry of its chain. */
export const Grant = z
  .discriminatedUnion("state", [
    z.object({ state: z.literal("granted"), ...shared }),
    z.object({ state: z.literal("ended"), ...shared, endedBy: UserId, endedOn: LocalDate }),
  ])
  .meta({ id: "Grant" });
export type Grant = z.infer<typeof Grant>;
export type GrantInForce = Extract<Grant, { state: "granted" }>;

/** What a grant gives, as a person's rights hold it. */
export const toRoleGrant = ({ id, role, organisation, funder, validFrom, validTo, delegation }: Grant): RoleGrant => ({
  id,
  role,
  ...(organisation === undefined ? {} : { organisation }),
  ...(funder === undefined ? {} : { funder }),
  ...(validFrom === undefined ? {} : { validFrom }),
  ...(validTo === undefined ? {} : { validTo }),
  ...(delegation === undefined ? {} : { delegation }),
});

export type GrantNotFound = { readonly kind: "GrantNotFound"; readonly grantId: GrantId };
export type GrantEnded = { readonly kind: "GrantEnded"; readonly grantId: GrantId };

/** Who is meant, before there is an account: kept in `people`, named in the chain by salted digests only. */
export const Invitation = z
  .object({
    id: InvitationId,
    state: z.enum(["open", "accepted", "declined", "withdrawn"]),
    role: Role,
    organisation: OrganisationId.optional(),
    funder: FunderCode.optional(),
    validFrom: LocalDate.optional(),
    validTo: LocalDate.optional(),
    invitedBy: UserId,
    /** The last instant at which it may be accepted. */
    expiresAt: Instant,
    /** Digest of the only link that opens it; another one with every mail. */
    tokenSha256: Digest,
    grant: GrantId.optional(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;
