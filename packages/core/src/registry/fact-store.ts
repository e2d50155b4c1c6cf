import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { SizeDeclaration } from "./enterprise-size.ts";
import type { Ownership, OwnershipDeclaration } from "./ownership-declaration.ts";
import type { LoadedOrganisation, Salted } from "./registry-store.ts";
import type { Standing } from "./standing.ts";

/** The facts of an organisation beside its legal entity, each with its own history. */
export type LoadedFacts = LoadedOrganisation & {
  readonly ownership: Stored<Ownership> | null;
  readonly declaration: OwnershipDeclaration | null;
  readonly standing: Stored<Standing> | null;
  readonly figures: SizeDeclaration | null;
};

export type FactStore = {
  /** All of them with the caller's rights, in one wave. */
  loadFacts(organisationId: OrganisationId, caller: UserId): Promise<LoadedFacts>;
  /** Every declaration is kept under its number; `null` where the step makes none. */
  commitOwnership(
    change: Change<Ownership>,
    declaration: Salted<OwnershipDeclaration> | null,
    command: Command,
  ): Promise<Result<Stored<Ownership>, CommitRefusal>>;
  commitStanding(
    change: Change<Standing>,
    figures: Salted<SizeDeclaration> | null,
    command: Command,
  ): Promise<Result<Stored<Standing>, CommitRefusal>>;
  settleFact<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
