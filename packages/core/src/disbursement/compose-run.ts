import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { sumCents } from "@grants/kernel/money";
import type { LocalDate } from "@grants/kernel/time";
import type { DueOrder } from "./payment-order.ts";
import type { PaymentId } from "./payment-request.ts";
import {
  type ChunkReference,
  type ChunkRow,
  type ChunkSummary,
  type RunId,
  type RunManifest,
  paymentsPerChunkMax,
} from "./payment-run.ts";
import { type OrderPersons, personsBehindOrder } from "./segregation.ts";

const rowOf = ({ paymentId, endToEndId, payee, bankAccountId, amountCents, lines }: DueOrder): ChunkRow => ({
  paymentId,
  endToEndId,
  payee,
  bankAccountId,
  amountCents,
  lines: lines.map((line) => ({ line: line.line, amountCents: line.amountCents })),
});

const summaryOf = (sha256: Sha256, rows: readonly ChunkRow[]): ChunkSummary => {
  const [first] = rows;
  if (first === undefined) throw new Error("A chunk holds a payment at least.");
  return {
    firstPaymentId: first.paymentId,
    payments: rows.length,
    sumCents: sumCents(rows.map(({ amountCents }) => amountCents)),
    sha256: chunkDigest(sha256, rows),
  };
};

/** What the manifest says of a chunk's rows. */
export const chunkDigest = (sha256: Sha256, rows: readonly ChunkRow[]) => sha256(canonicalJson([...rows]));

/** Each combination of persons once. */
export const personsOf = (orders: readonly DueOrder[]): readonly OrderPersons[] => [
  ...new Map(
    orders.map((order) => {
      const persons = personsBehindOrder(order);
      return [canonicalJson(persons), persons];
    }),
  ).values(),
];

export type ComposedRun = { readonly manifest: RunManifest; readonly chunks: readonly (readonly ChunkRow[])[] };

/** The contents of a run: its orders by payment id in parts of a hundred, and the manifest that names each part by its digest (DATA §8). */
export const composeRun = (
  sha256: Sha256,
  { runId, executionOn }: { readonly runId: RunId; readonly executionOn: LocalDate },
  orders: readonly DueOrder[],
): ComposedRun => {
  const rows = orders.toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1)).map(rowOf);
  const chunks: (readonly ChunkRow[])[] = [];
  for (let start = 0; start < rows.length; start += paymentsPerChunkMax)
    chunks.push(rows.slice(start, start + paymentsPerChunkMax));
  const manifest: RunManifest = {
    v: 1,
    runId,
    executionOn,
    chunks: chunks.map((chunk) => summaryOf(sha256, chunk)),
    persons: [...personsOf(orders)],
  };
  return { manifest, chunks };
};

export const manifestDigest = (sha256: Sha256, manifest: RunManifest) => sha256(canonicalJson(manifest));

export const manifestTotals = ({ chunks }: RunManifest) => ({
  nbOfTxs: chunks.reduce((count, { payments }) => count + payments, 0),
  ctrlSumCents: sumCents(chunks.map((chunk) => chunk.sumCents)),
});

/** A part of a run as its manifest names it. */
export const chunkReference = ({ chunks }: RunManifest, runId: RunId, chunk: number): ChunkReference => {
  const summary = chunks[chunk];
  if (summary === undefined) throw new Error(`${runId} has no part ${chunk}.`);
  return { runId, chunk, sha256: summary.sha256 };
};

/** The part in which a payment stands, if it is in the run at all. */
export const chunkOf = ({ chunks }: RunManifest, paymentId: PaymentId): number =>
  chunks.findLastIndex(({ firstPaymentId }) => firstPaymentId <= paymentId);
