import { randomUUID } from "node:crypto";
import { newId } from "@grants/store/new-id";
import { createDebitNoteReminders } from "@grants/store/debit-note-reminders";
import { createStatementReminders } from "@grants/store/statement-reminders";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { openNewsMail } from "../open-news-mail.ts";
import { reportError } from "../write-log.ts";
import { remindStatementsOn } from "./remind-statements.ts";

const { db } = openFunction();
const { mailer, mailWords: mailText } = openNewsMail(process.env);
const reminders = createStatementReminders(db, newId);
const debitNotes = createDebitNoteReminders(db);

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  const report = (error: unknown) => reportError(error, { correlationId });
  return remindStatementsOn({ reminders, debitNotes, mailer, mailText, report }, event);
});
