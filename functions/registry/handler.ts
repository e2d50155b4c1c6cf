import { hasAssistedBy } from "@grants/core/access/assistance";
import { createAccessStore } from "@grants/store/access";
import { createCommunityStore } from "@grants/store/community";
import { createInvitationStore } from "@grants/store/invitations";
import { newId } from "@grants/store/new-id";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createOrganisationIndex } from "@grants/store/public-organisations";
import { createRegistryStore } from "@grants/store/registry";
import { createFactStore } from "@grants/store/registry-facts";
import { createAssistanceStore, createStaffStore } from "@grants/store/staff";
import { handle } from "hono/aws-lambda";
import { openAccessLog } from "../open-access-log.ts";
import { openApiFunction } from "../open-function.ts";
import { createFingerprint, readVatNumber } from "./identity.ts";
import { openMail } from "../open-mail.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, cursors, secret, door } = openApiFunction();
const assistances = createAssistanceStore(db);

export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db, cursors),
    index: createOrganisationIndex(db),
    personalData: createPersonalDataStore(db),
    facts: createFactStore(db),
    community: createCommunityStore(db, cursors),
    access: createAccessStore(db),
    invitations: createInvitationStore(db),
    staff: createStaffStore(db),
    assistances,
    assistance: hasAssistedBy(assistances),
    readVatNumber,
    fingerprint: createFingerprint(secret),
    payeeVerification: openPayeeVerification(process.env),
    newId,
    accessLog: openAccessLog(process.env),
    newSalt: db.newSalt,
    ...openMail(process.env),
    ...door,
  }),
);
