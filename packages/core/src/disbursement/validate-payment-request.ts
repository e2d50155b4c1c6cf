import type { Result } from "@grants/kernel/result";
import { actorBehind } from "../access/actor.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type PaymentRequestNotReady, type PaymentSuspended, decideValidation } from "./decide-payment.ts";
import { findPaymentRequest } from "./find-payment-request.ts";
import type { PaymentRequest, PaymentRequestId, PaymentRequestNotFound } from "./payment-request.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { SegregationViolated } from "./segregation.ts";

export type ValidatePaymentRequestError =
  | PaymentRequestNotFound
  | NotAllowed
  | PaymentRequestNotReady
  | PaymentSuspended
  | SegregationViolated
  | CommitRefusal;
export type PaymentStep = {
  readonly requestId: PaymentRequestId;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** A verifier certifies the request correct: the operational and financial ex-ante control (SOD-02, SOD-04). */
export const validatePaymentRequest = async (
  { payments }: { readonly payments: PaymentStore },
  { requestId, expectedVersion, command }: PaymentStep,
): Promise<Result<Stored<PaymentRequest>, ValidatePaymentRequestError>> => {
  const loaded = await payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "validatePaymentRequest", requestId, command });
  if (!found.ok) return found;
  const { request, role } = found.value;
  if (request.version !== expectedVersion) return payments.settle(request, expectedVersion, command);
  const actor = await actorBehind(payments, command.caller, loaded.rights, role);
  const decided = decideValidation(request.state, command.caller, actor);
  if (!decided.ok) return decided;
  const type = "PaymentValidated";
  const change = { aggregate: requestId, before: request, next: decided.value, type, role, terms: [] };
  return payments.commitStep(change, command);
};
