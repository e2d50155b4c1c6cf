import { createLetterBatchStore } from "@grants/store/letter-work";
import { createLetterStore } from "@grants/store/letters";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { letterRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();

const letters = createLetterStore(db, cursors);
export const handler = handle(letterRoutes({ letters, batches: createLetterBatchStore(db), newId, ...door }));
