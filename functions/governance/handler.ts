import { createBallotStore } from "@grants/store/ballots";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { governanceRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();

export const handler = handle(governanceRoutes({ ballots: createBallotStore(db, cursors), newId, ...door }));
