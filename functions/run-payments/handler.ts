import { randomUUID } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { readBankAnswer } from "@grants/bank/bank-status";
import { preparePaymentFile } from "@grants/bank/pain001";
import { createPaymentFileStore } from "@grants/files/payment-files";
import { createOrderEndStore } from "@grants/store/disbursement-payments";
import { createRunWorkStore } from "@grants/store/disbursement-run-work";
import { newId } from "@grants/store/new-id";
import type { Context } from "aws-lambda";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { reportError } from "../write-log.ts";
import { openBank } from "./bank.ts";
import { runPaymentsOn } from "./run-payments.ts";

const { db, filesBucket } = openFunction();
const deps = {
  ...openBank(process.env),
  work: createRunWorkStore(db),
  orderEnds: createOrderEndStore(db),
  files: createPaymentFileStore(new S3Client({}), filesBucket),
  writeFile: preparePaymentFile,
  readAnswer: readBankAnswer,
  newId,
  sha256: db.sha256,
};

export const handler = asWorker(async (event: unknown, context: Context) => {
  const correlationId = randomUUID();
  const pass = await runPaymentsOn(deps, event, {
    correlationId,
    remainingMs: () => context.getRemainingTimeInMillis(),
  });
  for (const { id, because } of pass.failed) reportError(new Error(`${id}: ${because}`), { correlationId });
  return pass;
});
