import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { DebitNoteId } from "@grants/core/cofunding/debit-note";
import type { DebitNoteReminders } from "@grants/core/cofunding/remind-debit-notes";
import { z } from "zod";
import type { Database } from "./database.ts";
import { listNotes } from "./debit-notes.ts";
import { queryAll } from "./read.ts";
import { holdersOf, readersBy } from "./statement-reminders.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";

const ToldRow = z.object({ debitNoteId: DebitNoteId, news: z.enum(["issued", "overdue"]) });

/** Debit notes, and who is told of them. */
export const createDebitNoteReminders = (db: Database): DebitNoteReminders => ({
  listNotes: async () => {
    const [notes, told] = await Promise.all([
      listNotes(db),
      queryAll(db, cofundingPatterns.notesTold, { pk: cofundingKeys.noteTold("", "").pk }),
    ]);
    return { notes: notes.map(({ state }) => state), told: told.map((row) => ToldRow.parse(row)) };
  },
  readersOf: async (funders, today) => {
    const [own, ...centre] = await Promise.all(
      (["funder", "programmeOfficer", "accountingOfficer"] as const).map((role) => holdersOf(db, role, today)),
    );
    const [ofFunders, officers] = [own ?? [], centre.flat()];
    const readers = await readersBy(
      db,
      [...ofFunders, ...officers].map(({ user }) => user),
    );
    const known = (some: typeof ofFunders) => some.flatMap(({ user }) => readers.get(user) ?? []);
    return {
      byFunder: new Map(funders.map((code) => [code, known(ofFunders.filter(({ funder }) => funder === code))])),
      officers: known(officers),
    };
  },
  told: async ({ debitNoteId, news }, toldOn) => {
    const Item = { ...cofundingKeys.noteTold(debitNoteId, news), schema: "note-told/1", debitNoteId, news, toldOn };
    await db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
  },
});
