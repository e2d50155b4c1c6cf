import { createAssignmentRunStore } from "@grants/store/assignment-runs";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createExpertStore } from "@grants/store/experts";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { assignmentRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();

export const handler = handle(
  assignmentRoutes({
    runs: createAssignmentRunStore(db),
    rankings: createRankingStore(db),
    experts: createExpertStore(db, cursors),
    newId,
    ...door,
  }),
);
