import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { UnionLine } from "../cofunding/pot-line.ts";
import { BankAccountId } from "../registry/organisation.ts";
import type { Stored } from "../audit/stored.ts";
import { type PaymentOrder, orderPersons } from "./payment-order.ts";
import { BankMessageId, UnmatchedLine } from "./bank-message.ts";
import { PaymentId } from "./payment-request.ts";
import { BankReference, EndToEndId } from "./payment-text.ts";

export const RunId = prefixedId("run").brand("RunId").meta({ id: "RunId" });
export type RunId = z.infer<typeof RunId>;

/** A day has one run: the same day makes the same id. */
export const runIdOf = (newId: NewId, executionOn: LocalDate): RunId =>
  RunId.parse(`run_${newId(`run:${executionOn}`)}`);

export const paymentsPerChunkMax = 100;

const messagePrefix = "ECCC-RUN-";

/** The name under which the bank knows the run's file. */
export const messageIdOf = (executionOn: LocalDate): BankReference =>
  BankReference.parse(`${messagePrefix}${executionOn}`);

/** The day of the run that a message of ours names; `null` for any other name. */
export const executionDateOf = (messageId: string): LocalDate | null => {
  if (!messageId.startsWith(messagePrefix)) return null;
  return LocalDate.safeParse(messageId.slice(messagePrefix.length)).data ?? null;
};

/** One payment of a chunk: ids and cents, no names (DATA §8). */
export const ChunkRow = z.object({
  paymentId: PaymentId,
  endToEndId: EndToEndId,
  payee: OrganisationId,
  bankAccountId: BankAccountId,
  amountCents: Cents,
  lines: z.array(z.object({ line: UnionLine, amountCents: Cents })).min(1),
});
export type ChunkRow = z.infer<typeof ChunkRow>;

/** What one part of a run holds, as its manifest says. */
export const ChunkSummary = z
  .object({
    /** Rows are in the order of their payment ids; this is the first. */
    firstPaymentId: PaymentId,
    payments: z.int().min(1).max(paymentsPerChunkMax),
    sumCents: Cents,
    sha256: Digest,
  })
  .meta({ id: "ChunkSummary" });
export type ChunkSummary = z.infer<typeof ChunkSummary>;

/** A chunk by its number, and by its digest: two lists for one day never overwrite each other. */
export type ChunkReference = { readonly runId: RunId; readonly chunk: number; readonly sha256: Digest };

/** Everything that a run pays, by digests; its own digest is what the second person confirms. */
export const RunManifest = z
  .object({
    v: z.literal(1),
    runId: z.string(),
    executionOn: LocalDate,
    chunks: z.array(ChunkSummary).min(1),
    /** Persons behind the orders, each combination once: whoever confirms or pays is none of them. */
    persons: z.array(z.object(orderPersons)).min(1),
  })
  .meta({ id: "RunManifest" });
export type RunManifest = z.infer<typeof RunManifest>;

/** Why a run that was asked for was not prepared: a rule that needs all orders of the day, or their accounts. */
export const RunRefusal = z.enum(["NothingDue", "TooManyOrders", "SegregationViolated"]).meta({ id: "RunRefusal" });
export type RunRefusal = z.infer<typeof RunRefusal>;

/** What the rules of the bank's file refuse; the payment, where it is one. Whose name or address it is stands in the registry. */
export const FileRefusal = z
  .object({
    kind: z.enum([
      "AmountOutOfRange",
      "PaymentTextInvalid",
      "AddressInvalid",
      "IbanInvalid",
      "PartyNameRefused",
      "PaymentFileEmpty",
      "TooManyPayments",
      "PaymentTotalTooLarge",
      "BatchIdRepeated",
      "EndToEndIdRepeated",
    ]),
    endToEndId: EndToEndId.optional(),
  })
  .meta({ id: "FileRefusal" });
export type FileRefusal = z.infer<typeof FileRefusal>;

const shared = {
  id: RunId,
  executionOn: LocalDate,
  createdBy: UserId,
  /** For whom, where a deputy asked for the run (CLR-SOD-01). */
  createdFor: UserId.optional(),
  /** Counts how often the run of this day was asked for; it is asked for anew when it was refused. */
  attempt: z.int().min(1),
};
const contents = { ...shared, manifestSha256: Digest, nbOfTxs: z.int().min(1), ctrlSumCents: Cents };
const confirmation = { confirmedBy: UserId, confirmedAt: Instant };
const release = { ...confirmation, releasedBy: UserId };

const RequestedRun = z.object({ state: z.literal("requested"), ...shared }).meta({ id: "RequestedRun" });
const RefusedRun = z.object({ state: z.literal("refused"), ...shared, because: RunRefusal }).meta({ id: "RefusedRun" });
const PreparedRun = z.object({ state: z.literal("prepared"), ...contents }).meta({ id: "PreparedRun" });
const ConfirmedRun = z
  .object({ state: z.literal("confirmed"), ...contents, ...confirmation })
  .meta({ id: "ConfirmedRun" });
const ReleasedRun = z.object({ state: z.literal("released"), ...contents, ...release }).meta({ id: "ReleasedRun" });
const UnwritableRun = z
  .object({ state: z.literal("unwritable"), ...contents, ...release, because: FileRefusal })
  .meta({ id: "UnwritableRun" });
