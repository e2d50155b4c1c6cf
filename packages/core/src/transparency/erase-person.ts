import { addDays } from "@grants/kernel/calendar";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import { type CommitRefusal, type Stored, compareCommands } from "../audit/stored.ts";
import { type ErasureRefused, decideErasure } from "./decide-erasure.ts";
import { type PersonErasure, erasureIdOf } from "./person-erasure.ts";
import { personalItems, recoveryDays } from "./personal-data.ts";
import type { LoadedPerson, PersonalDataStore } from "./personal-data-store.ts";

type EraseMeError = ErasureRefused | CommitRefusal;
export type ErasePersonError = NotAllowed | EraseMeError;
export type ErasePersonDeps = { readonly personalData: PersonalDataStore; readonly newId: NewId };
type Asked = { readonly user: UserId; readonly role: Capacity; readonly command: Command };
type Erased<E> = Promise<Result<Stored<PersonErasure>, E>>;

const hasNothingLeft = ({ records }: LoadedPerson): boolean =>
  records.every(({ item }) => personalItems[item].onErasure !== "DELETED");

/** Deletes what is kept of a person, unless the law asks to keep it; then says why and until when. */
const erase = async (
  { personalData, newId }: ErasePersonDeps,
  loaded: LoadedPerson,
  { user, role, command }: Asked,
): Erased<EraseMeError> => {
  const { erasure } = loaded;
  if (erasure !== null && (hasNothingLeft(loaded) || compareCommands(erasure, command) === "same-command"))
    return ok(erasure);
  const decided = decideErasure(loaded.facts, command.at);
  if (!decided.ok) return decided;
  const erasedOn = dateInZone(command.at);
  const id = erasureIdOf(newId, user);
  const next: PersonErasure = { state: "erased", id, user, erasedOn, completeOn: addDays(erasedOn, recoveryDays) };
  return personalData.erase({ aggregate: id, before: erasure, next, type: "PersonErased", role, terms: [] }, command);
};

/** Everybody may have themselves erased, also without any role left (Article 19 of Regulation (EU) 2018/1725). */
export const eraseMe = async (deps: ErasePersonDeps, { command }: Pick<Asked, "command">): Erased<EraseMeError> => {
  const user = command.caller;
  return erase(deps, await deps.personalData.loadPerson(user, user), { user, role: "applicant", command });
};

/** The administrator erases those who ask for it and cannot sign in any more. */
export const erasePerson = async (
  deps: ErasePersonDeps,
  { user, command }: Pick<Asked, "user" | "command">,
): Erased<ErasePersonError> => {
  const loaded = await deps.personalData.loadPerson(user, command.caller);
  const role = decideAccess("erasePerson", loaded.rights, {}, command.at);
  return role.ok ? erase(deps, loaded, { user, role: role.value, command }) : role;
};

/**
 * The worker erases whoever nothing asks to keep any more; that this is so was decided before. `false` where there was nothing left: then
 * nothing is written.
 */
export const erasePast = async (
  deps: ErasePersonDeps,
  loaded: LoadedPerson,
  { user, command }: Pick<Asked, "user" | "command">,
): Promise<boolean> => {
  if (hasNothingLeft(loaded)) return false;
  const erased = await erase(deps, loaded, { user, role: "system", command });
  if (!erased.ok) throw new Error(`${user} could not be erased: ${erased.error.kind}.`);
  return true;
};
