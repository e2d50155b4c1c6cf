import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { NewId } from "@grants/kernel/id";
import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { chunkReference } from "./compose-run.ts";
import { type Confirmation, decideConfirmation } from "./confirm-run.ts";
import { statusAt } from "./decide-chunk.ts";
import { findRun, personsBehind } from "./find-run.ts";
import { refuseRunRequest } from "./create-run.ts";
import type { DueOrder } from "./payment-order.ts";
import {
  type ChunkRow,
  type ChunkStatus,
  type PaymentRun,
  type RunFile,
  type RunId,
  type RunManifest,
  type RunNotFound,
  isListed,
  messageIdOf,
  runIdOf,
} from "./payment-run.ts";
import type { LoadedChunk, LoadedRun, RunStore } from "./run-store.ts";
import { decideRelease } from "./send-run.ts";

/** One payment of a run with what the bank has said. */
export type RunPayment = Pick<ChunkRow, "paymentId" | "endToEndId" | "payee" | "amountCents"> & {
  readonly status: ChunkStatus;
  readonly bookedOn: LocalDate | null;
};

export type ReadRun = {
  readonly run: Stored<PaymentRun>;
  /** Stands once the run is prepared. */
  readonly manifest: RunManifest | null;
  readonly file: Stored<RunFile> | null;
  readonly messageId: string;
  /** Which part of the run these payments are. */
  readonly chunk: number;
  readonly payments: readonly RunPayment[];
  readonly allowedActions: readonly AllowedAction[];
};

const paymentsOf = ({ rows, chunk, bookings }: LoadedChunk): readonly RunPayment[] =>
  rows.map(({ paymentId, endToEndId, payee, amountCents }, place) => ({
    paymentId,
    endToEndId,
    payee,
    amountCents,
    status: chunk === null ? "waiting" : statusAt(chunk.state.statuses, place),
    bookedOn: bookings.find(({ rows: booked }) => booked.some(({ row }) => row === place))?.bookedOn ?? null,
  }));

type Seen = LoadedRun & { readonly rights: Rights | null };

const confirmBecause = (loaded: Seen, run: Stored<PaymentRun>, command: Command): string | null => {
  const access = decideAccess("confirmRun", loaded.rights, {}, command.at);
  if (!access.ok) return access.error.kind;
  const confirmation: Confirmation = {
    confirmedBy: command.caller,
    confirmedAt: command.at,
    role: access.value,
    actor: actorOf(command.caller, loaded.rights, access.value),
    manifestSha256: isListed(run.state) ? run.state.manifestSha256 : null,
  };
  const decided = decideConfirmation(run.state, personsBehind(loaded), confirmation);
  return decided.ok ? null : decided.error.kind;
};

const sendBecause = (loaded: Seen, run: Stored<PaymentRun>, { caller, at }: Command): string | null => {
  const access = decideAccess("sendRun", loaded.rights, {}, at);
  if (!access.ok) return access.error.kind;
  const decided = decideRelease(run.state, personsBehind(loaded), caller, actorOf(caller, loaded.rights, access.value));
  return decided.ok ? null : decided.error.kind;
};

const answerOf = (action: Action, because: string | null): AllowedAction =>
  because === null ? { action, allowed: true } : { action, allowed: false, because };

/** A run with one part of its payments, once it has any, and what may be done with it. */
export const readRun = async (
  { runs }: { readonly runs: RunStore },
  { runId, chunk, command }: { readonly runId: RunId; readonly chunk: number; readonly command: Command },
): Promise<Result<ReadRun, RunNotFound | NotAllowed>> => {
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "readRun", runId, command });
  if (!found.ok) return found;
  const { run } = found.value;
  const { manifest, file } = loaded;
  if (chunk > 0 && chunk >= (manifest?.chunks.length ?? 0)) return err({ kind: "RunNotFound", runId });
  const part = manifest === null ? null : await runs.loadChunk(chunkReference(manifest, runId, chunk));
  return ok({
    run,
    manifest,
    file,
    messageId: messageIdOf(run.state.executionOn),
    chunk,
    payments: part === null ? [] : paymentsOf(part),
    allowedActions: [
      answerOf("confirmRun", confirmBecause(loaded, run, command)),
      answerOf("sendRun", sendBecause(loaded, run, command)),
    ],
  });
};

/** The orders of a day before its run, or the run that has them. */
export type DueDay = {
  readonly executionOn: LocalDate;
  readonly run: Stored<PaymentRun> | null;
  /** The first ones of the day; all of them where there are no more. */
  readonly orders: readonly DueOrder[];
  readonly hasMore: boolean;
  readonly sumCents: Cents;
  readonly allowedActions: readonly AllowedAction[];
};

type ReadDay = { readonly executionOn: LocalDate; readonly command: Command };
type ReadDayDeps = { readonly runs: RunStore; readonly newId: NewId; readonly calendar: WorkingCalendar };

export const readDueOrders = async (
  { runs, newId, calendar }: ReadDayDeps,
  { executionOn, command }: ReadDay,
): Promise<Result<DueDay, NotAllowed>> => {
  const day = await runs.loadDay(executionOn, runIdOf(newId, executionOn), command.caller);
  const { rights, run, orders, hasMore } = day;
  const role = decideAccess("readDueOrders", rights, {}, command.at);
  if (!role.ok) return role;
  const create = (): string | null => {
    const access = decideAccess("createRun", rights, {}, command.at);
    if (!access.ok) return access.error.kind;
    const payer = actorOf(command.caller, rights, access.value);
    return refuseRunRequest(day, { executionOn, command, calendar, payer })?.kind ?? null;
  };
  const amounts = orders.map(({ amountCents }) => amountCents);
  return ok({
    executionOn,
    run,
    orders,
    hasMore,
    sumCents: amounts.length === 0 ? NO_CENTS : sumCents(amounts),
    allowedActions: [answerOf("createRun", create())],
  });
};
