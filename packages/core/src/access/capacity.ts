import type { UserId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import type { GrantId } from "./rights.ts";
import type { Role } from "./role.ts";

/** Somebody who acts with the role of another person, by a delegation (SOD-05). Entries name both (DATA §5). */
export type Deputy = {
  readonly role: Role;
  readonly onBehalfOf: UserId;
  readonly delegation: GrantId;
  /** What one act may be worth at most. */
  readonly ceilingCents?: Cents;
};

/** In what a person acts: in an own role, or as somebody's deputy. A deputy acts with the role that he or she deputises for (CLR-SOD-01). */
export type Capacity = Role | Deputy;

export const roleIn = (capacity: Capacity): Role => (typeof capacity === "string" ? capacity : capacity.role);

/** The natural persons behind an act: who did it, and for whom. Segregation counts both. */
export const personsIn = (capacity: Capacity, caller: UserId): readonly UserId[] =>
  typeof capacity === "string" ? [caller] : [caller, capacity.onBehalfOf];

/** A deputy may act up to an amount, and this is more. */
export type CeilingExceeded = {
  readonly kind: "CeilingExceeded";
  readonly amountCents: Cents;
  readonly ceilingCents: Cents;
};

/** `null`: within what this capacity reaches. */
export const refuseAboveCeiling = (capacity: Capacity, amountCents: Cents): CeilingExceeded | null => {
  if (typeof capacity === "string" || capacity.ceilingCents === undefined) return null;
  const { ceilingCents } = capacity;
  return amountCents > ceilingCents ? { kind: "CeilingExceeded", amountCents, ceilingCents } : null;
};
