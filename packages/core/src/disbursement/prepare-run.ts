import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { paymentsPerFileMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Stored } from "../audit/stored.ts";
import { transferLimitsOn } from "./check-transfer.ts";
import { checkDueOrder } from "./compose-instruction.ts";
import { composeRun, manifestDigest, manifestTotals, personsOf } from "./compose-run.ts";
import { endOrder } from "./end-order.ts";
import type { DueOrder, WithdrawalReason } from "./payment-order.ts";
import type { PaymentId } from "./payment-request.ts";
import { type PaymentRun, type RequestedRun, type RunRefusal, paymentsPerChunkMax } from "./payment-run.ts";
import type { OrderEndStore } from "./payment-store.ts";
import type { OrderCheck, RunWorkStore } from "./run-work-store.ts";
import { makerOf, refuseAccountingOfficer } from "./segregation.ts";
import { type Overtaken, type Pass, type Progress, workCommand } from "./work-command.ts";

export type PrepareRunDeps = {
  readonly work: RunWorkStore;
  readonly orderEnds: OrderEndStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
type Requested = Stored<PaymentRun> & { readonly state: RequestedRun };
type Preparing = { readonly run: Requested; readonly pass: Pass };

/** Pages of orders that are looked at together. */
const pagesAtOnce = 8;

/**
 * Prepares the run that somebody asked for (DATA §8): closes the day, takes out the orders that cannot be paid any more, and writes what is
 * left as parts with a manifest; or refuses the run, and the day is open again. Which orders stay out is decided once for each page of them,
 * so that two workers, or one that begins again, make the same run.
 */
export const prepareRun = async (deps: PrepareRunDeps, preparing: Preparing): Promise<Result<Progress, Overtaken>> => {
  const { work } = deps;
  const { run } = preparing;
  const { id: runId, executionOn } = run.state;
  const closed = await work.closeDay({ runId, version: run.version }, executionOn);
  if (!closed.ok) return closed;
  const orders = await work.loadOrders(executionOn, paymentsPerFileMax);
  if (orders.length === 0) return refuse(deps, preparing, "NothingDue");
  if (orders.length > paymentsPerFileMax) return refuse(deps, preparing, "TooManyOrders");
  // The maker has had no part in any of the orders (SOD-04).
  if (refuseAccountingOfficer(personsOf(orders), makerOf(run.state)) !== null)
    return refuse(deps, preparing, "SegregationViolated");
  const payable = await payableOrders(deps, preparing, orders);
  if (!payable.ok) return payable;
  if (payable.value === "later") return ok("later");
  return payable.value.length === 0
    ? refuse(deps, preparing, "NothingDue")
    : commitPrepared(deps, preparing, payable.value);
};

const versionCommand = (deps: PrepareRunDeps, { run, pass }: Preparing, step: string) =>
  workCommand(deps, pass, `${run.state.id} ${run.version} ${step}`);

const termsOf = ({ run }: Preparing) => [{ id: run.state.id, version: run.version }];

/** The day can have its run after all: the refused run is asked for anew, under the same name. */
const refuse = async (
  deps: PrepareRunDeps,
  preparing: Preparing,
  because: RunRefusal,
): Promise<Result<Progress, Overtaken>> => {
  const { run } = preparing;
  const next: PaymentRun = { ...run.state, state: "refused", because };
  const entry = { type: "RunRefused", role: "system" as const, terms: termsOf(preparing) };
  const change = { aggregate: run.state.id, before: run, next, ...entry };
  const refused = await deps.work.commitRefused(change, versionCommand(deps, preparing, "refused"));
  return refused.ok ? ok("done") : refused;
};

const commitPrepared = async (
  deps: PrepareRunDeps,
  preparing: Preparing,
  orders: readonly DueOrder[],
): Promise<Result<Progress, Overtaken>> => {
  const { work, sha256 } = deps;
  const { run } = preparing;
  const { id: runId, executionOn } = run.state;
  const { manifest, chunks } = composeRun(sha256, { runId, executionOn }, orders);
  await work.keepChunks(runId, chunks, manifest);
  const manifestSha256 = manifestDigest(sha256, manifest);
  const next: PaymentRun = { ...run.state, state: "prepared", manifestSha256, ...manifestTotals(manifest) };
  const entry = { type: "RunPrepared", role: "system" as const, terms: termsOf(preparing) };
  const change = { aggregate: runId, before: run, next, ...entry };
  const prepared = await work.commitPrepared(change, manifest, versionCommand(deps, preparing, "prepared"));
  return prepared.ok ? ok("done") : prepared;
};

const pagesOf = (orders: readonly DueOrder[]): readonly (readonly DueOrder[])[] => {
  const pages: (readonly DueOrder[])[] = [];
  for (let start = 0; start < orders.length; start += paymentsPerChunkMax)
    pages.push(orders.slice(start, start + paymentsPerChunkMax));
  return pages;
};

/** The orders that the run pays. The others leave by an entry each and wait for another day; nobody is held up by them. */
const payableOrders = async (
  deps: PrepareRunDeps,
  preparing: Preparing,
  orders: readonly DueOrder[],
): Promise<Result<"later" | readonly DueOrder[], Overtaken>> => {
  const pages = pagesOf(orders);
  const payable: DueOrder[] = [];
  for (let start = 0; start < pages.length; start += pagesAtOnce) {
    if (!preparing.pass.hasTime()) return ok("later");
    const some = pages.slice(start, start + pagesAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- some pages together, so that memory and the database are not flooded.
    const checks = await Promise.all(
      some.map((page, index) => checkPage(deps, preparing, { page, number: start + index })),
    );
    for (const checked of checks) {
      if (!checked.ok) return checked;
      payable.push(...checked.value);
    }
  }
  return ok(payable);
};

type Page = { readonly page: readonly DueOrder[]; readonly number: number };

const checkPage = async (
  deps: PrepareRunDeps,
  preparing: Preparing,
  { page, number }: Page,
): Promise<Result<readonly DueOrder[], Overtaken>> => {
  const { work } = deps;
  const { id: runId, attempt } = preparing.run.state;
  const place = { runId, attempt, page: number };
  const check = (await work.loadCheck(place)) ?? (await work.keepCheck(place, await judge(deps, page)));
  // The day is closed: its pages are the same ones whoever reads them. Another page under this number would pay what must stay out.
  if (check.ordersSha256 !== digestOf(deps, page)) throw new Error(`Page ${number} of ${runId} holds other orders.`);
  const reasons = new Map(check.unpayable.map(({ paymentId, because }) => [paymentId, because]));
  const leaving = page.flatMap((order) => {
    const because = reasons.get(order.paymentId);
    return because === undefined ? [] : [{ order, because }];
  });
  const withdrawn = await withdraw(deps, preparing, leaving);
  if (!withdrawn.ok) return withdrawn;
  const out = new Set<PaymentId>([...check.ended, ...reasons.keys()]);
  return ok(page.filter(({ paymentId }) => !out.has(paymentId)));
};

const digestOf = ({ sha256 }: PrepareRunDeps, page: readonly DueOrder[]) =>
  sha256(page.map(({ paymentId }) => paymentId).join(" "));

/** Each order against its own head and the payee as the registry knows it now. */
const judge = async (deps: PrepareRunDeps, page: readonly DueOrder[]): Promise<OrderCheck> => {
  const { work, sha256 } = deps;
  const [heads, payees] = await Promise.all([work.loadOrderHeads(page), work.loadPayees(page)]);
  const ended: PaymentId[] = [];
  const unpayable: { paymentId: PaymentId; because: WithdrawalReason }[] = [];
  for (const [index, order] of page.entries()) {
    const { paymentId, executionOn } = order;
    const head = heads[index]?.order;
    const payee = payees[index];
    if (head === null || head === undefined || payee === undefined) throw new Error(`${paymentId} is gone.`);
    // It ended in an earlier run of the day that was refused, or in an earlier try of this one.
    if (head.state.state !== "authorised") {
      ended.push(paymentId);
      continue;
    }
    const checked = checkDueOrder(sha256, { order, payee }, transferLimitsOn(executionOn));
    if (!checked.ok) unpayable.push({ paymentId, because: checked.error.because });
  }
  return { ordersSha256: digestOf(deps, page), ended, unpayable };
};

type Leaving = { readonly order: DueOrder; readonly because: WithdrawalReason };

const withdraw = async (
  deps: PrepareRunDeps,
  preparing: Preparing,
  leaving: readonly Leaving[],
): Promise<Result<null, Overtaken>> => {
  if (leaving.length === 0) return ok(null);
  const { run } = preparing;
  const heads = await deps.work.loadOrderHeads(leaving.map(({ order }) => order));
  const command = versionCommand(deps, preparing, "withdraw");
  for (const [index, { order: due, because }] of leaving.entries()) {
    const { order = null, request = null } = heads[index] ?? {};
    if (order === null || request === null) throw new Error(`${due.paymentId} is gone.`);
    const { id, amountCents, executionOn, orderSha256 } = order.state;
    const end = {
      next: { state: "withdrawn", id, amountCents, executionOn, orderSha256, because },
      type: "OrderWithdrawn",
      bookingReversal: null,
      terms: termsOf(preparing),
      run: { runId: run.state.id, version: run.version },
    } as const;
    // oxlint-disable-next-line no-await-in-loop -- few orders leave, each by an entry of its own.
    const ended = await endOrder(deps, end, { due, order, request, command });
    if (!ended.ok) return err(ended.error);
  }
  return ok(null);
};
