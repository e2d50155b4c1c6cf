import type { AdoptAssignmentError } from "@grants/core/evaluation/assignment-run/adopt-assignment";
import type { MoveExpertError } from "@grants/core/evaluation/assignment-run/move-planned-expert";
import type {
  ProposeAssignmentError,
  ReplaceExpertError,
} from "@grants/core/evaluation/assignment-run/propose-assignment";
import type { CallProblem } from "./calls.ts";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type AssignmentProblem = ProposeAssignmentError | ReplaceExpertError | AdoptAssignmentError | MoveExpertError;

type KnownKind = SharedKind | CallProblem["kind"] | EvaluationProblem["kind"];

export const assignmentProblems = {
  AssignmentRunNotFound: [404, "There is no such run."],
  AssignmentRunNotOpen: [409, "The run is not in a state for this."],
  NotInPlan: [404, "This is not in the plan."],
  MoveRefused: [409, "The move would break a limit."],
} as const satisfies ProblemTable<Exclude<AssignmentProblem["kind"], KnownKind>>;
