import type { UserId } from "@grants/kernel/id";
import { type Capacity, personsIn } from "./capacity.ts";
import type { Rights } from "./rights.ts";

/** Whoever stands behind an act, for the rules that read history: natural persons, not accounts (DESIGN §4.8). */
export type Actor = {
  /** The account that acts, every other account of that person, and the person whose deputy it is. */
  readonly persons: readonly UserId[];
  /** The person whose deputy it is; kept with the step, since that person may take no other step of the transaction later (CLR-SOD-01). */
  readonly onBehalfOf?: UserId;
  /** The reporting line of the one who acts, the direct superior first. */
  readonly superiors: readonly UserId[];
};

export const actorOf = (caller: UserId, rights: Rights | null, capacity: Capacity): Actor => ({
  persons: [...new Set([...personsIn(capacity, caller), ...(rights?.accounts ?? [])])],
  superiors: rights?.superiors ?? [],
  ...(typeof capacity === "string" ? {} : { onBehalfOf: capacity.onBehalfOf }),
});

/** Every account of a person, as the staff directory has them now. */
export type AccountsPort = { loadAccounts(user: UserId): Promise<readonly UserId[]> };

/**
 * The same before something is decided: of whom a deputy stands in for, every other account counts as well. They are read when they are
 * needed, since a delegation does not know of an account that was recorded after it.
 */
export const actorBehind = async (
  directory: AccountsPort,
  ...[caller, rights, capacity]: Parameters<typeof actorOf>
): Promise<Actor> => {
  const actor = actorOf(caller, rights, capacity);
  if (actor.onBehalfOf === undefined) return actor;
  return { ...actor, persons: [...new Set([...actor.persons, ...(await directory.loadAccounts(actor.onBehalfOf))])] };
};
