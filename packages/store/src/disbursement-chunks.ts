import type { Change } from "@grants/core/audit/change";
import type { BankMessageId } from "@grants/core/disbursement/bank-message";
import { chunkReference } from "@grants/core/disbursement/compose-run";
import { isAnswered } from "@grants/core/disbursement/decide-chunk";
import {
  ChunkBooking,
  type ChunkReference,
  ChunkReply,
  ChunkRow,
  RunChunk,
  type RunId,
  type RunManifest,
} from "@grants/core/disbursement/payment-run";
import type { LoadedChunk } from "@grants/core/disbursement/run-store";
import type { RunWorkStore } from "@grants/core/disbursement/run-work-store";
import { z } from "zod";
import { type Beside, type HeadMove, type Write, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryAll, toStored, toStoredOrNull } from "./read.ts";
import { disbursementKeys, disbursementPatterns } from "./tables/disbursement.ts";

/** Shards of the states of a run's parts, so that answers to a large run meet in no one place. */
const stateShards = 8;
const stateShardOf = (chunk: number) => chunk % stateShards;

/*
 * A row as it is stored: without names, for a run has a hundred thousand of them. Payment, name at the bank, payee, account, then line and
 * cents in turn.
 */
const PackedLine = z.tuple([z.string(), z.int()]);
const PackedRow = z.tuple([z.string(), z.string(), z.string(), z.string(), z.array(PackedLine).min(1)]);
const ChunkItem = z.object({ rows: z.array(PackedRow).min(1) });
const BookingItem = z.object({ booking: ChunkBooking });
const ReplyItem = z.object({ reply: ChunkReply });

const packRow = ({ paymentId, endToEndId, payee, bankAccountId, lines }: ChunkRow): z.infer<typeof PackedRow> => [
  paymentId,
  endToEndId,
  payee,
  bankAccountId,
  lines.map(({ line, amountCents }) => [line, amountCents]),
];

const unpackRow = ([paymentId, endToEndId, payee, bankAccountId, packed]: z.infer<typeof PackedRow>): ChunkRow => {
  const lines = packed.map(([line, amountCents]) => ({ line, amountCents }));
  const amountCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
  return ChunkRow.parse({ paymentId, endToEndId, payee, bankAccountId, amountCents, lines });
};

type Part = { readonly runId: RunId; readonly chunk: number; readonly rows: readonly ChunkRow[] };

export const chunkWrite = (manifest: RunManifest, { runId, chunk, rows }: Part): Item => ({
  ...disbursementKeys.runChunk(runId, chunk, chunkReference(manifest, runId, chunk).sha256),
  schema: "run-chunk/1",
  rows: rows.map(packRow),
});

export const loadChunkRows = async (
  db: Database,
  { runId, chunk, sha256 }: ChunkReference,
): Promise<readonly ChunkRow[]> => {
  const item = await getOne(db, "grants", disbursementKeys.runChunk(runId, chunk, sha256));
  if (item === null) throw new Error(`Part ${chunk} of ${runId} is gone.`);
  return ChunkItem.parse(item).rows.map(unpackRow);
};

const stateKey = (runId: RunId, chunk: number) => disbursementKeys.runChunkState(runId, stateShardOf(chunk), chunk);

/** Rows, state and bookings of a part, in one wave. */
export const loadChunk = async (db: Database, reference: ChunkReference): Promise<LoadedChunk> => {
  const { pk, sk } = stateKey(reference.runId, reference.chunk);
  const [rows, items] = await Promise.all([
    loadChunkRows(db, reference),
    queryAll(db, disbursementPatterns.runChunkState, { pk, sk: { beginsWith: sk } }),
  ]);
  const head = items.find((item) => item["sk"] === sk);
  const bookings = items.filter((item) => item !== head).map((item) => BookingItem.parse(item).booking);
  return { rows, chunk: head === undefined ? null : toStored(RunChunk, head), bookings };
};

const replyKey = (runId: RunId, chunk: number, messageId: BankMessageId) =>
  disbursementKeys.runChunkReply(runId, stateShardOf(chunk), chunk, messageId);

/** The same, and what became of a message's lines. */
export const loadChunkFor = async (
  db: Database,
  reference: ChunkReference,
  messageId: BankMessageId,
): Promise<LoadedChunk & { readonly reply: ChunkReply | null }> => {
  const [loaded, item] = await Promise.all([
    loadChunk(db, reference),
    getOne(db, "grants", replyKey(reference.runId, reference.chunk, messageId)),
  ]);
  return { ...loaded, reply: item === null ? null : ReplyItem.parse(item).reply };
};

/** Heads of one batch. */
const headsAtOnce = 100;

/** Reads the heads of a run's parts in order, up to the batch in which a payment still waits. */
export const areAnswered = async (db: Database, runId: RunId, chunks: number): Promise<boolean> => {
  for (let start = 0; start < chunks; start += headsAtOnce) {
    const numbers = Array.from({ length: chunks }, (_, chunk) => chunk).slice(start, start + headsAtOnce);
    const wanted = numbers.map((chunk) => ({ table: "grants" as const, key: stateKey(runId, chunk) }));
    // oxlint-disable-next-line no-await-in-loop -- the next batch is read only when this one is answered.
    const heads = await getAll(db, wanted);
    const stored = heads.map((head) => toStoredOrNull(RunChunk, head));
    if (stored.some((chunk) => chunk === null || !isAnswered(chunk.state.statuses))) return false;
  }
  return true;
};

const chunkMove = (change: Change<RunChunk>): HeadMove => ({
  change,
  key: stateKey(change.next.runId, change.next.chunk),
  schema: "run-chunk-state/1",
});

const bookingWrite = (db: Database, { runId, chunk }: RunChunk, booking: ChunkBooking): Beside<never> => {
  const key = disbursementKeys.runChunkBooking(runId, stateShardOf(chunk), chunk, booking.version);
  const write: Write = {
    Put: { TableName: db.tables.grants, Item: { ...key, schema: "run-chunk-booking/1", booking } },
  };
  return { write };
};

const replyWrite = (
  db: Database,
  { runId, chunk }: RunChunk,
  { messageId, reply }: { readonly messageId: BankMessageId; readonly reply: ChunkReply },
): Beside<never> => {
  const key = replyKey(runId, chunk, messageId);
  return { write: { Put: { TableName: db.tables.grants, Item: { ...key, schema: "run-chunk-reply/1", reply } } } };
};

export const commitChunk =
  (db: Database): RunWorkStore["commitChunk"] =>
  async (change, { booking, reply }, command) => {
    const beside = [
      ...(booking === null ? [] : [bookingWrite(db, change.next, booking)]),
      ...(reply === null ? [] : [replyWrite(db, change.next, reply)]),
    ];
    return commitOne(commit(db, { command, heads: [chunkMove(change)], beside }));
  };
