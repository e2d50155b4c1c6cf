import type { AgreementNotFound } from "@grants/core/agreements/agreement";
import type { ApplyBankStatusError } from "@grants/core/disbursement/apply-bank-status";
import type { AuthorisePaymentError } from "@grants/core/disbursement/authorise-payment";
import type { ConfirmRunError } from "@grants/core/disbursement/confirm-run";
import type { CreatePaymentRequestError } from "@grants/core/disbursement/create-payment-request";
import type { CreateRunError } from "@grants/core/disbursement/create-run";
import type { ImportBankStatusError } from "@grants/core/disbursement/import-bank-status";
import type { RunNotSent } from "@grants/core/disbursement/list-runs";
import type { SendRunError } from "@grants/core/disbursement/send-run";
import type { ResumePaymentError, SuspendPaymentError } from "@grants/core/disbursement/suspend-payment";
import type { ValidatePaymentRequestError } from "@grants/core/disbursement/validate-payment-request";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { RegistryProblem } from "./registry.ts";

export type DisbursementProblem =
  | CreatePaymentRequestError
  | ValidatePaymentRequestError
  | SuspendPaymentError
  | ResumePaymentError
  | AuthorisePaymentError
  | CreateRunError
  | ConfirmRunError
  | SendRunError
  | RunNotSent
  | ImportBankStatusError
  | ApplyBankStatusError;

/** Described by the context that says them first. */
type Described = SharedKind | AgreementNotFound["kind"] | RegistryProblem["kind"];

export const disbursementProblems = {
  AgreementNotInForce: [409, "The agreement is not in force."],
  PaymentRequestNotFound: [404, "There is no such payment request."],
  PaymentRequestExists: [409, "This payment is requested already."],
  PaymentRequestNotReady: [409, "The payment request is not at this step."],
  NothingToPay: [409, "The data sheet gives no pre-financing."],
  CommitmentExceeded: [409, "More would be paid than is committed to the agreement."],
  PaymentSuspended: [409, "The clock of this payment stands."],
  PaymentNotSuspended: [409, "The clock of this payment runs."],
  TooManySuspensions: [409, "The clock of this payment was stopped as often as it can be."],
  ClockNotStarted: [409, "The time to pay has not begun."],
  SegregationViolated: [403, "Another person must do this: you have had a part in this payment."],
  ExecutionDateInvalid: [422, "Payments run on working days, from today on and not too far ahead."],
  ExecutionDateClosed: [409, "The payments of this day are in a run already; choose another day."],
  OrdersAlreadyInRun: [409, "The orders of this day are in a run already."],
  NothingDue: [409, "There is nothing to pay on this day."],
  RunNotFound: [404, "There is no such payment run."],
  RunNotPrepared: [409, "The run does not wait for a confirmation."],
  ConfirmedByItsMaker: [403, "Another person than the one who made the run must confirm it."],
  AnotherManifest: [409, "The run holds other payments than you looked at."],
  RunNotConfirmed: [409, "A second person has not confirmed the run yet."],
  RunAlreadyReleased: [409, "The file of this run was released already."],
  RunNotSent: [409, "The file of this run does not exist yet."],
  BankMessageRefused: [422, "This is not an answer of the bank that can be read."],
  BankMessageKnown: [409, "This message of the bank was imported already."],
  BankMessageNotFound: [404, "There is no such message of the bank."],
  BankMessageApplied: [409, "This message of the bank was released already."],
  AppliedByItsImporter: [403, "Another person than the one who imported the message must apply it."],
} as const satisfies ProblemTable<Exclude<DisbursementProblem["kind"], Described>>;
