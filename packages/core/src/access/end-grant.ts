import { earlierOf, laterOf } from "@grants/kernel/calendar";
import type { UserId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessChanges, AccessStore, RightsChange } from "./access-store.ts";
import type { Capacity } from "./capacity.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";
import { type RoleNotGrantable, refuseGiver } from "./decide-grant.ts";
import type { Grant, GrantEnded, GrantInForce, GrantNotFound } from "./grant.ts";
import type { KeptRights, PastRole } from "./kept-rights.ts";
import type { GrantId, RoleGrant } from "./rights.ts";

export type EndGrantDeps = { readonly access: AccessStore };
/** Nobody else could give the role again. */
export type LastAdministrator = { readonly kind: "LastAdministrator" };
export type EndGrantError =
  | GrantNotFound
  | GrantEnded
  | LastAdministrator
  | NotAllowed
  | RoleNotGrantable
  | CommitRefusal;
type EndGrant = { readonly grantId: GrantId; readonly expectedVersion: number; readonly command: Command };

type Ending = { readonly stored: Stored<Grant>; readonly grant: GrantInForce; readonly capacity: Capacity };

const endingOf = (stored: Stored<Grant>, grant: GrantInForce, capacity: Capacity, command: Command): Change<Grant> => ({
  aggregate: grant.id,
  before: stored,
  next: { ...grant, state: "ended", endedBy: command.caller, endedOn: dateInZone(command.at) },
  type: grant.delegation === undefined ? "RoleEnded" : "DelegationEnded",
  role: capacity,
  terms: [],
});

const isInForce = (state: Grant): state is GrantInForce => state.state === "granted";

/** On which day a role ended that is taken away today; `null` for one that had not begun. */
const pastOf = ({ role, validFrom, validTo }: RoleGrant, today: LocalDate): PastRole | null =>
  validFrom !== undefined && validFrom > today ? null : { role, endedOn: earlierOf(validTo ?? today, today) };

/** Rights without these grants, and which roles they were. */
export const withoutGrants = (held: KeptRights, ids: ReadonlySet<string>, today: LocalDate): KeptRights => {
  const isEnded = ({ id }: RoleGrant) => id !== undefined && ids.has(id);
  const ended = held.grants.flatMap((grant) => (isEnded(grant) ? (pastOf(grant, today) ?? []) : []));
  const latest = new Map<string, PastRole>();
  for (const past of [...(held.past ?? []), ...ended]) {
    const known = latest.get(past.role);
    latest.set(past.role, { ...past, endedOn: laterOf(known?.endedOn ?? past.endedOn, past.endedOn) });
  }
  const grants = held.grants.filter((grant) => !isEnded(grant));
  return { ...held, grants, ...(latest.size === 0 ? {} : { past: [...latest.values()] }) };
};

/** The grant, all that was handed on of it, and the rights of everybody whom that touches. */
const changesOf = async (
  access: AccessStore,
  { stored, grant, capacity }: Ending,
  command: Command,
): Promise<AccessChanges> => {
  const handedOn = grant.delegation === undefined ? await access.loadDelegations(grant) : [];
  const ended = [stored, ...handedOn].flatMap((one) => (isInForce(one.state) ? [{ one, state: one.state }] : []));
  const users = [...new Set(ended.map(({ state }) => state.user))];
  const loaded = await access.loadRights(users);
  const ids = new Set<string>(ended.map(({ state }) => state.id));
  const today = dateInZone(command.at);
  const rights = loaded.flatMap(({ rights: held, revision }): readonly RightsChange[] =>
    held === null ? [] : [{ next: withoutGrants(held, ids, today), revision }],
  );
  return { grants: ended.map(({ one, state }) => endingOf(one, state, capacity, command)), rights };
};

/**
 * Another administrator of the platform, who stays. Their rights are written as they are, in the same transaction: of two who leave at once
 * and count on each other one is refused.
 */
const keeperOf = async (access: AccessStore, leaving: UserId, at: Instant): Promise<RightsChange | null> => {
  const grants = await access.listGrants({ by: "role", role: "administrator" });
  const others = [...new Set(grants.map(({ user }) => user))].filter((user) => user !== leaving);
  const loaded = others.length === 0 ? [] : await access.loadRights(others);
  const keepers = loaded.flatMap(({ rights: next, revision }): readonly RightsChange[] =>
    next !== null && decideAccess("grantRole", next, {}, at).ok ? [{ next, revision }] : [],
  );
  return keepers[0] ?? null;
};

const endWith = async (
  access: AccessStore,
  { grant: stored, expectedVersion, capacity }: { grant: Stored<Grant>; expectedVersion: number; capacity: Capacity },
  command: Command,
): Promise<Result<Stored<Grant>, GrantEnded | LastAdministrator | CommitRefusal>> => {
  if (stored.version !== expectedVersion) return access.settleGrant(stored, expectedVersion, command);
  const { state } = stored;
  if (!isInForce(state)) return err({ kind: "GrantEnded", grantId: state.id });
  const changes = await changesOf(access, { stored, grant: state, capacity }, command);
  if (state.role !== "administrator") return access.commitGrants(changes, command);
  const keeper = await keeperOf(access, state.user, command.at);
  if (keeper === null) return err({ kind: "LastAdministrator" });
  return access.commitGrants({ ...changes, rights: [...changes.rights, keeper] }, command);
};

/** An administrator ends a role or a delegation: it is gone at the person's next request, and with it what was handed on of it. */
export const endGrant = async (
  { access }: EndGrantDeps,
  { grantId, expectedVersion, command }: EndGrant,
): Promise<Result<Stored<Grant>, EndGrantError>> => {
  const { rights, grant } = await access.loadGrant(grantId, command.caller);
  const organisation = grant?.state.organisation;
  const subject = organisation === undefined ? {} : { organisations: [organisation] };
  const canRead = decideAccess("reviewGrants", rights, subject, command.at);
  if (grant === null || !canRead.ok) return err({ kind: "GrantNotFound", grantId });
  const capacity = decideAccess("endGrant", rights, subject, command.at);
  if (!capacity.ok) return capacity;
  const foreign = refuseGiver(capacity.value, grant.state.role);
  // The platform's administrator may take away what an organisation's own gave: somebody must be able to.
  if (foreign !== null && capacity.value === "organisationAdministrator") return err(foreign);
  return endWith(access, { grant, expectedVersion, capacity: capacity.value }, command);
};

export type GiveUpRoleError = GrantNotFound | GrantEnded | LastAdministrator | CommitRefusal;

const isOwn = ({ user, delegation }: Grant, caller: UserId): boolean => user === caller || delegation?.from === caller;

/** A person gives up what they hold, or takes back what they have handed on. To anybody else there is no such grant. */
export const giveUpRole = async (
  { access }: EndGrantDeps,
  { grantId, expectedVersion, command }: EndGrant,
): Promise<Result<Stored<Grant>, GiveUpRoleError>> => {
  const { grant } = await access.loadGrant(grantId, command.caller);
  if (grant === null || !isOwn(grant.state, command.caller)) return err({ kind: "GrantNotFound", grantId });
  return endWith(access, { grant, expectedVersion, capacity: grant.state.role }, command);
};
