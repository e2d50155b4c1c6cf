import type { LocalDate } from "@grants/kernel/time";
import type { ExceptionReason } from "./bank-message.ts";
import type { PaymentStatusLine } from "./payment-status.ts";
import { type ChunkBooking, type ChunkStatus, statusCharacters } from "./payment-run.ts";

/** What the bank says about one payment of a chunk. */
export type RowAnswer = Omit<PaymentStatusLine, "endToEndId"> & { readonly row: number };

export type ChunkDecision = {
  readonly statuses: string;
  /** Payments that our account was debited for, by the day of the debit (PAYX-08). */
  readonly bookings: readonly Omit<ChunkBooking, "version" | "messageId">[];
  readonly refused: readonly { readonly answer: RowAnswer; readonly because: ExceptionReason }[];
};

const statusByCharacter = new Map<string, ChunkStatus>([
  ["-", "waiting"],
  ["p", "pending"],
  ["a", "accepted"],
  ["i", "inSettlement"],
  ["s", "settled"],
  ["b", "booked"],
  ["x", "rejected"],
  ["r", "returned"],
]);

export const statusAt = (statuses: string, row: number): ChunkStatus => {
  const status = statusByCharacter.get(statuses.charAt(row));
  if (status === undefined) throw new Error(`A chunk has no payment ${row}.`);
  return status;
};

/** Before anything was said. */
export const waitingStatuses = (payments: number): string => statusCharacters.waiting.repeat(payments);

const lastCharacters: readonly string[] = [
  statusCharacters.booked,
  statusCharacters.rejected,
  statusCharacters.returned,
];

/** Whether the bank has booked, refused or returned every payment of a chunk. */
export const isAnswered = (statuses: string): boolean =>
  Array.from(statuses).every((character) => lastCharacters.includes(character));

/** How far a payment is on its way; the bank may be silent about a step, never go back one. */
const progress: readonly ChunkStatus[] = ["waiting", "pending", "accepted", "inSettlement", "settled"];

type Meaning =
  | { readonly kind: "becomes"; readonly status: ChunkStatus }
  | { readonly kind: "nothingNew" }
  | { readonly kind: "refused"; readonly because: ExceptionReason };

const becomes = (status: ChunkStatus): Meaning => ({ kind: "becomes", status });
const refused = (because: ExceptionReason): Meaning => ({ kind: "refused", because });
const nothingNew: Meaning = { kind: "nothingNew" };

/** A debit is booked once, by the bank's reference; the same line again says nothing new (DATA §8). */
const meaningOfBooking = (now: ChunkStatus, isSameReference: boolean): Meaning => {
  if (now === "rejected") return refused("BOOKED_AFTER_REJECTION");
  if (now !== "booked" && now !== "returned") return becomes("booked");
  return isSameReference ? nothingNew : refused("BOOKED_TWICE");
};

const meaningOfRejection = (now: ChunkStatus): Meaning => {
  if (now === "rejected") return nothingNew;
  return now === "booked" || now === "returned" ? refused("REJECTED_AFTER_BOOKING") : becomes("rejected");
};

const meaningOfReturn = (now: ChunkStatus): Meaning => {
  if (now === "returned") return nothingNew;
  return now === "booked" ? becomes("returned") : refused("RETURNED_BEFORE_BOOKING");
};

const meaningOfProgress = (now: ChunkStatus, next: ChunkStatus): Meaning =>
  progress.includes(now) && progress.indexOf(next) > progress.indexOf(now) ? becomes(next) : nothingNew;

const meaningOf = (answer: RowAnswer, now: ChunkStatus, known: readonly (string | undefined)[]): Meaning => {
  switch (answer.status) {
    case "rejected":
      return meaningOfRejection(now);
    case "returned":
      return meaningOfReturn(now);
    case "settled":
      // Only a debit notification moves money: a status report that says "settled" has no booking date (PAYX-08).
      return answer.bookedOn === undefined
        ? meaningOfProgress(now, "settled")
        : meaningOfBooking(now, known.includes(answer.bankReference));
    case "pending":
    case "accepted":
    case "inSettlement":
      return meaningOfProgress(now, answer.status);
  }
};

/** What a chunk becomes by the bank's answers, in their order. Anything that does not fit is left for a person (PAYX-12). */
export const decideChunk = (
  before: string,
  earlier: readonly ChunkBooking[],
  answers: readonly RowAnswer[],
): ChunkDecision => {
  const statuses = Array.from(before);
  const booked: { readonly row: number; readonly bookedOn: LocalDate; readonly bankReference: string | undefined }[] =
    [];
  const refusals: ChunkDecision["refused"][number][] = [];
  const references = (row: number) =>
    [...earlier.flatMap(({ rows }) => rows), ...booked]
      .filter((one) => one.row === row)
      .map((one) => one.bankReference);
  for (const answer of answers) {
    const { row, bookedOn, bankReference } = answer;
    const meaning = meaningOf(answer, statusAt(statuses.join(""), row), references(row));
    if (meaning.kind === "refused") refusals.push({ answer, because: meaning.because });
    if (meaning.kind !== "becomes") continue;
    statuses[row] = statusCharacters[meaning.status];
    if (meaning.status === "booked" && bookedOn !== undefined) booked.push({ row, bookedOn, bankReference });
  }
  return { statuses: statuses.join(""), bookings: byDay(booked), refused: refusals };
};

const byDay = (
  booked: readonly { readonly row: number; readonly bookedOn: LocalDate; readonly bankReference: string | undefined }[],
): ChunkDecision["bookings"] =>
  [...Map.groupBy(booked, ({ bookedOn }) => bookedOn)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([bookedOn, same]) => ({
      bookedOn,
      rows: same.map(({ row, bankReference }) => ({ row, ...(bankReference === undefined ? {} : { bankReference }) })),
    }));
