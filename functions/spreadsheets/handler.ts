import { budgetWorkbooks } from "@grants/files/spreadsheets/budget-workbooks";
import { instantOfEpoch } from "@grants/kernel/time";
import { createProposalStore } from "@grants/store/proposals";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { spreadsheetRoutes } from "./routes.ts";

const { db, cursors, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  spreadsheetRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    workbooks: budgetWorkbooks,
    ...door,
  }),
);
