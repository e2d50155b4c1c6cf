import type {
  AnswerClarificationError,
  AskClarificationError,
  DecideReviewError,
  RecordFindingError,
  RefuseProposalError,
  RequestReviewError,
} from "@grants/core/admissibility/handle-proposal";
import type { AdmissibilityNotFound } from "@grants/core/admissibility/find-admissibility";
import type { ScreenAgainError, ScreenProposalsError } from "@grants/core/admissibility/screen-proposals";
import type { CallProblem } from "./calls.ts";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type AdmissibilityProblem =
  | AdmissibilityNotFound
  | ScreenProposalsError
  | ScreenAgainError
  | RecordFindingError
  | AskClarificationError
  | AnswerClarificationError
  | RefuseProposalError
  | RequestReviewError
  | DecideReviewError;

type KnownKind = SharedKind | CallProblem["kind"] | EvaluationProblem["kind"];

export const admissibilityProblems = {
  AdmissibilityNotFound: [404, "There is no such proposal among the submitted ones."],
  NotScreened: [409, "Nobody has made the checks of this proposal yet."],
  AlreadyDecided: [409, "The admissibility of this proposal is decided."],
  ChecksNotMet: [409, "Not every check is met."],
  ClarificationOpen: [409, "The applicant still has time to answer."],
  GroundNotFailing: [422, "This check is met: it is no ground for a refusal."],
  AnotherPersonDecides: [403, "A second person has to decide this."],
  ReplyDateInvalid: [422, "The last day for the answer is too early."],
  TooManyClarifications: [409, "The applicant has been asked as often as is possible."],
  ClarificationNotFound: [404, "There is no such request to answer."],
  ClarificationAnswered: [409, "This request is answered."],
  ReplyTooLate: [409, "The last day for the answer is over."],
  AnswerDoesNotFit: [422, "This is no answer to what was asked."],
  NotRefused: [409, "There is no refusal to review."],
  ReviewTooLate: [409, "The period for a review is over."],
} as const satisfies ProblemTable<Exclude<AdmissibilityProblem["kind"], KnownKind>>;
