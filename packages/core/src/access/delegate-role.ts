import { addMonths } from "@grants/kernel/calendar";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccessStore } from "./access-store.ts";
import { type NotAllowed, decideAccess } from "./decide-access.ts";
import { type DelegationRefusal, type DelegationTerms, decideDelegation } from "./decide-delegation.ts";
import type { Grant, GrantInForce } from "./grant.ts";
import { withGrant } from "./grant-role.ts";
import { GrantId } from "./rights.ts";

/** How many deputies one grant may have at a time: all of them end with it in one transaction. */
const deputiesPerGrantMax = 8;
const monthsAheadMax = 12;

export type TooManyDeputies = { readonly kind: "TooManyDeputies"; readonly deputiesMax: number };
export type DelegateRoleError = NotAllowed | DelegationRefusal | TooManyDeputies | CommitRefusal;
type DelegateRole = { readonly terms: DelegationTerms; readonly command: Command };

const toGrant = (
  { id, from }: { id: GrantId; from: Command["caller"] },
  own: Pick<GrantInForce, "role" | "organisation" | "funder">,
  { grantId, to, validFrom, validTo, actions, ceilingCents }: DelegationTerms,
): GrantInForce => ({
  state: "granted",
  id,
  user: to,
  role: own.role,
  ...(own.organisation === undefined ? {} : { organisation: own.organisation }),
  ...(own.funder === undefined ? {} : { funder: own.funder }),
  ...(validFrom === undefined ? {} : { validFrom }),
  validTo,
  grantedBy: from,
  of: grantId,
  delegation: {
    from,
    ...(actions === undefined ? {} : { actions: [...actions] }),
    ...(ceilingCents === undefined ? {} : { ceilingCents }),
  },
});

/** A person lets another one act in an own role for a time, as far as they say (SOD-05). */
export const delegateRole = async (
  { access, newId }: { readonly access: AccessStore; readonly newId: NewId },
  { terms, command }: DelegateRole,
): Promise<Result<Stored<Grant>, DelegateRoleError>> => {
  const { caller: from, at } = command;
  const id = GrantId.parse(`acc_${newId(command.keyHash)}`);
  const [[own, other], { grant: made }, handedOn] = await Promise.all([
    access.loadRights([from, terms.to]),
    access.loadGrant(id, from),
    access.loadHandedOn(from),
  ]);
  const capacity = decideAccess("delegateRole", own?.rights ?? null, {}, at);
  if (!capacity.ok) return capacity;
  if (made !== null) return access.settleGrant(made, 0, command);
  if (other === undefined) throw new Error("The rights of the deputy were not read.");
  const today = dateInZone(at);
  const facts = {
    from,
    own: own?.rights ?? null,
    other: other.rights,
    today,
    lastOn: addMonths(today, monthsAheadMax),
  };
  const decided = decideDelegation(terms, facts);
  if (!decided.ok) return decided;
  if (handedOn.filter(({ of }) => of === terms.grantId).length >= deputiesPerGrantMax)
    return err({ kind: "TooManyDeputies", deputiesMax: deputiesPerGrantMax });
  const next = toGrant({ id, from }, decided.value, terms);
  const change = { aggregate: id, before: null, next, type: "RoleDelegated", role: decided.value.role, terms: [] };
  return access.commitGrants({ grants: [change], rights: [withGrant(other, terms.to, next)] }, command);
};
