import { DueOrder, dueShards } from "@grants/core/disbursement/payment-order";
import { PaymentRun, runIdOf } from "@grants/core/disbursement/payment-run";
import type { RunStore } from "@grants/core/disbursement/run-store";
import { BankException, BankMessage } from "@grants/core/disbursement/bank-message";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { loadChunk } from "./disbursement-chunks.ts";
import { besideMessage, besideRun, messageMove, runMove, runWanted, toRun } from "./disbursement-run-items.ts";
import { newId } from "./new-id.ts";
import { type Wanted, getAll, getOne, loadAccounts, queryPage, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { disbursementKeys, disbursementPatterns } from "./tables/disbursement.ts";
import { sharedKeys } from "./tables/shared.ts";

export const DueItem = z.object({ order: DueOrder });
const RunRow = z.object({ executionOn: LocalDate });
const ExceptionItem = z.object({ exception: BankException });

/** Orders of a shard that persons look at. */
const seenPerShardMax = 100;

export const shardsOfDay = Array.from({ length: dueShards }, (_, shard) => shard);

const loadDay: (db: Database) => RunStore["loadDay"] = (db) => async (executionOn, runId, caller) => {
  const [[rights, run], ...pages] = await Promise.all([
    getAll(db, [rightsOf(caller), { table: "grants", key: disbursementKeys.run(runId) }]),
    ...shardsOfDay.map((shard) => {
      const { pk } = disbursementKeys.dueOrder(executionOn, shard, "");
      return queryPage(db, disbursementPatterns.dueOrders, { pk, sk: { beginsWith: "pay_" }, limit: seenPerShardMax });
    }),
  ]);
  const orders = pages
    .flatMap(({ items }) => items.map((item) => DueItem.parse(item).order))
    .toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1));
  return {
    rights: toRights(rights),
    run: toStoredOrNull(PaymentRun, run),
    orders,
    hasMore: pages.some(({ next }) => next !== null),
  };
};

const listRuns: (db: Database) => RunStore["listRuns"] = (db) => async (caller) => {
  const [rights, { items }] = await Promise.all([
    getOne(db, "people", sharedKeys.rights(caller)),
    queryPage(db, disbursementPatterns.runRows, { pk: disbursementKeys.runRow("").pk, descending: true }),
  ]);
  const wanted = items.map((item): Wanted => {
    const { executionOn } = RunRow.parse(item);
    return { table: "grants", key: disbursementKeys.run(runIdOf(newId, executionOn)) };
  });
  const heads = wanted.length === 0 ? [] : await getAll(db, wanted);
  const runs = heads.flatMap((head) => toStoredOrNull(PaymentRun, head) ?? []);
  return { rights: toRights(rights), runs };
};

/** Runs and messages of the bank, as the accounting officer's side of the house sees them. */
export const createRunStore = (db: Database): RunStore => ({
  loadAccounts: (user) => loadAccounts(db, user),
  loadDay: loadDay(db),
  loadRun: async (runId, caller) => {
    const [rights, ...run] = await getAll(db, [rightsOf(caller), ...runWanted(runId)]);
    return { rights: toRights(rights), ...toRun(run) };
  },
  listRuns: listRuns(db),
  loadChunk: (chunk) => loadChunk(db, chunk),
  commitRun: async (change, command) =>
    commitOne(commit(db, { command, heads: [runMove(change)], beside: besideRun(db, change) })),
  loadMessage: async (messageId, caller) => {
    const wanted = [rightsOf(caller), { table: "grants" as const, key: disbursementKeys.bankMessage(messageId) }];
    const [rights, message] = await getAll(db, wanted);
    return { rights: toRights(rights), message: toStoredOrNull(BankMessage, message) };
  },
  commitMessage: async (change, command) =>
    commitOne(commit(db, { command, heads: [messageMove(change)], beside: besideMessage(db, change) })),
  listExceptions: async (caller) => {
    const [rights, { items }] = await Promise.all([
      getOne(db, "people", sharedKeys.rights(caller)),
      queryPage(db, disbursementPatterns.bankExceptions, {
        pk: disbursementKeys.bankException("", "", 0).pk,
        descending: true,
      }),
    ]);
    return { rights: toRights(rights), exceptions: items.map((item) => ExceptionItem.parse(item).exception) };
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
