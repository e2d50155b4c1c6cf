import { Digest } from "@grants/kernel/digest";
import { prefixedId } from "@grants/kernel/id";
import { ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../call.ts";

export const QuestionId = prefixedId("qst").brand("QuestionId").meta({ id: "QuestionId" });
export type QuestionId = z.infer<typeof QuestionId>;

export const questionCharactersMax = 2_000;
export const answerCharactersMax = 4_000;

export const QuestionText = ParagraphText.trim().min(10).max(questionCharactersMax);

/** A question as the Centre words it for everybody, with its answer. */
export const QuestionAndAnswer = z
  .strictObject({ question: QuestionText, answer: ParagraphText.trim().min(2).max(answerCharactersMax) })
  .meta({ id: "QuestionAndAnswer" });
export type QuestionAndAnswer = z.infer<typeof QuestionAndAnswer>;

/** Why a question gets no answer of its own. */
export const AsideReason = z
  .enum(["ANSWERED_WITH_ANOTHER", "ANSWERED_IN_THE_CALL", "NOT_ABOUT_THE_CALL", "ABOUT_ONE_PROPOSAL"])
  .meta({ id: "AsideReason" });
export type AsideReason = z.infer<typeof AsideReason>;

/** Who asked stands in the entry alone: whoever answers does not see it, so that all are answered alike. */
const shared = { id: QuestionId, callId: CallId, askedAt: Instant };
/** Digest of the question as worded for everybody and its answer. */
const worded = { ...shared, wordsSha256: Digest };

const Asked = z.object({ state: z.literal("asked"), ...shared }).meta({ id: "AskedQuestion" });
const Answered = z.object({ state: z.literal("answered"), ...worded }).meta({ id: "AnsweredQuestion" });
const Published = z
  .object({ state: z.literal("published"), ...worded, publishedAt: Instant })
  .meta({ id: "PublishedQuestion" });
const SetAside = z
  .object({
    state: z.literal("setAside"),
    ...shared,
    because: AsideReason,
    /** The question that is answered for this one too. */
    with: QuestionId.optional(),
  })
  .meta({ id: "QuestionSetAside" });

/** The head of a question: asked, answered by an officer, published to all at once; or set aside with a reason. */
export const Question = z.discriminatedUnion("state", [Asked, Answered, Published, SetAside]).meta({ id: "Question" });
export type Question = z.infer<typeof Question>;

/** What everybody reads, and nothing of who asked. */
export const PublishedAnswer = QuestionAndAnswer.extend({ questionId: QuestionId, publishedAt: Instant }).meta({
  id: "PublishedAnswer",
});
export type PublishedAnswer = z.infer<typeof PublishedAnswer>;
