import { S3Client } from "@aws-sdk/client-s3";
import { createAccessLogReader } from "@grants/files/evidence/access-log";
import { createHeadSigner } from "@grants/files/evidence/head-signer";
import { createHeadVault } from "@grants/files/evidence/head-vault";
import { createReceiptSigner } from "@grants/files/evidence/receipt-signer";
import { createTimeStampAuthority } from "@grants/files/evidence/time-stamp";
import { createAccessDigestStore, createLogKeyStore, createLogStore } from "@grants/store/log";
import { newId } from "@grants/store/new-id";
import { createReceiptSealStore } from "@grants/store/receipt-seals";
import { sha256OfBytes } from "@grants/store/sha256";
import { z } from "zod";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { reportError } from "../write-log.ts";
import { sealLedgerOn } from "./seal-ledger.ts";

const Environment = z.object({
  EVIDENCE_BUCKET: z.string().min(1),
  TIME_STAMP_URL: z.url(),
  /** The keys that sign the log and the receipts follow from it. */
  LOG_SIGNING_SECRET: z.string().min(32),
  /** The secret before, while the key is being replaced. */
  LOG_SIGNING_SECRET_FORMER: z.string().min(32).optional(),
});

const { db } = openFunction();
const env = Environment.parse(process.env);
const s3 = new S3Client({});
const deps = {
  reader: createAccessLogReader(s3, env.EVIDENCE_BUCKET),
  digests: createAccessDigestStore(db),
  log: createLogStore(db),
  keys: createLogKeyStore(db),
  signer: createHeadSigner(env.LOG_SIGNING_SECRET),
  former: env.LOG_SIGNING_SECRET_FORMER === undefined ? null : createHeadSigner(env.LOG_SIGNING_SECRET_FORMER),
  vault: createHeadVault(s3, env.EVIDENCE_BUCKET),
  timeStamps: createTimeStampAuthority(new URL(env.TIME_STAMP_URL)),
  receiptSeals: createReceiptSealStore(db),
  receiptSigner: createReceiptSigner(env.LOG_SIGNING_SECRET),
  newId,
  sha256: db.sha256,
  sha256OfBytes,
};

export const handler = asWorker(async (event: unknown) => {
  const done = await sealLedgerOn(deps, event);
  for (const { size, step } of done.seal?.failed ?? [])
    reportError(new Error(`The ${step} of a head waits for the next pass.`), { correlationId: `head-${size}` });
  for (const { proposalId, because } of done.receipts?.failed ?? [])
    reportError(new Error(`The seal of a receipt waits for the next pass: ${because}`), { correlationId: proposalId });
  return done;
});
