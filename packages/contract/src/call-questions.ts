import { CallId } from "@grants/core/calls/call";
import {
  AsideReason,
  PublishedAnswer,
  Question,
  QuestionAndAnswer,
  QuestionId,
  QuestionText,
} from "@grants/core/calls/questions/question";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { Cursor, changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callSiteProblems } from "./problems/call-site.ts";
import { callProblems } from "./problems/calls.ts";

const problems = problemsOf(callSiteProblems, callProblems);
const tags = ["calls"];
const callParams = z.object({ callId: CallId });
const params = callParams.extend({ questionId: QuestionId });

export const AnswerList = z
  .object({
    answers: z.array(PublishedAnswer),
    next: Cursor.optional(),
    questionsCloseAt: Instant,
    isOpenForQuestions: z.boolean(),
  })
  .meta({ id: "AnswerList" });

export const listAnswersRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/questions",
  operationId: "listAnswers",
  summary: "Questions about a call with their answers, as everybody reads them, the newest first",
  tags,
  security: [],
  request: { params: callParams, query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(AnswerList, "The answers"), ...problems("CallNotFound", "CursorInvalid") },
});

export const QuestionHead = z.object({ version: z.int(), question: Question }).meta({ id: "QuestionHead" });

export const askQuestionRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/questions",
  operationId: "askQuestion",
  summary: "Ask about an open call; the answer is published to all at once, without who asked",
  tags,
  security: signedIn,
  request: {
    params: callParams,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ question: QuestionText }).meta({ id: "NewQuestion" })),
  },
  responses: {
    201: jsonWithEtag(QuestionHead, "The question was taken"),
    ...problems("CallNotFound", "QuestionsNotOpen", "QuestionsClosed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

const Words = z.union([z.string(), z.null()]);
const OwnQuestion = z.object({ question: Question, words: Words }).meta({ id: "OwnQuestion" });

export const listMyQuestionsRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/questions/mine",
  operationId: "listMyQuestions",
  summary: "What became of my questions about a call",
  tags,
  security: signedIn,
  request: { params: callParams },
  responses: {
    200: json(z.object({ questions: z.array(OwnQuestion) }).meta({ id: "OwnQuestionList" }), "My questions"),
    ...problems(),
  },
});

const WaitingQuestion = z
  .object({
    questionId: QuestionId,
    callId: CallId,
    askedAt: Instant,
    state: z.enum(["asked", "answered"]),
    /** Null once the person who asked was erased. */
    words: Words,
  })
  .meta({ id: "WaitingQuestion" });

export const listWaitingQuestionsRoute = createRoute({
  method: "get",
  path: "/v1/calls/questions/waiting",
  operationId: "listWaitingQuestions",
  summary: "Questions that wait for the Centre, the oldest first",
  tags,
  security: signedIn,
  request: { query: z.object({ callId: CallId.optional() }) },
  responses: {
    200: json(z.object({ questions: z.array(WaitingQuestion) }).meta({ id: "WaitingQuestionList" }), "The questions"),
    ...problems("NotAllowed"),
  },
});

export const QuestionFile = QuestionHead.extend({ words: Words, worded: QuestionAndAnswer.optional() }).meta({
  id: "QuestionFile",
});

export const readQuestionRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/questions/{questionId}",
  operationId: "readQuestion",
  summary: "A question as the Centre works on it, without who asked",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(QuestionFile, "The question"), ...problems("QuestionNotFound", "NotAllowed") },
});

export const answerQuestionRoute = createRoute({
  method: "put",
  path: "/v1/calls/{callId}/questions/{questionId}/answer",
  operationId: "answerQuestion",
  summary: "Word a question for everybody and answer it; public once it is published",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(QuestionAndAnswer) },
  responses: {
    200: jsonWithEtag(QuestionHead, "The answer was saved"),
    ...problems("QuestionNotFound", "NotAllowed", "QuestionOver", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const publishAnswerRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/questions/{questionId}/publication",
  operationId: "publishAnswer",
  summary: "Publish a question and its answer to all at once",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(QuestionHead, "The answer is public"),
    ...problems(
      "QuestionNotFound",
      "NotAllowed",
      "QuestionOver",
      "QuestionNotAnswered",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const setQuestionAsideRoute = createRoute({
  method: "post",
  path: "/v1/calls/{callId}/questions/{questionId}/setting-aside",
  operationId: "setQuestionAside",
  summary: "End a question without an answer of its own: merged into another one, or for a reason",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ because: AsideReason, with: QuestionId.optional() }).meta({ id: "SettingAside" })),
  },
  responses: {
    200: jsonWithEtag(QuestionHead, "The question was set aside"),
    ...problems(
      "QuestionNotFound",
      "NotAllowed",
      "QuestionOver",
      "OtherQuestionInvalid",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const callQuestionsApi = [
  listAnswersRoute,
  askQuestionRoute,
  listMyQuestionsRoute,
  listWaitingQuestionsRoute,
  readQuestionRoute,
  answerQuestionRoute,
  publishAnswerRoute,
  setQuestionAsideRoute,
];
