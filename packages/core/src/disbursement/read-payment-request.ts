import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { AllowedAction, NotAllowed } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type Organisation, type PayeeNotValidated, payeeAccountOf } from "../registry/organisation.ts";
import { findPaymentRequest } from "./find-payment-request.ts";
import { paymentActions } from "./payment-actions.ts";
import type { PaymentRequest, PaymentRequestId, PaymentRequestNotFound } from "./payment-request.ts";
import type { RunTrace } from "./payment-run.ts";
import { type PaymentStage, paidOnOf, paymentStageOf } from "./payment-stage.ts";
import type { PaymentStore } from "./payment-store.ts";
import { type RequestClock, readRequestClock } from "./request-clock.ts";

/** A request as a page shows it: where it stands, its clock, and what the person may do. */
export type ShownRequest = {
  readonly request: Stored<PaymentRequest>;
  readonly stage: PaymentStage;
  readonly clock: RequestClock;
  readonly trace: RunTrace | null;
  readonly allowedActions: readonly AllowedAction[];
};

export type ReadPaymentRequest = ShownRequest & {
  readonly sheet: DataSheet;
  /** What the payee lacks; `null` when it may be paid. */
  readonly payeeLacks: PayeeNotValidated["missing"] | null;
};

type Reader = {
  readonly rights: Rights | null;
  readonly caller: UserId;
  readonly at: Instant;
  readonly calendar: WorkingCalendar;
};

export const showRequest = (request: Stored<PaymentRequest>, trace: RunTrace | null, reader: Reader): ShownRequest => {
  const { state } = request;
  const today = dateInZone(reader.at);
  return {
    request,
    stage: paymentStageOf(state, trace),
    clock: readRequestClock(state, { today, paidOn: paidOnOf(trace), calendar: reader.calendar }),
    trace,
    allowedActions: paymentActions(state, reader),
  };
};

/** What became of the order, when there is one. */
export const traceOf = async (payments: PaymentStore, request: PaymentRequest | null): Promise<RunTrace | null> =>
  request?.state === "authorised" ? payments.loadTrace(request.paymentId, request.executionOn) : null;

export const lacksOf = (
  coordinator: OrganisationId,
  payee: Stored<Organisation> | null,
  on: LocalDate,
): PayeeNotValidated["missing"] | null => {
  const account = payeeAccountOf(coordinator, payee?.state ?? null, on);
  return account.ok ? null : account.error.missing;
};

export type ReadPaymentDeps = { readonly payments: PaymentStore; readonly calendar: WorkingCalendar };

/** A payment request for those who control, authorise and pay it. */
export const readPaymentRequest = async (
  { payments, calendar }: ReadPaymentDeps,
  { requestId, command }: { requestId: PaymentRequestId; command: Command },
): Promise<Result<ReadPaymentRequest, PaymentRequestNotFound | NotAllowed>> => {
  const loaded = await payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "readPaymentRequest", requestId, command });
  if (!found.ok) return found;
  const { request } = found.value;
  const [{ sheet, payee }, trace] = await Promise.all([
    payments.loadBacking(request.state),
    traceOf(payments, request.state),
  ]);
  const { caller, at } = command;
  const shown = showRequest(request, trace, { rights: loaded.rights, caller, at, calendar });
  return ok({ ...shown, sheet, payeeLacks: lacksOf(sheet.coordinator, payee, dateInZone(at)) });
};
