import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { transparencyRoutes } from "./routes.ts";

const { db, report } = openFunction();

export const handler = handle(transparencyRoutes({ sha256: db.sha256, report }));
