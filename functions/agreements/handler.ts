import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { createAgreementStore } from "@grants/store/agreements";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { agreementRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();

export const handler = handle(
  agreementRoutes({
    agreements: createAgreementStore({ db, cursors }),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    newId,
    ...door,
  }),
);
