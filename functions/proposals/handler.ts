import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { createConsortiumStore } from "@grants/store/consortium";
import { createProposalStore } from "@grants/store/proposals";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { openMail } from "../open-mail.ts";
import { proposalRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  proposalRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    consortium: createConsortiumStore(db),
    newId,
    ...openMail(process.env),
    ...door,
  }),
);
