import {
  answerQuestionRoute,
  askQuestionRoute,
  listAnswersRoute,
  listMyQuestionsRoute,
  listWaitingQuestionsRoute,
  publishAnswerRoute,
  readQuestionRoute,
  setQuestionAsideRoute,
} from "@grants/contract/call-questions";
import type { Stored } from "@grants/core/audit/stored";
import { answerQuestion } from "@grants/core/calls/questions/answer-question";
import { askQuestion } from "@grants/core/calls/questions/ask-question";
import { publishAnswer } from "@grants/core/calls/questions/publish-answer";
import type { Question } from "@grants/core/calls/questions/question";
import type { QuestionStore } from "@grants/core/calls/questions/question-store";
import {
  listOwnQuestions,
  listWaitingQuestions,
  readAnswers,
  readQuestion,
} from "@grants/core/calls/questions/read-questions";
import { setQuestionAside } from "@grants/core/calls/questions/set-question-aside";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf } from "@grants/http/command";
import type { NewId } from "@grants/kernel/id";

export type QuestionDeps = ApiDeps & { readonly questions: QuestionStore; readonly newId: NewId };

type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<Question>) => ({ version, question: state });

/** Before the routes of one call, whose address would take these for an identifier. */
export const waitingRoutes = (api: Api, deps: QuestionDeps) => {
  api.openapi({ ...listWaitingQuestionsRoute, middleware: requirePerson }, async (c) => {
    const { callId = null } = c.req.valid("query");
    const listed = await listWaitingQuestions(deps, { callId, caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ questions: [...listed.value] }, 200) : refuse(c, listed.error);
  });
};

const askingRoutes = (api: Api, deps: QuestionDeps) => {
  api.openapi(listAnswersRoute, async (c) => {
    const { callId } = c.req.valid("param");
    const { cursor = null } = c.req.valid("query");
    const page = await readAnswers(deps, { callId, cursor, now: c.get("facts").at });
    if (!page.ok) return refuse(c, page.error);
    const { answers, next, ...period } = page.value;
    return c.json({ answers: [...answers], ...(next === null ? {} : { next }), ...period }, 200);
  });
  api.openapi({ ...askQuestionRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "askQuestion", idempotencyKey, body });
    const asked = await askQuestion(deps, { callId, words: body.question, command });
    return asked.ok ? c.json(headOf(asked.value), 201, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...listMyQuestionsRoute, middleware: requirePerson }, async (c) => {
    const { callId } = c.req.valid("param");
    const questions = await listOwnQuestions(deps, { callId, caller: callerOf(c) });
    return c.json({ questions: [...questions] }, 200);
  });
};

const answeringRoutes = (api: Api, deps: QuestionDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...readQuestionRoute, middleware: requirePerson }, async (c) => {
    const found = await readQuestion(deps, {
      ...c.req.valid("param"),
      caller: callerOf(c),
      now: c.get("facts").at,
    });
    if (!found.ok) return refuse(c, found.error);
    const { question, words, worded } = found.value;
    const body = { ...headOf(question), words, ...(worded === null ? {} : { worded }) };
    return c.json(body, 200, etag(question.version));
  });
  api.openapi({ ...answerQuestionRoute, middleware: requirePerson }, async (c) => {
    const words = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "answerQuestion", idempotencyKey, body: words });
    const answered = await answerQuestion(deps, { ...c.req.valid("param"), words, expectedVersion, command });
    return answered.ok ? c.json(headOf(answered.value), 200, etag(answered.value.version)) : refuse(c, answered.error);
  });
  api.openapi({ ...publishAnswerRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "publishAnswer", idempotencyKey });
    const published = await publishAnswer(deps, { ...c.req.valid("param"), expectedVersion, command });
    return published.ok
      ? c.json(headOf(published.value), 200, etag(published.value.version))
      : refuse(c, published.error);
  });
  api.openapi({ ...setQuestionAsideRoute, middleware: requirePerson }, async (c) => {
    const { because, with: other } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const body = { because, ...(other === undefined ? {} : { with: other }) };
    const command = commandOf(c, sha256, { operationId: "setQuestionAside", idempotencyKey, body });
    const aside = await setQuestionAside(deps, { ...c.req.valid("param"), aside: body, expectedVersion, command });
    return aside.ok ? c.json(headOf(aside.value), 200, etag(aside.value.version)) : refuse(c, aside.error);
  });
};

export const questionRoutes = (api: Api, deps: QuestionDeps) => {
  askingRoutes(api, deps);
  answeringRoutes(api, deps);
};
