import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore, LoadedRights, RightsChange } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";
import { type GrantRefusal, type GrantTerms, decideGrant } from "./decide-grant.ts";
import { type Grant, type GrantInForce, toRoleGrant } from "./grant.ts";
import { GrantId } from "./rights.ts";

export type GrantRoleDeps = { readonly access: AccessStore; readonly newId: NewId };
export type GrantRoleError = NotAllowed | GrantRefusal | CommitRefusal;
type GrantRole = { readonly user: UserId; readonly terms: GrantTerms; readonly command: Command };

/** What a person holds once this is added. */
export const withGrant = ({ rights, revision }: LoadedRights, user: UserId, grant: GrantInForce): RightsChange => {
  const held = rights ?? { user, grants: [] };
  return { next: { ...held, grants: [...held.grants, toRoleGrant(grant)] }, revision };
};

/** An administrator gives a person a role; it holds from the next request on. */
export const grantRole = async (
  { access, newId }: GrantRoleDeps,
  { user, terms, command }: GrantRole,
): Promise<Result<Stored<Grant>, GrantRoleError>> => {
  const { caller: giver, at } = command;
  const id = GrantId.parse(`acc_${newId(command.keyHash)}`);
  const [[giverRights, holder], { grant }] = await Promise.all([
    access.loadRights([giver, user]),
    access.loadGrant(id, giver),
  ]);
  const { organisation } = terms;
  const subject = organisation === undefined ? {} : { organisations: [organisation] };
  const capacity = decideAccess("grantRole", giverRights?.rights ?? null, subject, at);
  if (!capacity.ok) return capacity;
  if (grant !== null) return access.settleGrant(grant, 0, command);
  if (holder === undefined) throw new Error("The rights of the holder were not read.");
  const decided = decideGrant({
    giver,
    capacity: capacity.value,
    holder: user,
    held: holder.rights,
    terms,
    today: dateInZone(at),
  });
  if (!decided.ok) return err(decided.error);
  const next: GrantInForce = { state: "granted", id, user, ...decided.value, grantedBy: giver };
  const change = { aggregate: id, before: null, next, type: "RoleGranted", role: capacity.value, terms: [] };
  return access.commitGrants({ grants: [change], rights: [withGrant(holder, user, next)] }, command);
};
