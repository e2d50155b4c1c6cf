import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { CursorInvalid } from "../../audit/cursor-invalid.ts";
import type { Stored } from "../../audit/stored.ts";
import type { CallId, CallNotFound } from "../call.ts";
import { type QuestionNotFound, findQuestion } from "./find-question.ts";
import { questionsCloseAt, refuseQuestion } from "./question-period.ts";
import type { Question, QuestionAndAnswer, QuestionId } from "./question.ts";
import type { OwnQuestion, PublishedAnswers, QuestionStore, WaitingQuestion } from "./question-store.ts";

export type AnswersPage = PublishedAnswers & {
  readonly questionsCloseAt: Instant;
  /** Whether a question may be asked now. */
  readonly isOpenForQuestions: boolean;
};

/** What everybody may read of the questions about a call. */
export const readAnswers = async (
  { questions }: { readonly questions: Pick<QuestionStore, "loadCall" | "listPublished"> },
  { callId, cursor, now }: { readonly callId: CallId; readonly cursor: string | null; readonly now: Instant },
): Promise<Result<AnswersPage, CallNotFound | CursorInvalid>> => {
  const [version, page] = await Promise.all([questions.loadCall(callId), questions.listPublished(callId, cursor)]);
  if (version === null) return err({ kind: "CallNotFound", callId });
  if (!page.ok) return page;
  const isOpenForQuestions = refuseQuestion(version, now).ok;
  return ok({ ...page.value, questionsCloseAt: questionsCloseAt(version), isOpenForQuestions });
};

/** What became of the questions that a person has asked themselves, the last one first. */
export const listOwnQuestions = async (
  { questions }: { readonly questions: Pick<QuestionStore, "listOwn"> },
  { callId, caller }: { readonly callId: CallId; readonly caller: UserId },
): Promise<readonly OwnQuestion[]> => {
  const own = await questions.listOwn(callId, caller);
  return own.toSorted((a, b) => (a.question.askedAt < b.question.askedAt ? 1 : -1));
};

/** Questions that wait for the Centre, the oldest first. */
export const listWaitingQuestions = async (
  { questions }: { readonly questions: Pick<QuestionStore, "listWaiting"> },
  { callId, caller, now }: { readonly callId: CallId | null; readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly WaitingQuestion[], NotAllowed>> => {
  const { rights, waiting } = await questions.listWaiting(callId, caller);
  const role = decideAccess("listWaitingQuestions", rights, {}, now);
  if (!role.ok) return role;
  return ok(waiting.toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1)));
};

export type QuestionFile = {
  readonly question: Stored<Question>;
  /** As it was asked; `null` once its asker was erased. */
  readonly words: string | null;
  readonly worded: QuestionAndAnswer | null;
};

/** One question as the Centre works on it. */
export const readQuestion = async (
  { questions }: { readonly questions: Pick<QuestionStore, "loadQuestion" | "loadWords"> },
  asked: { readonly callId: CallId; readonly questionId: QuestionId; readonly caller: UserId; readonly now: Instant },
): Promise<Result<QuestionFile, QuestionNotFound | NotAllowed>> => {
  const { callId, questionId, caller, now } = asked;
  const command = { caller, at: now };
  const found = await findQuestion(questions, { action: "readQuestion", callId, questionId, command });
  if (!found.ok) return found;
  const { question, words } = found.value;
  const { state } = question;
  const isWorded = state.state === "answered" || state.state === "published";
  const worded = isWorded ? await questions.loadWords(callId, questionId, state.wordsSha256) : null;
  return ok({ question, words, worded });
};
