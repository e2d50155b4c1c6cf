import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { createEvaluationStore } from "@grants/store/evaluation";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createNationalBudgets } from "@grants/store/national-budgets";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { evaluationRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  evaluationRoutes({
    evaluations: createEvaluationStore({ db, cursors, now }),
    rankings: createRankingStore(db),
    nationalBudgets: createNationalBudgets(db),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    newId,
    ...door,
  }),
);
