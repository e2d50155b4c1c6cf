import type { OrganisationId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Action, type Relation, accessTable } from "./access-table.ts";
import type { FunderCode, Rights, RoleGrant } from "./rights.ts";
import type { Role } from "./role.ts";

/** How the thing that is asked about stands to the person who asks; each field is a fact of the loaded state. */
export type Subject = {
  /** Organisations that the thing belongs to: the coordinator's for a proposal, the beneficiary's for a payment. */
  readonly organisations?: readonly OrganisationId[];
  /** The person was named on the thing itself: member of the proposal, assigned expert. */
  readonly isNamed?: boolean;
  /** The organisation that the person was named for: a role at another one does not count. */
  readonly namedFor?: OrganisationId;
  readonly funder?: FunderCode;
};

export type NotAllowed = {
  readonly kind: "NotAllowed";
  readonly action: Action;
  /** `ROLE`: none of the roles that may; `RELATION`: the role fits, the thing is somebody else's. */
  readonly because: "ROLE" | "RELATION";
};

const isInForce = ({ validFrom, validTo }: RoleGrant, at: Instant): boolean => {
  const today = dateInZone(at);
  return (validFrom === undefined || validFrom <= today) && (validTo === undefined || today <= validTo);
};

const relates = (grant: RoleGrant, relation: Relation, subject: Subject): boolean => {
  switch (relation) {
    case "any":
      return true;
    case "ownOrganisation":
      return grant.organisation !== undefined && (subject.organisations ?? []).includes(grant.organisation);
    case "named":
      return subject.isNamed === true && (subject.namedFor === undefined || grant.organisation === subject.namedFor);
    case "ownFunder":
      return grant.funder !== undefined && grant.funder === subject.funder;
  }
};

/** The role in which a person may act, or why not. Deny by default: what no row of the table allows is refused. */
export const decideAccess = (
  action: Action,
  rights: Rights | null,
  subject: Subject,
  at: Instant,
): Result<Role, NotAllowed> => {
  const inForce = (rights?.grants ?? []).filter((grant) => isInForce(grant, at));
  const rows = accessTable[action].flatMap((row) =>
    inForce.filter(({ role }) => role === row.role).map((grant) => ({ row, grant })),
  );
  const found = rows.find(({ row, grant }) => relates(grant, row.relation, subject));
  if (found !== undefined) return ok(found.row.role);
  return err({ kind: "NotAllowed", action, because: rows.length === 0 ? "ROLE" : "RELATION" });
};

/** An action with its answer for this person and thing, as pages want it. */
export type AllowedAction = { readonly action: Action; readonly allowed: boolean; readonly because?: string };
