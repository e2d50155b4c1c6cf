import { addDays } from "@grants/kernel/calendar";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Action } from "./access-table.ts";
import type { AccessStore, GrantList, PersonName } from "./access-store.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "./decide-access.ts";
import type { GrantInForce } from "./grant.ts";
import type { Role } from "./role.ts";

/** Which grants: those of a role, of an organisation, or those whose days are soon over. */
export type ReviewAsked = {
  readonly role?: Role | undefined;
  readonly organisation?: OrganisationId | undefined;
  readonly endingWithinDays?: number | undefined;
};
/** One list at a time. */
export type ReviewUnclear = { readonly kind: "ReviewUnclear" };

export type Review = {
  readonly grants: readonly GrantInForce[];
  readonly people: readonly PersonName[];
  readonly organisations: ReadonlyMap<OrganisationId, string>;
  readonly allowedActions: readonly AllowedAction[];
};

const listOf = (asked: ReviewAsked, at: Instant): GrantList | null => {
  const { role, organisation, endingWithinDays } = asked;
  if ([role, organisation, endingWithinDays].filter((one) => one !== undefined).length !== 1) return null;
  if (role !== undefined) return { by: "role", role };
  if (organisation !== undefined) return { by: "organisation", organisation };
  const today = dateInZone(at);
  return { by: "ending", from: today, to: addDays(today, endingWithinDays ?? 0) };
};

const pageActions: readonly Action[] = ["grantRole", "invitePerson", "endGrant", "listInvitations"];

/** Who holds what: "who can pay?", "who may act for this organisation?", "whose roles end soon?" */
export const reviewGrants = async (
  { access }: { readonly access: AccessStore },
  { asked, caller, now }: { readonly asked: ReviewAsked; readonly caller: UserId; readonly now: Instant },
): Promise<Result<Review, ReviewUnclear | NotAllowed>> => {
  const list = listOf(asked, now);
  if (list === null) return err({ kind: "ReviewUnclear" });
  const [[loaded], grants] = await Promise.all([access.loadRights([caller]), access.listGrants(list)]);
  const rights = loaded?.rights ?? null;
  const subject = asked.organisation === undefined ? {} : { organisations: [asked.organisation] };
  const capacity = decideAccess("reviewGrants", rights, subject, now);
  if (!capacity.ok) return capacity;
  const users = grants.flatMap(({ user, grantedBy, delegation }) => [
    user,
    grantedBy,
    ...(delegation === undefined ? [] : [delegation.from]),
  ]);
  const organisationIds = grants.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));
  const [people, organisations] = await Promise.all([
    access.loadNames([...new Set(users)]),
    access.loadOrganisationNames([
      ...new Set([...organisationIds, ...(asked.organisation === undefined ? [] : [asked.organisation])]),
    ]),
  ]);
  const allowedActions = pageActions.map((action): AllowedAction => {
    const decided = decideAccess(action, rights, subject, now);
    return decided.ok ? { action, allowed: true } : { action, allowed: false, because: decided.error.because };
  });
  return ok({ grants, people, organisations, allowedActions });
};
