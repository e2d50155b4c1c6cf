import type { ReadSummaryReportError } from "@grants/core/evaluation/read-summary-report";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { ProposalProblem } from "./proposals.ts";

export type ResultsProblem = ReadSummaryReportError;

export const resultsProblems = {
  SummaryReportNotIssued: [409, "No evaluation summary report of this proposal has been issued."],
  ResultNotOpened: [409, "The report goes with a letter that nobody of your organisation has opened yet."],
} as const satisfies ProblemTable<Exclude<ResultsProblem["kind"], SharedKind | ProposalProblem["kind"]>>;
