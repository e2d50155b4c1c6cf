import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { createAwardClockStore } from "@grants/store/award-clocks";
import { createAwardListStore } from "@grants/store/award-lists";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createNationalBudgets } from "@grants/store/national-budgets";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { awardRoutes } from "./routes.ts";

const { db, filesBucket, door } = openApiFunction();

export const handler = handle(
  awardRoutes({
    awardLists: createAwardListStore(db),
    clocks: createAwardClockStore(db),
    rankings: createRankingStore(db),
    nationalBudgets: createNationalBudgets(db),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    newId,
    ...door,
  }),
);
