import { randomUUID } from "node:crypto";
import { newId } from "@grants/store/new-id";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createRetentionStore } from "@grants/store/retention";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { reportError } from "../write-log.ts";
import { forgetPeopleOn } from "./forget-people.ts";

const { db } = openFunction();
const deps = {
  retention: createRetentionStore(db),
  personalData: createPersonalDataStore(db),
  newId,
  sha256: db.sha256,
};

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  return forgetPeopleOn({ ...deps, report: (error) => reportError(error, { correlationId }) }, event);
});
