import { S3Client } from "@aws-sdk/client-s3";
import { createDocumentStore } from "@grants/files/documents";
import { createAwardDecisions, createSealedProposals } from "@grants/store/award-decisions";
import { createJointActionStore } from "@grants/store/cofunding";
import { createFundsStore } from "@grants/store/cofunding-funds";
import { createDebitNoteStore } from "@grants/store/debit-notes";
import { createYearlyStatementStore } from "@grants/store/yearly-statements";
import { newId } from "@grants/store/new-id";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { cofundingRoutes } from "./routes.ts";

const { db, filesBucket, door } = openApiFunction();

export const handler = handle(
  cofundingRoutes({
    jointActions: createJointActionStore(db),
    funds: createFundsStore(db),
    decisions: createAwardDecisions(db),
    sealedProposals: createSealedProposals(db),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    statements: createYearlyStatementStore(db, newId),
    debitNotes: createDebitNoteStore(db),
    newId,
    ...door,
  }),
);
