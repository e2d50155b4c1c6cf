import type { AggregateNotFound } from "@grants/core/audit/read-audit-trail";
import type { BundleTooLarge } from "@grants/core/audit/read-evidence-bundle";
import type { ProblemTable } from "./problem-table.ts";

export type TransparencyProblem = AggregateNotFound | BundleTooLarge;

export const transparencyProblems = {
  AggregateNotFound: [404, "There is no trail under this id."],
  BundleTooLarge: [422, "This is more than one bundle holds: ask for an export."],
} as const satisfies ProblemTable<TransparencyProblem["kind"]>;
