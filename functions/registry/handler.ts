import { createAccessStore } from "@grants/store/access";
import { createInvitationStore } from "@grants/store/invitations";
import { newId } from "@grants/store/new-id";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createRegistryStore } from "@grants/store/registry";
import { createAssistanceStore, createStaffStore } from "@grants/store/staff";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { openMail } from "./open-mail.ts";
import { openPayeeVerification } from "./payee-verification.ts";
import { registryRoutes } from "./routes.ts";

const { db, door } = openFunction();

const payeeVerification = openPayeeVerification(process.env);
export const handler = handle(
  registryRoutes({
    registry: createRegistryStore(db),
    personalData: createPersonalDataStore(db),
    access: createAccessStore(db),
    invitations: createInvitationStore(db),
    staff: createStaffStore(db),
    assistances: createAssistanceStore(db),
    payeeVerification,
    newId,
    newSalt: db.newSalt,
    ...openMail(process.env),
    ...door,
  }),
);
