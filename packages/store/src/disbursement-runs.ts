import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { chunkOf } from "@grants/core/disbursement/compose-run";
import { DueOrder, PaymentOrder, dueShardOf, dueShards } from "@grants/core/disbursement/payment-order";
import { type PaymentId, PaymentRequest } from "@grants/core/disbursement/payment-request";
import { PaymentRun, RunFile, type RunId, type RunManifest, runIdOf } from "@grants/core/disbursement/payment-run";
import type { FoundPayment, PayeeFile, RunStore } from "@grants/core/disbursement/run-store";
import { BankAccountDetails } from "@grants/core/registry/bank-account";
import { LegalEntity, Organisation } from "@grants/core/registry/organisation";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { chunkWrite, commitChunk, loadChunk, loadChunkRows } from "./disbursement-chunks.ts";
import { createMessageStore } from "./disbursement-messages.ts";
import { runFileNumber, toManifest } from "./disbursement-trace.ts";
import { newId } from "./new-id.ts";
import { type Item, type Wanted, getAll, getOne, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { type Key, accessPatterns, keys } from "./table.ts";

const DueItem = z.object({ order: DueOrder });
const LegalEntityItem = z.object({ content: LegalEntity });
const AccountItem = z.object({ content: BankAccountDetails, salt: z.string() });
const RunRow = z.object({ executionOn: LocalDate });
/** Keys of one batch. */
const keysMax = 100;

/** Any number of keys, a batch at a time. */
const getMany = async (db: Database, wanted: readonly Wanted[]): Promise<readonly (Item | null)[]> => {
  const found: (Item | null)[] = [];
  for (let start = 0; start < wanted.length; start += keysMax)
    // oxlint-disable-next-line no-await-in-loop -- one batch is in flight at a time.
    found.push(...(await getAll(db, wanted.slice(start, start + keysMax))));
  return found;
};

const shards = Array.from({ length: dueShards }, (_, shard) => shard);

/** The orders of one shard, page by page: a day may hold a hundred thousand. */
const dueOfShard = async (db: Database, executionOn: LocalDate, shard: number): Promise<readonly DueOrder[]> => {
  const { pk } = keys.dueOrder(executionOn, shard, "");
  const orders: DueOrder[] = [];
  let after: Key | null = null;
  do {
    const ask = { pk, sk: { beginsWith: "pay_" }, ...(after === null ? {} : { after }) };
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page: Awaited<ReturnType<typeof queryPage>> = await queryPage(db, accessPatterns.dueOrders, ask);
    orders.push(...page.items.map((item) => DueItem.parse(item).order));
    after = page.next;
  } while (after !== null);
  return orders;
};

const loadDay = async (db: Database, ...[executionOn, runId, caller]: Parameters<RunStore["loadDay"]>) => {
  const [[rights, run], ...due] = await Promise.all([
    getAll(db, [rightsOf(caller), { table: "grants", key: keys.run(runId) }]),
    ...shards.map((shard) => dueOfShard(db, executionOn, shard)),
  ]);
  const orders = due.flat().toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
  return { rights: toRights(rights), run: toStoredOrNull(PaymentRun, run), orders };
};

const put = (db: Database, item: Item) => db.client.send(new PutCommand({ TableName: db.tables.grants, Item: item }));

/** The gate of every shard; an order that was on its way when its gate came down has lost (DATA §7). */
const closeDay = async (db: Database, executionOn: LocalDate, runId: RunId): Promise<void> => {
  await Promise.all(
    shards.map((shard) => put(db, { ...keys.dueGate(executionOn, shard), schema: "due-gate/1", runId })),
  );
};

const toPayee = (
  organisation: Item | null | undefined,
  legalEntity: Item | null | undefined,
  account: Item | null | undefined,
): PayeeFile => ({
  organisation: toStoredOrNull(Organisation, organisation)?.state ?? null,
  legalEntity: legalEntity === null || legalEntity === undefined ? null : LegalEntityItem.parse(legalEntity).content,
  account: account === null || account === undefined ? null : AccountItem.parse(account),
});

const loadPayees: (db: Database) => RunStore["loadPayees"] = (db) => async (orders) => {
  const [organisations, legalEntities, accounts] = await Promise.all([
    getMany(
      db,
      orders.map(({ payee }) => ({ table: "grants", key: keys.organisation(payee) })),
    ),
    getMany(
      db,
      orders.map(({ payee }) => ({ table: "people", key: keys.legalEntity(payee) })),
    ),
    getMany(
      db,
      orders.map(({ payee, bankAccountId }) => ({ table: "people", key: keys.bankAccountFile(payee, bankAccountId) })),
    ),
  ]);
  return orders.map((_, index) => toPayee(organisations[index], legalEntities[index], accounts[index]));
};

const loadOrderHeads: (db: Database) => RunStore["loadOrderHeads"] = (db) => async (orders) => {
  const [heads, requests] = await Promise.all([
    getMany(
      db,
      orders.map(({ paymentId }) => ({ table: "grants", key: keys.paymentOrder(paymentId) })),
    ),
    getMany(
      db,
      orders.map(({ requestId }) => ({ table: "grants", key: keys.paymentRequest(requestId) })),
    ),
  ]);
  return orders.map((_, index) => ({
    order: toStoredOrNull(PaymentOrder, heads[index]),
    request: toStoredOrNull(PaymentRequest, requests[index]),
  }));
};

const loadRun: (db: Database) => RunStore["loadRun"] = (db) => async (runId, caller) => {
  const [rights, run, manifest, file] = await getAll(db, [
    rightsOf(caller),
    { table: "grants", key: keys.run(runId) },
    { table: "grants", key: keys.runManifest(runId) },
    { table: "grants", key: keys.runFile(runId, runFileNumber) },
  ]);
  return {
    rights: toRights(rights),
    run: toStoredOrNull(PaymentRun, run),
    manifest: toManifest(manifest),
    file: toStoredOrNull(RunFile, file),
  };
};

const listRuns: (db: Database) => RunStore["listRuns"] = (db) => async (caller) => {
  const [rights, { items }] = await Promise.all([
    getOne(db, "people", keys.rights(caller)),
    queryPage(db, accessPatterns.runRows, { pk: keys.runRow("").pk, descending: true }),
  ]);
  const wanted = items.map((item): Wanted => {
    const { executionOn } = RunRow.parse(item);
    return { table: "grants", key: keys.run(runIdOf(newId, executionOn)) };
  });
  const heads = wanted.length === 0 ? [] : await getAll(db, wanted);
  const runs = heads.flatMap((head) => toStoredOrNull(PaymentRun, head) ?? []);
  return { rights: toRights(rights), runs };
};

type SentRun = { readonly runId: RunId; readonly manifest: RunManifest };

/** The runs of these days whose file went to the bank. */
const sentRuns = async (db: Database, days: readonly LocalDate[]): Promise<ReadonlyMap<LocalDate, SentRun>> => {
  const wanted = days.flatMap((day): readonly Wanted[] => {
    const runId = runIdOf(newId, day);
    return [
      { table: "grants", key: keys.runManifest(runId) },
      { table: "grants", key: keys.runFile(runId, runFileNumber) },
    ];
  });
  const items = await getMany(db, wanted);
  return new Map(
    days.flatMap((day, index) => {
      const manifest = toManifest(items[2 * index]);
      const file = toStoredOrNull(RunFile, items[2 * index + 1]);
      return manifest === null || file === null ? [] : [[day, { runId: file.state.runId, manifest }] as const];
    }),
  );
};

const findPayments: (db: Database) => RunStore["findPayments"] = (db) => async (paymentIds) => {
  const heads = await getMany(
    db,
    paymentIds.map((id) => ({ table: "grants", key: keys.paymentOrder(id) })),
  );
  const orders = heads.flatMap((head) => toStoredOrNull(PaymentOrder, head) ?? []);
  const sent = await sentRuns(db, [...new Set(orders.map(({ state }) => state.executionOn))]);
  const placed = orders.map((order) => {
    const run = sent.get(order.state.executionOn);
    const chunk = run === undefined ? -1 : chunkOf(run.manifest, order.state.id);
    return { order, part: run === undefined || chunk === -1 ? null : { ...run, chunk } };
  });
  const parts = new Map(placed.flatMap(({ part }) => (part === null ? [] : [[`${part.runId} ${part.chunk}`, part]])));
  const rowsByPart = new Map<string, readonly PaymentId[]>();
  for (const [name, { runId, chunk }] of parts) {
    // oxlint-disable-next-line no-await-in-loop -- one part is held at a time.
    const rows = await loadChunkRows(db, runId, chunk);
    rowsByPart.set(
      name,
      rows.map(({ paymentId }) => paymentId),
    );
  }
  return new Map(
    placed.map(({ order, part }): readonly [PaymentId, FoundPayment] => {
      const ids = part === null ? [] : (rowsByPart.get(`${part.runId} ${part.chunk}`) ?? []);
      const row = ids.indexOf(order.state.id);
      return [order.state.id, { order, place: part === null || row === -1 ? null : { ...part, row } }];
    }),
  );
};

const keepContents: (db: Database) => RunStore["keepContents"] = (db) => async (manifest, chunks) => {
  for (const [chunk, rows] of chunks.entries())
    // oxlint-disable-next-line no-await-in-loop -- a run of a thousand parts is written in order.
    await put(db, chunkWrite(db, runIdOf(newId, manifest.executionOn), chunk, rows));
  await put(db, { ...keys.runManifest(manifest.runId), schema: "run-manifest/1", manifest });
};

const commitRun: (db: Database) => RunStore["commitRun"] = (db) => async (change, command) => {
  const { executionOn } = change.next;
  const row: Beside<never> = {
    write: {
      Put: { TableName: db.tables.grants, Item: { ...keys.runRow(executionOn), schema: "run-row/1", executionOn } },
    },
  };
  const head = { change, key: keys.run(change.aggregate), schema: "run/1" };
  return commitOne(commit(db, { command, heads: [head], beside: change.before === null ? [row] : [] }));
};

export const createRunStore = (db: Database): RunStore => ({
  ...createMessageStore(db),
  loadDay: (...asked) => loadDay(db, ...asked),
  closeDay: (executionOn, runId) => closeDay(db, executionOn, runId),
  loadPayees: loadPayees(db),
  loadOrderHeads: loadOrderHeads(db),
  loadDueOrder: async (executionOn, paymentId) => {
    const key = keys.dueOrder(executionOn, dueShardOf(db.sha256, paymentId), paymentId);
    const item = await getOne(db, "grants", key);
    return item === null ? null : DueItem.parse(item).order;
  },
  keepContents: keepContents(db),
  commitRun: commitRun(db),
  loadRun: loadRun(db),
  listRuns: listRuns(db),
  loadChunkRows: (runId, chunk) => loadChunkRows(db, runId, chunk),
  loadChunk: (runId, chunk) => loadChunk(db, runId, chunk),
  commitFile: async (change, command) => {
    const head = { change, key: keys.runFile(change.next.runId, runFileNumber), schema: "run-file/1" };
    return commitOne(commit(db, { command, heads: [head] }));
  },
  findPayments: findPayments(db),
  commitChunk: commitChunk(db),
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
