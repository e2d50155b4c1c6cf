import { newId } from "@grants/store/new-id";
import { createCallStore } from "@grants/store/calls";
import { createWorkProgrammeStore } from "@grants/store/work-programmes";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { callRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();

export const handler = handle(
  callRoutes({
    calls: createCallStore(db, cursors),
    workProgrammes: createWorkProgrammeStore(db),
    newId,
    ...door,
  }),
);
