import { Agreement } from "@grants/core/agreements/agreement";
import { DataSheet } from "@grants/core/agreements/data-sheet";
import type { Change } from "@grants/core/audit/change";
import { Commitment } from "@grants/core/cofunding/commitment";
import { type DueOrder, type PaymentOrder, dueShardOf } from "@grants/core/disbursement/payment-order";
import { PaymentRequest, PaymentRequestId } from "@grants/core/disbursement/payment-request";
import type {
  Backing,
  ExecutionDateClosed,
  OrderChanges,
  OrderEndStore,
  PaymentStore,
  QueuedRequest,
  RunAt,
  RunMoved,
} from "@grants/core/disbursement/payment-store";
import { Organisation } from "@grants/core/registry/organisation";
import { z } from "zod";
import { agreementMove, toSheet } from "./agreements.ts";
import { createChainPort } from "./chain-entries.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { loadTrace } from "./disbursement-trace.ts";
import { type Wanted, getAll, getOne, loadAccounts, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { agreementKeys } from "./tables/agreements.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { disbursementKeys, disbursementPatterns } from "./tables/disbursement.ts";
import { registryKeys } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const Project = DataSheet.pick({ projectNumber: true, acronym: true });
const WorkItem = z.object({ requestId: PaymentRequestId, project: Project });
const sheetVersion = 1;

const requestOf = (requestId: string): Wanted => ({ table: "grants", key: disbursementKeys.paymentRequest(requestId) });

const requestMove = (change: Change<PaymentRequest>): HeadMove => ({
  change,
  key: disbursementKeys.paymentRequest(change.aggregate),
  schema: "payment-request/1",
});
const orderMove = (change: Change<PaymentOrder>): HeadMove => ({
  change,
  key: disbursementKeys.paymentOrder(change.aggregate),
  schema: "payment-order/1",
});

const workRow = (db: Database, requestId: string, project: QueuedRequest["project"]): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: {
        ...disbursementKeys.paymentWork(requestId),
        schema: "payment-work/1",
        requestId,
        project: Project.parse(project),
      },
    },
  },
});
const workDone = (db: Database, requestId: string): Beside<never> => ({
  write: { Delete: { TableName: db.tables.grants, Key: disbursementKeys.paymentWork(requestId) } },
});

const dueRow = (db: Database, order: DueOrder, shard: number): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...disbursementKeys.dueOrder(order.executionOn, shard, order.paymentId), schema: "due-order/1", order },
    },
  },
});

/** The day takes orders as long as nobody has closed it; the shard's own gate says so, no item is hot. */
const gateOpen = (db: Database, { executionOn }: DueOrder, shard: number): Beside<ExecutionDateClosed> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: disbursementKeys.dueGate(executionOn, shard),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  lost: () => ({ kind: "ExecutionDateClosed", executionOn }),
});

const loadQueue = async (db: Database, caller: Parameters<PaymentStore["loadQueue"]>[0]) => {
  const [rights, { items }] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, disbursementPatterns.paymentWork, { pk: disbursementKeys.paymentWork("").pk }),
  ]);
  const rows = items.map((item) => WorkItem.parse(item));
  const wanted = rows.map(({ requestId }) => requestOf(requestId));
  const heads = wanted.length === 0 ? [] : await getAll(db, wanted);
  const requests = rows.flatMap(({ project }, index): readonly QueuedRequest[] => {
    const request = toStoredOrNull(PaymentRequest, heads[index]);
    return request === null ? [] : [{ request, project }];
  });
  return { rights: toRights(rights), requests };
};

const loadBacking = async (
  db: Database,
  { id, agreementId, commitmentId, coordinator }: PaymentRequest,
): Promise<Backing> => {
  const [agreementItem, sheetItem, commitment, payee] = await getAll(db, [
    { table: "grants", key: agreementKeys.agreement(agreementId) },
    { table: "grants", key: agreementKeys.dataSheet(agreementId, sheetVersion) },
    { table: "grants", key: cofundingKeys.commitment(commitmentId) },
    { table: "grants", key: registryKeys.organisation(coordinator) },
  ]);
  const agreement = toStoredOrNull(Agreement, agreementItem);
  const sheet = toSheet(sheetItem);
  if (agreement === null || sheet === null) throw new Error(`The agreement of ${id} is gone.`);
  return {
    agreement,
    sheet,
    commitment: toStoredOrNull(Commitment, commitment),
    payee: toStoredOrNull(Organisation, payee),
  };
};

const headsOf = ({ request, order }: OrderChanges) => [requestMove(request), orderMove(order)] as const;

export const createPaymentStore = (db: Database): PaymentStore => ({
  ...createChainPort(db),
  loadAccounts: (user) => loadAccounts(db, user),
  loadRequest: async (requestId, caller) => {
    const [rights, request] = await getAll(db, [rightsOf(caller), requestOf(requestId)]);
    return { rights: toRights(rights), request: toStoredOrNull(PaymentRequest, request) };
  },
  loadPayable: async (agreementId, requestId, caller) => {
    const [rights, agreement, sheet, request] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: agreementKeys.agreement(agreementId) },
      { table: "grants", key: agreementKeys.dataSheet(agreementId, sheetVersion) },
      requestOf(requestId),
    ]);
    return {
      rights: toRights(rights),
      agreement: toStoredOrNull(Agreement, agreement),
      sheet: toSheet(sheet),
      request: toStoredOrNull(PaymentRequest, request),
    };
  },
  loadCommitment: async (commitmentId) =>
    toStoredOrNull(Commitment, await getOne(db, "grants", cofundingKeys.commitment(commitmentId))),
  loadPayee: async (organisation) =>
    toStoredOrNull(Organisation, await getOne(db, "grants", registryKeys.organisation(organisation))),
  loadBacking: (request) => loadBacking(db, request),
  loadTrace: (paymentId, executionOn) => loadTrace(db, paymentId, executionOn),
  loadQueue: (caller) => loadQueue(db, caller),
  commitClaim: async ({ request, agreement }, project, command) => {
    const heads = [requestMove(request), agreementMove(agreement)] as const;
    return commitOne(commit(db, { command, heads, beside: [workRow(db, request.aggregate, project)] }));
  },
  commitStep: async (change, command) => commitOne(commit(db, { command, heads: [requestMove(change)] })),
  commitAuthorisation: async (changes, { order }, command) => {
    const shard = dueShardOf(db.sha256, order.paymentId);
    const beside = [gateOpen(db, order, shard), dueRow(db, order, shard), workDone(db, order.requestId)];
    return commitOne(commit<ExecutionDateClosed>(db, { command, heads: headsOf(changes), beside }));
  },
  settle: (request, expectedVersion, command) =>
    settleOne(db, { aggregate: request.state.id, expectedVersion, stored: request }, command),
});

/** The run stands at the version for which the order ends, or nothing is written. */
const runStands = (db: Database, { runId, version }: RunAt): Beside<RunMoved> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: disbursementKeys.run(runId),
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": version },
    },
  },
  lost: () => ({ kind: "RunMoved" }),
});

export const createOrderEndStore = (db: Database): OrderEndStore => ({
  commitOrderEnd: async (changes, { project, run }, command) => {
    const again = workRow(db, changes.request.aggregate, project);
    const beside = run === null ? [again] : [again, runStands(db, run)];
    return commitOne(commit<RunMoved>(db, { command, heads: headsOf(changes), beside }));
  },
});
