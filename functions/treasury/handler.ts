import { S3Client } from "@aws-sdk/client-s3";
import { readAccountStatement } from "@grants/bank/account-statement";
import { readBankAnswer } from "@grants/bank/bank-status";
import { sampleWorkingCalendar } from "@grants/core/reference/working-calendar";
import { createPaymentFileStore, createStatementFiles } from "@grants/files/payment-files";
import { createBankStatementStore } from "@grants/store/bank-statements";
import { createRunStore } from "@grants/store/disbursement-runs";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openAccessLog } from "../open-access-log.ts";
import { openApiFunction } from "../open-function.ts";
import { readOwnAccount } from "./own-account.ts";
import { treasuryRoutes } from "./routes.ts";

const { db, filesBucket, door } = openApiFunction();

const files = createPaymentFileStore(new S3Client({}), filesBucket);

export const handler = handle(
  treasuryRoutes({
    runs: createRunStore(db),
    files,
    statementFiles: createStatementFiles(files),
    bankStatements: createBankStatementStore(db),
    readStatement: readAccountStatement,
    ownAccount: readOwnAccount(process.env),
    readAnswer: readBankAnswer,
    calendar: sampleWorkingCalendar(),
    newId,
    accessLog: openAccessLog(process.env),
    ...door,
  }),
);
