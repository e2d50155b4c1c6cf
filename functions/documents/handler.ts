import { S3Client } from "@aws-sdk/client-s3";
import { readFonts } from "@grants/documents/fonts";
import { createAnnexFiles } from "@grants/files/annexes/annex-files";
import { createDocumentStore } from "@grants/files/documents";
import { instantOfEpoch } from "@grants/kernel/time";
import { createEvaluationStore } from "@grants/store/evaluation";
import { createDebitNoteStore } from "@grants/store/debit-notes";
import { createLetterStore } from "@grants/store/letters";
import { createProposalStore } from "@grants/store/proposals";
import { createSummaryReportStore } from "@grants/store/summary-reports";
import { handle } from "hono/aws-lambda";
import { openApiFunction } from "../open-function.ts";
import { documentRoutes } from "./routes.ts";

const { db, cursors, filesBucket, door } = openApiFunction();
// Ages copies of calls in this instance's memory, and nothing else.
const s3 = new S3Client({});
const now = () => instantOfEpoch(Date.now());

export const handler = handle(
  documentRoutes({
    proposals: createProposalStore({ db, cursors, now }),
    evaluations: createEvaluationStore({ db, cursors, now }),
    documents: createDocumentStore(s3, filesBucket),
    files: createAnnexFiles(s3, filesBucket),
    letters: createLetterStore(db, cursors),
    summaryReports: createSummaryReportStore(db),
    debitNotes: createDebitNoteStore(db),
    fonts: readFonts(new URL(".", import.meta.url)),
    ...door,
  }),
);
