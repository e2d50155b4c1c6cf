import {
  changeAwardRoute,
  foreseeAwardChangeRoute,
  inviteReserveRoute,
  orderReserveTieRoute,
  readAwardListRoute,
  readAwardRoute,
  readProposalClocksRoute,
  readWhatIfRoute,
  recordExcessRoute,
} from "@grants/contract/awards";
import { type ChangeAwardDeps, changeAward } from "@grants/core/evaluation/change-award";
import { inviteReserve } from "@grants/core/evaluation/invite-reserve";
import { orderReserveTie } from "@grants/core/evaluation/order-reserve-tie";
import type { RankTopicDeps } from "@grants/core/evaluation/rank-topic";
import { foreseeAwardChange, readAward } from "@grants/core/evaluation/read-award";
import { type ReadAwardListDeps, readAwardList } from "@grants/core/evaluation/read-award-list";
import { readProposalClocks } from "@grants/core/evaluation/read-proposal-clocks";
import { recordExcess } from "@grants/core/evaluation/record-excess";
import { readWhatIf } from "@grants/core/evaluation/read-what-if";
import { type ApiDeps, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { awardForesight, awardListPage, awardListReply, awardPage, proposalClocksView, whatIf } from "./views.ts";

export type AwardsDeps = ApiDeps & RankTopicDeps & ChangeAwardDeps & ReadAwardListDeps;
type Api = ReturnType<typeof createApi>;

const readRoutes = (api: Api, deps: AwardsDeps) => {
  api.openapi({ ...readAwardListRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAwardList");
    const read = await readAwardList(deps, { ...c.req.valid("param"), command });
    return read.ok
      ? c.json(awardListPage(read.value), 200, etag(read.value.list?.version ?? 0))
      : refuse(c, read.error);
  });
  api.openapi({ ...readAwardRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAward");
    const read = await readAward(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(awardPage(read.value), 200, etag(read.value.list?.version ?? 0)) : refuse(c, read.error);
  });
  api.openapi({ ...foreseeAwardChangeRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "foreseeAwardChange");
    const foreseen = await foreseeAwardChange(deps, { ...c.req.valid("param"), ...c.req.valid("json"), command });
    return foreseen.ok ? c.json(awardForesight(foreseen.value), 200) : refuse(c, foreseen.error);
  });
  api.openapi({ ...readWhatIfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readWhatIf");
    const read = await readWhatIf(deps, { ...c.req.valid("param"), ...c.req.valid("query"), command });
    return read.ok ? c.json(whatIf(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...readProposalClocksRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readProposalClocks");
    const read = await readProposalClocks(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(proposalClocksView(read.value), 200) : refuse(c, read.error);
  });
};

const changeRoutes = (api: Api, deps: AwardsDeps) => {
  api.openapi({ ...changeAwardRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "changeAward", idempotencyKey, body });
    const changed = await changeAward(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return changed.ok
      ? c.json(awardListReply(changed.value), 200, etag(changed.value.version))
      : refuse(c, changed.error);
  });
  api.openapi({ ...inviteReserveRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "inviteReserve", idempotencyKey });
    const invited = await inviteReserve(deps, { ...c.req.valid("param"), expectedVersion, command });
    return invited.ok
      ? c.json(awardListReply(invited.value), 200, etag(invited.value.version))
      : refuse(c, invited.error);
  });
  api.openapi({ ...orderReserveTieRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "orderReserveTie", idempotencyKey, body });
    const ordered = await orderReserveTie(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return ordered.ok
      ? c.json(awardListReply(ordered.value), 200, etag(ordered.value.version))
      : refuse(c, ordered.error);
  });
  api.openapi({ ...recordExcessRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "recordExcess", idempotencyKey, body });
    const recorded = await recordExcess(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return recorded.ok
      ? c.json(awardListReply(recorded.value), 200, etag(recorded.value.version))
      : refuse(c, recorded.error);
  });
};

export const awardRoutes = (deps: AwardsDeps) => {
  const api = createApi(deps);
  readRoutes(api, deps);
  changeRoutes(api, deps);
  return api;
};
