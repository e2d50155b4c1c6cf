import type { ChangeAwardError } from "@grants/core/evaluation/change-award";
import type { InviteReserveError } from "@grants/core/evaluation/invite-reserve";
import type { OrderReserveTieError } from "@grants/core/evaluation/order-reserve-tie";
import type { RecordExcessError } from "@grants/core/evaluation/record-excess";
import type { CallProblem } from "./calls.ts";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type AwardsProblem = ChangeAwardError | InviteReserveError | OrderReserveTieError | RecordExcessError;

type KnownKind = SharedKind | CallProblem["kind"] | EvaluationProblem["kind"];

export const awardsProblems = {
  TopicNotDecided: [404, "The award of this topic is not decided."],
  AwardNotOfDecision: [404, "This proposal has no award of the decision."],
  SharesUnknown: [422, "A share is of nobody in the proposal, or somebody is named twice."],
  AwardAboveDecision: [422, "The award would be more than was decided."],
  NewcomerNotEligible: [422, "This organisation may not take part in the call."],
  AwardCommitted: [409, "The money of this award is committed: its agreement takes what was committed."],
  AwardListFull: [409, "No more changes can be recorded on this decision."],
  LimitNotExceeded: [409, "This limit is not exceeded."],
  GroundOfOtherProgramme: [422, "The programme does not know this ground."],
  ReserveExpired: [409, "The reserve list has ended."],
  ReserveExhausted: [409, "Nobody is left on the reserve list."],
  ReserveDoesNotFit: [409, "What is free is not enough for the next of the reserve list."],
  ReserveTieNeedsPanel: [409, "The next of the reserve list are tied and do not fit together: the panel orders them."],
} as const satisfies ProblemTable<Exclude<AwardsProblem["kind"], KnownKind>>;
