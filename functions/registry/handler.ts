import { newId } from "@grants/store/new-id";
import { createRegistryStore } from "@grants/store/registry";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openFunction();

export const handler = handle(
  registryRoutes({ registry: createRegistryStore(db), newId, newSalt: db.newSalt, ...door }),
);
