import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Stored } from "../audit/stored.ts";
import type { CountryCode } from "../proposals/part.ts";
import {
  type CommunityMember,
  decideMembership,
  decideNccAssessment,
  decideRevocation,
  refuseRequest,
} from "./community-member.ts";
import type { CommunityStore, CommunityWork, LoadedMember } from "./community-store.ts";
import { isExcludedOn } from "./exclusion.ts";
import type { MemberNotFound } from "./join-community.ts";
import type { LegalEntity } from "./organisation.ts";

export type ReadMembership = {
  readonly member: Stored<CommunityMember> | null;
  readonly legalEntity: Pick<LegalEntity, "name" | "pic">;
  readonly country: CountryCode;
  /** The Centre that assesses; `null`: none is listed for this country. */
  readonly nccName: string | null;
  readonly allowedActions: readonly AllowedAction[];
};

const refusalOf = (decided: Result<unknown, { readonly kind: string }>): string | null =>
  decided.ok ? null : decided.error.kind;

/** What stands against each step, beside the rights. */
const hindrances = (
  { member, organisation }: LoadedMember,
  { caller: by, at }: Command,
): Readonly<Partial<Record<Action, string | null>>> => {
  if (member === null) {
    const none = "MemberNotFound";
    return { requestMembership: null, assessMember: none, registerMember: none, revokeMember: none };
  }
  const isExcluded = organisation !== null && isExcludedOn(organisation.state, dateInZone(at));
  return {
    requestMembership: refuseRequest(member.state)?.kind ?? null,
    assessMember: refusalOf(decideNccAssessment(member.state, "POSITIVE", { by, at })),
    registerMember: refusalOf(decideMembership(member.state, isExcluded, { by, at })),
    revokeMember: refusalOf(decideRevocation(member.state, "SECURITY", { by, at })),
  };
};

const steps = [
  "requestMembership",
  "assessMember",
  "registerMember",
  "revokeMember",
] as const satisfies readonly Action[];

/** Where an organisation's membership stands, for itself, its Member State's Centre and the ECCC. */
export const readMembership = async (
  { community }: { readonly community: Pick<CommunityStore, "loadMember"> },
  { organisationId, command }: { organisationId: OrganisationId; command: Command },
): Promise<Result<ReadMembership, MemberNotFound>> => {
  const loaded = await community.loadMember(organisationId, command.caller);
  const { rights, organisation, legalEntity, member, ncc } = loaded;
  const centre = ncc === null ? [] : [ncc.state.organisation];
  const subject = { organisations: [organisationId, ...centre] };
  const canRead = decideAccess("readMembership", rights, subject, command.at);
  if (organisation === null || legalEntity === null || !canRead.ok)
    return err({ kind: "MemberNotFound", organisationId });
  const against = hindrances(loaded, command);
  const allowedActions = steps.map((action): AllowedAction => {
    const of = action === "requestMembership" ? [organisationId] : centre;
    const access = decideAccess(action, rights, { organisations: of }, command.at);
    const because = access.ok ? (against[action] ?? null) : access.error.kind;
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  });
  const { name, pic } = legalEntity;
  const { country } = organisation.state;
  return ok({ member, legalEntity: { name, pic }, country, nccName: ncc?.state.name ?? null, allowedActions });
};

export type ListCommunityWork = {
  readonly country: CountryCode | null;
  readonly cursor: string | null;
  readonly caller: UserId;
  readonly at: Command["at"];
};

/** Requests that wait: for a Centre those of its Member State, for the ECCC all of them. */
export const listCommunityWork = async (
  { community }: { readonly community: Pick<CommunityStore, "loadCaller" | "loadNcc" | "listWork"> },
  { country, cursor, caller, at }: ListCommunityWork,
): Promise<
  Result<{ readonly work: readonly CommunityWork[]; readonly next: string | null }, NotAllowed | CursorInvalid>
> => {
  const { rights, ncc } =
    country === null
      ? { rights: await community.loadCaller(caller), ncc: null }
      : await community.loadNcc(country, caller);
  const organisations = ncc === null ? [] : [ncc.state.organisation];
  const role = decideAccess("listCommunityWork", rights, { organisations }, at);
  return role.ok ? community.listWork(country, { cursor, caller }) : role;
};
