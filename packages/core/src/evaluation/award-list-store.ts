import type { OrganisationId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Organisation } from "../registry/organisation.ts";
import type { Ownership } from "../registry/ownership-declaration.ts";
import type { AwardList, AwardListHead, AwardListId, AwardListManifest } from "./award-list.ts";

/** What the registry knows of somebody who is to come in. */
export type Newcomer = { readonly organisation: Organisation | null; readonly ownership: Ownership | null };

export type AwardListStore = {
  load(id: AwardListId): Promise<Stored<AwardList> | null>;
  loadNewcomers(ids: readonly OrganisationId[]): Promise<readonly Newcomer[]>;
  commit(
    change: Change<AwardListHead>,
    manifest: AwardListManifest,
    command: Command,
  ): Promise<Result<Stored<AwardListHead>, CommitRefusal>>;
  settle(
    stored: Stored<AwardListHead>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<AwardListHead>, CommitRefusal>>;
};
