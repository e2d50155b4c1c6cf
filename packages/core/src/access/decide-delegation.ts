import type { UserId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { type Action, accessTable } from "./access-table.ts";
import { isInForceOn } from "./decide-access.ts";
import { type RolesExclusive, type TooManyGrants, refuseExclusive } from "./decide-grant.ts";
import { actionsWithAmount, delegableRoles, isPersonalDuty, staffRoles } from "./delegable.ts";
import { type GrantId, type Rights, type RoleGrant, grantsPerPersonMax } from "./rights.ts";
import type { Role } from "./role.ts";

/** Until when and how far another person may act in one's own role. */
export type DelegationTerms = {
  readonly grantId: GrantId;
  readonly to: UserId;
  readonly validFrom?: LocalDate;
  readonly validTo: LocalDate;
  /** All that the role may, where none is named. */
  readonly actions?: readonly Action[];
  readonly ceilingCents?: Cents;
};

/**
 * `NOT_HELD`: nothing that the person holds now; `ROLE`: this role is nobody's to hand on; `DEPUTY`: what is held as a deputy is not handed
 * on; `ONESELF`; `ACTION`: the role may not do this, or nobody else can take it over; `LONGER`: beyond the own grant or a year; `CEILING`:
 * an amount with an action that has none; `OUTSIDE`: the other one is not of the same staff, organisation or funder (SOD-05).
 */
export type DelegationRefused = {
  readonly kind: "DelegationRefused";
  readonly because: "NOT_HELD" | "ROLE" | "DEPUTY" | "ONESELF" | "ACTION" | "OVER" | "LONGER" | "CEILING" | "OUTSIDE";
};
export type DelegationRefusal = DelegationRefused | RolesExclusive | TooManyGrants;

type Facts = {
  readonly from: UserId;
  readonly own: Rights | null;
  readonly other: Rights | null;
  readonly today: LocalDate;
  /** The last day that any delegation made today may have. */
  readonly lastOn: LocalDate;
};

const mayDo = (role: Role, action: Action): boolean =>
  !isPersonalDuty(action) && accessTable[action].some((row) => row.role === role);

/** Staff for staff; a colleague of the same organisation or funder for what is held there. */
const isColleague = (grant: RoleGrant, other: Rights | null, today: LocalDate): boolean =>
  (other?.grants ?? []).some(
    (held) =>
      held.delegation === undefined &&
      isInForceOn(held, today) &&
      (staffRoles.includes(grant.role)
        ? staffRoles.includes(held.role)
        : held.organisation === grant.organisation && held.funder === grant.funder),
  );

const refuseReach = (grant: RoleGrant, { actions, ceilingCents }: DelegationTerms) => {
  if (actions?.some((action) => !mayDo(grant.role, action)) === true) return "ACTION";
  const isCapped = actions !== undefined && actions.every((action) => actionsWithAmount.includes(action));
  return ceilingCents !== undefined && !isCapped ? "CEILING" : null;
};

const refuseTime = (grant: RoleGrant, { validFrom, validTo }: DelegationTerms, { today, lastOn }: Facts) => {
  if (validTo < today || (validFrom !== undefined && validTo < validFrom)) return "OVER";
  const isLonger = validTo > lastOn || (grant.validTo !== undefined && validTo > grant.validTo);
  return isLonger ? "LONGER" : null;
};

const becauseOf = (grant: RoleGrant, terms: DelegationTerms, facts: Facts): DelegationRefused["because"] | null => {
  const { from, own, other, today } = facts;
  if (grant.delegation !== undefined) return "DEPUTY";
  if (!delegableRoles.includes(grant.role)) return "ROLE";
  if (terms.to === from || (own?.accounts ?? []).includes(terms.to)) return "ONESELF";
  return (
    refuseReach(grant, terms) ??
    refuseTime(grant, terms, facts) ??
    (isColleague(grant, other, today) ? null : "OUTSIDE")
  );
};

/** The own grant that is handed on, when it may be: never more than the person has, never for longer, never into a conflict. */
export const decideDelegation = (terms: DelegationTerms, facts: Facts): Result<RoleGrant, DelegationRefusal> => {
  const { own, other, today } = facts;
  const grant = own?.grants.find(({ id }) => id === terms.grantId);
  if (grant === undefined || !isInForceOn(grant, today)) return err({ kind: "DelegationRefused", because: "NOT_HELD" });
  const because = becauseOf(grant, terms, facts);
  if (because !== null) return err({ kind: "DelegationRefused", because });
  const held = other?.grants ?? [];
  if (held.length >= grantsPerPersonMax) return err({ kind: "TooManyGrants", grantsMax: grantsPerPersonMax });
  const exclusive = refuseExclusive(held, grant.role, today);
  return exclusive === null ? ok(grant) : err(exclusive);
};
