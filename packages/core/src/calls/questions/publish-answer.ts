import type { Result } from "@grants/kernel/result";
import type { NotAllowed } from "../../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { QuestionStep } from "./answer-question.ts";
import { type QuestionNotAnswered, type QuestionOver, decidePublishing } from "./decide-question.ts";
import { type QuestionNotFound, findQuestion } from "./find-question.ts";
import type { Question } from "./question.ts";
import type { QuestionStore } from "./question-store.ts";

export type PublishAnswerError = QuestionNotFound | NotAllowed | QuestionOver | QuestionNotAnswered | CommitRefusal;

/** Publishes a question and its answer to all at once: on the call's page, and by notices to whoever asked to be told. */
export const publishAnswer = async (
  { questions }: { readonly questions: QuestionStore },
  step: QuestionStep,
): Promise<Result<Stored<Question>, PublishAnswerError>> => {
  const { callId, questionId, expectedVersion, command } = step;
  const found = await findQuestion(questions, { action: "publishAnswer", ...step });
  if (!found.ok) return found;
  const { question, role } = found.value;
  if (question.version !== expectedVersion) return questions.settle(question, expectedVersion, command);
  const decided = decidePublishing(question.state, command.at);
  if (!decided.ok) return decided;
  const { from, next } = decided.value;
  const words = await questions.loadWords(callId, questionId, from.wordsSha256);
  if (words === null) throw new Error(`The words ${from.wordsSha256} of ${questionId} are gone.`);
  const change = { aggregate: questionId, before: question, next, type: "AnswerPublished", role, terms: [] };
  return questions.commitPublished(change, { ...words, questionId, publishedAt: next.publishedAt }, command);
};
