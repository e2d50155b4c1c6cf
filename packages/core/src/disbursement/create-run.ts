import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { paymentsPerFileMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Role } from "../access/role.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { transferLimitsOn } from "./check-transfer.ts";
import { type OrderCannotBePaid, checkDueOrder } from "./compose-instruction.ts";
import { composeRun, manifestDigest, manifestTotals, personsOf } from "./compose-run.ts";
import { type ExecutionDateInvalid, refuseExecutionDate } from "./decide-payment.ts";
import { endOrder } from "./end-order.ts";
import type { DueOrder } from "./payment-order.ts";
import { type PaymentRun, type RunId, runIdOf } from "./payment-run.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { RunStore } from "./run-store.ts";
import { type SegregationViolated, refuseAccountingOfficer } from "./segregation.ts";

/** The orders of this day are in a run already; an order is in one run only. */
export type OrdersAlreadyInRun = { readonly kind: "OrdersAlreadyInRun"; readonly runId: RunId };
export type NothingDue = { readonly kind: "NothingDue"; readonly executionOn: LocalDate };
export type TooManyOrders = { readonly kind: "TooManyOrders"; readonly ordersMax: number };
export type CreateRunDeps = {
  readonly runs: RunStore;
  readonly payments: PaymentStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly calendar: WorkingCalendar;
};
export type CreateRunError =
  | NotAllowed
  | ExecutionDateInvalid
  | OrdersAlreadyInRun
  | NothingDue
  | TooManyOrders
  | SegregationViolated
  | CommitRefusal;
type CreateRun = { readonly executionOn: LocalDate; readonly command: Command };
type Running = CreateRun & { readonly runId: RunId; readonly role: Role };

/**
 * Makes the run of one day (DATA §8): closes the day, takes out the orders that cannot be paid any more, and writes what is left as parts
 * with a manifest. Every step can be repeated; the run exists once its head does.
 */
export const createRun = async (
  deps: CreateRunDeps,
  { executionOn, command }: CreateRun,
): Promise<Result<Stored<PaymentRun>, CreateRunError>> => {
  const { runs, newId, calendar } = deps;
  const runId = runIdOf(newId, executionOn);
  const before = await runs.loadDay(executionOn, runId, command.caller);
  const role = decideAccess("createRun", before.rights, {}, command.at);
  if (!role.ok) return role;
  if (before.run !== null) return answerAgain(runs, before.run, command);
  const outside = refuseExecutionDate(executionOn, dateInZone(command.at), calendar);
  if (outside !== null) return err(outside);
  if (before.orders.length === 0) return err({ kind: "NothingDue", executionOn });
  const violated = refuseAccountingOfficer(personsOf(before.orders), command.caller);
  if (violated !== null) return err(violated);
  await runs.closeDay(executionOn, runId);
  const closed = await runs.loadDay(executionOn, runId, command.caller);
  const violatedSince = refuseAccountingOfficer(personsOf(closed.orders), command.caller);
  if (violatedSince !== null) return err(violatedSince);
  const payable = await withdrawUnpayable(deps, closed.orders, { executionOn, command, runId, role: role.value });
  return payable.ok ? commitRun(deps, payable.value, { executionOn, command, runId, role: role.value }) : payable;
};

/** It stands already: by this very request, or by another one. */
const answerAgain = async (
  runs: RunStore,
  run: Stored<PaymentRun>,
  command: Command,
): Promise<Result<Stored<PaymentRun>, OrdersAlreadyInRun | CommitRefusal>> => {
  const settled = await runs.settle(run, 0, command);
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "OrdersAlreadyInRun", runId: run.state.id });
};

/** An order that cannot be paid leaves by an entry and waits for another day; the others are not held up by it. */
const withdrawUnpayable = async (
  { runs, payments, sha256 }: CreateRunDeps,
  orders: readonly DueOrder[],
  { executionOn, command, role }: Running,
): Promise<Result<readonly DueOrder[], CommitRefusal>> => {
  const [heads, payees] = await Promise.all([runs.loadOrderHeads(orders), runs.loadPayees(orders)]);
  const limits = transferLimitsOn(executionOn);
  const payable: DueOrder[] = [];
  for (const [index, due] of orders.entries()) {
    const { order = null, request = null } = heads[index] ?? {};
    const payee = payees[index];
    if (order === null || request === null || payee === undefined) throw new Error(`${due.paymentId} is gone.`);
    // Taken out by an earlier try of this run.
    if (order.state.state !== "authorised") continue;
    const checked = checkDueOrder(sha256, { order: due, payee }, limits);
    if (checked.ok) {
      payable.push(due);
      continue;
    }
    const end = withdrawal(order.state, checked.error);
    // oxlint-disable-next-line no-await-in-loop -- few orders leave, each by an entry of its own.
    const ended = await endOrder({ payments, sha256 }, end, { due, order, request, role, command });
    if (!ended.ok) return ended;
  }
  return ok(payable);
};

const withdrawal = ({ id, amountCents, executionOn, orderSha256 }: PaymentOrderFacts, { because }: OrderCannotBePaid) =>
  ({
    next: { state: "withdrawn", id, amountCents, executionOn, orderSha256, because },
    type: "OrderWithdrawn",
    bookingReversal: null,
    terms: [],
  }) as const;
type PaymentOrderFacts = Parameters<typeof endOrder>[2]["order"]["state"];

const commitRun = async (
  { runs, sha256 }: CreateRunDeps,
  orders: readonly DueOrder[],
  { executionOn, runId, role, command }: Running,
): Promise<Result<Stored<PaymentRun>, NothingDue | TooManyOrders | CommitRefusal>> => {
  if (orders.length === 0) return err({ kind: "NothingDue", executionOn });
  if (orders.length > paymentsPerFileMax) return err({ kind: "TooManyOrders", ordersMax: paymentsPerFileMax });
  const { manifest, chunks } = composeRun(sha256, { runId, executionOn }, orders);
  await runs.keepContents(manifest, chunks);
  const next: PaymentRun = {
    state: "prepared",
    id: runId,
    executionOn,
    manifestSha256: manifestDigest(sha256, manifest),
    ...manifestTotals(manifest),
    createdBy: command.caller,
  };
  return runs.commitRun({ aggregate: runId, before: null, next, type: "RunPrepared", role, terms: [] }, command);
};
