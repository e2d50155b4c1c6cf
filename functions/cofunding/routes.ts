import {
  appropriateUnionBudgetRoute,
  callContributionRoute,
  commitContributionRoute,
  commitFundsRoute,
  createJointActionRoute,
  listJointActionsRoute,
  listNationalRequestsRoute,
  lockVerdictsRoute,
  pledgeContributionRoute,
  readCommitmentsRoute,
  readContributionsRoute,
  readJointActionRoute,
  readPotRoute,
  recordContributionRoute,
  recordVerdictRoute,
  setNationalBudgetRoute,
  takeDefaultStepRoute,
  withdrawPledgeRoute,
} from "@grants/contract/cofunding";
import type { Stored } from "@grants/core/audit/stored";
import { appropriateUnionBudget } from "@grants/core/cofunding/appropriate-union-budget";
import { callContribution } from "@grants/core/cofunding/call-contribution";
import { commitContribution } from "@grants/core/cofunding/commit-contribution";
import { type CommitFundsDeps, commitFunds } from "@grants/core/cofunding/commit-funds";
import type { ContributionLine } from "@grants/core/cofunding/contribution-line";
import { createJointAction } from "@grants/core/cofunding/create-joint-action";
import type { JointAction } from "@grants/core/cofunding/joint-action";
import { listJointActions } from "@grants/core/cofunding/list-joint-actions";
import { type ListNationalRequestsDeps, listNationalRequests } from "@grants/core/cofunding/list-national-requests";
import { lockVerdicts } from "@grants/core/cofunding/lock-verdicts";
import { pledgeContribution } from "@grants/core/cofunding/pledge-contribution";
import { readCommitments } from "@grants/core/cofunding/read-commitments";
import { readContributions } from "@grants/core/cofunding/read-contributions";
import { readJointAction } from "@grants/core/cofunding/read-joint-action";
import { readPot } from "@grants/core/cofunding/read-pot";
import type { DebitNoteDeps } from "@grants/core/cofunding/propose-tranche";
import type { YearlyStatementDeps } from "@grants/core/cofunding/read-yearly-statements";
import { recordContribution } from "@grants/core/cofunding/record-contribution";
import { recordVerdict } from "@grants/core/cofunding/record-verdict";
import { setNationalBudget } from "@grants/core/cofunding/set-national-budget";
import { takeDefaultStep } from "@grants/core/cofunding/take-default-step";
import { withdrawPledge } from "@grants/core/cofunding/withdraw-pledge";
import { type ApiDeps, callerOf, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { NO_CENTS } from "@grants/kernel/money";
import {
  commitmentsAnswer,
  contributionsAnswer,
  jointActionAnswer,
  jointActionListAnswer,
  potAnswer,
} from "./answers.ts";
import { debitNoteRoutes } from "./debit-note-routes.ts";
import { statementRoutes } from "./statement-routes.ts";

export type CofundingDeps = ApiDeps & CommitFundsDeps & ListNationalRequestsDeps & YearlyStatementDeps & DebitNoteDeps;
type Api = ReturnType<typeof createApi>;

const jointActionHead = ({ version, state }: Stored<JointAction>) => ({ version, jointAction: state });
const lineHead = ({ version, state }: Stored<ContributionLine>) => ({ version, line: state });

const readingRoutes = (api: Api, deps: CofundingDeps) => {
  api.openapi({ ...listJointActionsRoute, middleware: requirePerson }, async (c) => {
    const listed = await listJointActions(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json(jointActionListAnswer(listed.value), 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readJointActionRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readJointAction");
    const read = await readJointAction(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    return c.json(jointActionAnswer(read.value), 200, etag(read.value.jointAction.version));
  });
  api.openapi({ ...readContributionsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readContributions");
    const read = await readContributions(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(contributionsAnswer(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...readPotRoute, middleware: requirePerson }, async (c) => {
    const read = await readPot(deps, { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at });
    return read.ok ? c.json(potAnswer(read.value), 200) : refuse(c, read.error);
  });
  api.openapi({ ...readCommitmentsRoute, middleware: requirePerson }, async (c) => {
    const asked = { ...c.req.valid("param"), caller: callerOf(c), now: c.get("facts").at };
    const read = await readCommitments(deps, asked);
    return read.ok ? c.json(commitmentsAnswer(read.value), 200) : refuse(c, read.error);
  });
};

const jointActionRoutes = (api: Api, deps: CofundingDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...createJointActionRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "createJointAction", idempotencyKey, body });
    const made = await createJointAction(deps, { ...body, command });
    return made.ok ? c.json(jointActionHead(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...listNationalRequestsRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "listNationalRequests", idempotencyKey });
    const listed = await listNationalRequests(deps, { ...c.req.valid("param"), expectedVersion, command });
    return listed.ok ? c.json(jointActionHead(listed.value), 200, etag(listed.value.version)) : refuse(c, listed.error);
  });
  api.openapi({ ...lockVerdictsRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "lockVerdicts", idempotencyKey });
    const locked = await lockVerdicts(deps, { ...c.req.valid("param"), expectedVersion, command });
    return locked.ok ? c.json(jointActionHead(locked.value), 200, etag(locked.value.version)) : refuse(c, locked.error);
  });
};

const contributionRoutes = (api: Api, deps: CofundingDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...pledgeContributionRoute, middleware: requirePerson }, async (c) => {
    const pledge = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "pledgeContribution", idempotencyKey, body: pledge });
    const pledged = await pledgeContribution(deps, { ...c.req.valid("param"), pledge, command });
    return pledged.ok ? c.json(lineHead(pledged.value), 201, etag(pledged.value.version)) : refuse(c, pledged.error);
  });
  api.openapi({ ...commitContributionRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "commitContribution", idempotencyKey, body });
    const committed = await commitContribution(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return committed.ok
      ? c.json(lineHead(committed.value), 200, etag(committed.value.version))
      : refuse(c, committed.error);
  });
  api.openapi({ ...withdrawPledgeRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "withdrawPledge", idempotencyKey });
    const taken = await withdrawPledge(deps, { ...c.req.valid("param"), expectedVersion, command });
    return taken.ok ? c.json(lineHead(taken.value), 200, etag(taken.value.version)) : refuse(c, taken.error);
  });
  api.openapi({ ...callContributionRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "callContribution", idempotencyKey, body });
    const called = await callContribution(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return called.ok ? c.json(lineHead(called.value), 200, etag(called.value.version)) : refuse(c, called.error);
  });
  api.openapi({ ...recordContributionRoute, middleware: requirePerson }, async (c) => {
    const received = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "recordContribution", idempotencyKey, body: received });
    const recorded = await recordContribution(deps, { ...c.req.valid("param"), received, expectedVersion, command });
    return recorded.ok
      ? c.json(lineHead(recorded.value), 200, etag(recorded.value.version))
      : refuse(c, recorded.error);
  });
};

