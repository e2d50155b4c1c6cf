import {
  assignExpertsRoute,
  decideAwardRoute,
  decideTieRoute,
  declareInterestRoute,
  listAwardDecisionsRoute,
  listMyAssignmentsRoute,
  rankTopicRoute,
  readAwardDecisionRoute,
  readConsensusRoute,
  readEvaluationRoute,
  readMyDeclarationRoute,
  readMyReportRoute,
  readRankingRoute,
  recordConsensusRoute,
  replayRankingRoute,
  saveReportRoute,
  signConsensusRoute,
  submitReportRoute,
  withdrawExpertRoute,
} from "@grants/contract/evaluation";
import { assignExperts } from "@grants/core/evaluation/assign-experts";
import { decideAward } from "@grants/core/evaluation/decide-award";
import { declareInterest, readMyDeclaration, withdrawExpert } from "@grants/core/evaluation/declare-interest";
import { decideTie } from "@grants/core/evaluation/decide-tie";
import { listAwardDecisions } from "@grants/core/evaluation/list-award-decisions";
import { listMyAssignments } from "@grants/core/evaluation/list-my-assignments";
import { type RankTopicDeps, rankTopic } from "@grants/core/evaluation/rank-topic";
import { replayRanking } from "@grants/core/evaluation/replay-ranking";
import { readAwardDecision } from "@grants/core/evaluation/read-award-decision";
import { readConsensus } from "@grants/core/evaluation/read-consensus";
import { readEvaluation } from "@grants/core/evaluation/read-evaluation";
import { type ReadMyReportDeps, readMyReport } from "@grants/core/evaluation/read-my-report";
import { readRanking } from "@grants/core/evaluation/read-ranking";
import { recordConsensus } from "@grants/core/evaluation/record-consensus";
import { saveReport } from "@grants/core/evaluation/save-report";
import { signConsensus } from "@grants/core/evaluation/sign-consensus";
import { submitReport } from "@grants/core/evaluation/submit-report";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import {
  assignmentReply,
  awardDecisionList,
  awardDecisionPage,
  board,
  consensusReply,
  consensusPage,
  declarationReply,
  decisionReply,
  listedAssignment,
  myDeclaration,
  myReport,
  rankingReply,
  rankingPage,
  reportReply,
  signatureReply,
} from "./views.ts";

export type EvaluationDeps = ApiDeps & RankTopicDeps & ReadMyReportDeps;
type Api = ReturnType<typeof createApi>;

const officerRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...readEvaluationRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readEvaluation");
    const { page = 1 } = c.req.valid("query");
    const read = await readEvaluation(deps, { ...c.req.valid("param"), page, command });
    return read.ok ? c.json(board(read.value), 200, etag(read.value.call.version)) : refuse(c, read.error);
  });
  api.openapi({ ...assignExpertsRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "assignExperts", idempotencyKey, body });
    const assigned = await assignExperts(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return assigned.ok
      ? c.json(assignmentReply(assigned.value), 200, etag(assigned.value.version))
      : refuse(c, assigned.error);
  });
};

const expertRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...listMyAssignmentsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listMyAssignments");
    const { cursor = null } = c.req.valid("query");
    const mine = await listMyAssignments(deps, { cursor, command });
    if (!mine.ok) return refuse(c, mine.error);
    const { assignments, next } = mine.value;
    return c.json({ assignments: assignments.map(listedAssignment), ...(next === null ? {} : { next }) }, 200);
  });
  api.openapi({ ...readMyReportRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readMyReport");
    const read = await readMyReport(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(myReport(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...saveReportRoute, middleware: requirePerson }, async (c) => {
    const expectedVersion = c.req.valid("header")["if-match"];
    const command = draftCommandOf(c, deps.sha256, "saveReport");
    const draft = { ...c.req.valid("param"), ...c.req.valid("json") };
    const saved = await saveReport(deps, { ...draft, expectedVersion, command });
    return saved.ok ? c.json(saved.value, 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...submitReportRoute, middleware: requirePerson }, async (c) => {
    const entered = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "submitReport", idempotencyKey, body: entered });
    const report = await submitReport(deps, { ...c.req.valid("param"), entered, command });
    return report.ok ? c.json(reportReply(report.value), 200, etag(report.value.version)) : refuse(c, report.error);
  });
};

const declarationRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...readMyDeclarationRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readMyDeclaration");
    const read = await readMyDeclaration(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(myDeclaration(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...declareInterestRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "declareInterest", idempotencyKey, body });
    const done = await declareInterest(deps, { ...c.req.valid("param"), ...body, command });
    return done.ok ? c.json(declarationReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
  api.openapi({ ...withdrawExpertRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "withdrawExpert", idempotencyKey, body });
    const done = await withdrawExpert(deps, { ...c.req.valid("param"), ...body, command });
    return done.ok ? c.json(declarationReply(done.value), 200, etag(done.value.version)) : refuse(c, done.error);
  });
};

const consensusRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...readConsensusRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readConsensus");
    const read = await readConsensus(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(consensusPage(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...recordConsensusRoute, middleware: requirePerson }, async (c) => {
    const entered = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "recordConsensus", idempotencyKey, body: entered });
    const agreed = await recordConsensus(deps, { ...c.req.valid("param"), entered, command });
    return agreed.ok ? c.json(consensusReply(agreed.value), 200, etag(agreed.value.version)) : refuse(c, agreed.error);
  });
};

const signatureRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...signConsensusRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "signConsensus", idempotencyKey, body });
    const signed = await signConsensus(deps, { ...c.req.valid("param"), ...body, command });
    return signed.ok ? c.json(signatureReply(signed.value), 200, etag(signed.value.version)) : refuse(c, signed.error);
  });
};

const rankingRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...readRankingRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readRanking");
    const { page = 1 } = c.req.valid("query");
    const read = await readRanking(deps, { ...c.req.valid("param"), page, command });
    return read.ok ? c.json(rankingPage(read.value), 200, etag(read.value.ranking.version)) : refuse(c, read.error);
  });
  api.openapi({ ...replayRankingRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readRankingReplay");
    const replayed = await replayRanking(deps, { ...c.req.valid("param"), command });
    if (!replayed.ok) return refuse(c, replayed.error);
    const { terms, rules, ...replay } = replayed.value;
    return c.json({ ...replay, terms: [...terms], rules: [...rules] }, 200);
  });
  api.openapi({ ...rankTopicRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "rankTopic", idempotencyKey });
    const ranked = await rankTopic(deps, { ...c.req.valid("param"), expectedVersion, command });
    return ranked.ok ? c.json(rankingReply(ranked.value), 200, etag(ranked.value.version)) : refuse(c, ranked.error);
  });
  api.openapi({ ...decideTieRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "decideTie", idempotencyKey, body });
    const decided = await decideTie(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return decided.ok
      ? c.json(rankingReply(decided.value), 200, etag(decided.value.version))
      : refuse(c, decided.error);
  });
};

const decisionRoutes = (api: Api, deps: EvaluationDeps) => {
  api.openapi({ ...decideAwardRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "decideAward", idempotencyKey, body });
    const { rankingVersion, awards = null, reason = null, reserve } = body;
    const choice = { awards, reason, reserve };
    const decided = await decideAward(deps, { ...c.req.valid("param"), rankingVersion, choice, command });
    return decided.ok
      ? c.json(decisionReply(decided.value), 200, etag(decided.value.version))
      : refuse(c, decided.error);
  });
  api.openapi({ ...readAwardDecisionRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAwardDecision");
    const { page = 1 } = c.req.valid("query");
    const read = await readAwardDecision(deps, { ...c.req.valid("param"), page, command });
    return read.ok
      ? c.json(awardDecisionPage(read.value), 200, etag(read.value.decision.version))
      : refuse(c, read.error);
  });
  api.openapi({ ...listAwardDecisionsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "listAwardDecisions");
    const listed = await listAwardDecisions(deps, { ...c.req.valid("param"), command });
    return listed.ok ? c.json(awardDecisionList(listed.value), 200) : refuse(c, listed.error);
  });
};

export const evaluationRoutes = (deps: EvaluationDeps) => {
  const api = createApi(deps);
  officerRoutes(api, deps);
  expertRoutes(api, deps);
  declarationRoutes(api, deps);
  consensusRoutes(api, deps);
  signatureRoutes(api, deps);
  rankingRoutes(api, deps);
  decisionRoutes(api, deps);
  return api;
};
