import type { CorrectRankingError } from "@grants/core/evaluation/redress/correct-ranking";
import type {
  AdviseOnReviewError,
  AppointReviewCommitteeError,
  DecideEvaluationReviewError,
  RecordReEvaluationError,
  RequestEvaluationReviewError,
} from "@grants/core/evaluation/redress/handle-review";
import type { ReadSummaryReportError } from "@grants/core/evaluation/read-summary-report";
import type { AwardsProblem } from "./awards.ts";
import type { CallProblem } from "./calls.ts";
import type { CofundingProblem } from "./cofunding.ts";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { ProposalProblem } from "./proposals.ts";

export type ResultsProblem =
  | ReadSummaryReportError
  | RequestEvaluationReviewError
  | AppointReviewCommitteeError
  | AdviseOnReviewError
  | DecideEvaluationReviewError
  | RecordReEvaluationError
  | CorrectRankingError;

type KnownKind =
  | SharedKind
  | AwardsProblem["kind"]
  | CallProblem["kind"]
  | CofundingProblem["kind"]
  | EvaluationProblem["kind"]
  | ProposalProblem["kind"];

export const resultsProblems = {
  SummaryReportNotIssued: [409, "No evaluation summary report of this proposal has been issued."],
  ResultNotOpened: [409, "The report goes with a letter that nobody of your organisation has opened yet."],
  ResultNotTold: [409, "The result of this proposal has not been told yet."],
  NothingToReview: [409, "This proposal is awarded."],
  EvaluationReviewTooLate: [409, "The period for a request is over."],
  EvaluationReviewAsked: [409, "A review of this evaluation was asked for before."],
  NoReviewAsked: [409, "Nobody has asked for a review of this evaluation."],
  ReviewNotAtStep: [409, "The review has not come to this step, or is past it."],
  ReviewerNotIndependent: [422, "This person cannot take part in the review."],
  NotOfCommittee: [403, "The recommendation is written by a member of the review committee."],
  CommitteeMemberDecides: [403, "Whoever sits on the review committee does not decide."],
} as const satisfies ProblemTable<Exclude<ResultsProblem["kind"], KnownKind>>;
