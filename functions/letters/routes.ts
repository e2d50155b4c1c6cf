import {
  answerLetterRoute,
  listLettersAboutRoute,
  listLettersRoute,
  openLetterRoute,
  readLetterRoute,
  readResultLettersRoute,
  sendResultLettersRoute,
  sendPreInformationRoute,
} from "@grants/contract/letters";
import { answerLetter, openLetter } from "@grants/core/letters/handle-letter";
import { listLetters, readLetter } from "@grants/core/letters/read-letters";
import { type SendLetterDeps, sendPreInformation } from "@grants/core/letters/send-pre-information";
import { type BatchDeps, readResultLetters, sendResultLetters } from "@grants/core/letters/order-result-letters";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { letterBoxView, letterHead, letterView, resultLettersView } from "./views.ts";

export type LetterRouteDeps = ApiDeps & SendLetterDeps & BatchDeps;
type Api = ReturnType<typeof createApi>;

const reads = (api: Api, deps: LetterRouteDeps) => {
  api.openapi({ ...listLettersRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listLetters");
    const { organisationId: organisation } = c.req.valid("param");
    const { cursor = null } = c.req.valid("query");
    const listed = await listLetters(deps, { list: { by: "organisation", organisation }, cursor, command });
    return listed.ok ? c.json(letterBoxView(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...listLettersAboutRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listLettersAbout");
    const { about } = c.req.valid("param");
    const { cursor = null } = c.req.valid("query");
    const listed = await listLetters(deps, { list: { by: "subject", about }, cursor, command });
    return listed.ok ? c.json(letterBoxView(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readLetterRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readLetter");
    const read = await readLetter(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(letterView(read.value), 200, etag(read.value.letter.version)) : refuse(c, read.error);
  });
};

const steps = (api: Api, deps: LetterRouteDeps) => {
  api.openapi({ ...openLetterRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "openLetter", idempotencyKey });
    const opened = await openLetter(deps, { ...c.req.valid("param"), command });
    return opened.ok ? c.json(letterHead(opened.value), 200, etag(opened.value.version)) : refuse(c, opened.error);
  });
  api.openapi({ ...answerLetterRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "answerLetter", idempotencyKey, body });
    const answered = await answerLetter(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return answered.ok
      ? c.json(letterHead(answered.value), 200, etag(answered.value.version))
      : refuse(c, answered.error);
  });
  api.openapi({ ...sendPreInformationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "sendPreInformation", idempotencyKey, body });
    const sent = await sendPreInformation(deps, { ...c.req.valid("param"), ...body, command });
    return sent.ok ? c.json(letterHead(sent.value), 201, etag(sent.value.version)) : refuse(c, sent.error);
  });
};

const batches = (api: Api, deps: LetterRouteDeps) => {
  api.openapi({ ...readResultLettersRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readResultLetters");
    const read = await readResultLetters(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(resultLettersView(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...sendResultLettersRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "sendResultLetters", idempotencyKey });
    const ordered = await sendResultLetters(deps, { ...c.req.valid("param"), command });
    if (!ordered.ok) return refuse(c, ordered.error);
    const { version, state: batch } = ordered.value;
    return c.json({ version, batch }, 201, etag(version));
  });
};

/** Formal letters: the letter boxes of organisations, and what the Centre sends them. */
export const letterRoutes = (deps: LetterRouteDeps) => {
  const api = createApi(deps);
  reads(api, deps);
  steps(api, deps);
  batches(api, deps);
  return api;
};
