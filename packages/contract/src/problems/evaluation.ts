import type { AssignExpertsError } from "@grants/core/evaluation/assign-experts";
import type { DecideAwardError } from "@grants/core/evaluation/decide-award";
import type { DecideTieError } from "@grants/core/evaluation/decide-tie";
import type { DeclareInterestError } from "@grants/core/evaluation/declare-interest";
import type { RankTopicError } from "@grants/core/evaluation/rank-topic";
import type { OwnReportFirst } from "@grants/core/evaluation/read-consensus";
import type { RecordConsensusError } from "@grants/core/evaluation/record-consensus";
import type { SaveReportError } from "@grants/core/evaluation/save-report";
import type { SubmitReportError } from "@grants/core/evaluation/submit-report";
import type { SignConsensusError } from "@grants/core/evaluation/sign-consensus";
import type { CallProblem } from "./calls.ts";
import type { CofundingProblem } from "./cofunding.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { RegistryProblem } from "./registry.ts";

export type EvaluationProblem =
  | AssignExpertsError
  | DeclareInterestError
  | SaveReportError
  | SubmitReportError
  | OwnReportFirst
  | RecordConsensusError
  | SignConsensusError
  | RankTopicError
  | DecideTieError
  | DecideAwardError;

type KnownKind = SharedKind | CallProblem["kind"] | CofundingProblem["kind"] | RegistryProblem["kind"];

export const evaluationProblems = {
  EvaluationNotFound: [404, "There is no such evaluation."],
  ExpertNamedTwice: [422, "An expert is named twice."],
  NotAnExpert: [422, "This person is not an expert."],
  ConflictOfInterest: [422, "The expert has a conflict of interest with the proposal."],
  ConsensusRecorded: [409, "The experts have agreed; nobody can be replaced any more."],
  ReportAlreadyIn: [409, "The report is handed in and cannot change any more."],
  DeclarationMissing: [403, "Declare first whether you have a conflict of interest."],
  NotAssignedAnyMore: [409, "Somebody else was assigned to this proposal."],
  AssignmentChanged: [409, "The experts of this proposal changed in the meantime."],
  ReportPartStale: [412, "Somebody saved this criterion since you read it."],
  ScoreNotOnStep: [422, "The score is not on the scale of the call."],
  ScoreMissing: [422, "A score is missing."],
  CommentMissing: [422, "A comment is missing."],
  CriterionNotOfCall: [422, "The call does not score this criterion."],
  OwnReportFirst: [403, "Hand in your own report first."],
  ConsensusNotRecorded: [409, "The experts have not agreed yet."],
  ConsensusDiffers: [409, "The consensus is not the one that you have read."],
  ReportsMissing: [409, "Some reports are not in yet."],
  TopicOfCallNotFound: [404, "The call has no such topic."],
  FirstStageNotAwarded: [409, "At the first of two stages nobody is awarded."],
  DirectAwardNeedsReason: [422, "On this ground the decision says why there was no call."],
  TopicNotRanked: [404, "The topic is not ranked yet."],
  TopicDecided: [409, "The award of this topic is decided."],
  AdmissionMissing: [409, "The admissibility of some proposals is not decided yet."],
  ProposalNotAdmitted: [409, "This proposal is not admitted."],
  ConsensusMissing: [409, "The experts have not agreed on every proposal yet."],
  VerdictsNotLocked: [409, "The national verdicts can still change."],
  NotATie: [422, "These proposals are not a tie of the ranking."],
  RankingMoved: [409, "The ranking changed since you looked at it."],
  TieNeedsPanel: [409, "A tie at the budget line or at the end of the reserve list waits for the panel."],
  DepartureNeedsReason: [422, "A decision that departs from the ranking needs a reason."],
  ProposalNotAwardable: [422, "This proposal cannot be awarded."],
  AwardsAboveBudget: [422, "The awards are above the budget of the topic."],
} as const satisfies ProblemTable<Exclude<EvaluationProblem["kind"], KnownKind>>;
