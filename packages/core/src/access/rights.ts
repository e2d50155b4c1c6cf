import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { Role } from "./role.ts";

/** Code of a funder: a Member State ("BE") or one of several in a country ("BE-VLG") (FIN-17). */
export const FunderCode = z
  .string()
  .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,6})?$/)
  .brand("FunderCode")
  .meta({ id: "FunderCode", example: "BE" });
export type FunderCode = z.infer<typeof FunderCode>;

/** One grant of a role, or one delegation: the aggregate that its granting and its end are entries of. */
export const GrantId = prefixedId("acc").brand("GrantId").meta({ id: "GrantId" });
export type GrantId = z.infer<typeof GrantId>;

/** What a person holds of another one, and how far it reaches. */
export const DelegatedFrom = z
  .object({
    from: UserId,
    /** Only these, where they are named. */
    actions: z.array(z.string()).min(1).max(20).optional(),
    ceilingCents: Cents.optional(),
  })
  .meta({ id: "DelegatedFrom" });
export type DelegatedFrom = z.infer<typeof DelegatedFrom>;

/** One role of a person, where needed for one organisation or one funder, within dates (both included). */
export const RoleGrant = z.object({
  /** What the people of a demonstration hold from its first day has none. */
  id: GrantId.optional(),
  role: Role,
  organisation: OrganisationId.optional(),
  funder: FunderCode.optional(),
  validFrom: LocalDate.optional(),
  validTo: LocalDate.optional(),
  delegation: DelegatedFrom.optional(),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

export const grantsPerPersonMax = 50;
export const accountsPerPersonMax = 5;
export const superiorsMax = 10;

/** What a person may be, read with the state at every request so that a revocation acts at once (DESIGN §4.8). */
export const Rights = z.object({
  user: UserId,
  grants: z.array(RoleGrant).max(grantsPerPersonMax),
  /** Other accounts of the same natural person: the rules of segregation count them as one. */
  accounts: z.array(UserId).max(accountsPerPersonMax).optional(),
  /** The reporting line, the direct superior first (CLR-SOD-01). */
  superiors: z.array(UserId).max(superiorsMax).optional(),
});
export type Rights = z.infer<typeof Rights>;
