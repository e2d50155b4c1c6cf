import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { Result } from "@grants/kernel/result";
import type { NotAllowed } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId } from "../call.ts";
import { type QuestionOver, decideAnswer } from "./decide-question.ts";
import { type QuestionNotFound, findQuestion } from "./find-question.ts";
import type { Question, QuestionAndAnswer, QuestionId } from "./question.ts";
import type { QuestionStore } from "./question-store.ts";

export type QuestionStep = {
  readonly callId: CallId;
  readonly questionId: QuestionId;
  readonly expectedVersion: number;
  readonly command: Command;
};
export type AnswerQuestionDeps = { readonly questions: QuestionStore; readonly sha256: Sha256 };
export type AnswerQuestionError = QuestionNotFound | NotAllowed | QuestionOver | CommitRefusal;

/** Words the question for everybody, without whoever asked it, and answers it. Nobody outside sees it before its publication. */
export const answerQuestion = async (
  { questions, sha256 }: AnswerQuestionDeps,
  { words, ...step }: QuestionStep & { readonly words: QuestionAndAnswer },
): Promise<Result<Stored<Question>, AnswerQuestionError>> => {
  const { expectedVersion, command } = step;
  const found = await findQuestion(questions, { action: "answerQuestion", ...step });
  if (!found.ok) return found;
  const { question, role } = found.value;
  if (question.version !== expectedVersion) return questions.settle(question, expectedVersion, command);
  const decided = decideAnswer(question.state, sha256(canonicalJson(words)));
  if (!decided.ok) return decided;
  const change = { aggregate: question.state.id, before: question, next: decided.value, role, terms: [] };
  return questions.commitAnswered({ ...change, type: "QuestionAnswered" }, words, command);
};
