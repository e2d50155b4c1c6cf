import { ContributionLine } from "@grants/core/cofunding/contribution-line";
import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import type { Stored } from "@grants/core/audit/stored";
import { DebitNote, Movement, referenceOf } from "@grants/core/cofunding/debit-note";
import type { DebitNoteStore, StoredNote } from "@grants/core/cofunding/debit-note-store";
import { JointAction } from "@grants/core/cofunding/joint-action";
import { z } from "zod";
import { lineMove, lineWrites } from "./contribution-lines.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
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
const Attached = z.object({ movements: z.array(Movement) });
const NoteRow = z.object({ debitNoteId: z.string() });

const toNote = (item: Item | null | undefined): StoredNote | null => {
  const head = toStoredOrNull(DebitNote, item);
  return head === null ? null : { head, movements: Attached.parse(item).movements };
};

/** Two waves: which notes there are, then the notes. */
export const listNotes = async (db: Database): Promise<readonly Stored<DebitNote>[]> => {
  const rows = await queryAll(db, cofundingPatterns.debitNotes, { pk: cofundingKeys.debitNoteRow("").pk });
  const heads = await getMany(
    db,
    rows.map((row) => grants(cofundingKeys.debitNote(NoteRow.parse(row).debitNoteId))),
  );
  return heads.flatMap((head) => (head === null ? [] : [toStored(DebitNote, head)]));
};

/** Two waves: the note, then the contribution that it names. */
export const loadNote: (db: Database) => DebitNoteStore["load"] = (db) => async (debitNoteId, caller) => {
  const [rights, item] = await getAll(db, [rightsOf(caller), grants(cofundingKeys.debitNote(debitNoteId))]);
  const note = toNote(item);
  if (note === null) return { rights: toRights(rights), note, line: null };
  const { jointActionId, funder, lineId } = note.head.state;
  const line = await getOne(db, "grants", cofundingKeys.contributionLine(jointActionId, funder, lineId));
  return { rights: toRights(rights), note, line: toStoredOrNull(ContributionLine, line) };
};

/** Where a note is found by what a transfer quotes: written once, since a tranche keeps its marks. */
const rowWrite = (db: Database, { before, next }: Change<DebitNote>) => {
  if (before !== null && before.state.number === next.number) return [];
  const key = cofundingKeys.debitNoteRow(referenceOf(next));
  const Item = { ...key, schema: "debit-note-row/1", debitNoteId: next.id };
  return [{ write: { Put: { TableName: db.tables.grants, Item } } }];
};

type NoteWrite<E> = {
  readonly change: Change<DebitNote>;
  readonly movements: readonly Movement[];
  readonly line: Change<ContributionLine> | null;
  /** What else is written with it, or not at all. */
  readonly more: readonly Beside<E>[];
};

/** The note with its movements, and the contribution where it moves with it. */
export const commitNote = async <E>(
  db: Database,
  { change, movements, line, more }: NoteWrite<E>,
  command: Command,
): ReturnType<typeof commit<E>> => {
  const key = cofundingKeys.debitNote(change.next.id);
  const note: HeadMove<E> = { change, key, schema: "debit-note/1", attached: { movements: [...movements] } };
  const beside = [...more, ...rowWrite(db, change), ...(line === null ? [] : lineWrites(db, line, command))];
  return commit<E>(db, { command, heads: line === null ? [note] : [note, lineMove(line)], beside });
};

export const createDebitNoteStore = (db: Database): DebitNoteStore => ({
  loadLine: async ({ jointActionId, funder, lineId }, noteIds, caller) => {
    const [rights, head, line, ...notes] = await getAll(db, [
      rightsOf(caller),
      grants(cofundingKeys.jointAction(jointActionId)),
      grants(cofundingKeys.contributionLine(jointActionId, funder, lineId)),
      ...noteIds.map((id) => grants(cofundingKeys.debitNote(id))),
    ]);
    return {
      rights: toRights(rights),
      jointAction: toStoredOrNull(JointAction, head),
      line: toStoredOrNull(ContributionLine, line),
      notes: notes.flatMap((note) => (note === null ? [] : [toStored(DebitNote, note)])),
    };
  },
  load: loadNote(db),
  list: async (caller) => {
    const [rights, notes] = await Promise.all([getOne(db, "people", sharedKeys.rights(caller)), listNotes(db)]);
    return { rights: toRights(rights), notes };
  },
  commit: async (change, { movements, line }, command) =>
    commitOne(commitNote<never>(db, { change, movements, line, more: [] }, command)),
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
