import type { Result } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import {
  type ClockNotStarted,
  type PaymentNotSuspended,
  type PaymentRequestNotReady,
  type PaymentSuspended,
  type TooManySuspensions,
  decideResumption,
  decideSuspension,
} from "./decide-payment.ts";
import { findPaymentRequest } from "./find-payment-request.ts";
import type { PaymentRequest, PaymentRequestNotFound } from "./payment-request.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { PaymentStep } from "./validate-payment-request.ts";

type Deps = { readonly payments: PaymentStore };
export type SuspendPaymentError =
  | PaymentRequestNotFound
  | NotAllowed
  | PaymentRequestNotReady
  | PaymentSuspended
  | TooManySuspensions
  | ClockNotStarted
  | CommitRefusal;
export type ResumePaymentError = PaymentRequestNotFound | NotAllowed | PaymentNotSuspended | CommitRefusal;

/** Stops the clock, with the reason that the coordinator is told (PAY-07). */
export const suspendPayment = async (
  { payments }: Deps,
  { requestId, reason, expectedVersion, command }: PaymentStep & { readonly reason: string },
): Promise<Result<Stored<PaymentRequest>, SuspendPaymentError>> => {
  const loaded = await payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "suspendPayment", requestId, command });
  if (!found.ok) return found;
  const { request, role } = found.value;
  if (request.version !== expectedVersion) return payments.settle(request, expectedVersion, command);
  const decided = decideSuspension(request.state, dateInZone(command.at));
  if (!decided.ok) return decided;
  const change = {
    aggregate: requestId,
    before: request,
    next: decided.value,
    type: "PaymentSuspended",
    role,
    terms: [],
  };
  return payments.commitStep({ ...change, notes: { reason } }, command);
};

/** The documents are there, or the verification is over: the remaining time runs again (PAY-07). */
export const resumePayment = async (
  { payments }: Deps,
  { requestId, expectedVersion, command }: PaymentStep,
): Promise<Result<Stored<PaymentRequest>, ResumePaymentError>> => {
  const loaded = await payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "resumePayment", requestId, command });
  if (!found.ok) return found;
  const { request, role } = found.value;
  if (request.version !== expectedVersion) return payments.settle(request, expectedVersion, command);
  const decided = decideResumption(request.state, dateInZone(command.at));
  if (!decided.ok) return decided;
  const change = {
    aggregate: requestId,
    before: request,
    next: decided.value,
    type: "PaymentResumed",
    role,
    terms: [],
  };
  return payments.commitStep(change, command);
};
