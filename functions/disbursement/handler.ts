import { sampleWorkingCalendar } from "@grants/core/reference/working-calendar";
import { createPaymentStore } from "@grants/store/disbursement-payments";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { disbursementRoutes } from "./routes.ts";

const { db, door } = openApiFunction();

export const handler = handle(
  disbursementRoutes({
    payments: createPaymentStore(db),
    calendar: sampleWorkingCalendar(),
    newId,
    ...door,
  }),
);
