import { newId } from "@grants/store/new-id";
import { createReportingStore } from "@grants/store/reporting";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { reportingRoutes } from "./routes.ts";

const { db, door } = openApiFunction();

export const handler = handle(reportingRoutes({ reporting: createReportingStore(db), newId, ...door }));
