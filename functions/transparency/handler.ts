import { createAuditTrailStore } from "@grants/store/audit-trail";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { transparencyRoutes } from "./routes.ts";

const { db, report } = openFunction();

export const handler = handle(transparencyRoutes({ trails: createAuditTrailStore(db), sha256: db.sha256, report }));
