import { newId } from "@grants/store/new-id";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createRegistryStore } from "@grants/store/registry";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openFunction();

const payeeVerification = openPayeeVerification(process.env);
export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db),
    personalData: createPersonalDataStore(db),
    payeeVerification,
    newId,
    newSalt: db.newSalt,
    ...door,
  }),
);
