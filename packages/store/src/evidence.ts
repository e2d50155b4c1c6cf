import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import { type AuditEntry, composeEntry } from "@grants/core/audit/entry";
import { composeJournal } from "@grants/core/ledger/journal";
import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { auditEntryBytesMax, deputyEntryBytesMax } from "@grants/kernel/limits";
import type { Database } from "./database.ts";
import { itemBytes } from "./item-bytes.ts";
import type { Item } from "./read.ts";
import { type Key } from "./table.ts";
import { sharedKeys } from "./tables/shared.ts";
import type { Write } from "./transaction.ts";

export type Evidence = { readonly entry: AuditEntry; readonly writes: readonly Write[] };

/** The only writer of the ledger table: a put that can add and never replace (DATA §1). */
export const append = (db: Database, key: Key, item: Item): Write => ({
  Put: {
    TableName: db.tables.ledger,
    Item: { ...key, ...item },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** What an entry and its postings are kept as. */
const evidenceItem = ({ body, hash }: { readonly body: string; readonly hash: Digest }): Item => ({ body, hash });

const saltedNotes = (db: Database, notes: Readonly<Record<string, string>>) =>
  Object.entries(notes).map(([name, value]) => {
    const salt = db.newSalt();
    return { name, value, salt, commitment: db.sha256(`${salt}${value}`) };
  });

/** Audit entry, postings and notes of one change, and the writes that keep them. */
export const evidenceOf = (db: Database, change: Change<object>, command: Command): Evidence => {
  const version = (change.before?.version ?? 0) + 1;
  const { aggregate } = change;
  const journal =
    change.journal === undefined
      ? undefined
      : composeJournal(db.sha256, { aggregate, version, at: command.at }, change.journal);
  const notes = change.notes === undefined ? [] : saltedNotes(db, change.notes);
  const entry = composeEntry(db.sha256, change, command, {
    ...(notes.length === 0
      ? {}
      : { commitments: Object.fromEntries(notes.map(({ name, commitment }) => [name, commitment])) }),
    ...(journal === undefined ? {} : { journal: journal.hash }),
  });
  const bytes = itemBytes({ ...sharedKeys.auditEntry(aggregate, version), body: entry.body, hash: entry.hash });
  const bytesMax = typeof change.role === "string" ? auditEntryBytesMax : deputyEntryBytesMax;
  if (bytes > bytesMax) throw new Error(`The entry ${aggregate} ${version} has ${bytes} bytes of at most ${bytesMax}.`);
  return {
    entry,
    writes: [
      append(db, sharedKeys.auditEntry(aggregate, version), evidenceItem(entry)),
      ...(journal === undefined
        ? []
        : [append(db, sharedKeys.journalEntry(aggregate, version), evidenceItem(journal))]),
      ...(notes.length === 0
        ? []
        : [
            noteWrite(db, sharedKeys.note(aggregate, version), notes),
            wroteWrite(db, command.caller, aggregate, version),
          ]),
    ],
  };
};

const noteWrite = (db: Database, key: Key, notes: ReturnType<typeof saltedNotes>): Write => ({
  Put: {
    TableName: db.tables.people,
    Item: {
      ...key,
      schema: "note/1",
      notes: Object.fromEntries(notes.map(({ name, value, salt }) => [name, { value, salt }])),
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** The note's twin under its author, so that it is found when they ask for their data or are erased. */
const wroteWrite = (db: Database, author: UserId, aggregate: string, version: number): Write => ({
  Put: {
    TableName: db.tables.people,
    Item: { ...sharedKeys.wrote(author, aggregate, version), schema: "wrote/1", aggregate, noteVersion: version },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
