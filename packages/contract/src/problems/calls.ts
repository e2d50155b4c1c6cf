import type { CreateCallError } from "@grants/core/calls/create-call";
import type { ImportCallError } from "@grants/core/calls/import-call";
import type { PublishCallError } from "@grants/core/calls/publish-call";
import type { CallNotFound } from "@grants/core/calls/call";
import type { ReviseCallError } from "@grants/core/calls/revise-call";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type CallProblem = CreateCallError | ImportCallError | ReviseCallError | PublishCallError | CallNotFound;

export const callProblems = {
  CallNotFound: [404, "There is no such call."],
  CallNotEditable: [409, "This call cannot be changed any more."],
  LocalTimeDoesNotExist: [422, "This local time does not exist: the clocks change in that hour."],
  LocalTimeIsAmbiguous: [422, "This local time happens twice: the clocks change in that hour."],
  NotALocalTime: [422, "This is not a date and time."],
  CallClosesBeforeItOpens: [422, "The call closes before it opens."],
  CallAlreadyOver: [422, "The closing time has passed."],
  PlannedDateTooLate: [422, "The planned date is later than the rules allow."],
  TopicNamedTwice: [422, "Two topics have the same identifier."],
  GrantRangeInvalid: [422, "The grant range of a topic does not fit its budget."],
  CriteriaIncomplete: [422, "The award criteria are not complete."],
  JointActionOfAnotherCall: [422, "The joint action that the call names is the one of another call."],
  DeadlineMovedEarlier: [409, "A correction cannot move the deadline to an earlier time."],
} as const satisfies ProblemTable<Exclude<CallProblem["kind"], SharedKind | "CallGateDown">>;
