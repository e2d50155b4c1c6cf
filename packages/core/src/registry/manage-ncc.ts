import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CountryCode } from "../proposals/part.ts";
import { memberStates } from "../reference/states.ts";
import type { CommunityStore } from "./community-store.ts";
import {
  type CapacityStep,
  type CapacityStepNotPossible,
  type Ncc,
  NccId,
  type NccNotListed,
  decideCapacity,
} from "./ncc.ts";
import { settleFact } from "./settle-fact.ts";

type Deps = { readonly community: CommunityStore; readonly newId: NewId };
type Asked = { readonly country: CountryCode; readonly expectedVersion: number; readonly command: Command };
export type NotAMemberState = { readonly kind: "NotAMemberState"; readonly country: CountryCode };
export type NominateNccError = NotAllowed | NotAMemberState | CommitRefusal;

/** Puts the Centre that a Member State has nominated on the list, or another one in its place (NCC-01). */
export const nominateNcc = async (
  { community, newId }: Deps,
  {
    country,
    name,
    organisation,
    expectedVersion,
    command,
  }: Asked & {
    readonly name: string;
    readonly organisation: OrganisationId;
  },
): Promise<Result<Stored<Ncc>, NominateNccError>> => {
  const { rights, ncc } = await community.loadNcc(country, command.caller);
  const role = decideAccess("nominateNcc", rights, {}, command.at);
  if (!role.ok) return role;
  if (!memberStates.has(country)) return err({ kind: "NotAMemberState", country });
  const settled = await settleFact(community, ncc, { expectedVersion, command });
  if (settled !== null) return settled;
  const id = NccId.parse(`ncc_${newId(`ncc:${country}`)}`);
  const isSameBody = ncc?.state.organisation === organisation;
  // Recognition is of a body, not of a country: another one begins without it (NCC-02).
  const capacity = isSameBody ? ncc.state.capacity : ({ state: "NONE" } as const);
  const next: Ncc = { state: "listed", id, country, name, organisation, listedAt: command.at, capacity };
  const change = { aggregate: id, before: ncc, next, type: "NccListed", role: role.value, terms: [] };
  return community.commitNcc(change, command);
};

export type CapacityError = NotAllowed | NccNotListed | CapacityStepNotPossible | CommitRefusal;

const types = {
  REQUEST: "CapacityRecognitionRequested",
  RECOGNISE: "CapacityRecognised",
  REFUSE: "CapacityRecognitionRefused",
  REVIEW: "CapacityUnderReview",
} as const satisfies Readonly<Record<CapacityStep, string>>;

type TakeStep = Asked & { readonly step: CapacityStep; readonly reason: string };

/** The Centre asks that its capacity to manage funds is recognised; the decision is recorded with its reason (NCC-02). */
export const takeCapacityStep = async (
  { community }: Pick<Deps, "community">,
  { country, step, reason, expectedVersion, command }: TakeStep,
): Promise<Result<Stored<Ncc>, CapacityError>> => {
  const { rights, ncc } = await community.loadNcc(country, command.caller);
  const action = step === "REQUEST" ? "requestCapacity" : "decideCapacity";
  const organisations = ncc === null ? [] : [ncc.state.organisation];
  const role = decideAccess(action, rights, { organisations }, command.at);
  if (!role.ok) return role;
  if (ncc === null) return err({ kind: "NccNotListed", country });
  const settled = await settleFact(community, ncc, { expectedVersion, command });
  if (settled !== null) return settled;
  const decided = decideCapacity(ncc.state, step, { by: command.caller, at: command.at });
  if (!decided.ok) return decided;
  const next: Ncc = { ...ncc.state, capacity: decided.value };
  const change = {
    aggregate: ncc.state.id,
    before: ncc,
    next,
    type: types[step],
    role: role.value,
    terms: [],
    notes: { reason },
  };
  return community.commitNcc(change, command);
};
