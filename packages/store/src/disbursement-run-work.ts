import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { BankMessage, BankMessageId } from "@grants/core/disbursement/bank-message";
import { type DueOrder, PaymentOrder, WithdrawalReason, dueShardOf } from "@grants/core/disbursement/payment-order";
import { PaymentId, PaymentRequest } from "@grants/core/disbursement/payment-request";
import { RunId } from "@grants/core/disbursement/payment-run";
import type {
  CheckPlace,
  OrderCheck,
  PayeeFile,
  RunTask,
  RunWorkStore,
} from "@grants/core/disbursement/run-work-store";
import { BankAccountDetails } from "@grants/core/registry/bank-account";
import { LegalEntity, Organisation } from "@grants/core/registry/organisation";
import { Digest } from "@grants/kernel/digest";
import { err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { areAnswered, chunkWrite, commitChunk, loadChunkFor, loadChunkRows } from "./disbursement-chunks.ts";
import { findPayments } from "./disbursement-find-payments.ts";
import { besideMessage, besideRun, messageMove, put, runMove, runWanted, toRun } from "./disbursement-run-items.ts";
import { DueItem, shardsOfDay } from "./disbursement-runs.ts";
import { runFileNumber } from "./disbursement-trace.ts";
import { inLanes } from "./evaluation-lists.ts";
import { type Item, type QueryPage, getAll, getMany, getOne, queryPage, toStoredOrNull } from "./read.ts";
import { type Key } from "./table.ts";
import { disbursementKeys, disbursementPatterns } from "./tables/disbursement.ts";
import { registryKeys } from "./tables/registry.ts";
import { sendTransaction } from "./transaction.ts";

const WorkItem = z.object({ id: z.union([RunId, BankMessageId]) });
const LegalEntityItem = z.object({ content: LegalEntity });
const AccountItem = z.object({ content: BankAccountDetails, salt: z.string() });
const CheckItem = z.object({
  check: z.object({
    ordersSha256: Digest,
    ended: z.array(PaymentId),
    unpayable: z.array(z.object({ paymentId: PaymentId, because: WithdrawalReason })),
  }),
});

/** Parts that are written together. */
const chunksAtOnce = 8;

const listTasks: (db: Database) => RunWorkStore["listTasks"] = (db) => async (after) => {
  const ask = {
    pk: disbursementKeys.runWork("").pk,
    ...(after === null ? {} : { after: disbursementKeys.runWork(after) }),
  };
  const { items, next } = await queryPage(db, disbursementPatterns.runWork, ask);
  const tasks = items.map((item): RunTask => {
    const { id } = WorkItem.parse(item);
    const run = RunId.safeParse(id).data;
    return run === undefined ? { kind: "message", messageId: BankMessageId.parse(id) } : { kind: "run", runId: run };
  });
  return { tasks, next: next?.sk ?? null };
};

const gatesOf = (executionOn: LocalDate): readonly Key[] =>
  shardsOfDay.map((shard) => disbursementKeys.dueGate(executionOn, shard));

/** The gates of all shards in one transaction with the run's head: a worker that comes too late closes no day. */
const closeDay: (db: Database) => RunWorkStore["closeDay"] = (db) => async (run, executionOn) => {
  const TableName = db.tables.grants;
  const stands = {
    ConditionCheck: {
      TableName,
      Key: disbursementKeys.run(run.runId),
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": run.version },
    },
  };
  const gates = gatesOf(executionOn).map((gate) => ({
    Put: { TableName, Item: { ...gate, schema: "due-gate/1", runId: run.runId } },
  }));
  const outcome = await sendTransaction(db, [stands, ...gates]);
  switch (outcome.kind) {
    case "committed":
      return ok(null);
    case "lost":
      return err({ kind: "RunMoved" });
    case "contended":
      return err(outcome.refusal);
  }
};

const openDay = (db: Database, executionOn: LocalDate): readonly Beside<never>[] =>
  gatesOf(executionOn).map((gate) => ({ write: { Delete: { TableName: db.tables.grants, Key: gate } } }));

/** The orders of one shard, page by page. */
const ordersOfShard = async (
  db: Database,
  { pk, ordersMax }: { readonly pk: string; readonly ordersMax: number },
): Promise<readonly DueOrder[]> => {
  const orders: DueOrder[] = [];
  let after: Key | null = null;
  do {
    const ask = { pk, sk: { beginsWith: "pay_" }, ...(after === null ? {} : { after }) };
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page: QueryPage = await queryPage(db, disbursementPatterns.dueOrders, ask);
    orders.push(...page.items.map((item) => DueItem.parse(item).order));
    after = page.next;
  } while (after !== null && orders.length <= ordersMax);
  return orders;
};

const loadOrders: (db: Database) => RunWorkStore["loadOrders"] = (db) => async (executionOn, ordersMax) => {
  const pks = shardsOfDay.map((shard) => disbursementKeys.dueOrder(executionOn, shard, "").pk);
  const orders = await Promise.all(pks.map((pk) => ordersOfShard(db, { pk, ordersMax })));
  return orders.flat().toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
};

const checkKey = ({ runId, attempt, page }: CheckPlace) => disbursementKeys.runCheck(runId, attempt, page);

const loadCheck = async (db: Database, place: CheckPlace): Promise<OrderCheck | null> => {
  const item = await getOne(db, "grants", checkKey(place));
  return item === null ? null : CheckItem.parse(item).check;
};

const keepCheck: (db: Database) => RunWorkStore["keepCheck"] = (db) => async (place, check) => {
  const Item = { ...checkKey(place), schema: "run-check/1", check };
  try {
    const TableName = db.tables.grants;
    await db.client.send(new PutCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    return check;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const first = await loadCheck(db, place);
    if (first === null) throw new Error(`The check ${Item.sk} of ${place.runId} is gone.`, { cause: error });
    return first;
  }
};

type Found = Item | null | undefined;

const toPayee = (organisation: Found, legalEntity: Found, account: Found): PayeeFile => ({
  organisation: toStoredOrNull(Organisation, organisation)?.state ?? null,
  legalEntity: legalEntity === null || legalEntity === undefined ? null : LegalEntityItem.parse(legalEntity).content,
  account: account === null || account === undefined ? null : AccountItem.parse(account),
});

const loadPayees: (db: Database) => RunWorkStore["loadPayees"] = (db) => async (orders) => {
  const [organisations, legalEntities, accounts] = await Promise.all([
    getMany(
      db,
      orders.map(({ payee }) => ({ table: "grants", key: registryKeys.organisation(payee) })),
    ),
    getMany(
      db,
      orders.map(({ payee }) => ({ table: "people", key: registryKeys.legalEntity(payee) })),
    ),
    getMany(
      db,
      orders.map(({ payee, bankAccountId }) => ({
        table: "people",
        key: registryKeys.bankAccountFile(payee, bankAccountId),
      })),
    ),
  ]);
  return orders.map((_, index) => toPayee(organisations[index], legalEntities[index], accounts[index]));
};

const loadOrderHeads: (db: Database) => RunWorkStore["loadOrderHeads"] = (db) => async (orders) => {
  const [heads, requests] = await Promise.all([
    getMany(
      db,
      orders.map(({ paymentId }) => ({ table: "grants", key: disbursementKeys.paymentOrder(paymentId) })),
    ),
    getMany(
      db,
      orders.map(({ requestId }) => ({ table: "grants", key: disbursementKeys.paymentRequest(requestId) })),
    ),
  ]);
  return orders.map((_, index) => ({
    order: toStoredOrNull(PaymentOrder, heads[index]),
    request: toStoredOrNull(PaymentRequest, requests[index]),
  }));
};

const keepChunks: (db: Database) => RunWorkStore["keepChunks"] = (db) => async (runId, chunks, manifest) => {
  await inLanes([...chunks.entries()], chunksAtOnce, ([chunk, rows]) =>
    db.client.send(new PutCommand({ TableName: db.tables.grants, Item: chunkWrite(manifest, { runId, chunk, rows }) })),
  );
};

/** What the worker of runs reads and writes. */
export const createRunWorkStore = (db: Database): RunWorkStore => ({
  listTasks: listTasks(db),
  loadRun: async (runId) => toRun(await getAll(db, runWanted(runId))),
  closeDay: closeDay(db),
  loadOrders: loadOrders(db),
  loadCheck: (place) => loadCheck(db, place),
  keepCheck: keepCheck(db),
  loadPayees: loadPayees(db),
  loadOrderHeads: loadOrderHeads(db),
  loadDueOrder: async (executionOn, paymentId) => {
    const key = disbursementKeys.dueOrder(executionOn, dueShardOf(db.sha256, paymentId), paymentId);
    const item = await getOne(db, "grants", key);
    return item === null ? null : DueItem.parse(item).order;
  },
  keepChunks: keepChunks(db),
  commitPrepared: async (change, manifest, command) => {
    const kept = put(db, { ...disbursementKeys.runManifest(change.aggregate), schema: "run-manifest/1", manifest });
    return commitOne(commit(db, { command, heads: [runMove(change)], beside: [...besideRun(db, change), kept] }));
  },
  commitRefused: async (change, command) => {
    const beside = [...besideRun(db, change), ...openDay(db, change.next.executionOn)];
    return commitOne(commit(db, { command, heads: [runMove(change)], beside }));
  },
  commitRun: async (change, command) =>
    commitOne(commit(db, { command, heads: [runMove(change)], beside: besideRun(db, change) })),
  commitFile: async (change, command) => {
    const head = { change, key: disbursementKeys.runFile(change.next.runId, runFileNumber), schema: "run-file/1" };
    return commitOne(commit(db, { command, heads: [head] }));
  },
  loadChunkRows: (chunk) => loadChunkRows(db, chunk),
  loadChunkFor: (chunk, messageId) => loadChunkFor(db, chunk, messageId),
  isAnswered: (runId, chunks) => areAnswered(db, runId, chunks),
  findPayments: findPayments(db),
  commitChunk: commitChunk(db),
  loadMessage: async (messageId) =>
    toStoredOrNull(BankMessage, await getOne(db, "grants", disbursementKeys.bankMessage(messageId))),
  commitMessage: async (change, command) =>
    commitOne(commit(db, { command, heads: [messageMove(change)], beside: besideMessage(db, change) })),
  keepExceptions: async (exceptions) => {
    await inLanes(exceptions, chunksAtOnce, (exception) => {
      const { at, messageId, number } = exception;
      const Item = { ...disbursementKeys.bankException(at, messageId, number), schema: "bank-exception/1", exception };
      return db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
    });
  },
});
