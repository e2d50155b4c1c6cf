import type { NewId, OrganisationId, UserId } from "@grants/kernel/id";
import type { LocalDate } from "@grants/kernel/time";
import type { AccessChanges, LoadedRights } from "./access-store.ts";
import type { Capacity } from "./capacity.ts";
import { refuseHolder } from "./decide-grant.ts";
import type { GrantInForce } from "./grant.ts";
import { withGrant } from "./grant-role.ts";
import { GrantId } from "./rights.ts";

type Appointment = {
  readonly organisation: OrganisationId;
  readonly registeredBy: UserId;
  readonly registrant: LoadedRights;
  readonly validatedBy: UserId;
  readonly capacity: Capacity;
  readonly today: LocalDate;
};

/**
 * Whoever stated who an organisation is in law becomes its first administrator, once the Centre has accepted that. `null` where they are
 * one already, or can be none.
 */
export const firstAdministrator = (
  newId: NewId,
  { organisation, registeredBy, registrant, validatedBy, capacity, today }: Appointment,
): AccessChanges | null => {
  const terms = { role: "organisationAdministrator", organisation } as const;
  if (refuseHolder(registrant.rights, terms, today) !== null) return null;
  const id = GrantId.parse(`acc_${newId(`first administrator:${organisation}`)}`);
  const grant: GrantInForce = { state: "granted", id, user: registeredBy, ...terms, grantedBy: validatedBy };
  const change = { aggregate: id, before: null, next: grant, type: "RoleGranted", role: capacity, terms: [] };
  return { grants: [change], rights: [withGrant(registrant, registeredBy, grant)] };
};
