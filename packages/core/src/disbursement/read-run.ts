import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { personsOf } from "./compose-run.ts";
import { type Confirmation, decideConfirmation } from "./confirm-run.ts";
import { statusAt } from "./decide-chunk.ts";
import { refuseExecutionDate } from "./decide-payment.ts";
import { findRun } from "./find-run.ts";
import type { DueOrder } from "./payment-order.ts";
import {
  type ChunkRow,
  type ChunkStatus,
  type PaymentRun,
  type RunFile,
  type RunId,
  type RunManifest,
  type RunNotFound,
  messageIdOf,
  runIdOf,
} from "./payment-run.ts";
import type { LoadedChunk, LoadedRun, RunStore } from "./run-store.ts";
import { refuseAccountingOfficer } from "./segregation.ts";

/** One payment of a run with what the bank has said. */
export type RunPayment = Pick<ChunkRow, "paymentId" | "endToEndId" | "payee" | "amountCents"> & {
  readonly status: ChunkStatus;
  readonly bookedOn: LocalDate | null;
};

export type ReadRun = {
  readonly run: Stored<PaymentRun>;
  readonly manifest: RunManifest;
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

const confirmBecause = ({ rights, run, manifest }: LoadedRun, command: Command): string | null => {
  const access = decideAccess("confirmRun", rights, {}, command.at);
  if (!access.ok) return access.error.kind;
  if (run === null || manifest === null) return "RunNotFound";
  const confirmation: Confirmation = {
    confirmedBy: command.caller,
    confirmedAt: command.at,
    role: access.value,
    manifestSha256: run.state.manifestSha256,
  };
  const decided = decideConfirmation(run.state, manifest, confirmation);
  return decided.ok ? null : decided.error.kind;
};

const sendBecause = ({ rights, run, manifest, file }: LoadedRun, { caller, at }: Command): string | null => {
  const access = decideAccess("sendRun", rights, {}, at);
  if (!access.ok) return access.error.kind;
  if (run?.state.state !== "confirmed") return "RunNotConfirmed";
  if (file?.state.state === "sent") return "RunAlreadySent";
  return refuseAccountingOfficer(manifest?.persons ?? [], caller)?.kind ?? null;
};

const collectBecause = ({ rights, file }: LoadedRun, { at }: Command): string | null => {
  const access = decideAccess("collectBankAnswers", rights, {}, at);
  if (!access.ok) return access.error.kind;
  return file?.state.state === "sent" ? null : "RunNotSent";
};

const answerOf = (action: Action, because: string | null): AllowedAction =>
  because === null ? { action, allowed: true } : { action, allowed: false, because };

/** A run with one part of its payments and what may be done with it. */
export const readRun = async (
  { runs }: { readonly runs: RunStore },
  { runId, chunk, command }: { readonly runId: RunId; readonly chunk: number; readonly command: Command },
): Promise<Result<ReadRun, RunNotFound | NotAllowed>> => {
  const loaded = await runs.loadRun(runId, command.caller);
  const found = findRun(loaded, { action: "readRun", runId, command });
  if (!found.ok) return found;
  const { run, manifest } = found.value;
  if (chunk >= manifest.chunks.length) return err({ kind: "RunNotFound", runId });
  const part = await runs.loadChunk(runId, chunk);
  return ok({
    run,
    manifest,
    file: loaded.file,
    messageId: messageIdOf(run.state.executionOn),
    chunk,
    payments: paymentsOf(part),
    allowedActions: [
      answerOf("confirmRun", confirmBecause(loaded, command)),
      answerOf("sendRun", sendBecause(loaded, command)),
      answerOf("collectBankAnswers", collectBecause(loaded, command)),
    ],
  });
};

/** The orders of a day before its run, or the run that has them. */
export type DueDay = {
  readonly executionOn: LocalDate;
  readonly run: Stored<PaymentRun> | null;
  readonly orders: readonly DueOrder[];
  readonly sumCents: Cents;
  readonly allowedActions: readonly AllowedAction[];
};

type ReadDay = { readonly executionOn: LocalDate; readonly caller: UserId; readonly now: Instant };
type ReadDayDeps = { readonly runs: RunStore; readonly newId: NewId; readonly calendar: WorkingCalendar };

export const readDueOrders = async (
  { runs, newId, calendar }: ReadDayDeps,
  { executionOn, caller, now }: ReadDay,
): Promise<Result<DueDay, NotAllowed>> => {
  const { rights, run, orders } = await runs.loadDay(executionOn, runIdOf(newId, executionOn), caller);
  const role = decideAccess("readDueOrders", rights, {}, now);
  if (!role.ok) return role;
  const create = (): string | null => {
    const access = decideAccess("createRun", rights, {}, now);
    if (!access.ok) return access.error.kind;
    if (run !== null) return "OrdersAlreadyInRun";
    if (orders.length === 0) return "NothingDue";
    const outside = refuseExecutionDate(executionOn, dateInZone(now), calendar);
    return outside?.kind ?? refuseAccountingOfficer(personsOf(orders), caller)?.kind ?? null;
  };
  const amounts = orders.map(({ amountCents }) => amountCents);
  return ok({
    executionOn,
    run,
    orders,
    sumCents: amounts.length === 0 ? NO_CENTS : sumCents(amounts),
    allowedActions: [answerOf("createRun", create())],
  });
};
