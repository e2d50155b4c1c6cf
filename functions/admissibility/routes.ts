import {
  admitProposalRoute,
  answerClarificationRoute,
  askClarificationRoute,
  decideReviewRoute,
  readAdmissibilityBoardRoute,
  readAdmissibilityRoute,
  recordFindingRoute,
  refuseProposalRoute,
  requestReviewRoute,
  screenAgainRoute,
  screenProposalsRoute,
} from "@grants/contract/admissibility";
import {
  admitProposal,
  answerClarification,
  askClarification,
  decideReview,
  recordFinding,
  refuseProposal,
  requestReview,
} from "@grants/core/admissibility/handle-proposal";
import { readAdmissibility, readAdmissibilityBoard } from "@grants/core/admissibility/read-admissibility";
import { type ScreenDeps, screenAgain, screenProposals } from "@grants/core/admissibility/screen-proposals";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { admissibilityPage, admissibilityReply, boardPage } from "./views.ts";

export type AdmissibilityRouteDeps = ApiDeps & ScreenDeps;
type Api = ReturnType<typeof createApi>;

const reads = (api: Api, deps: AdmissibilityRouteDeps) => {
  api.openapi({ ...readAdmissibilityBoardRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAdmissibilityBoard");
    const { page = 1 } = c.req.valid("query");
    const read = await readAdmissibilityBoard(deps, { ...c.req.valid("param"), page, command });
    return read.ok ? c.json(boardPage(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...readAdmissibilityRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAdmissibility");
    const read = await readAdmissibility(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    return c.json(admissibilityPage(read.value), 200, etag(read.value.screened?.head.version ?? 0));
  });
};

const screening = (api: Api, deps: AdmissibilityRouteDeps) => {
  api.openapi({ ...screenProposalsRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "screenProposals", idempotencyKey });
    const screened = await screenProposals(deps, { ...c.req.valid("param"), command });
    return screened.ok ? c.json(screened.value, 200) : refuse(c, screened.error);
  });
  api.openapi({ ...screenAgainRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "screenAgain", idempotencyKey });
    const screened = await screenAgain(deps, { ...c.req.valid("param"), expectedVersion, command });
    return screened.ok
      ? c.json(admissibilityReply(screened.value), 200, etag(screened.value.version))
      : refuse(c, screened.error);
  });
  api.openapi({ ...recordFindingRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "recordFinding", idempotencyKey, body });
    const found = await recordFinding(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return found.ok ? c.json(admissibilityReply(found.value), 200, etag(found.value.version)) : refuse(c, found.error);
  });
};

const clarifications = (api: Api, deps: AdmissibilityRouteDeps) => {
  api.openapi({ ...askClarificationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "askClarification", idempotencyKey, body });
    const asked = await askClarification(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return asked.ok ? c.json(admissibilityReply(asked.value), 200, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...answerClarificationRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "answerClarification", idempotencyKey, body });
    const answered = await answerClarification(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return answered.ok
      ? c.json(admissibilityReply(answered.value), 200, etag(answered.value.version))
      : refuse(c, answered.error);
  });
};

const decisions = (api: Api, deps: AdmissibilityRouteDeps) => {
  api.openapi({ ...admitProposalRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "admitProposal", idempotencyKey });
    const admitted = await admitProposal(deps, { ...c.req.valid("param"), expectedVersion, command });
    return admitted.ok
      ? c.json(admissibilityReply(admitted.value), 200, etag(admitted.value.version))
      : refuse(c, admitted.error);
  });
  api.openapi({ ...refuseProposalRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "refuseProposal", idempotencyKey, body });
    const refused = await refuseProposal(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return refused.ok
      ? c.json(admissibilityReply(refused.value), 200, etag(refused.value.version))
      : refuse(c, refused.error);
  });
  api.openapi({ ...requestReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "requestReview", idempotencyKey, body });
    const asked = await requestReview(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return asked.ok ? c.json(admissibilityReply(asked.value), 200, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...decideReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "decideReview", idempotencyKey, body });
    const decided = await decideReview(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return decided.ok
      ? c.json(admissibilityReply(decided.value), 200, etag(decided.value.version))
      : refuse(c, decided.error);
  });
};

export const admissibilityRoutes = (deps: AdmissibilityRouteDeps) => {
  const api = createApi(deps);
  reads(api, deps);
  screening(api, deps);
  clarifications(api, deps);
  decisions(api, deps);
  return api;
};
