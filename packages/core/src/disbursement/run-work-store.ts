import type { Digest } from "@grants/kernel/digest";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccountDetails } from "../registry/bank-account.ts";
import type { LegalEntity, Organisation } from "../registry/organisation.ts";
import type { Salted } from "../registry/registry-store.ts";
import type { BankException, BankMessage, BankMessageId } from "./bank-message.ts";
import type { DueOrder, PaymentOrder, WithdrawalReason } from "./payment-order.ts";
import type { PaymentId, PaymentRequest } from "./payment-request.ts";
import type {
  ChunkBooking,
  ChunkReference,
  ChunkReply,
  ChunkRow,
  PaymentRun,
  RunChunk,
  RunFile,
  RunId,
  RunManifest,
} from "./payment-run.ts";
import type { RunAt, RunMoved } from "./payment-store.ts";
import type { LoadedChunk, LoadedRun } from "./run-store.ts";

/** What waits for the worker: its row stands as long as the head is in a state that the worker moves on. */
export type RunTask =
  | { readonly kind: "run"; readonly runId: RunId }
  | { readonly kind: "message"; readonly messageId: BankMessageId };

/** A payee as the registry knows it now. */
export type PayeeFile = {
  readonly organisation: Organisation | null;
  readonly legalEntity: LegalEntity | null;
  readonly account: Salted<BankAccountDetails> | null;
};

export type OrderHeads = {
  readonly order: Stored<PaymentOrder> | null;
  readonly request: Stored<PaymentRequest> | null;
};

/** Which orders of a page stay out of the run: those that ended before, and those that cannot be paid any more. */
export type OrderCheck = {
  /** Digest of the page's payment ids: a check holds for these orders and no others. */
  readonly ordersSha256: Digest;
  readonly ended: readonly PaymentId[];
  readonly unpayable: readonly { readonly paymentId: PaymentId; readonly because: WithdrawalReason }[];
};
/** A page of the orders of one attempt. */
export type CheckPlace = { readonly runId: RunId; readonly attempt: number; readonly page: number };

/** Where a payment stands in a run whose file went to the bank. */
export type PaymentPlace = {
  readonly manifest: RunManifest;
  readonly runId: RunId;
  readonly chunk: number;
  readonly row: number;
};

/** An order as the bank's answer finds it; no place: it is in no file that was sent. */
export type FoundPayment = { readonly order: Stored<PaymentOrder>; readonly place: PaymentPlace | null };

/** What the worker reads and writes. Each step can be repeated, and does nothing for a run that has gone on without it. */
export type RunWorkStore = {
  /** A page of what is to do, and where the next one starts; `null` after the last. */
  listTasks(after: string | null): Promise<{ readonly tasks: readonly RunTask[]; readonly next: string | null }>;
  loadRun(runId: RunId): Promise<LoadedRun>;
  /** The gates of the day, all at once and only while the run stands at this version: nothing is added to the day any more. */
  closeDay(run: RunAt, executionOn: LocalDate): Promise<Result<null, RunMoved | CommitRefusal>>;
  /** Orders of a day in the order of the payment ids; no more than one above the limit are read. */
  loadOrders(executionOn: LocalDate, ordersMax: number): Promise<readonly DueOrder[]>;
  loadCheck(place: CheckPlace): Promise<OrderCheck | null>;
  /** Kept by whoever is first; gives back the one that stands. */
  keepCheck(place: CheckPlace, check: OrderCheck): Promise<OrderCheck>;
  /** In the order asked for. */
  loadPayees(orders: readonly Pick<DueOrder, "payee" | "bankAccountId">[]): Promise<readonly PayeeFile[]>;
  /** The heads behind orders, in the order asked for. */
  loadOrderHeads(orders: readonly Pick<DueOrder, "paymentId" | "requestId">[]): Promise<readonly OrderHeads[]>;
  loadDueOrder(executionOn: LocalDate, paymentId: PaymentId): Promise<DueOrder | null>;
  /** Under their digests, so that another list replaces none of them. */
  keepChunks(runId: RunId, chunks: readonly (readonly ChunkRow[])[], manifest: RunManifest): Promise<void>;
  /** The head and the manifest that it names. */
  commitPrepared(
    change: Change<PaymentRun>,
    manifest: RunManifest,
    command: Command,
  ): Promise<Result<Stored<PaymentRun>, CommitRefusal>>;
  /** The head, and the day is open again. */
  commitRefused(change: Change<PaymentRun>, command: Command): Promise<Result<Stored<PaymentRun>, CommitRefusal>>;
  commitRun(change: Change<PaymentRun>, command: Command): Promise<Result<Stored<PaymentRun>, CommitRefusal>>;
  commitFile(change: Change<RunFile>, command: Command): Promise<Result<Stored<RunFile>, CommitRefusal>>;
  loadChunkRows(chunk: ChunkReference): Promise<readonly ChunkRow[]>;
  /** A chunk, and what became of the lines that a message has for it, if it was applied to it. */
  loadChunkFor(
    chunk: ChunkReference,
    messageId: BankMessageId,
  ): Promise<LoadedChunk & { readonly reply: ChunkReply | null }>;
  /** Whether the bank has booked, refused or returned every payment of a run of so many chunks. */
  isAnswered(runId: RunId, chunks: number): Promise<boolean>;
  findPayments(paymentIds: readonly PaymentId[]): Promise<ReadonlyMap<PaymentId, FoundPayment>>;
  /** The state of a chunk, the bookings that its version brings, and with the last version what became of a message's lines. */
  commitChunk(
    change: Change<RunChunk>,
    beside: {
      readonly booking: ChunkBooking | null;
      readonly reply: { readonly messageId: BankMessageId; readonly reply: ChunkReply } | null;
    },
    command: Command,
  ): Promise<Result<Stored<RunChunk>, CommitRefusal>>;
  loadMessage(messageId: BankMessageId): Promise<Stored<BankMessage> | null>;
  commitMessage(change: Change<BankMessage>, command: Command): Promise<Result<Stored<BankMessage>, CommitRefusal>>;
  /** Lines that a person must look at; keeping them twice is keeping them once. */
  keepExceptions(exceptions: readonly BankException[]): Promise<void>;
};
