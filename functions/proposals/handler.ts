import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { createProposalStore } from "@grants/store/proposals";
import { createReceiptReader } from "@grants/store/receipt-seals";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { proposalRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  proposalRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    receipts: createReceiptReader(db),
    newId,
    ...door,
  }),
);
