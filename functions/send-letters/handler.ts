import { randomUUID } from "node:crypto";
import { createLetterStore } from "@grants/store/letters";
import { createLetterWork } from "@grants/store/letter-work";
import { newId } from "@grants/store/new-id";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { openNewsMail } from "../open-news-mail.ts";
import { reportError } from "../write-log.ts";
import { sendLettersOn } from "./send-letters.ts";

const { db, cursors } = openFunction();
const { mailer, mailWords: mailText } = openNewsMail(process.env);
const work = createLetterWork(db, createLetterStore(db, cursors));

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  const report = (error: unknown) => reportError(error, { correlationId });
  return sendLettersOn({ work, mailer, mailText, newId, sha256: db.sha256, report }, event);
});
