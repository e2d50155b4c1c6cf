import { createCommunityStore } from "@grants/store/community";
import { newId } from "@grants/store/new-id";
import { createRegistryStore } from "@grants/store/registry";
import { createFactStore } from "@grants/store/registry-facts";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, cursors, report } = openFunction();
const { sha256, newSalt } = db;

export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db),
    facts: createFactStore(db),
    community: createCommunityStore(db, cursors),
    // Who helped whom is not on record yet: nobody is refused for it.
    assistance: { hasAssisted: async () => false },
    payeeVerification: openPayeeVerification(process.env),
    newId,
    sha256,
    newSalt,
    report,
  }),
);
