import type { OrganisationId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Organisation } from "../registry/organisation.ts";
import type { Ownership } from "../registry/ownership-declaration.ts";
import type { AwardId } from "../cofunding/award.ts";
import type { AwardList, AwardListHead, AwardListId, AwardListManifest } from "./award-list.ts";

/** The money of the award is committed (COMT-01): its agreement takes what was committed. */
export type AwardCommitted = { readonly kind: "AwardCommitted"; readonly awardId: AwardId };

/** What the registry knows of somebody who is to come in. */
export type Newcomer = { readonly organisation: Organisation | null; readonly ownership: Ownership | null };

export type AwardListStore = {
  load(id: AwardListId): Promise<Stored<AwardList> | null>;
  loadNewcomers(ids: readonly OrganisationId[]): Promise<readonly Newcomer[]>;
  /** The commitment of an award's money has been made: from then on the award is what was committed. */
  isCommitted(awardId: AwardId): Promise<boolean>;
  commit(
    change: Change<AwardListHead>,
    manifest: AwardListManifest,
    command: Command,
  ): Promise<Result<Stored<AwardListHead>, CommitRefusal>>;
  /** A change of this award: only while its money is not committed. */
  commitAwardChange(
    change: Change<AwardListHead>,
    next: { readonly manifest: AwardListManifest; readonly awardId: AwardId },
    command: Command,
  ): Promise<Result<Stored<AwardListHead>, CommitRefusal | AwardCommitted>>;
  settle(
    stored: Stored<AwardListHead>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<AwardListHead>, CommitRefusal>>;
};
