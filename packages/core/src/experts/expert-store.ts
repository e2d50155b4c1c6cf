import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Rights } from "../access/rights.ts";
import type { Assistance } from "../access/assistance.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, StaleVersion, Stored } from "../audit/stored.ts";
import type { CallId } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { ConflictOverride } from "./conflict-override.ts";
import type { Expertise, ExpertLanguage, KeptProfile, PoolProfile } from "./expert-profile.ts";
import type { ExpertFacts, ProposalFacts } from "./find-conflicts.ts";

export type PoolQuery = { readonly expertise: Expertise | null; readonly language: ExpertLanguage | null };

/** An expert as the pool shows them; without a profile where it went in the meantime. */
export type PoolExpert = { readonly user: UserId; readonly name: string; readonly profile: PoolProfile };

export type LoadedExpert = {
  /** Of whoever asks. */
  readonly rights: Rights | null;
  readonly kept: KeptProfile | null;
  readonly name: string;
};

/** An expert's place on a proposal. One that a conflict took it from stays named until somebody else has it. */
export type AssignedExpert = { readonly user: UserId; readonly isReportIn: boolean; readonly isWithdrawn: boolean };

/** The experts of one proposal, with what is known of them and of it. */
export type AssignedGround = { readonly assigned: readonly AssignedExpert[]; readonly ground: ConflictGround };

/** Some proposals of a sealed call in the order of its list; `null` where there is no such call. */
export type CallGround = {
  /** How many were looked at, with experts or without. */
  readonly checked: number;
  /** Those that have experts. */
  readonly proposals: readonly AssignedGround[];
  readonly next: string | null;
} | null;

/** Everything that the rules of conflict ask of one proposal and some experts. */
export type ConflictGround = {
  readonly dossier: Dossier | null;
  readonly proposal: ProposalFacts | null;
  readonly experts: readonly ExpertFacts[];
  /** Of the organisations of the proposal and of the experts, as they are published. */
  readonly names: ReadonlyMap<OrganisationId, string>;
  readonly assistances: readonly Assistance[];
  readonly overrides: readonly Stored<ConflictOverride>[];
};

export type ExpertStore = {
  loadExpert(user: UserId, caller: UserId): Promise<LoadedExpert>;
  /** The profile with its rows in the pool, on top of the version that was read. */
  saveProfile(next: KeptProfile, before: KeptProfile | null): Promise<Result<KeptProfile, StaleVersion>>;
  /** A page of the pool, a query and a batch whatever its size. */
  listPool(
    query: PoolQuery,
    page: { readonly caller: UserId; readonly cursor: string | null },
  ): Promise<
    Result<
      { readonly rights: Rights | null; readonly experts: readonly PoolExpert[]; readonly next: string | null },
      CursorInvalid
    >
  >;
  /** Who evaluates the proposal, in two waves; nobody where it has no experts. */
  loadAssigned(
    proposalId: ProposalId,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly assigned: readonly AssignedExpert[] }>;
  /** Twenty-five proposals of a call at a time, in five waves whatever its size. */
  loadCallGround(
    callId: CallId,
    page: { readonly caller: UserId; readonly cursor: string | null; readonly today: LocalDate },
  ): Promise<Result<{ readonly rights: Rights | null; readonly ground: CallGround }, CursorInvalid>>;
  /** In three waves, however many experts of a page are asked about. */
  loadGround(proposalId: ProposalId, experts: readonly UserId[], today: LocalDate): Promise<ConflictGround>;
  commitOverride(
    change: Change<ConflictOverride>,
    command: Command,
  ): Promise<Result<Stored<ConflictOverride>, CommitRefusal>>;
  settleOverride(
    stored: Stored<ConflictOverride>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<ConflictOverride>, CommitRefusal>>;
};
