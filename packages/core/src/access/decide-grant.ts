import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { type Capacity, roleIn } from "./capacity.ts";
import { type RoleGrant, type Rights, grantsPerPersonMax } from "./rights.ts";
import type { Role } from "./role.ts";

/** A role with where and when it is to be held. */
export type GrantTerms = Pick<RoleGrant, "role" | "organisation" | "funder" | "validFrom" | "validTo">;

/** Nobody says of themselves what they may do. */
export type GrantToOneself = { readonly kind: "GrantToOneself" };
/** `GIVER`: another kind of administrator gives this role; `SYSTEM`: it is nobody's. */
export type RoleNotGrantable = {
  readonly kind: "RoleNotGrantable";
  readonly role: Role;
  readonly because: "GIVER" | "SYSTEM";
};
export type GrantIncomplete = {
  readonly kind: "GrantIncomplete";
  readonly field: "organisation" | "funder" | "validTo";
  readonly because: "MISSING" | "NOT_FOR_THIS_ROLE" | "BEFORE_ITS_BEGINNING" | "OVER";
};
/** Held already by the same person, for the same organisation or funder. */
export type RoleHeld = { readonly kind: "RoleHeld"; readonly role: Role };
/** Two roles that one person never holds, whatever the transaction (SOD-01). */
export type RolesExclusive = { readonly kind: "RolesExclusive"; readonly roles: readonly [Role, Role] };
/** Whoever represents two members of the Governing Board, their own and one other, represents no third one (VOTE-04). */
export type RepresentsTwoMembers = { readonly kind: "RepresentsTwoMembers"; readonly members: readonly string[] };
export type TooManyGrants = { readonly kind: "TooManyGrants"; readonly grantsMax: number };

export type GrantRefusal =
  | GrantToOneself
  | RoleNotGrantable
  | GrantIncomplete
  | RoleHeld
  | RolesExclusive
  | RepresentsTwoMembers
  | TooManyGrants;

/** Roles that an organisation's own administrator gives, for that organisation. */
const ownRoles: readonly Role[] = ["applicant", "organisationAdministrator"];
/** Roles that are held for an organisation. */
export const organisationRoles: readonly Role[] = [...ownRoles, "nccOfficer"];

/** Roles that are held for a funder, or for a member of the Governing Board: a Member State, or EU for the Union (GOV-01). */
const funderRoles: readonly Role[] = ["funder", "boardMember"];

/** SOD-01, FR 72: authorising and accounting officer are mutually exclusive. Who says what others may do neither authorises nor pays. */
const exclusivePairs: readonly (readonly [Role, Role])[] = [
  ["authorisingOfficer", "accountingOfficer"],
  ["administrator", "authorisingOfficer"],
  ["administrator", "accountingOfficer"],
  ["auditor", "administrator"],
];

/** Whether a person in this capacity may give this role at all. */
export const refuseGiver = (capacity: Capacity, role: Role): RoleNotGrantable | null => {
  if (role === "system") return { kind: "RoleNotGrantable", role, because: "SYSTEM" };
  // The first administrator of an organisation comes with its validation, or from the platform's own.
  const isTheirs =
    roleIn(capacity) === "organisationAdministrator"
      ? ownRoles.includes(role)
      : role === "organisationAdministrator" || !ownRoles.includes(role);
  return isTheirs ? null : { kind: "RoleNotGrantable", role, because: "GIVER" };
};

const incomplete = (field: GrantIncomplete["field"], because: GrantIncomplete["because"]): GrantIncomplete => ({
  kind: "GrantIncomplete",
  field,
  because,
});

/** A role for an organisation names it, one for a funder names that, and no other names either; its days are still to come. */
export const refuseTerms = (
  { role, organisation, funder, validFrom, validTo }: GrantTerms,
  today: LocalDate,
): GrantIncomplete | null => {
  const needsOrganisation = organisationRoles.includes(role);
  if (needsOrganisation && organisation === undefined) return incomplete("organisation", "MISSING");
  if (!needsOrganisation && role !== "expert" && organisation !== undefined)
    return incomplete("organisation", "NOT_FOR_THIS_ROLE");
  const needsFunder = funderRoles.includes(role);
  if (needsFunder && funder === undefined) return incomplete("funder", "MISSING");
  if (!needsFunder && funder !== undefined) return incomplete("funder", "NOT_FOR_THIS_ROLE");
  if (validTo !== undefined && validTo < today) return incomplete("validTo", "OVER");
  if (validTo !== undefined && validFrom !== undefined && validTo < validFrom)
    return incomplete("validTo", "BEFORE_ITS_BEGINNING");
  return null;
};

const isSamePlace = (a: GrantTerms, b: GrantTerms): boolean =>
  a.role === b.role && a.organisation === b.organisation && a.funder === b.funder;
const isOver = ({ validTo }: GrantTerms, today: LocalDate): boolean => validTo !== undefined && validTo < today;

/** The exclusive pair that a further role would complete, counting what is held as a deputy too. */
export const refuseExclusive = (held: readonly RoleGrant[], role: Role, today: LocalDate): RolesExclusive | null => {
  const others = held.filter((grant) => !isOver(grant, today)).map((grant) => grant.role);
  const pair = exclusivePairs.find(
    ([one, other]) => (role === one && others.includes(other)) || (role === other && others.includes(one)),
  );
  return pair === undefined ? null : { kind: "RolesExclusive", roles: pair };
};

/** Whether a person may hold one more role, by what they hold already. */
export const refuseHolder = (
  held: Rights | null,
  terms: GrantTerms,
  today: LocalDate,
): RoleHeld | RolesExclusive | TooManyGrants | null => {
  const grants = held?.grants ?? [];
  const isHeld = grants.some(
    (grant) => grant.delegation === undefined && isSamePlace(grant, terms) && !isOver(grant, today),
  );
  if (isHeld) return { kind: "RoleHeld", role: terms.role };
  if (grants.length >= grantsPerPersonMax) return { kind: "TooManyGrants", grantsMax: grantsPerPersonMax };
  return refuseExclusive(grants, terms.role, today);
};

const membersPerPersonMax = 2;

/** A member that a person would represent in the Board beside two others, counting what begins later too. */
export const refuseThirdMember = (
  held: Rights | null,
  { role, funder }: GrantTerms,
  today: LocalDate,
): RepresentsTwoMembers | null => {
  if (role !== "boardMember") return null;
  const grants = (held?.grants ?? []).filter((grant) => grant.role === "boardMember" && !isOver(grant, today));
  const others = new Set(grants.flatMap((grant) => grant.funder ?? []).filter((member) => member !== funder));
  return others.size < membersPerPersonMax ? null : { kind: "RepresentsTwoMembers", members: [...others].toSorted() };
};

type Granting = {
  readonly giver: UserId;
  readonly capacity: Capacity;
  readonly holder: UserId;
  readonly held: Rights | null;
  readonly terms: GrantTerms;
  readonly today: LocalDate;
};

/** The terms as they may be granted, or the rule that they break. */
export const decideGrant = ({
  giver,
  capacity,
  holder,
  held,
  terms,
  today,
}: Granting): Result<GrantTerms, GrantRefusal> => {
  const isOneself = giver === holder || (held?.accounts ?? []).includes(giver);
  if (isOneself) return err({ kind: "GrantToOneself" });
  const refused =
    refuseGiver(capacity, terms.role) ??
    refuseTerms(terms, today) ??
    refuseHolder(held, terms, today) ??
    refuseThirdMember(held, terms, today);
  return refused === null ? ok(terms) : err(refused);
};
