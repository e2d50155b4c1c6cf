import { createAccessStore } from "@grants/store/access";
import { createInvitationStore } from "@grants/store/invitations";
import { newId } from "@grants/store/new-id";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createAssistanceStore, createStaffStore } from "@grants/store/staff";
import { handle } from "hono/aws-lambda";
import { openAccessLog } from "../open-access-log.ts";
import { openApiFunction } from "../open-function.ts";
import { openMail } from "../open-mail.ts";
import { personRoutes } from "./routes.ts";

const { db, door } = openApiFunction();

export const handler = handle(
  personRoutes({
    personalData: createPersonalDataStore(db),
    access: createAccessStore(db),
    invitations: createInvitationStore(db),
    staff: createStaffStore(db),
    assistances: createAssistanceStore(db),
    newId,
    accessLog: openAccessLog(process.env),
    ...openMail(process.env),
    ...door,
  }),
);
