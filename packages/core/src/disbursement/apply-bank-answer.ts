import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { Role } from "../access/role.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankException, BankMessageId } from "./bank-message.ts";
import { type RowAnswer, decideChunk, statusAt, waitingStatuses } from "./decide-chunk.ts";
import { type OrderEnd, endOrder } from "./end-order.ts";
import { type ChunkAnswers, type Unmatched, locateAnswers } from "./locate-answers.ts";
import { bookingLegs, reversal } from "./payment-postings.ts";
import type { BankAnswer } from "./payment-status.ts";
import { type ChunkBooking, type ChunkRow, type RunChunk, chunkIdOf } from "./payment-run.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { LoadedChunk, RunStore } from "./run-store.ts";
import { stepCommand } from "./step-command.ts";

export type ApplyBankAnswerDeps = {
  readonly runs: RunStore;
  readonly payments: PaymentStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type BankAnswerApplied = {
  readonly booked: number;
  readonly rejected: number;
  readonly returned: number;
  readonly exceptions: number;
};
type Applying = {
  readonly messageId: BankMessageId;
  readonly messageVersion: number;
  readonly importedAt: Instant;
  readonly role: Role;
  readonly command: Command;
};

/**
 * What a message of the bank does (DATA §8): the state of each part of a run, one journal entry per part and booking date, the end of each
 * order that the bank refused or returned, and a list of the lines that fit nothing. Every step can be repeated.
 */
export const applyBankAnswer = async (
  deps: ApplyBankAnswerDeps,
  answer: BankAnswer,
  applying: Applying,
): Promise<Result<BankAnswerApplied, CommitRefusal>> => {
  const { runs } = deps;
  const located = await locateAnswers(deps, answer, (runId) => runs.loadRun(runId, applying.command.caller));
  const exceptions: Unmatched[] = [...located.unmatched];
  let applied = { booked: 0, rejected: 0, returned: 0 };
  for (const chunk of located.chunks) {
    // oxlint-disable-next-line no-await-in-loop -- each part is a transaction of its own, and few are in one message.
    const done = await applyToChunk(deps, chunk, applying);
    if (!done.ok) return done;
    const { booked, rejected, returned, refused } = done.value;
    applied = {
      booked: applied.booked + booked,
      rejected: applied.rejected + rejected,
      returned: applied.returned + returned,
    };
    exceptions.push(...refused);
  }
  await runs.keepExceptions(exceptions.map((exception, number) => toException(exception, number, applying)));
  return ok({ ...applied, exceptions: exceptions.length });
};

const toException = (unmatched: Unmatched, number: number, { messageId, importedAt }: Applying): BankException => {
  const { because, status, endToEndId, amountCents, bookedOn, reason } = unmatched;
  return {
    messageId,
    number,
    at: importedAt,
    because,
    status,
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(amountCents === undefined ? {} : { amountCents }),
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(reason === undefined ? {} : { reason }),
  };
};

type ChunkDone = Omit<BankAnswerApplied, "exceptions"> & { readonly refused: readonly Unmatched[] };

const applyToChunk = async (
  deps: ApplyBankAnswerDeps,
  asked: ChunkAnswers,
  applying: Applying,
): Promise<Result<ChunkDone, CommitRefusal>> => {
  const loaded = await deps.runs.loadChunk(asked.runId, asked.chunk);
  const { rows, chunk, bookings } = loaded;
  const before = chunk?.state.statuses ?? waitingStatuses(rows.length);
  const decided = decideChunk(before, bookings, asked.answers);
  const stored = await commitStates(deps, asked, { loaded, decided, applying });
  if (!stored.ok) return stored;
  const all = [...bookings, ...stored.value];
  const ends = asked.answers.flatMap((answer): readonly Ended[] => {
    const row = rows[answer.row];
    const { status } = answer;
    if (row === undefined || (status !== "rejected" && status !== "returned")) return [];
    return status === statusAt(decided.statuses, answer.row) ? [{ answer, row, status }] : [];
  });
  const counts = { rejected: 0, returned: 0 };
  for (const end of ends) {
    // oxlint-disable-next-line no-await-in-loop -- few payments fail, each ends by an entry of its own.
    const ended = await endPayment(deps, { asked, end, bookings: all }, applying);
    if (!ended.ok) return ended;
    if (ended.value === "ended") counts[end.status] += 1;
  }
  const refused = decided.refused.map(({ answer: { row, ...said }, because }): Unmatched => {
    const endToEndId = rows[row]?.endToEndId;
    return { ...said, because, ...(endToEndId === undefined ? {} : { endToEndId }) };
  });
  const booked = decided.bookings.reduce((sum, booking) => sum + booking.rows.length, 0);
  return ok({ booked, ...counts, refused });
};

type Stating = {
  readonly loaded: LoadedChunk;
  readonly decided: ReturnType<typeof decideChunk>;
  readonly applying: Applying;
};

/** The statuses after one day's bookings: what is not posted yet does not say that it is booked. */
const withRows = (before: string, after: string, rows: ReadonlySet<number>): string =>
  Array.from(before, (character, row) => (rows.has(row) ? after.charAt(row) : character)).join("");

/** One version for each day of bookings, or one for what else was said; none when nothing is new. The bookings that were kept. */
const commitStates = async (
  { runs, newId, sha256 }: ApplyBankAnswerDeps,
  { runId, chunk: number }: ChunkAnswers,
  { loaded, decided, applying }: Stating,
): Promise<Result<readonly ChunkBooking[], CommitRefusal>> => {
  const { rows, chunk } = loaded;
  let statuses = chunk?.state.statuses ?? waitingStatuses(rows.length);
  if (decided.statuses === statuses) return ok([]);
  const id = chunkIdOf(newId, runId, number);
  const { messageId, messageVersion, role, command } = applying;
  const terms: readonly Term[] = [{ id: messageId, version: messageVersion }];
  const kept: ChunkBooking[] = [];
  let before: Stored<RunChunk> | null = chunk;
  const days = decided.bookings.length === 0 ? [null] : decided.bookings;
  for (const day of days) {
    const version: number = (before?.version ?? 0) + 1;
    const booking = day === null ? null : { ...day, version };
    const isLast = day === days.at(-1);
    const booked = new Set((day?.rows ?? []).map(({ row }) => row));
    statuses = isLast ? decided.statuses : withRows(statuses, decided.statuses, booked);
    const { bookedOn: earlier, ...said } = before?.state ?? { bookedOn: undefined };
    const bookedOn = booking?.bookedOn ?? earlier;
    const next: RunChunk = {
      ...said,
      state: "answered",
      id,
      runId,
      chunk: number,
      statuses,
      ...(bookedOn === undefined ? {} : { bookedOn }),
    };
    const change = {
      aggregate: id,
      before,
      next,
      type: booking === null ? "BankAnswered" : "PaymentsBooked",
      role,
      terms,
      ...(booking === null ? {} : { journal: { type: "PaymentsBooked", legs: legsOf(rows, booking) } }),
    };
    const step = stepCommand(sha256, command, `${id} ${version}`);
    // oxlint-disable-next-line no-await-in-loop -- a version follows the one before.
    const committed = await runs.commitChunk(change, booking, step);
    if (!committed.ok) return committed;
    if (booking !== null) kept.push(booking);
    before = committed.value;
  }
  return ok(kept);
};

const legsOf = (rows: readonly ChunkRow[], booking: Pick<ChunkBooking, "rows">) =>
  booking.rows.flatMap(({ row: place }) => {
    const row = rows[place];
    if (row === undefined) throw new Error(`A chunk has no payment ${place}.`);
    return bookingLegs(row);
  });

type Ended = { readonly answer: RowAnswer; readonly row: ChunkRow; readonly status: "rejected" | "returned" };
type EndAsk = {
  readonly asked: ChunkAnswers;
  readonly end: Ended;
  readonly bookings: readonly ChunkBooking[];
};

const endPayment = async (
  { runs, payments, newId, sha256 }: ApplyBankAnswerDeps,
  { asked, end, bookings }: EndAsk,
  { role, command, messageId, messageVersion }: Applying,
): Promise<Result<"ended" | "already", CommitRefusal>> => {
  const { answer, row, status } = end;
  const due = await runs.loadDueOrder(asked.manifest.executionOn, row.paymentId);
  const [heads] = due === null ? [] : await runs.loadOrderHeads([due]);
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
  };
  return endOrder({ payments, sha256 }, orderEnd, { due, order, request, role, command });
};
