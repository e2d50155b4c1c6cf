import type { Json } from "@grants/kernel/canonical-json";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AccountFacts } from "./account-end.ts";
import type { PersonFacts } from "./decide-erasure.ts";
import type { PersonErasure } from "./person-erasure.ts";
import type { PersonalItemName } from "./personal-data.ts";

/** One item that the platform keeps of a person, as it is kept. */
export type PersonalRecord = { readonly item: PersonalItemName; readonly under: string; readonly content: Json };

export type LoadedPerson = {
  /** Of whoever asks. */
  readonly rights: Rights | null;
  readonly facts: PersonFacts;
  /** What says how long the account lasts. */
  readonly account: AccountFacts;
  readonly records: readonly PersonalRecord[];
  readonly erasure: Stored<PersonErasure> | null;
};

export type PersonalDataStore = {
  loadPerson(user: UserId, caller: UserId): Promise<LoadedPerson>;
  /**
   * Deletes the person's items, and the notes that they wrote with their salts; then the entry says so. Each step may be repeated: what is
   * gone is gone, and the entry is written last.
   */
  erase(change: Change<PersonErasure>, command: Command): Promise<Result<Stored<PersonErasure>, CommitRefusal>>;
};
