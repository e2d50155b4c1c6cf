import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import type { ExpertNotFound } from "@grants/core/experts/expert-profiles";
import type { SetConflictAsideError } from "@grants/core/experts/set-conflict-aside";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type ExpertProblem = ExpertNotFound | SetConflictAsideError | CursorInvalid;

type KnownKind = SharedKind | EvaluationProblem["kind"];

export const expertProblems = {
  ExpertNotFound: [404, "There is no such expert."],
  NoConflict: [409, "Nothing ties this expert to this proposal."],
  ConflictDisqualifies: [409, "This conflict of interest cannot be set aside."],
} as const satisfies ProblemTable<Exclude<ExpertProblem["kind"], KnownKind>>;
