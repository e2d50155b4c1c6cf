import { BankStatement, BankStatementId, CreditOutcome, StatementLine } from "@grants/core/cofunding/bank-statement";
import type {
  BankStatementStore,
  EntryBookedBefore,
  StoredStatement,
} from "@grants/core/cofunding/bank-statement-store";
import { DebitNoteId } from "@grants/core/cofunding/debit-note";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { commitNote, loadNote } from "./debit-notes.ts";
import {
  type Item,
  type Wanted,
  getAll,
  getMany,
  getOne,
  queryAll,
  rightsOf,
  toRights,
  toStored,
  toStoredOrNull,
} from "./read.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";
import { sharedKeys } from "./tables/shared.ts";

const grants = (key: Wanted["key"]): Wanted => ({ table: "grants", key });
const Attached = z.object({ lines: z.array(StatementLine) });
const StatementRow = z.object({ statementId: z.string() });
const NoteRow = z.object({ debitNoteId: DebitNoteId });
const EntryRow = z.object({
  account: z.string(),
  entry: z.string(),
  statementId: BankStatementId,
  debitNoteId: DebitNoteId,
  outcome: CreditOutcome,
});

const toStatement = (item: Item | null | undefined): StoredStatement | null => {
  const head = toStoredOrNull(BankStatement, item);
  return head === null ? null : { head, lines: Attached.parse(item).lines };
};

/** An entry of the bank is booked once, whichever statement brings it. */
const entryWrite = (db: Database, row: z.infer<typeof EntryRow>): Beside<EntryBookedBefore> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...cofundingKeys.bankEntry(row.account, row.entry), schema: "bank-entry/1", ...row },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  lost: () => ({ kind: "EntryBookedBefore" }),
});

const commits = (db: Database): Pick<BankStatementStore, "commit" | "bookEntry"> => ({
  commit: async (change, lines, command) => {
    const { id, importedAt } = change.next;
    const head = {
      change,
      key: cofundingKeys.bankStatement(id),
      schema: "bank-statement/1",
      attached: { lines: [...lines] },
    };
    const row = { ...cofundingKeys.bankStatementRow(importedAt, id), schema: "bank-statement-row/1", statementId: id };
    const beside = change.before === null ? [{ write: { Put: { TableName: db.tables.grants, Item: row } } }] : [];
    return commitOne(commit(db, { command, heads: [head], beside }));
  },
  bookEntry: async (change, { movements, line, entry }, command) =>
    commitOne(commitNote<EntryBookedBefore>(db, { change, movements, line, more: [entryWrite(db, entry)] }, command)),
});

/** Statements of the Centre's account, and what was booked of them. */
export const createBankStatementStore = (db: Database): BankStatementStore => ({
  load: async (id, caller) => {
    const [rights, item] = await getAll(db, [rightsOf(caller), grants(cofundingKeys.bankStatement(id))]);
    return { rights: toRights(rights), statement: toStatement(item) };
  },
  // Two waves: which statements there are, then their heads.
  list: async (caller) => {
    const { pk } = cofundingKeys.bankStatementRow("", "");
    const [rights, rows] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryAll(db, cofundingPatterns.bankStatements, { pk }),
    ]);
    const heads = await getMany(
      db,
      rows.map((row) => grants(cofundingKeys.bankStatement(StatementRow.parse(row).statementId))),
    );
    const statements = heads.flatMap((head) => (head === null ? [] : [toStored(BankStatement, head)]));
    return { rights: toRights(rights), statements: statements.toReversed() };
  },
  ...commits(db),
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
  loadKnown: async (account, entries, references) => {
    const distinct = [...new Set(references)];
    const [booked, rows] = await Promise.all([
      getMany(
        db,
        entries.map((entry) => grants(cofundingKeys.bankEntry(account, entry))),
      ),
      getMany(
        db,
        distinct.map((reference) => grants(cofundingKeys.debitNoteRow(reference))),
      ),
    ]);
    const noteIds = distinct.flatMap((reference, place) => {
      const row = rows[place] ?? null;
      return row === null ? [] : [[reference, NoteRow.parse(row).debitNoteId] as const];
    });
    return {
      booked: booked.flatMap((item) => (item === null ? [] : [EntryRow.parse(item)])),
      noteIds: new Map(noteIds),
    };
  },
  loadNote: loadNote(db),
});
