import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccountDetails } from "../registry/bank-account.ts";
import type { LegalEntity, Organisation } from "../registry/organisation.ts";
import type { Salted } from "../registry/registry-store.ts";
import type { BankException, BankMessage, BankMessageId } from "./bank-message.ts";
import type { DueOrder, PaymentOrder } from "./payment-order.ts";
import type { PaymentId, PaymentRequest } from "./payment-request.ts";
import type { ChunkBooking, ChunkRow, PaymentRun, RunChunk, RunFile, RunId, RunManifest } from "./payment-run.ts";

/** The orders of a day. */
export type LoadedDay = {
  readonly rights: Rights | null;
  readonly run: Stored<PaymentRun> | null;
  readonly orders: readonly DueOrder[];
};

/** A payee as the registry knows it now. */
export type PayeeFile = {
  readonly organisation: Organisation | null;
  readonly legalEntity: LegalEntity | null;
  readonly account: Salted<BankAccountDetails> | null;
};

export type LoadedRun = {
  readonly rights: Rights | null;
  readonly run: Stored<PaymentRun> | null;
  readonly manifest: RunManifest | null;
  readonly file: Stored<RunFile> | null;
};

/** Where a payment stands in a run whose file went to the bank. */
export type PaymentPlace = {
  readonly manifest: RunManifest;
  readonly runId: RunId;
  readonly chunk: number;
  readonly row: number;
};

/** An order as the bank's answer finds it; no place: it is in no file that was sent. */
export type FoundPayment = { readonly order: Stored<PaymentOrder>; readonly place: PaymentPlace | null };

/** A chunk with everything that the bank has said about it. */
export type LoadedChunk = {
  readonly rows: readonly ChunkRow[];
  readonly chunk: Stored<RunChunk> | null;
  readonly bookings: readonly ChunkBooking[];
};

export type LoadedMessage = { readonly rights: Rights | null; readonly message: Stored<BankMessage> | null };

export type RunStore = {
  /** Every order that is due on a day, in the order of the payment ids. */
  loadDay(executionOn: LocalDate, runId: RunId, caller: UserId): Promise<LoadedDay>;
  /** Lets nothing more enter the day; doing it twice is doing it once. */
  closeDay(executionOn: LocalDate, runId: RunId): Promise<void>;
  /** In the order asked for. */
  loadPayees(orders: readonly Pick<DueOrder, "payee" | "bankAccountId">[]): Promise<readonly PayeeFile[]>;
  /** The heads behind orders, in the order asked for. */
  loadOrderHeads(
    orders: readonly Pick<DueOrder, "paymentId" | "requestId">[],
  ): Promise<
    readonly { readonly order: Stored<PaymentOrder> | null; readonly request: Stored<PaymentRequest> | null }[]
  >;
  loadDueOrder(executionOn: LocalDate, paymentId: PaymentId): Promise<DueOrder | null>;
  /** Chunks and manifest stand before the head names them. */
  keepContents(manifest: RunManifest, chunks: readonly (readonly ChunkRow[])[]): Promise<void>;
  commitRun(change: Change<PaymentRun>, command: Command): Promise<Result<Stored<PaymentRun>, CommitRefusal>>;
  loadRun(runId: RunId, caller: UserId): Promise<LoadedRun>;
  listRuns(caller: UserId): Promise<{ readonly rights: Rights | null; readonly runs: readonly Stored<PaymentRun>[] }>;
  loadChunkRows(runId: RunId, chunk: number): Promise<readonly ChunkRow[]>;
  loadChunk(runId: RunId, chunk: number): Promise<LoadedChunk>;
  commitFile(change: Change<RunFile>, command: Command): Promise<Result<Stored<RunFile>, CommitRefusal>>;
  findPayments(paymentIds: readonly PaymentId[]): Promise<ReadonlyMap<PaymentId, FoundPayment>>;
  /** The state of a chunk, and the bookings that its version brings. */
  commitChunk(
    change: Change<RunChunk>,
    booking: ChunkBooking | null,
    command: Command,
  ): Promise<Result<Stored<RunChunk>, CommitRefusal>>;
  loadMessage(messageId: BankMessageId, caller: UserId): Promise<LoadedMessage>;
  commitMessage(change: Change<BankMessage>, command: Command): Promise<Result<Stored<BankMessage>, CommitRefusal>>;
  /** Lines that a person must look at; keeping them twice is keeping them once. */
  keepExceptions(exceptions: readonly BankException[]): Promise<void>;
  /** The latest first, at most one page. */
  listExceptions(
    caller: UserId,
  ): Promise<{ readonly rights: Rights | null; readonly exceptions: readonly BankException[] }>;
  settle<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};

/** Files to and from the bank, in object storage, under their digest and kept once. */
export type PaymentFileStore = {
  keep(place: PaymentFilePlace, text: string): Promise<void>;
  load(place: PaymentFilePlace): Promise<string | null>;
};
export type PaymentFilePlace = { readonly kind: "run" | "bankMessage"; readonly id: string; readonly sha256: Digest };
