import type { Change } from "@grants/core/audit/change";
import { type BankMessage, isMessageWork } from "@grants/core/disbursement/bank-message";
import { PaymentRun, RunFile, type RunId, isListed, isRunWork } from "@grants/core/disbursement/payment-run";
import type { LoadedRun } from "@grants/core/disbursement/run-store";
import type { Beside, HeadMove } from "./commit.ts";
import type { Database } from "./database.ts";
import { runFileNumber, toManifest } from "./disbursement-trace.ts";
import { type Item, type Wanted, toStoredOrNull } from "./read.ts";
import { disbursementKeys } from "./tables/disbursement.ts";

export const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

/** The row that tells the worker of a head; it stands as long as the head waits for it. */
const workRow = (db: Database, id: string, was: boolean, is: boolean): readonly Beside<never>[] => {
  if (is) return [put(db, { ...disbursementKeys.runWork(id), schema: "run-work/1", id })];
  return was ? [{ write: { Delete: { TableName: db.tables.grants, Key: disbursementKeys.runWork(id) } } }] : [];
};

export const runMove = (change: Change<PaymentRun>): HeadMove => ({
  change,
  key: disbursementKeys.run(change.aggregate),
  schema: "run/1",
});

/** What goes with a run's head: its row in the list of runs, and its row among the worker's tasks. */
export const besideRun = (db: Database, { before, next }: Change<PaymentRun>): readonly Beside<never>[] => {
  const { id, executionOn } = next;
  const row = put(db, { ...disbursementKeys.runRow(executionOn), schema: "run-row/1", executionOn });
  const work = workRow(db, id, before !== null && isRunWork(before.state), isRunWork(next));
  return before === null ? [row, ...work] : work;
};

export const messageMove = (change: Change<BankMessage>): HeadMove => ({
  change,
  key: disbursementKeys.bankMessage(change.aggregate),
  schema: "bank-message/1",
});

export const besideMessage = (db: Database, { before, next }: Change<BankMessage>): readonly Beside<never>[] =>
  workRow(db, next.id, before !== null && isMessageWork(before.state), isMessageWork(next));

/** Head, manifest and file of a run. */
export const runWanted = (runId: RunId): readonly Wanted[] => [
  { table: "grants", key: disbursementKeys.run(runId) },
  { table: "grants", key: disbursementKeys.runManifest(runId) },
  { table: "grants", key: disbursementKeys.runFile(runId, runFileNumber) },
];

export const toRun = (items: readonly (Item | null)[]): LoadedRun => {
  const [head, manifest, file] = items;
  const run = toStoredOrNull(PaymentRun, head);
  return {
    run,
    manifest: run !== null && isListed(run.state) ? toManifest(manifest) : null,
    file: toStoredOrNull(RunFile, file),
  };
};