const CompletedRun = z.object({ state: z.literal("completed"), ...contents, ...release }).meta({ id: "CompletedRun" });

/**
 * The head of a payment run: what is paid on one day. Persons ask for it, confirm its list and release its file; in between the worker
 * prepares it, hands the file to the bank and books what the bank says. It is completed when the bank has booked, refused or returned
 * every payment of it.
 */
export const PaymentRun = z
  .discriminatedUnion("state", [
    RequestedRun,
    RefusedRun,
    PreparedRun,
    ConfirmedRun,
    ReleasedRun,
    UnwritableRun,
    CompletedRun,
  ])
  .meta({ id: "PaymentRun" });
export type PaymentRun = z.infer<typeof PaymentRun>;
export type RequestedRun = z.infer<typeof RequestedRun>;
export type ReleasedRun = z.infer<typeof ReleasedRun>;
/** A run with a list of payments. */
export type ListedRun = Exclude<PaymentRun, { state: "requested" | "refused" }>;

export const isListed = (run: PaymentRun): run is ListedRun => "manifestSha256" in run;

/** Whether the worker has something to do for a run in this state; in all others a person has, or nobody. */
export const isRunWork = ({ state }: PaymentRun): boolean => state === "requested" || state === "released";

/** The version that the latest request for the run made: each attempt is asked for once and, but for the last, refused once. */
export const requestedVersionOf = (attempt: number): number => 2 * attempt - 1;

export const RunFileId = prefixedId("file").brand("RunFileId").meta({ id: "RunFileId" });
export type RunFileId = z.infer<typeof RunFileId>;
export const runFileIdOf = (newId: NewId, runId: RunId): RunFileId =>
  RunFileId.parse(`file_${newId(`file:${runId}:1`)}`);

const fileShared = { id: RunFileId, runId: RunId, sha256: Digest };
const SendingFile = z
  .object({
    state: z.literal("sending"),
    ...fileShared,
    /** The time of the pass that was about to call the bank. */
    sendingAt: Instant,
  })
  .meta({ id: "SendingRunFile" });
const SentFile = z.object({ state: z.literal("sent"), ...fileShared }).meta({ id: "SentRunFile" });

/** The file of a run. It is `sending` before the bank is called and until it is known that the bank has it (DATA §8). */
export const RunFile = z.discriminatedUnion("state", [SendingFile, SentFile]).meta({ id: "RunFile" });
export type RunFile = z.infer<typeof RunFile>;

export const ChunkId = prefixedId("chk").brand("ChunkId").meta({ id: "ChunkId" });
export type ChunkId = z.infer<typeof ChunkId>;
export const chunkIdOf = (newId: NewId, runId: RunId, chunk: number): ChunkId =>
  ChunkId.parse(`chk_${newId(`chunk:${runId}:${chunk}`)}`);

/** One character a payment, in the order of the chunk's rows (DATA §8). */
export const statusCharacters = {
  waiting: "-",
  pending: "p",
  accepted: "a",
  inSettlement: "i",
  settled: "s",
  booked: "b",
  rejected: "x",
  returned: "r",
} as const;
export const ChunkStatus = z
  .enum(["waiting", "pending", "accepted", "inSettlement", "settled", "booked", "rejected", "returned"])
  .meta({ id: "ChunkStatus" });
export type ChunkStatus = z.infer<typeof ChunkStatus>;

/** The head of a chunk: what the bank has said about each payment. Born with the first answer. */
export const RunChunk = z
  .object({
    state: z.literal("answered"),
    id: ChunkId,
    runId: RunId,
    chunk: z.int().min(0),
    statuses: z.string().regex(/^[-paisbxr]{1,100}$/),
    /** Day of the last booking that this version brought. */
    bookedOn: LocalDate.optional(),
  })
  .meta({ id: "RunChunk" });
export type RunChunk = z.infer<typeof RunChunk>;

/** Payments of a chunk that our account was debited for on one day, with the bank's reference of each; kept under the version that booked them. */
export const ChunkBooking = z.object({
  version: z.int().min(1),
  /** The message that said so. */
  messageId: BankMessageId,
  bookedOn: LocalDate,
  rows: z.array(z.object({ row: z.int().min(0), bankReference: z.string().optional() })).min(1),
});
export type ChunkBooking = z.infer<typeof ChunkBooking>;

/** What became of the lines that one message has for one part, kept with the version that they made: applied once, however often it is tried. */
export const ChunkReply = z.object({
  booked: z.int().min(0),
  rejected: z.int().min(0),
  returned: z.int().min(0),
  refused: z.array(UnmatchedLine),
});
export type ChunkReply = z.infer<typeof ChunkReply>;

/** What is known of one order: where it stands in its run, and what the bank has said. */
export type RunTrace = {
  readonly order: Stored<PaymentOrder> | null;
  readonly run: Stored<PaymentRun> | null;
  readonly file: Stored<RunFile> | null;
  readonly status: ChunkStatus | null;
  readonly bookedOn: LocalDate | null;
};

export type RunNotFound = { readonly kind: "RunNotFound"; readonly runId: RunId };
