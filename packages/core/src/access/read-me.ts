import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { AccessStore, PersonCard, PersonName } from "./access-store.ts";
import { isInForceOn } from "./decide-access.ts";
import type { GrantInForce } from "./grant.ts";
import type { RoleGrant } from "./rights.ts";
import type { Role } from "./role.ts";

/** A person as the platform knows them: what they are called, what they hold, for whom they may act, what they have handed on. */
export type Me = {
  readonly person: PersonCard | null;
  readonly roles: readonly Role[];
  /** Past ones too, until somebody takes them away. */
  readonly grants: readonly (RoleGrant & { readonly isInForce: boolean })[];
  readonly organisations: readonly { readonly id: OrganisationId; readonly name: string | null }[];
  readonly handedOn: readonly GrantInForce[];
  /** Those who stand in the grants above: who handed them on, and to whom. */
  readonly people: readonly PersonName[];
};

/** What a person holds now; asked by the portal for what its pages offer, never instead of the rights of a request. */
export const readMe = async (
  { access }: { readonly access: AccessStore },
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Me> => {
  const [[loaded], person, handedOn] = await Promise.all([
    access.loadRights([caller]),
    access.loadPerson(caller),
    access.loadHandedOn(caller),
  ]);
  const today = dateInZone(now);
  const grants = (loaded?.rights?.grants ?? []).map((grant) => ({ ...grant, isInForce: isInForceOn(grant, today) }));
  const inForce = grants.filter(({ isInForce }) => isInForce);
  const ids = [...new Set(inForce.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation])))];
  const others = [
    ...handedOn.map(({ user }) => user),
    ...grants.flatMap(({ delegation }) => (delegation === undefined ? [] : [delegation.from])),
  ];
  const [names, people] = await Promise.all([
    access.loadOrganisationNames(ids),
    access.loadNames([...new Set(others)]),
  ]);
  return {
    person,
    roles: [...new Set(inForce.map(({ role }) => role))],
    grants,
    organisations: ids.map((id) => ({ id, name: names.get(id) ?? null })),
    handedOn,
    people,
  };
};
