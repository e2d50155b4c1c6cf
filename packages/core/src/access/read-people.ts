import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { AccessStore, PersonName } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";

/** What the persons on a page are called; their addresses are nobody's business here. */
export const readPeople = async (
  { access }: { readonly access: AccessStore },
  { ids, caller, now }: { readonly ids: readonly UserId[]; readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly PersonName[], NotAllowed>> => {
  const [[loaded], names] = await Promise.all([access.loadRights([caller]), access.loadNames(ids)]);
  const capacity = decideAccess("readPeople", loaded?.rights ?? null, {}, now);
  return capacity.ok ? ok(names) : capacity;
};
