import { S3Client } from "@aws-sdk/client-s3";
import { readFonts } from "@grants/documents/fonts";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { createDebitNoteStore } from "@grants/store/debit-notes";
import { createLetterStore } from "@grants/store/letters";
import { createProposalStore } from "@grants/store/proposals";
import { createSummaryReportStore } from "@grants/store/summary-reports";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { documentRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  documentRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    documents: createDocumentStore(new S3Client({}), filesBucket),
    letters: createLetterStore(db, cursors),
    summaryReports: createSummaryReportStore(db),
    debitNotes: createDebitNoteStore(db),
    fonts: readFonts(new URL(".", import.meta.url)),
    ...door,
  }),
);
