import type { AggregateNotFound } from "@grants/core/audit/read-audit-trail";
import type { NightNotFound } from "@grants/core/audit/nights/read-nights";
import type { BundleTooLarge } from "@grants/core/audit/read-evidence-bundle";
import type { ProblemTable } from "./problem-table.ts";

export type TransparencyProblem = AggregateNotFound | BundleTooLarge | NightNotFound;

export const transparencyProblems = {
  AggregateNotFound: [404, "There is no trail under this id."],
  NightNotFound: [404, "No decisions of that day were computed once more."],
  BundleTooLarge: [422, "This is more than one bundle holds: ask for an export."],
} as const satisfies ProblemTable<TransparencyProblem["kind"]>;
