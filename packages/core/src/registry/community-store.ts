import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CountryCode } from "../proposals/part.ts";
import type { CommunityMember } from "./community-member.ts";
import type { Ncc } from "./ncc.ts";
import type { LoadedOrganisation } from "./registry-store.ts";

/** A member as everybody may see it. */
export type PublicMember = {
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly country: CountryCode;
  readonly domains: CommunityMember["domains"];
  readonly registeredOn: LocalDate;
};
export type MemberPage = { readonly members: readonly PublicMember[]; readonly next: string | null };

/** A request that waits for a Centre or the ECCC. */
export type CommunityWork = {
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly country: CountryCode;
  readonly state: "requested" | "assessed";
  readonly requestedAt: Instant;
};

export type LoadedMember = LoadedOrganisation & {
  readonly member: Stored<CommunityMember> | null;
  /** Of the organisation's Member State, where one is listed. */
  readonly ncc: Stored<Ncc> | null;
};

export type CommunityStore = {
  loadMember(organisationId: OrganisationId, caller: UserId): Promise<LoadedMember>;
  loadNcc(
    country: CountryCode,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly ncc: Stored<Ncc> | null }>;
  listNccs(): Promise<readonly Stored<Ncc>[]>;
  /** By country, a page of the public register; the cursor is bound to the list. */
  listMembers(country: CountryCode | null, cursor: string | null): Promise<Result<MemberPage, CursorInvalid>>;
  /** What waits in one Member State, or everywhere, oldest country first. */
  listWork(
    country: CountryCode | null,
    ask: { readonly cursor: string | null; readonly caller: UserId },
  ): Promise<Result<{ readonly work: readonly CommunityWork[]; readonly next: string | null }, CursorInvalid>>;
  loadCaller(caller: UserId): Promise<Rights | null>;
  commitMember(
    change: Change<CommunityMember>,
    name: string,
    command: Command,
  ): Promise<Result<Stored<CommunityMember>, CommitRefusal>>;
  commitNcc(change: Change<Ncc>, command: Command): Promise<Result<Stored<Ncc>, CommitRefusal>>;
  settleFact<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};

/** Whoever helped an applicant does not assess it (NCC-05). */
export type AssessorAssisted = { readonly kind: "AssessorAssisted" };
export type HasAssisted = (asked: {
  /** Every natural person behind the act, under each of their accounts. */
  readonly persons: readonly UserId[];
  readonly centre: OrganisationId;
  readonly subject: string;
}) => boolean;
export type AssistancePort = { loadHelpers(applicant: OrganisationId): Promise<HasAssisted> };
