import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { QuestionStep } from "./answer-question.ts";
import { type Aside, type OtherQuestionInvalid, type QuestionOver, decideSettingAside } from "./decide-question.ts";
import { type QuestionNotFound, findQuestion } from "./find-question.ts";
import type { Question } from "./question.ts";
import type { QuestionStore } from "./question-store.ts";

export type SetQuestionAsideError = QuestionNotFound | NotAllowed | QuestionOver | OtherQuestionInvalid | CommitRefusal;

/** Ends a question without an answer of its own: merged into another one of the call, or for a reason that its asker reads. */
export const setQuestionAside = async (
  { questions }: { readonly questions: QuestionStore },
  { aside, ...step }: QuestionStep & { readonly aside: Aside },
): Promise<Result<Stored<Question>, SetQuestionAsideError>> => {
  const { callId, expectedVersion, command } = step;
  const found = await findQuestion(questions, { action: "setQuestionAside", ...step });
  if (!found.ok) return found;
  const { question, role } = found.value;
  if (question.version !== expectedVersion) return questions.settle(question, expectedVersion, command);
  const decided = decideSettingAside(question.state, aside);
  if (!decided.ok) return decided;
  if (aside.with !== undefined) {
    const other = await questions.loadQuestion(callId, aside.with, command.caller);
    if (other.question === null || other.question.state.state === "setAside")
      return err({ kind: "OtherQuestionInvalid", field: "with" });
  }
  const change = { aggregate: question.state.id, before: question, next: decided.value, role, terms: [] };
  return questions.commitSetAside({ ...change, type: "QuestionSetAside" }, command);
};
