import type { UserId } from "@grants/kernel/id";
import type { StaffMember } from "./staff.ts";

/** Who is named beside whom: what one record says holds for both accounts. */
const neighboursOf = (staff: readonly StaffMember[]): ReadonlyMap<UserId, ReadonlySet<UserId>> => {
  const neighbours = new Map<UserId, Set<UserId>>();
  const join = (one: UserId, other: UserId) => neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other));
  for (const { user, accounts = [] } of staff)
    for (const account of accounts) {
      join(user, account);
      join(account, user);
    }
  return neighbours;
};

/** Every other account of the natural person behind this one, whichever of them a record names first (CLR-SOD-01). */
export const accountsBeside = (user: UserId, staff: readonly StaffMember[]): readonly UserId[] => {
  const neighbours = neighboursOf(staff);
  const found = new Set<UserId>([user]);
  // A set is gone through to what is added on the way.
  for (const one of found) for (const other of neighbours.get(one) ?? []) found.add(other);
  found.delete(user);
  return [...found];
};
