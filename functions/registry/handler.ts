import { assistanceOf } from "@grants/core/access/assistance";
import { createAccessStore } from "@grants/store/access";
import { createCommunityStore } from "@grants/store/community";
import { newId } from "@grants/store/new-id";
import { createOrganisationIndex } from "@grants/store/public-organisations";
import { createRegistryStore } from "@grants/store/registry";
import { createFactStore } from "@grants/store/registry-facts";
import { createAssistanceStore } from "@grants/store/staff";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import { openAccessLog } from "../open-access-log.ts";
import { openApiFunction } from "../open-function.ts";
import { createFingerprint, readVatNumber } from "./identity.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { IDENTITY_MARKS_SECRET: secret } = z.object({ IDENTITY_MARKS_SECRET: z.string().min(32) }).parse(process.env);
const { db, cursors, door } = openApiFunction();
const fingerprint = createFingerprint(secret);

export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db, cursors),
    index: createOrganisationIndex(db),
    access: createAccessStore(db),
    facts: createFactStore(db, fingerprint),
    community: createCommunityStore(db, cursors),
    assistance: assistanceOf(createAssistanceStore(db)),
    readVatNumber,
    fingerprint,
    payeeVerification: openPayeeVerification(process.env),
    newId,
    accessLog: openAccessLog(process.env),
    newSalt: db.newSalt,
    ...door,
  }),
);
