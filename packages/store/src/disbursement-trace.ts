import { chunkOf, chunkReference } from "@grants/core/disbursement/compose-run";
import { statusAt } from "@grants/core/disbursement/decide-chunk";
import { PaymentOrder } from "@grants/core/disbursement/payment-order";
import type { PaymentId } from "@grants/core/disbursement/payment-request";
import { PaymentRun, RunFile, RunManifest, type RunTrace, runIdOf } from "@grants/core/disbursement/payment-run";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { loadChunk } from "./disbursement-chunks.ts";
import { newId } from "./new-id.ts";
import { getAll, toStoredOrNull } from "./read.ts";
import { disbursementKeys } from "./tables/disbursement.ts";

const ManifestItem = z.object({ manifest: RunManifest });
/** A run has had one file so far. */
export const runFileNumber = 1;

export const toManifest = (item: Readonly<Record<string, unknown>> | null | undefined): RunManifest | null =>
  item === null || item === undefined ? null : ManifestItem.parse(item).manifest;

/** An order, the run of its day, and the part in which it stands: two waves. */
export const loadTrace = async (db: Database, paymentId: PaymentId, executionOn: LocalDate): Promise<RunTrace> => {
  const runId = runIdOf(newId, executionOn);
  const [order, run, manifestItem, file] = await getAll(db, [
    { table: "grants", key: disbursementKeys.paymentOrder(paymentId) },
    { table: "grants", key: disbursementKeys.run(runId) },
    { table: "grants", key: disbursementKeys.runManifest(runId) },
    { table: "grants", key: disbursementKeys.runFile(runId, runFileNumber) },
  ]);
  const known = {
    order: toStoredOrNull(PaymentOrder, order),
    run: toStoredOrNull(PaymentRun, run),
    file: toStoredOrNull(RunFile, file),
  };
  const manifest = toManifest(manifestItem);
  const nothingSaid = { ...known, status: null, bookedOn: null };
  if (manifest === null) return nothingSaid;
  const number = chunkOf(manifest, paymentId);
  if (number === -1) return nothingSaid;
  const { rows, chunk, bookings } = await loadChunk(db, chunkReference(manifest, runId, number));
  const place = rows.findIndex((row) => row.paymentId === paymentId);
  if (place === -1 || chunk === null) return nothingSaid;
  const booking = bookings.find(({ rows: booked }) => booked.some(({ row }) => row === place));
  return { ...known, status: statusAt(chunk.state.statuses, place), bookedOn: booking?.bookedOn ?? null };
};
