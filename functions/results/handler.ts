import { createAwardListStore } from "@grants/store/award-lists";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createNationalBudgets } from "@grants/store/national-budgets";
import { newId } from "@grants/store/new-id";
import { createReviewStore } from "@grants/store/reviews";
import { createSummaryReportStore } from "@grants/store/summary-reports";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { resultRoutes } from "./routes.ts";

const { db, door } = openApiFunction();

export const handler = handle(
  resultRoutes({
    summaryReports: createSummaryReportStore(db),
    reviews: createReviewStore(db),
    rankings: createRankingStore(db),
    awardLists: createAwardListStore(db),
    nationalBudgets: createNationalBudgets(db),
    newId,
    ...door,
  }),
);
