import { readFileSync } from "node:fs";
import { createAuditTrailStore } from "@grants/store/audit-trail";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import { openFunction } from "../open-function.ts";
import { transparencyRoutes } from "./routes.ts";

const { db, door } = openFunction();
// Written beside the bundle when the functions are built.
const description = z
  .looseObject({ openapi: z.string() })
  .parse(JSON.parse(readFileSync(`${import.meta.dirname}/openapi.json`, "utf8")));

export const handler = handle(transparencyRoutes({ trails: createAuditTrailStore(db), description, ...door }));
