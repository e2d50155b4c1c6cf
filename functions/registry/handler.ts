import { newId } from "@grants/store/new-id";
import { createRegistryStore } from "@grants/store/registry";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openApiFunction();
const { newSalt } = db;

export const handler = handle(registryRoutes({ registry: createRegistryStore(db), newId, newSalt, ...door }));
