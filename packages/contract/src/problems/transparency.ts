import type { AggregateNotFound } from "@grants/core/audit/read-audit-trail";
import type { ProblemTable } from "./problem-table.ts";

export type TransparencyProblem = AggregateNotFound;

export const transparencyProblems = {
  AggregateNotFound: [404, "There is no trail under this id."],
} as const satisfies ProblemTable<TransparencyProblem["kind"]>;
