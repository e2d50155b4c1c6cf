import { createExpertStore } from "@grants/store/experts";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openAccessLog } from "../open-access-log.ts";
import { openApiFunction } from "../open-function.ts";
import { expertRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();

export const handler = handle(
  expertRoutes({
    experts: createExpertStore(db, cursors),
    accessLog: openAccessLog(process.env),
    newId,
    ...door,
  }),
);
