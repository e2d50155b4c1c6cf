import { newId } from "@grants/store/new-id";
import { createRegistryStore } from "@grants/store/registry";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openFunction();

const payeeVerification = openPayeeVerification(process.env);
export const handler = handle(
  registryRoutes({ registry: createRegistryStore(db), payeeVerification, newId, newSalt: db.newSalt, ...door }),
);
