import { chunkOf, chunkReference } from "@grants/core/disbursement/compose-run";
import { PaymentOrder } from "@grants/core/disbursement/payment-order";
import type { PaymentId } from "@grants/core/disbursement/payment-request";
import { RunFile, type RunId, type RunManifest, runIdOf } from "@grants/core/disbursement/payment-run";
import type { FoundPayment, RunWorkStore } from "@grants/core/disbursement/run-work-store";
import type { LocalDate } from "@grants/kernel/time";
import type { Database } from "./database.ts";
import { loadChunkRows } from "./disbursement-chunks.ts";
import { runFileNumber, toManifest } from "./disbursement-trace.ts";
import { inLanes } from "./evaluation-lists.ts";
import { newId } from "./new-id.ts";
import { type Wanted, getMany, toStoredOrNull } from "./read.ts";
import { disbursementKeys } from "./tables/disbursement.ts";

type SentRun = { readonly runId: RunId; readonly manifest: RunManifest };

/** Parts that are read together. */
const partsAtOnce = 8;

/** The runs of these days whose file went to the bank. */
const sentRuns = async (db: Database, days: readonly LocalDate[]): Promise<ReadonlyMap<LocalDate, SentRun>> => {
  const wanted = days.flatMap((day): readonly Wanted[] => {
    const runId = runIdOf(newId, day);
    return [
      { table: "grants", key: disbursementKeys.runManifest(runId) },
      { table: "grants", key: disbursementKeys.runFile(runId, runFileNumber) },
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

/** Orders by their ids, each with its place in the run whose file went to the bank. */
export const findPayments: (db: Database) => RunWorkStore["findPayments"] = (db) => async (paymentIds) => {
  const heads = await getMany(
    db,
    paymentIds.map((id) => ({ table: "grants", key: disbursementKeys.paymentOrder(id) })),
  );
  const orders = heads.flatMap((head) => toStoredOrNull(PaymentOrder, head) ?? []);
  const sent = await sentRuns(db, [...new Set(orders.map(({ state }) => state.executionOn))]);
  const placed = orders.map((order) => {
    const run = sent.get(order.state.executionOn);
    const chunk = run === undefined ? -1 : chunkOf(run.manifest, order.state.id);
    return { order, part: run === undefined || chunk === -1 ? null : { ...run, chunk } };
  });
  const parts = new Map(placed.flatMap(({ part }) => (part === null ? [] : [[`${part.runId} ${part.chunk}`, part]])));
  const read = await inLanes([...parts], partsAtOnce, async ([name, { manifest, runId, chunk }]) => {
    const rows = await loadChunkRows(db, chunkReference(manifest, runId, chunk));
    return [name, new Map(rows.map(({ paymentId }, row) => [paymentId, row]))] as const;
  });
  const rowsByPart = new Map<string, ReadonlyMap<PaymentId, number>>(read);
  return new Map(
    placed.map(({ order, part }): readonly [PaymentId, FoundPayment] => {
      const row = part === null ? undefined : rowsByPart.get(`${part.runId} ${part.chunk}`)?.get(order.state.id);
      return [order.state.id, { order, place: part === null || row === undefined ? null : { ...part, row } }];
    }),
  );
};
