import { type Result, err, ok } from "@grants/kernel/result";
import type { Capacity } from "../../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { Stored } from "../../audit/stored.ts";
import type { CallId } from "../call.ts";
import type { Question, QuestionId } from "./question.ts";
import type { QuestionStore } from "./question-store.ts";

export type QuestionNotFound = { readonly kind: "QuestionNotFound"; readonly questionId: QuestionId };

type Wanted = {
  readonly action: "answerQuestion" | "publishAnswer" | "setQuestionAside" | "readQuestion";
  readonly callId: CallId;
  readonly questionId: QuestionId;
  readonly command: Pick<Command, "caller" | "at">;
};

export type FoundQuestion = {
  readonly question: Stored<Question>;
  readonly role: Capacity;
  readonly words: string | null;
};

/** A question, for whoever may do this to it. To everybody else it does not exist. */
export const findQuestion = async (
  questions: Pick<QuestionStore, "loadQuestion">,
  { action, callId, questionId, command }: Wanted,
): Promise<Result<FoundQuestion, QuestionNotFound | NotAllowed>> => {
  const { rights, question, words } = await questions.loadQuestion(callId, questionId, command.caller);
  const role = decideAccess(action, rights, {}, command.at);
  if (!role.ok) return role;
  return question === null ? err({ kind: "QuestionNotFound", questionId }) : ok({ question, role: role.value, words });
};