const defaultRoutes = (api: Api, deps: CofundingDeps) => {
  api.openapi({ ...takeDefaultStepRoute, middleware: requirePerson }, async (c) => {
    const asked = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "takeDefaultStep", idempotencyKey, body: asked });
    const taken = await takeDefaultStep(deps, { ...c.req.valid("param"), asked, expectedVersion, command });
    return taken.ok ? c.json(lineHead(taken.value), 200, etag(taken.value.version)) : refuse(c, taken.error);
  });
};

const funderRoutes = (api: Api, deps: CofundingDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...setNationalBudgetRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "setNationalBudget", idempotencyKey, body });
    const set = await setNationalBudget(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    if (!set.ok) return refuse(c, set.error);
    const { version, state: budget } = set.value;
    return c.json({ version, budget }, 200, etag(version));
  });
  api.openapi({ ...recordVerdictRoute, middleware: requirePerson }, async (c) => {
    const { jointActionId, ...partner } = c.req.valid("param");
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "recordVerdict", idempotencyKey, body });
    const given = await recordVerdict(deps, { jointActionId, partner, ...body, expectedVersion, command });
    if (!given.ok) return refuse(c, given.error);
    const { version, state: verdict } = given.value;
    return c.json({ version, verdict }, 200, etag(version));
  });
};

const fundsRoutes = (api: Api, deps: CofundingDeps) => {
  const { sha256 } = deps;
  api.openapi({ ...appropriateUnionBudgetRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "appropriateUnionBudget", idempotencyKey, body });
    const { lines: amounts, commonPotCents = NO_CENTS } = body;
    const asked = { ...c.req.valid("param"), amounts, commonPotCents, expectedVersion, command };
    const appropriated = await appropriateUnionBudget(deps, asked);
    if (!appropriated.ok) return refuse(c, appropriated.error);
    const { version, state: commitment } = appropriated.value;
    return c.json({ version, commitment }, 200, etag(version));
  });
  api.openapi({ ...commitFundsRoute, middleware: requirePerson }, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, sha256, { operationId: "commitFunds", idempotencyKey });
    const committed = await commitFunds(deps, { ...c.req.valid("param"), command });
    return committed.ok ? c.json(committed.value, 200) : refuse(c, committed.error);
  });
};

export const cofundingRoutes = (deps: CofundingDeps) => {
  const api = createApi(deps);
  readingRoutes(api, deps);
  jointActionRoutes(api, deps);
  contributionRoutes(api, deps);
  defaultRoutes(api, deps);
  funderRoutes(api, deps);
  fundsRoutes(api, deps);
  statementRoutes(api, deps);
  debitNoteRoutes(api, deps);
  return api;
};
