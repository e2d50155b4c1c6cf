import { randomBytes } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { createAnnexFiles } from "@grants/files/annexes/annex-files";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { createAnnexStore } from "@grants/store/annexes";
import { newId } from "@grants/store/new-id";
import { createConsortiumStore } from "@grants/store/consortium";
import { createProposalStore } from "@grants/store/proposals";
import { createReceiptReader } from "@grants/store/receipt-seals";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { openMail } from "../open-mail.ts";
import { proposalRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

const s3 = new S3Client({});
const secretBytes = 16;

export const handler = handle(
  proposalRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    annexes: createAnnexStore(db),
    documents: createDocumentStore(s3, filesBucket),
    files: createAnnexFiles(s3, filesBucket),
    consortium: createConsortiumStore(db),
    receipts: createReceiptReader(db),
    newId,
    newSecret: () => randomBytes(secretBytes).toString("base64url"),
    ...openMail(process.env),
    ...door,
  }),
);
