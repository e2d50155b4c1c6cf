import type { Change } from "@grants/core/audit/change";
import { ChunkBooking, ChunkRow, RunChunk, type RunId } from "@grants/core/disbursement/payment-run";
import type { LoadedChunk, RunStore } from "@grants/core/disbursement/run-store";
import { z } from "zod";
import { type Beside, type HeadMove, type Write, commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getOne, queryAll, toStored } from "./read.ts";
import { accessPatterns, keys } from "./table.ts";

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

export const chunkWrite = (db: Database, runId: RunId, chunk: number, rows: readonly ChunkRow[]): Item => ({
  ...keys.runChunk(runId, chunk),
  schema: "run-chunk/1",
  rows: rows.map(packRow),
});

export const loadChunkRows = async (db: Database, runId: RunId, chunk: number): Promise<readonly ChunkRow[]> => {
  const item = await getOne(db, "grants", keys.runChunk(runId, chunk));
  if (item === null) throw new Error(`Part ${chunk} of ${runId} is gone.`);
  return ChunkItem.parse(item).rows.map(unpackRow);
};

const stateKey = (runId: RunId, chunk: number) => keys.runChunkState(runId, stateShardOf(chunk), chunk);

/** Rows, state and bookings of a part, in one wave. */
export const loadChunk = async (db: Database, runId: RunId, chunk: number): Promise<LoadedChunk> => {
  const { pk, sk } = stateKey(runId, chunk);
  const [rows, items] = await Promise.all([
    loadChunkRows(db, runId, chunk),
    queryAll(db, accessPatterns.runChunkState, { pk, sk: { beginsWith: sk } }),
  ]);
  const head = items.find((item) => item["sk"] === sk);
  const bookings = items.filter((item) => item !== head).map((item) => BookingItem.parse(item).booking);
  return { rows, chunk: head === undefined ? null : toStored(RunChunk, head), bookings };
};

const chunkMove = (change: Change<RunChunk>): HeadMove => ({
  change,
  key: stateKey(change.next.runId, change.next.chunk),
  schema: "run-chunk-state/1",
});

const bookingWrite = (db: Database, { runId, chunk }: RunChunk, booking: ChunkBooking): Beside<never> => {
  const key = keys.runChunkBooking(runId, stateShardOf(chunk), chunk, booking.version);
  const write: Write = {
    Put: { TableName: db.tables.grants, Item: { ...key, schema: "run-chunk-booking/1", booking } },
  };
  return { write };
};

export const commitChunk =
  (db: Database): RunStore["commitChunk"] =>
  async (change, booking, command) => {
    const beside = booking === null ? [] : [bookingWrite(db, change.next, booking)];
    return commitOne(commit(db, { command, heads: [chunkMove(change)], beside }));
  };
