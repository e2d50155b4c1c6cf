import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Change, Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankMessageId } from "./bank-message.ts";
import { chunkReference } from "./compose-run.ts";
import { type ChunkDecision, type RowAnswer, decideChunk, statusAt, waitingStatuses } from "./decide-chunk.ts";
import { type OrderEnd, endOrder } from "./end-order.ts";
import type { ChunkAnswers } from "./locate-answers.ts";
import { bookingLegs, reversal } from "./payment-postings.ts";
import { type ChunkBooking, type ChunkReply, type ChunkRow, type RunChunk, chunkIdOf } from "./payment-run.ts";
import type { OrderEndStore } from "./payment-store.ts";
import type { LoadedChunk } from "./run-store.ts";
import type { RunWorkStore } from "./run-work-store.ts";
import { stepCommand } from "./step-command.ts";
import type { Overtaken } from "./work-command.ts";

export type ApplyChunkDeps = {
  readonly work: RunWorkStore;
  readonly orderEnds: OrderEndStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type Applying = {
  readonly messageId: BankMessageId;
  readonly messageVersion: number;
  readonly command: Command;
};

/** Another message may be at the same part: what it did is read, and decided on anew. */
const attemptsMax = 5;

/** What a message does to one part of a run: the statuses with their bookings, then the end of each order that was not paid for good. */
export const applyToChunk = async (
  deps: ApplyChunkDeps,
  asked: ChunkAnswers,
  applying: Applying,
): Promise<Result<ChunkReply, Overtaken>> => {
  for (let attempt = 1; ; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- an attempt follows what another message did.
    const applied = await applyOnce(deps, asked, applying);
    if (applied.ok || applied.error.kind !== "StaleVersion" || attempt === attemptsMax) return applied;
  }
};

const applyOnce = async (
  deps: ApplyChunkDeps,
  asked: ChunkAnswers,
  applying: Applying,
): Promise<Result<ChunkReply, Overtaken>> => {
  const reference = chunkReference(asked.manifest, asked.runId, asked.chunk);
  const loaded = await deps.work.loadChunkFor(reference, applying.messageId);
  const known = loaded.reply;
  const stated =
    known === null ? await commitStates(deps, asked, { loaded, applying }) : ok({ ...loaded, reply: known });
  if (!stated.ok) return stated;
  const ended = await endPayments(deps, { asked, loaded: stated.value }, applying);
  return ended.ok ? ok(stated.value.reply) : ended;
};

type Stating = { readonly loaded: LoadedChunk; readonly applying: Applying };
type Stated = LoadedChunk & { readonly reply: ChunkReply };

const replyOf = ({ rows }: LoadedChunk, { bookings, refused, statuses }: ChunkDecision, before: string): ChunkReply => {
  const became = (status: "rejected" | "returned") =>
    rows.filter((_, row) => statusAt(statuses, row) === status && statusAt(before, row) !== status).length;
  return {
    booked: bookings.reduce((sum, booking) => sum + booking.rows.length, 0),
    rejected: became("rejected"),
    returned: became("returned"),
    refused: refused.map(({ answer, because }) => {
      const { row, status, amountCents, bookedOn, reason } = answer;
      const endToEndId = rows[row]?.endToEndId;
      return { because, status, endToEndId, amountCents, bookedOn, reason };
    }),
  };
};

/** The statuses after one day's bookings: what is not posted yet does not say that it is booked. */
const withRows = (before: string, after: string, rows: ReadonlySet<number>): string =>
  Array.from(before, (character, row) => (rows.has(row) ? after.charAt(row) : character)).join("");

/**
 * One version for each day of bookings, or one for what else was said; none when nothing is new. What became of the lines is kept with the
 * last one: from then on the message is applied to this part.
 */
const commitStates = async (
  { work, newId, sha256 }: ApplyChunkDeps,
  { runId, chunk: number, answers }: ChunkAnswers,
  { loaded, applying }: Stating,
): Promise<Result<Stated, CommitRefusal>> => {
  const { rows } = loaded;
  const first = loaded.chunk?.state.statuses ?? waitingStatuses(rows.length);
  const decided = decideChunk(first, loaded.bookings, answers);
  const bookedBefore = loaded.bookings.filter(({ messageId }) => messageId === applying.messageId);
  const reply = replyOf(loaded, { ...decided, bookings: [...bookedBefore, ...decided.bookings] }, first);
  if (decided.statuses === first) return ok({ ...loaded, reply });
  const id = chunkIdOf(newId, runId, number);
  const { messageId, messageVersion, command } = applying;
  const terms: readonly Term[] = [{ id: messageId, version: messageVersion }];
  const bookings = [...loaded.bookings];
  let statuses = first;
  let before: Stored<RunChunk> | null = loaded.chunk;
  for (const day of decided.bookings.length === 0 ? [null] : decided.bookings) {
    const version: number = (before?.version ?? 0) + 1;
    const isLast = day === null || day === decided.bookings.at(-1);
    const booking = day === null ? null : { ...day, version, messageId };
    const booked = new Set((day?.rows ?? []).map(({ row }) => row));
    statuses = isLast ? decided.statuses : withRows(statuses, decided.statuses, booked);
    const bookedOn = day?.bookedOn ?? before?.state.bookedOn;
    const said = { id, runId, chunk: number, statuses, ...(bookedOn === undefined ? {} : { bookedOn }) };
    const change: Change<RunChunk> = {
      aggregate: id,
      before,
      next: { state: "answered", ...said },
      type: booking === null ? "BankAnswered" : "PaymentsBooked",
      role: "system",
      terms,
      ...(booking === null ? {} : { journal: { type: "PaymentsBooked", legs: legsOf(rows, booking) } }),
    };
    const step = stepCommand(sha256, command, `${id} ${version}`);
    const beside = { booking, reply: isLast ? { messageId, reply } : null };
    // oxlint-disable-next-line no-await-in-loop -- a version follows the one before.
    const committed = await work.commitChunk(change, beside, step);
    if (!committed.ok) return committed;
    if (booking !== null) bookings.push(booking);
    before = committed.value;
  }
  return ok({ rows, chunk: before, bookings, reply });
};

const legsOf = (rows: readonly ChunkRow[], booking: Pick<ChunkBooking, "rows">) =>
  booking.rows.flatMap(({ row: place }) => {
    const row = rows[place];
    if (row === undefined) throw new Error(`A chunk has no payment ${place}.`);
    return bookingLegs(row);
  });

type Ending = { readonly asked: ChunkAnswers; readonly loaded: LoadedChunk };
type Ended = { readonly answer: RowAnswer; readonly row: ChunkRow; readonly status: "rejected" | "returned" };

/** The orders that this message ended: the bank says so, and so does the state of the part. */
const endPayments = async (
  deps: ApplyChunkDeps,
  { asked, loaded }: Ending,
  applying: Applying,
): Promise<Result<null, Overtaken>> => {
  const { rows, chunk, bookings } = loaded;
  const ends = asked.answers.flatMap((answer): readonly Ended[] => {
    const row = rows[answer.row];
    const { status } = answer;
    if (row === undefined || chunk === null || (status !== "rejected" && status !== "returned")) return [];
    return status === statusAt(chunk.state.statuses, answer.row) ? [{ answer, row, status }] : [];
  });
  for (const end of ends) {
    // oxlint-disable-next-line no-await-in-loop -- few payments fail, each ends by an entry of its own.
    const ended = await endPayment(deps, { asked, end, bookings }, applying);
    if (!ended.ok) return err(ended.error);
  }
  return ok(null);
};

type EndAsk = {
  readonly asked: ChunkAnswers;
  readonly end: Ended;
  readonly bookings: readonly ChunkBooking[];
};

const endPayment = async (
  { work, orderEnds, newId, sha256 }: ApplyChunkDeps,
  { asked, end, bookings }: EndAsk,
  { command, messageId, messageVersion }: Applying,
): Promise<Result<null, Overtaken>> => {
  const { answer, row, status } = end;
  const due = await work.loadDueOrder(asked.manifest.executionOn, row.paymentId);
  const [heads] = due === null ? [] : await work.loadOrderHeads([due]);
  if (due === null || heads === undefined || heads.order === null || heads.request === null)
    throw new Error(`The order ${row.paymentId} is gone.`);
  const { order, request } = heads;
  const { id, amountCents, executionOn, orderSha256 } = order.state;
  const booking = bookings.find(({ rows }) => rows.some((booked) => booked.row === answer.row));
  if (status === "returned" && booking === undefined) throw new Error(`${id} was returned and never booked.`);
  const reason = answer.reason === undefined ? {} : { reason: answer.reason };
  const orderEnd: OrderEnd = {
    next: { state: status, id, amountCents, executionOn, orderSha256, ...reason },
    type: status === "rejected" ? "OrderRejected" : "OrderReturned",
    bookingReversal:
      status === "returned" && booking !== undefined
        ? reversal("BookingReturned", bookingLegs(row), {
            aggregate: chunkIdOf(newId, asked.runId, asked.chunk),
            version: booking.version,
          })
        : null,
    terms: [{ id: messageId, version: messageVersion }],
    run: null,
  };
  return endOrder({ orderEnds, sha256 }, orderEnd, { due, order, request, command });
};
