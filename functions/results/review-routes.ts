import {
  adviseOnReviewRoute,
  appointReviewCommitteeRoute,
  correctRankingRoute,
  decideEvaluationReviewRoute,
  listEvaluationReviewsRoute,
  readEvaluationReviewRoute,
  recordReEvaluationRoute,
  registerEvaluationReviewRoute,
  requestEvaluationReviewRoute,
} from "@grants/contract/reviews";
import { type CorrectRankingDeps, correctRanking } from "@grants/core/evaluation/redress/correct-ranking";
import {
  adviseOnReview,
  appointReviewCommittee,
  decideEvaluationReview,
  recordReEvaluation,
  registerEvaluationReview,
  requestEvaluationReview,
} from "@grants/core/evaluation/redress/handle-review";
import { listEvaluationReviews, readEvaluationReview } from "@grants/core/evaluation/redress/read-review";
import { type ApiDeps, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { reviewReply, reviewView } from "./views.ts";

type Api = ReturnType<typeof createApi>;
export type ReviewRouteDeps = ApiDeps & CorrectRankingDeps;

const reads = (api: Api, deps: ReviewRouteDeps) => {
  api.openapi({ ...readEvaluationReviewRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readEvaluationReview");
    const read = await readEvaluationReview(deps, { ...c.req.valid("param"), command });
    return read.ok
      ? c.json(reviewView(read.value), 200, etag(read.value.review?.head.version ?? 0))
      : refuse(c, read.error);
  });
  api.openapi({ ...listEvaluationReviewsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listEvaluationReviews");
    const listed = await listEvaluationReviews(deps, { ...c.req.valid("param"), command });
    return listed.ok ? c.json({ reviews: [...listed.value] }, 200) : refuse(c, listed.error);
  });
};

const committee = (api: Api, deps: ReviewRouteDeps) => {
  api.openapi({ ...requestEvaluationReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "requestEvaluationReview", idempotencyKey, body });
    const asked = await requestEvaluationReview(deps, { ...c.req.valid("param"), ...body, command });
    return asked.ok ? c.json(reviewReply(asked.value), 201, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...registerEvaluationReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "registerEvaluationReview", idempotencyKey, body });
    const done = await registerEvaluationReview(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...appointReviewCommitteeRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "appointReviewCommittee", idempotencyKey, body });
    const done = await appointReviewCommittee(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...adviseOnReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "adviseOnReview", idempotencyKey, body });
    const done = await adviseOnReview(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const decisions = (api: Api, deps: ReviewRouteDeps) => {
  api.openapi({ ...decideEvaluationReviewRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "decideEvaluationReview", idempotencyKey, body });
    const done = await decideEvaluationReview(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...recordReEvaluationRoute, middleware: requirePerson }, async (c) => {
    const { experts, ...assessment } = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const body = { experts, ...assessment };
    const command = commandOf(c, deps.sha256, { operationId: "recordReEvaluation", idempotencyKey, body });
    const ask = { ...c.req.valid("param"), experts, assessment, expectedVersion, command };
    const done = await recordReEvaluation(deps, ask);
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...correctRankingRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "correctRanking", idempotencyKey, body });
    const done = await correctRanking(deps, { ...c.req.valid("param"), expectedVersion, command });
    return done.ok ? c.json(reviewReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

/** How an evaluation is reviewed: asked for, registered, advised on, decided, and what follows for the list. */
export const reviewRoutes = (api: Api, deps: ReviewRouteDeps): void => {
  reads(api, deps);
  committee(api, deps);
  decisions(api, deps);
};
