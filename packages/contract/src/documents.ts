import { AnnexId } from "@grants/core/proposals/annex";
import { DebitNoteId } from "@grants/core/cofunding/debit-note";
import { LetterId } from "@grants/core/letters/letter";
import { ProposalId } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { createRoute, z } from "@hono/zod-openapi";
import { AnnexAddress } from "./annexes.ts";
import { json, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { annexProblems } from "./problems/annexes.ts";
import { evaluationProblems } from "./problems/evaluation.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { letterProblems } from "./problems/letters.ts";
import { proposalProblems } from "./problems/proposals.ts";
import { resultsProblems } from "./problems/results.ts";
import { reportQuery } from "./results.ts";

const problems = problemsOf(
  annexProblems,
  cofundingProblems,
  evaluationProblems,
  letterProblems,
  proposalProblems,
  resultsProblems,
);
const DocumentFile = z
  .object({ fileName: z.string(), sha256: Digest, pdfBase64: z.string() })
  .meta({ id: "DocumentFile" });

export const readProposalPdfRoute = createRoute({
  method: "get",
  path: "/v1/documents/proposals/{proposalId}",
  operationId: "readProposalPdf",
  summary: "The whole proposal as an accessible PDF: the draft as it is now, or a frozen document",
  tags: ["documents"],
  security: signedIn,
  request: {
    params: z.object({ proposalId: ProposalId }),
    query: z.object({
      /** Of the labels; what people wrote stays as they wrote it. */
      language: z.enum(["en", "nl"]),
      /** A frozen document; without it, the draft as it is now. */
      sha256: Digest.optional(),
    }),
  },
  responses: { 200: json(DocumentFile, "The document"), ...problems("ProposalNotFound", "NotAllowed") },
});

const asExpert = z.object({ proposalId: ProposalId });
const notAssigned = ["EvaluationNotFound", "DeclarationMissing", "NotAllowed"] as const;

export const readAssignedProposalRoute = createRoute({
  method: "get",
  path: "/v1/documents/evaluations/{proposalId}",
  operationId: "readAssignedProposal",
  summary: "A proposal that I evaluate, as an accessible PDF",
  tags: ["documents"],
  security: signedIn,
  request: { params: asExpert, query: z.object({ language: z.enum(["en", "nl"]) }) },
  responses: { 200: json(DocumentFile, "The document"), ...problems(...notAssigned) },
});

export const readAssignedAnnexRoute = createRoute({
  method: "get",
  path: "/v1/documents/evaluations/{proposalId}/annexes/{annexId}",
  operationId: "readAssignedAnnex",
  summary: "An address that gives an annex of a proposal that I evaluate, for a minute",
  tags: ["documents"],
  security: signedIn,
  request: { params: asExpert.extend({ annexId: AnnexId }) },
  responses: {
    200: json(AnnexAddress, "Where the file is"),
    ...problems(...notAssigned, "AnnexNotFound", "AnnexNotChecked", "AnnexNotSafe"),
  },
});

export const readLetterPdfRoute = createRoute({
  method: "get",
  path: "/v1/documents/letters/{letterId}",
  operationId: "readLetterPdf",
  summary: "A letter as an accessible PDF, in the language in which it was sent",
  tags: ["documents"],
  security: signedIn,
  request: { params: z.object({ letterId: LetterId }) },
  responses: { 200: json(DocumentFile, "The letter"), ...problems("LetterNotFound", "NotAllowed", "LetterNotOpened") },
});

export const readSummaryReportPdfRoute = createRoute({
  method: "get",
  path: "/v1/documents/results/{proposalId}/report",
  operationId: "readSummaryReportPdf",
  summary: "The evaluation summary report of a proposal as an accessible PDF",
  tags: ["documents"],
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId }), query: reportQuery },
  responses: {
    200: json(DocumentFile, "The report"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly", "SummaryReportNotIssued", "ResultNotOpened"),
  },
});

export const readDebitNotePdfRoute = createRoute({
  method: "get",
  path: "/v1/documents/debit-notes/{debitNoteId}",
  operationId: "readDebitNotePdf",
  summary: "A debit note as an accessible PDF",
  tags: ["documents"],
  security: signedIn,
  request: {
    params: z.object({ debitNoteId: DebitNoteId }),
    query: z.object({ language: z.enum(["en", "nl"]) }),
  },
  responses: { 200: json(DocumentFile, "The debit note"), ...problems("NotAllowed", "DebitNoteNotFound") },
});

export const documentApi = [
  readProposalPdfRoute,
  readAssignedProposalRoute,
  readAssignedAnnexRoute,
  readLetterPdfRoute,
  readSummaryReportPdfRoute,
  readDebitNotePdfRoute,
];
