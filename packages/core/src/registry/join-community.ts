import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import { actorOf } from "../access/actor.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import {
  type CommunityBlocked,
  type CommunityMember,
  type CommunityRequestStands,
  type CommunityStepNotPossible,
  MemberId,
  type RevocationGround,
  decideMembership,
  decideNccAssessment,
  decideRevocation,
  refuseRequest,
} from "./community-member.ts";
import type { AssessorAssisted, AssistancePort, CommunityStore, LoadedMember } from "./community-store.ts";
import { isExcludedOn } from "./exclusion.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { OrganisationNotFound } from "./organisation.ts";
import { settleFact } from "./settle-fact.ts";

export type CommunityDeps = {
  readonly community: CommunityStore;
  readonly assistance: AssistancePort;
  readonly newId: NewId;
};
type Asked = { readonly organisationId: OrganisationId; readonly expectedVersion: number; readonly command: Command };
export type RequestMembershipError = OrganisationNotFound | NotAllowed | CommunityRequestStands | CommitRefusal;

/** The organisation asks to be registered in the Competence Community (COM-02). */
export const requestMembership = async (
  { community, newId }: CommunityDeps,
  {
    organisationId,
    request,
    expectedVersion,
    command,
  }: Asked & {
    readonly request: Pick<CommunityMember, "entity" | "domains">;
  },
): Promise<Result<Stored<CommunityMember>, RequestMembershipError>> => {
  const loaded = await community.loadMember(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "requestMembership", organisationId, command });
  if (!found.ok) return found;
  const { member } = loaded;
  const settled = await settleFact(community, member, { expectedVersion, command });
  if (settled !== null) return settled;
  const stands = refuseRequest(member?.state ?? null);
  if (stands !== null) return err(stands);
  const { organisation, legalEntity, role } = found.value;
  const id = MemberId.parse(`com_${newId(`community:${organisationId}`)}`);
  const next: CommunityMember = {
    state: "requested",
    id,
    organisation: organisationId,
    ...request,
    country: organisation.state.country,
    requestedBy: command.caller,
    requestedAt: command.at,
  };
  const change = { aggregate: id, before: member, next, type: "MembershipRequested", role, terms: [] };
  return community.commitMember(change, legalEntity.name, command);
};

export type MemberNotFound = { readonly kind: "MemberNotFound"; readonly organisationId: OrganisationId };
type Found = { readonly member: Stored<CommunityMember>; readonly name: string; readonly role: Change<object>["role"] };

/** A request, for whoever may do this with it: the officer of its Member State's Centre, or of the ECCC. */
export const findMember = (
  { rights, member, ncc, legalEntity }: LoadedMember,
  { action, organisationId, command }: { action: Action; organisationId: OrganisationId; command: Command },
): Result<Found, MemberNotFound | NotAllowed> => {
  const centre = ncc === null ? [] : [ncc.state.organisation];
  const canRead = decideAccess("readMembership", rights, { organisations: [organisationId, ...centre] }, command.at);
  if (member === null || legalEntity === null || !canRead.ok) return err({ kind: "MemberNotFound", organisationId });
  const role = decideAccess(action, rights, { organisations: centre }, command.at);
  return role.ok ? ok({ member, name: legalEntity.name, role: role.value }) : role;
};

export type AssessMemberError =
  | MemberNotFound
  | NotAllowed
  | AssessorAssisted
  | CommunityStepNotPossible
  | CommitRefusal;

/** The officer of the Member State's Centre says what its assessment brought; whoever helped the applicant does not (NCC-05). */
export const assessMember = async (
  { community, assistance }: CommunityDeps,
  {
    organisationId,
    outcome,
    reason,
    expectedVersion,
    command,
  }: Asked & {
    readonly outcome: "POSITIVE" | "NEGATIVE";
    readonly reason: string;
  },
): Promise<Result<Stored<CommunityMember>, AssessMemberError>> => {
  const [loaded, hasAssisted] = await Promise.all([
    community.loadMember(organisationId, command.caller),
    assistance.loadHelpers(organisationId),
  ]);
  const found = findMember(loaded, { action: "assessMember", organisationId, command });
  if (!found.ok) return found;
  const { member, name, role } = found.value;
  const settled = await settleFact(community, member, { expectedVersion, command });
  if (settled !== null) return settled;
  const { caller: by, at } = command;
  const decided = decideNccAssessment(member.state, outcome, { by, at });
  if (!decided.ok) return decided;
  const centre = loaded.ncc?.state.organisation;
  if (centre === undefined) throw new Error(`Nobody can act for a Centre that is not listed: ${organisationId}.`);
  const { persons } = actorOf(by, loaded.rights, role);
  if (hasAssisted({ persons, centre, subject: member.state.id })) return err({ kind: "AssessorAssisted" });
  const change = {
    aggregate: member.state.id,
    before: member,
    next: decided.value,
    type: "MembershipAssessed",
    role,
    terms: [],
    notes: { reason },
  };
  return community.commitMember(change, name, command);
};

export type DecideMembershipError =
  | MemberNotFound
  | NotAllowed
  | CommunityStepNotPossible
  | CommunityBlocked
  | CommitRefusal;

/** The ECCC registers or refuses what the Centre assessed; bodies of the Union it assesses itself (COM-02, COM-04). */
export const registerMember = async (
  { community }: CommunityDeps,
  { organisationId, expectedVersion, command }: Asked,
): Promise<Result<Stored<CommunityMember>, DecideMembershipError>> => {
  const loaded = await community.loadMember(organisationId, command.caller);
  const found = findMember(loaded, { action: "registerMember", organisationId, command });
  if (!found.ok) return found;
  const { member, name, role } = found.value;
  const settled = await settleFact(community, member, { expectedVersion, command });
  if (settled !== null) return settled;
  const { caller: by, at } = command;
  const { organisation } = loaded;
  const isExcluded = organisation !== null && isExcludedOn(organisation.state, dateInZone(at));
  const decided = decideMembership(member.state, isExcluded, { by, at });
  if (!decided.ok) return decided;
  const type = decided.value.state === "registered" ? "MemberRegistered" : "MembershipRefused";
  const terms = organisation === null ? [] : [{ id: organisationId, version: organisation.version }];
  const change = { aggregate: member.state.id, before: member, next: decided.value, type, role, terms };
  return community.commitMember(change, name, command);
};

type Revoke = Asked & { readonly because: ReturnType<typeof RevocationGround.parse>; readonly reason: string };

/** The ECCC ends a membership, with a reason that is kept (COM-03). */
export const revokeMember = async (
  { community }: CommunityDeps,
  { organisationId, because, reason, expectedVersion, command }: Revoke,
): Promise<Result<Stored<CommunityMember>, Exclude<DecideMembershipError, CommunityBlocked>>> => {
  const loaded = await community.loadMember(organisationId, command.caller);
  const found = findMember(loaded, { action: "revokeMember", organisationId, command });
  if (!found.ok) return found;
  const { member, name, role } = found.value;
  const settled = await settleFact(community, member, { expectedVersion, command });
  if (settled !== null) return settled;
  const decided = decideRevocation(member.state, because, { by: command.caller, at: command.at });
  if (!decided.ok) return decided;
  const change = {
    aggregate: member.state.id,
    before: member,
    next: decided.value,
    type: "MembershipRevoked",
    role,
    terms: [],
    notes: { reason },
  };
  return community.commitMember(change, name, command);
};
