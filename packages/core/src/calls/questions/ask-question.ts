import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId, CallNotFound } from "../call.ts";
import { type QuestionPeriodError, refuseQuestion } from "./question-period.ts";
import { type Question, QuestionId } from "./question.ts";
import type { QuestionStore } from "./question-store.ts";

export type AskQuestionDeps = { readonly questions: QuestionStore; readonly newId: NewId };
export type AskQuestionError = CallNotFound | QuestionPeriodError | CommitRefusal;
type AskQuestion = { readonly callId: CallId; readonly words: string; readonly command: Command };

/** Asks about an open call. Anybody who is signed in may, for themselves; the words are kept beside the chain, and who asked is told to nobody. */
export const askQuestion = async (
  { questions, newId }: AskQuestionDeps,
  { callId, words, command }: AskQuestion,
): Promise<Result<Stored<Question>, AskQuestionError>> => {
  const version = await questions.loadCall(callId);
  if (version === null) return err({ kind: "CallNotFound", callId });
  const open = refuseQuestion(version, command.at);
  if (!open.ok) return open;
  const id = QuestionId.parse(`qst_${newId(command.keyHash)}`);
  const change = {
    aggregate: id,
    before: null,
    next: { state: "asked", id, callId, askedAt: command.at } as const,
    type: "QuestionAsked",
    role: "applicant" as const,
    terms: [{ id: callId, version: version.contentVersion }],
    notes: { words },
  };
  return questions.commitAsked(change, command);
};
