import { createSummaryReportStore } from "@grants/store/summary-reports";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { resultRoutes } from "./routes.ts";

const { db, door } = openApiFunction();

export const handler = handle(resultRoutes({ summaryReports: createSummaryReportStore(db), ...door }));
