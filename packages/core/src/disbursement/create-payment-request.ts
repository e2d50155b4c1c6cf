import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { AgreementId, AgreementNotFound, AgreementNotInForce } from "../agreements/agreement.ts";
import { grantCentsOf } from "../agreements/data-sheet.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { NO_CENTS } from "@grants/kernel/money";
import { type CommitmentExceeded, claimWithin } from "./decide-payment.ts";
import { type PaymentRequest, type PaymentRequestId, prefinancingRequestIdOf } from "./payment-request.ts";
import type { PaymentStore } from "./payment-store.ts";
import { prefinancingClockFrom, prefinancingOf } from "./prefinancing.ts";

export type PaymentRequestExists = { readonly kind: "PaymentRequestExists"; readonly requestId: PaymentRequestId };
/** The data sheet gives no pre-financing. */
export type NothingToPay = { readonly kind: "NothingToPay" };
export type CreatePaymentRequestDeps = { readonly payments: PaymentStore; readonly newId: NewId };
export type CreatePaymentRequestError =
  | NotAllowed
  | AgreementNotFound
  | AgreementNotInForce
  | PaymentRequestExists
  | NothingToPay
  | CommitmentExceeded
  | CommitRefusal;

/** Registers the pre-financing of an agreement in force; amount and clock follow from its data sheet (GA-02, PAY-01). */
export const createPaymentRequest = async (
  { payments, newId }: CreatePaymentRequestDeps,
  { agreementId, command }: { agreementId: AgreementId; command: Command },
): Promise<Result<Stored<PaymentRequest>, CreatePaymentRequestError>> => {
  const id = prefinancingRequestIdOf(newId, agreementId);
  const { rights, agreement, sheet, request } = await payments.loadPayable(agreementId, id, command.caller);
  const role = decideAccess("createPaymentRequest", rights, {}, command.at);
  if (!role.ok) return role;
  if (agreement === null || sheet === null) return err({ kind: "AgreementNotFound", agreementId });
  if (request !== null) return answerAgain(payments, request, command);
  const { state } = agreement;
  if (state.state !== "inForce") return err({ kind: "AgreementNotInForce", state: state.state });
  const { prefinancingGrossCents, prefinancingTransferCents: amountCents } = prefinancingOf(sheet);
  if (amountCents === NO_CENTS) return err({ kind: "NothingToPay" });
  const { commitmentId, coordinator } = sheet;
  const commitment = await payments.loadCommitment(commitmentId);
  const committedCents = commitment === null ? NO_CENTS : grantCentsOf(commitment.state);
  const claimed = claimWithin(state, prefinancingGrossCents, committedCents);
  if (!claimed.ok) return claimed;
  const next: PaymentRequest = {
    state: "received",
    id,
    agreementId,
    commitmentId,
    coordinator,
    kind: "PREFINANCING",
    amountCents,
    clockFromOn: prefinancingClockFrom(state, sheet),
    limitDays: sheet.prefinancingDays,
    initiatedBy: command.caller,
    ...initiatedFor(role.value),
    attempt: 1,
  };
  const shared = { role: role.value, terms: [{ id: agreementId, version: agreement.version }] };
  const changes = {
    request: { ...shared, aggregate: id, before: null, next, type: "PaymentRequested" },
    agreement: {
      ...shared,
      aggregate: agreementId,
      before: agreement,
      next: { ...state, claimedCents: claimed.value },
      type: "PaymentClaimed",
      terms: [],
    },
  };
  const { projectNumber, acronym } = sheet;
  return payments.commitClaim(changes, { projectNumber, acronym }, command);
};

const initiatedFor = (capacity: Capacity) =>
  typeof capacity === "string" ? {} : { initiatedFor: capacity.onBehalfOf };

/** It stands already: by this very request, or by another one. */
const answerAgain = async (
  payments: PaymentStore,
  request: Stored<PaymentRequest>,
  command: Command,
): Promise<Result<Stored<PaymentRequest>, PaymentRequestExists | CommitRefusal>> => {
  const settled = await payments.settle(request, 0, command);
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "PaymentRequestExists", requestId: request.state.id });
};
