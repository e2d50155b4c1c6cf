import type { CastVoteError, DelegateVoteError } from "@grants/core/governance/cast-vote";
import type { EndPreparationError, PrepareBallotError } from "@grants/core/governance/prepare-ballot";
import type { CloseBallotError, OpenBallotError } from "@grants/core/governance/run-ballot";
import type { LocalTimeInvalid } from "@grants/kernel/time";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type GovernanceProblem =
  | PrepareBallotError
  | EndPreparationError
  | OpenBallotError
  | CloseBallotError
  | CastVoteError
  | DelegateVoteError;

export const governanceProblems = {
  BallotNotFound: [404, "There is no such ballot."],
  BallotIncomplete: [422, "Something is missing that must stand before the Board is asked."],
  RevocationUnfounded: [409, "The vote of this member cannot be revoked, or given back."],
  BallotStepRefused: [409, "The ballot is at another step."],
  ClosingInPast: [422, "The ballot must close later than now."],
  NobodyEntitled: [409, "Nobody is entitled to vote on this."],
  BallotClosed: [409, "The ballot is closed."],
  BallotStillOpen: [409, "Members may still vote."],
  VoteDelegationRefused: [409, "This member cannot represent the other one."],
} as const satisfies ProblemTable<
  Exclude<GovernanceProblem["kind"], SharedKind | "JointActionNotFound" | LocalTimeInvalid["kind"]>
>;
