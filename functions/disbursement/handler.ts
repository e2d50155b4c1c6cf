import { S3Client } from "@aws-sdk/client-s3";
import { readBankAnswer } from "@grants/bank/bank-status";
import { preparePaymentFile } from "@grants/bank/pain001";
import { sampleWorkingCalendar } from "@grants/core/reference/parameters";
import { createPaymentFileStore } from "@grants/files/payment-files";
import { createPaymentStore } from "@grants/store/disbursement-payments";
import { createRunStore } from "@grants/store/disbursement-runs";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openFunction } from "../open-function.ts";
import { openBank } from "./bank.ts";
import { disbursementRoutes } from "./routes.ts";

const { db, filesBucket, report } = openFunction();

export const handler = handle(
  disbursementRoutes({
    ...openBank(process.env),
    payments: createPaymentStore(db),
    runs: createRunStore(db),
    files: createPaymentFileStore(new S3Client({}), filesBucket),
    writeFile: preparePaymentFile,
    readAnswer: readBankAnswer,
    calendar: sampleWorkingCalendar(),
    newId,
    sha256: db.sha256,
    report,
  }),
);
