import type { OrganisationId } from "@grants/kernel/id";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Action, type Relation, accessTable } from "./access-table.ts";
import type { Capacity } from "./capacity.ts";
import { isPersonalDuty, isReading } from "./delegable.ts";
import type { FunderCode, Rights, RoleGrant } from "./rights.ts";

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

export const isInForceOn = (
  { validFrom, validTo }: Pick<RoleGrant, "validFrom" | "validTo">,
  today: LocalDate,
): boolean => (validFrom === undefined || validFrom <= today) && (validTo === undefined || today <= validTo);

/** A delegation reaches the actions that it names, what has to be seen for them, and never a duty that is the person's own. */
const reaches = ({ delegation }: RoleGrant, action: Action): boolean => {
  if (delegation === undefined) return true;
  if (isPersonalDuty(action)) return false;
  return delegation.actions === undefined || delegation.actions.includes(action) || isReading(action);
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

const capacityOf = ({ id, role, delegation }: RoleGrant): Capacity => {
  if (delegation === undefined) return role;
  if (id === undefined) throw new Error("A delegation without its id.");
  const { from: onBehalfOf, ceilingCents } = delegation;
  return { role, onBehalfOf, delegation: id, ...(ceilingCents === undefined ? {} : { ceilingCents }) };
};

/** Own roles first: a person is a deputy only where nothing of their own suffices. */
const ownFirst = (a: RoleGrant, b: RoleGrant): number =>
  Number(a.delegation !== undefined) - Number(b.delegation !== undefined);

/** Rows of the table for an action that a grant in force meets, with that grant. */
const heldFor = (action: Action, rights: Rights | null, at: Instant) => {
  const today = dateInZone(at);
  const inForce = (rights?.grants ?? [])
    .filter((grant) => isInForceOn(grant, today) && reaches(grant, action))
    .toSorted(ownFirst);
  return inForce.flatMap((grant) =>
    accessTable[action].filter(({ role }) => role === grant.role).map((row) => ({ row, grant })),
  );
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are the actions.
const actions = Object.keys(accessTable) as readonly Action[];

/** What a person may do on something or other: where an action is absent, no role of theirs reaches it, and every page and request says so. */
export const actionsWithin = (rights: Rights | null, at: Instant): readonly Action[] =>
  actions.filter((action) => heldFor(action, rights, at).length > 0);

/** In what a person may act, or why not. Deny by default: what no row of the table allows is refused. */
export const decideAccess = (
  action: Action,
  rights: Rights | null,
  subject: Subject,
  at: Instant,
): Result<Capacity, NotAllowed> => {
  const held = heldFor(action, rights, at);
  const found = held.find(({ row, grant }) => relates(grant, row.relation, subject));
  if (found !== undefined) return ok(capacityOf(found.grant));
  return err({ kind: "NotAllowed", action, because: held.length === 0 ? "ROLE" : "RELATION" });
};

/** An action with its answer for this person and thing, as pages want it. */
export type AllowedAction = { readonly action: Action; readonly allowed: boolean; readonly because?: string };
