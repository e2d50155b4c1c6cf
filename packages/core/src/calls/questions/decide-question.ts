import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { AsideReason, Question, QuestionId } from "./question.ts";

export type QuestionOver = { readonly kind: "QuestionOver"; readonly state: Question["state"] };
export type QuestionNotAnswered = { readonly kind: "QuestionNotAnswered" };
/** Set aside for another answer, and none or itself is named; or named where the reason is another one. */
export type OtherQuestionInvalid = { readonly kind: "OtherQuestionInvalid"; readonly field: "with" };

const sharedOf = ({ id, callId, askedAt }: Question) => ({ id, callId, askedAt });

/** Worded for everybody and answered, as often as needed until it is public: what was published never changes. */
export const decideAnswer = (question: Question, wordsSha256: Digest): Result<Question, QuestionOver> =>
  question.state === "published" || question.state === "setAside"
    ? err({ kind: "QuestionOver", state: question.state })
    : ok({ ...sharedOf(question), state: "answered", wordsSha256 });

type Answered = Extract<Question, { state: "answered" }>;
type Published = Extract<Question, { state: "published" }>;

export const decidePublishing = (
  question: Question,
  now: Instant,
): Result<{ readonly from: Answered; readonly next: Published }, QuestionOver | QuestionNotAnswered> => {
  switch (question.state) {
    case "asked":
      return err({ kind: "QuestionNotAnswered" });
    case "answered":
      return ok({ from: question, next: { ...question, state: "published", publishedAt: now } });
    case "published":
    case "setAside":
      return err({ kind: "QuestionOver", state: question.state });
  }
};

export type Aside = { readonly because: AsideReason; readonly with?: QuestionId | undefined };

/** Without an answer of its own, with a reason that its asker reads; a question that is merged names the one it is answered with. */
export const decideSettingAside = (
  question: Question,
  { because, with: other }: Aside,
): Result<Question, QuestionOver | OtherQuestionInvalid> => {
  if (question.state === "published" || question.state === "setAside")
    return err({ kind: "QuestionOver", state: question.state });
  const isMerged = because === "ANSWERED_WITH_ANOTHER";
  if (isMerged !== (other !== undefined) || other === question.id)
    return err({ kind: "OtherQuestionInvalid", field: "with" });
  return ok({ ...sharedOf(question), state: "setAside", because, ...(other === undefined ? {} : { with: other }) });
};
