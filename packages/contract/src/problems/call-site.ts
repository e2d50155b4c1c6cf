import type { AnswerQuestionError } from "@grants/core/calls/questions/answer-question";
import type { AskQuestionError } from "@grants/core/calls/questions/ask-question";
import type { PublishAnswerError } from "@grants/core/calls/questions/publish-answer";
import type { SetQuestionAsideError } from "@grants/core/calls/questions/set-question-aside";
import type { NoStatistics } from "@grants/core/calls/statistics/read-statistics";
import type { SubscriptionLinkInvalid } from "@grants/core/calls/subscriptions/subscribe";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type CallSiteProblem =
  | AskQuestionError
  | AnswerQuestionError
  | PublishAnswerError
  | SetQuestionAsideError
  | NoStatistics
  | SubscriptionLinkInvalid;

export const callSiteProblems = {
  QuestionNotFound: [404, "There is no such question."],
  QuestionsNotOpen: [409, "Questions are taken once the call is open."],
  QuestionsClosed: [409, "The time for questions about this call is over."],
  QuestionOver: [409, "This question was published or set aside and does not change any more."],
  QuestionNotAnswered: [409, "There is no answer yet that could be published."],
  OtherQuestionInvalid: [422, "The other question cannot stand for this one."],
  NoStatistics: [404, "There are no figures of this call yet."],
  SubscriptionLinkInvalid: [404, "This link is none of ours, or its time is over."],
} as const satisfies ProblemTable<Exclude<CallSiteProblem["kind"], SharedKind | "CallNotFound">>;
