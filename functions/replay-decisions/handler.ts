import { randomUUID } from "node:crypto";
import { newId } from "@grants/store/new-id";
import { createNightWork } from "@grants/store/nights";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { openNewsMail } from "../open-news-mail.ts";
import { reportError } from "../write-log.ts";
import { recomputeOn, replayDecisionsOn } from "./replay-decisions.ts";

const { db, cursors } = openFunction();
const { mailer, mailWords: mailText } = openNewsMail(process.env);
const deps = { nights: createNightWork(db), recompute: recomputeOn(db, cursors), newId, sha256: db.sha256 };

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  const report = (error: unknown) => reportError(error, { correlationId });
  return replayDecisionsOn({ ...deps, mailer, mailText, report }, event);
});
