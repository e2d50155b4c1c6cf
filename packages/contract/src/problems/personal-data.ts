import type { ErasePersonError } from "@grants/core/transparency/erase-person";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type PersonalDataProblem = ErasePersonError;

export const personalDataProblems = {
  ErasureRefused: [409, "This cannot be erased yet."],
} as const satisfies ProblemTable<Exclude<PersonalDataProblem["kind"], SharedKind>>;
