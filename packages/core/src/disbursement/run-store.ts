import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { AccountsPort } from "../access/actor.ts";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankException, BankMessage, BankMessageId } from "./bank-message.ts";
import type { DueOrder } from "./payment-order.ts";
import type {
  ChunkBooking,
  ChunkReference,
  ChunkRow,
  PaymentRun,
  RunChunk,
  RunFile,
  RunId,
  RunManifest,
} from "./payment-run.ts";

/** The orders of a day: all of them, or the first of each shard and that there are more. */
export type LoadedDay = {
  readonly rights: Rights | null;
  readonly run: Stored<PaymentRun> | null;
  readonly orders: readonly DueOrder[];
  readonly hasMore: boolean;
};

/** A run; the manifest is there once it is prepared, the file once the bank is about to be called. */
export type LoadedRun = {
  readonly run: Stored<PaymentRun> | null;
  readonly manifest: RunManifest | null;
  readonly file: Stored<RunFile> | null;
};

/** A chunk with everything that the bank has said about it. */
export type LoadedChunk = {
  readonly rows: readonly ChunkRow[];
  readonly chunk: Stored<RunChunk> | null;
  readonly bookings: readonly ChunkBooking[];
};

export type LoadedMessage = { readonly rights: Rights | null; readonly message: Stored<BankMessage> | null };

/** Runs and messages of the bank as persons see them and decide on them: one wave to read, one transaction to write. */
export type RunStore = AccountsPort & {
  /** At most a page of each shard, in the order of the payment ids. */
  loadDay(executionOn: LocalDate, runId: RunId, caller: UserId): Promise<LoadedDay>;
  loadRun(runId: RunId, caller: UserId): Promise<LoadedRun & { readonly rights: Rights | null }>;
  listRuns(caller: UserId): Promise<{ readonly rights: Rights | null; readonly runs: readonly Stored<PaymentRun>[] }>;
  loadChunk(chunk: ChunkReference): Promise<LoadedChunk>;
  /** With the head, its row among the worker's tasks as long as it is one. */
  commitRun(change: Change<PaymentRun>, command: Command): Promise<Result<Stored<PaymentRun>, CommitRefusal>>;
  loadMessage(messageId: BankMessageId, caller: UserId): Promise<LoadedMessage>;
  /** The same for a message. */
  commitMessage(change: Change<BankMessage>, command: Command): Promise<Result<Stored<BankMessage>, CommitRefusal>>;
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
