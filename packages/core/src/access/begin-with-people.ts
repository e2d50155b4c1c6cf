import { type Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { Change } from "../audit/change.ts";
import type { AccessStore, PersonCard } from "./access-store.ts";
import type { GrantTerms } from "./decide-grant.ts";
import { type Grant, type GrantInForce, toRoleGrant } from "./grant.ts";
import { GrantId } from "./rights.ts";

/** Somebody with whom a platform begins. */
export type FirstPerson = PersonCard & { readonly grants: readonly GrantTerms[] };

export type BeginDeps = { readonly access: AccessStore; readonly newId: NewId; readonly sha256: Sha256 };
type Begin = { readonly people: readonly FirstPerson[]; readonly grantedBy: UserId; readonly at: Instant };

/** People whose grants, twins and rights fit one transaction. */
const peopleAtOnce = 12;

export const firstGrantId = (newId: NewId, user: UserId, place: number): GrantId =>
  GrantId.parse(`acc_${newId(`first:${user}:${place}`)}`);

const commandOf = (sha256: Sha256, { people, grantedBy, at }: Begin): Command => {
  const key = people.map(({ id }) => id).join(",");
  return {
    caller: grantedBy,
    at,
    correlationId: "beginning",
    keyHash: sha256(`beginning ${key}`),
    commandHash: sha256(`beginning ${key} ${at}`),
  };
};

const grantsOf = (newId: NewId, grantedBy: UserId, { id: user, grants }: FirstPerson): readonly GrantInForce[] =>
  grants.map((terms, place) => ({ state: "granted", id: firstGrantId(newId, user, place), user, ...terms, grantedBy }));

const toChange = (next: GrantInForce): Change<Grant> => ({
  aggregate: next.id,
  before: null,
  next,
  type: "RoleGranted",
  role: "system",
  terms: [],
});

/**
 * The people with whom a platform begins, before there is anybody who could give them a role: the first administrator is among them. Told
 * twice, it does nothing the second time.
 */
export const beginWithPeople = async ({ access, newId, sha256 }: BeginDeps, begin: Begin): Promise<void> => {
  const { people, grantedBy } = begin;
  for (let start = 0; start < people.length; start += peopleAtOnce) {
    const some = people.slice(start, start + peopleAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- one transaction after the other.
    const loaded = await access.loadRights(some.map(({ id }) => id));
    const fresh = some.filter((person, place) => person.grants.length > 0 && loaded[place]?.rights === null);
    const held = fresh.map((person) => grantsOf(newId, grantedBy, person));
    const rights = fresh.map(({ id: user }, place) => ({
      next: { user, grants: (held[place] ?? []).map(toRoleGrant) },
      revision: null,
    }));
    const command = commandOf(sha256, { ...begin, people: some });
    // oxlint-disable-next-line no-await-in-loop -- one transaction after the other.
    await Promise.all([
      ...some.map((person) => beginCard(access, person, begin)),
      ...(fresh.length === 0 ? [] : [commitAll(access, { grants: held.flat().map(toChange), rights }, command)]),
    ]);
  }
};

/** A card that stands stays as its person wrote it: the installation may begin again. */
const beginCard = async (access: AccessStore, person: PersonCard, { at }: Pick<Begin, "at">) => {
  const saved = await access.savePerson(person, { on: dateInZone(at), expectedVersion: 0 });
  if (!saved.ok && saved.error.kind === "Busy") throw new Error(`The card of ${person.id} could not be written.`);
};

const commitAll = async (
  access: AccessStore,
  changes: Parameters<AccessStore["commitGrants"]>[0],
  command: Command,
) => {
  const done = await access.commitGrants(changes, command);
  if (!done.ok) throw new Error(`The first people could not be written: ${done.error.kind}.`);
};
