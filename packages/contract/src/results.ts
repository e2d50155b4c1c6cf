import { SummaryReport, SummaryReportId } from "@grants/core/evaluation/summary-report";
import { ProposalId } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { LetterBlock } from "./document-blocks.ts";
import { json, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { proposalProblems } from "./problems/proposals.ts";
import { resultsProblems } from "./problems/results.ts";

const problems = problemsOf(proposalProblems, resultsProblems);
const tags = ["results"];

/** A version by its number, and the language of the labels; comments stay as they were written. */
export const reportQuery = z.object({
  language: z.enum(["en", "nl"]),
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .optional(),
});

const ShownSummaryReport = z
  .object({
    id: SummaryReportId,
    version: z.int().min(1),
    /** How many versions there are for whoever reads. */
    versions: z.int().min(1),
    report: SummaryReport,
    issuedAt: Instant,
    /** The digest that the audit entry of the last version names. */
    reportSha256: Digest,
    title: z.string(),
    standing: z.string(),
    blocks: z.array(LetterBlock),
  })
  .meta({ id: "ShownSummaryReport" });

export const readSummaryReportRoute = createRoute({
  method: "get",
  path: "/v1/results/proposals/{proposalId}/report",
  operationId: "readSummaryReport",
  summary: "The evaluation summary report of a proposal, in the version that goes with its last letter",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId }), query: reportQuery },
  responses: {
    200: json(ShownSummaryReport, "The report"),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly", "SummaryReportNotIssued", "ResultNotOpened"),
  },
});

export const resultsApi = [readSummaryReportRoute];
