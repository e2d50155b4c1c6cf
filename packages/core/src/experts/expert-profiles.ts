import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { StaleVersion } from "../audit/stored.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { EvaluationNotFound } from "../evaluation/find-evaluation.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { type ExpertProfile, type KeptProfile, isAvailableOn, toPoolProfile } from "./expert-profile.ts";
import type { ExpertStore, PoolExpert, PoolQuery } from "./expert-store.ts";
import { type WeighedBar, weighConflicts } from "./weigh-conflicts.ts";

/** No expert of the pool has this id. */
export type ExpertNotFound = { readonly kind: "ExpertNotFound" };

type Experts = { readonly experts: ExpertStore };
type Own = { readonly command: Command };

/** The own profile; `null` until there is one. */
export const readMyProfile = async (
  { experts }: Experts,
  { command }: Own,
): Promise<Result<KeptProfile | null, NotAllowed>> => {
  const { rights, kept } = await experts.loadExpert(command.caller, command.caller);
  const role = decideAccess("readMyProfile", rights, {}, command.at);
  return role.ok ? ok(kept) : role;
};

type SaveMyProfile = Own & { readonly profile: ExpertProfile; readonly expectedVersion: number };

export const saveMyProfile = async (
  { experts }: Experts,
  { profile, expectedVersion, command }: SaveMyProfile,
): Promise<Result<KeptProfile, NotAllowed | StaleVersion>> => {
  const { rights, kept } = await experts.loadExpert(command.caller, command.caller);
  const role = decideAccess("saveMyProfile", rights, {}, command.at);
  if (!role.ok) return role;
  const actualVersion = kept?.version ?? 0;
  if (actualVersion !== expectedVersion) return err({ kind: "StaleVersion", expectedVersion, actualVersion });
  const own = { ...profile, expertise: [...new Set(profile.expertise)], languages: [...new Set(profile.languages)] };
  return experts.saveProfile({ user: command.caller, version: expectedVersion + 1, profile: own }, kept);
};

export const readExpert = async (
  { experts }: Experts,
  { user, command }: Own & { readonly user: UserId },
): Promise<Result<PoolExpert, NotAllowed | ExpertNotFound>> => {
  const { rights, kept, name } = await experts.loadExpert(user, command.caller);
  const role = decideAccess("readExpert", rights, {}, command.at);
  if (!role.ok) return role;
  return kept === null ? err({ kind: "ExpertNotFound" }) : ok({ user, name, profile: toPoolProfile(kept.profile) });
};

type ListExperts = Own & {
  readonly query: PoolQuery;
  readonly availableOn: LocalDate | null;
  /** The proposal that experts are looked for; their conflicts with it are shown. */
  readonly proposalId: ProposalId | null;
  readonly cursor: string | null;
};
export type PoolPage = {
  readonly dossier: Dossier | null;
  readonly experts: readonly (PoolExpert & { readonly bar: WeighedBar | null })[];
  readonly next: string | null;
};

/** A page of the pool. Who is not available on the day is left out, so that a page may be shorter than another. */
export const listExperts = async (
  { experts, sha256 }: Experts & { readonly sha256: Sha256 },
  { query, availableOn, proposalId, cursor, command }: ListExperts,
): Promise<Result<PoolPage, NotAllowed | CursorInvalid | EvaluationNotFound>> => {
  const { caller, at } = command;
  const page = await experts.listPool(query, { caller, cursor });
  if (!page.ok) return page;
  const role = decideAccess("listExperts", page.value.rights, {}, at);
  if (!role.ok) return role;
  const found = page.value.experts.filter(({ profile }) => availableOn === null || isAvailableOn(profile, availableOn));
  const { next } = page.value;
  if (proposalId === null) return ok({ dossier: null, experts: found.map((one) => ({ ...one, bar: null })), next });
  const ground = await experts.loadGround(
    proposalId,
    found.map(({ user }) => user),
    dateInZone(at),
  );
  if (ground.dossier === null) return err({ kind: "EvaluationNotFound", proposalId });
  const bars = weighConflicts(ground, { at, sha256 });
  return ok({
    dossier: ground.dossier,
    experts: found.map((one) => ({ ...one, bar: bars.get(one.user) ?? null })),
    next,
  });
};
