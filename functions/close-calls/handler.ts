import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { createClosingStore } from "@grants/store/closing";
import { newId } from "@grants/store/new-id";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { closeCalls } from "./close-calls.ts";

const { db, filesBucket } = openFunction();
const deps = {
  closing: createClosingStore(db),
  documents: createDocumentStore(new S3Client({}), filesBucket),
  newId,
  sha256: db.sha256,
};

export const handler = asWorker(async (event: unknown) => closeCalls(deps, event));
