import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { AccessStore, KeptCard, PersonName } from "./access-store.ts";
import type { Action } from "./access-table.ts";
import { type AllowedAction, actionsWithin, decideAccess, isInForceOn } from "./decide-access.ts";
import { organisationRoles } from "./decide-grant.ts";
import { delegableRoles } from "./delegable.ts";
import type { GrantInForce } from "./grant.ts";
import type { RoleGrant } from "./rights.ts";
import type { Role } from "./role.ts";

/** A person as the platform knows them: what they are called, what they hold, for whom they may act, what they have handed on. */
export type Me = {
  readonly person: KeptCard | null;
  readonly roles: readonly Role[];
  /** What those roles may do on something; the rest is `NotAllowed` because of the role. */
  readonly mayDo: readonly Action[];
  /** Past ones too, until somebody takes them away. */
  readonly grants: readonly (RoleGrant & {
    readonly isInForce: boolean;
    readonly allowedActions: readonly OwnAction[];
  })[];
  readonly organisations: readonly {
    readonly id: OrganisationId;
    readonly name: string | null;
    readonly allowedActions: readonly AllowedAction[];
  }[];
  readonly handedOn: readonly GrantInForce[];
  /** Those who stand in the grants above: who handed them on, and to whom. */
  readonly people: readonly PersonName[];
};

/** `GrantNotFound`: from before there were grants with a name, so that nobody can point at it. */
type OwnAction = { readonly action: string; readonly allowed: boolean; readonly because?: string };

const ownActions = (grant: RoleGrant, isInForce: boolean): readonly OwnAction[] => {
  if (grant.id === undefined)
    return ["giveUpRole", "delegateRole"].map((action) => ({ action, allowed: false, because: "GrantNotFound" }));
  const because = whyNotDelegable(grant, isInForce);
  return [
    { action: "giveUpRole", allowed: true },
    because === null ? { action: "delegateRole", allowed: true } : { action: "delegateRole", allowed: false, because },
  ];
};

const whyNotDelegable = ({ role, delegation }: RoleGrant, isInForce: boolean): string | null => {
  if (!isInForce) return "NOT_HELD";
  if (delegation !== undefined) return "DEPUTY";
  return delegableRoles.includes(role) ? null : "ROLE";
};

/** What pages ask for by organisation before they know the thing itself. */
const organisationActions = [
  "reviewGrants",
  "invitePerson",
  "grantRole",
  "createProposal",
  "signAgreement",
  "registerOrganisation",
  "assessMember",
  "requestCapacity",
  "recordAssistance",
  "listLetters",
] as const;

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
  const rights = loaded?.rights ?? null;
  const grants = (rights?.grants ?? []).map((grant) => {
    const isInForce = isInForceOn(grant, today);
    return { ...grant, isInForce, allowedActions: ownActions(grant, isInForce) };
  });
  const actionsAt = (id: OrganisationId) =>
    organisationActions.map((action): AllowedAction => {
      const decided = decideAccess(action, rights, { organisations: [id] }, now);
      return decided.ok ? { action, allowed: true } : { action, allowed: false, because: decided.error.kind };
    });
  const inForce = grants.filter(({ isInForce }) => isInForce);
  const acting = inForce.filter(({ role }) => organisationRoles.includes(role));
  const ids = [...new Set(acting.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation])))];
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
    mayDo: actionsWithin(rights, now),
    grants,
    organisations: ids.map((id) => ({ id, name: names.get(id) ?? null, allowedActions: actionsAt(id) })),
    handedOn,
    people,
  };
};
