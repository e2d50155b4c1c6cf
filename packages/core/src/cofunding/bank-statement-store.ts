import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankStatement, BankStatementId, CreditOutcome, StatementLine } from "./bank-statement.ts";
import type { ContributionLine } from "./contribution-line.ts";
import type { CreditorReference } from "./creditor-reference.ts";
import type { DebitNote, DebitNoteId, Movement } from "./debit-note.ts";
import type { LoadedNote } from "./debit-note-store.ts";

export type StoredStatement = { readonly head: Stored<BankStatement>; readonly lines: readonly StatementLine[] };

/** That an entry of the bank was booked: by which statement, on which note. */
export type BookedEntry = {
  readonly account: string;
  readonly entry: string;
  readonly statementId: BankStatementId;
  readonly debitNoteId: DebitNoteId;
  readonly outcome: CreditOutcome;
};
/** Another statement has booked it in the meantime. */
export type EntryBookedBefore = { readonly kind: "EntryBookedBefore" };

export type BankStatementStore = {
  load(
    id: BankStatementId,
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly statement: StoredStatement | null }>;
  /** The latest first. */
  list(
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly statements: readonly Stored<BankStatement>[] }>;
  commit(
    change: Change<BankStatement>,
    lines: readonly StatementLine[],
    command: Command,
  ): Promise<Result<Stored<BankStatement>, CommitRefusal>>;
  settle(
    stored: Stored<BankStatement>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<BankStatement>, CommitRefusal>>;
  /** Which of these entries of an account are booked, and which notes these references are of. */
  loadKnown(
    account: string,
    entries: readonly string[],
    references: readonly CreditorReference[],
  ): Promise<{
    readonly booked: readonly BookedEntry[];
    readonly noteIds: ReadonlyMap<CreditorReference, DebitNoteId>;
  }>;
  loadNote(debitNoteId: DebitNoteId, caller: UserId): Promise<LoadedNote>;
  /** A receipt on a note and its contribution, with the entry that it came from: together, once, or not at all. */
  bookEntry(
    change: Change<DebitNote>,
    beside: {
      readonly movements: readonly Movement[];
      readonly line: Change<ContributionLine> | null;
      readonly entry: BookedEntry;
    },
    command: Command,
  ): Promise<Result<Stored<DebitNote>, CommitRefusal | EntryBookedBefore>>;
};
