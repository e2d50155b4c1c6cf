import { OrganisationId, UserId } from "@grants/kernel/id";
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

/** One role of a person, where needed for one organisation or one funder, within dates (both included). */
export const RoleGrant = z.object({
  role: Role,
  organisation: OrganisationId.optional(),
  funder: FunderCode.optional(),
  validFrom: LocalDate.optional(),
  validTo: LocalDate.optional(),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

/** What a person may be, read with the state at every request so that a revocation acts at once (DESIGN §4.8). */
export const Rights = z.object({ user: UserId, grants: z.array(RoleGrant).max(50) });
export type Rights = z.infer<typeof Rights>;
