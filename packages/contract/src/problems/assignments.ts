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
  ProposalNotInPlan: [404, "The plan has no such proposal."],
  ExpertNotInPlan: [422, "This expert was not in the pool of the run."],
  NotOnProposal: [409, "This expert does not have the place."],
  AlreadyOnProposal: [409, "This expert has a place on the proposal already."],
  BarredFromProposal: [409, "This expert may not evaluate the proposal."],
  ExpertFull: [409, "This expert has all that they can take."],
  BelowPromisedMinimum: [409, "This expert would have less than was promised."],
  TooManyMoves: [409, "No more moves can be recorded on this run."],
} as const satisfies ProblemTable<Exclude<AssignmentProblem["kind"], KnownKind>>;
