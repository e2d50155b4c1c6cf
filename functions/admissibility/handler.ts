import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { createAdmissibilityStore } from "@grants/store/admissibility";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { admissibilityRoutes } from "./routes.ts";

const { db, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  admissibilityRoutes({
    admissibilities: createAdmissibilityStore({ db, now }),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    newId,
    ...door,
  }),
);
