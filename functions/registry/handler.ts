import { createAccessStore } from "@grants/store/access";
import { createInvitationStore } from "@grants/store/invitations";
import { newId } from "@grants/store/new-id";
import { createRegistryStore } from "@grants/store/registry";
import { createAssistanceStore, createStaffStore } from "@grants/store/staff";
import { handle } from "hono/aws-lambda";
import { openAccessLog } from "../open-access-log.ts";
import { openFunction } from "../open-function.ts";
import { openMail } from "./open-mail.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openFunction();

const payeeVerification = openPayeeVerification(process.env);
export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db),
    access: createAccessStore(db),
    invitations: createInvitationStore(db),
    staff: createStaffStore(db),
    assistances: createAssistanceStore(db),
    payeeVerification,
    newId,
    accessLog: openAccessLog(process.env),
    newSalt: db.newSalt,
    ...openMail(process.env),
    ...door,
  }),
);
