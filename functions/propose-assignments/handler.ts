import { randomUUID } from "node:crypto";
import { instantOfEpoch } from "@grants/kernel/time";
import { createAssignmentWork } from "@grants/store/assignment-work";
import { createEvaluationStore } from "@grants/store/evaluation";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { newId } from "@grants/store/new-id";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { reportError } from "../write-log.ts";
import { proposeAssignmentsOn } from "./propose-assignments.ts";

const { db, cursors } = openFunction();
const deps = {
  work: createAssignmentWork(db),
  rankings: createRankingStore(db),
  evaluations: createEvaluationStore({ db, cursors, now: () => instantOfEpoch(Date.now()) }),
  newId,
  sha256: db.sha256,
};

export const handler = asWorker(async (event: unknown) => {
  const correlationId = randomUUID();
  return proposeAssignmentsOn({ ...deps, report: (error) => reportError(error, { correlationId }) }, event);
});
