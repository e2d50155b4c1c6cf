import type { WorkingCalendar } from "@grants/kernel/calendar";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { NO_CENTS } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { actorBehind } from "../access/actor.ts";
import { type CeilingExceeded, refuseAboveCeiling } from "../access/capacity.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { AgreementNotInForce } from "../agreements/agreement.ts";
import { grantCentsOf } from "../agreements/data-sheet.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ParticipantExcluded, refuseExcluded } from "../registry/exclusion.ts";
import { type PayeeAccount, type PayeeNotValidated, payeeAccountOf } from "../registry/organisation.ts";
import {
  type CommitmentExceeded,
  type ExecutionDateInvalid,
  type PaymentRequestNotReady,
  type PaymentSuspended,
  claimWithin,
  decideAuthorisation,
  refuseExecutionDate,
} from "./decide-payment.ts";
import { findPaymentRequest } from "./find-payment-request.ts";
import { type DueOrder, endToEndIdOf, paymentIdOf } from "./payment-order.ts";
import { authorisationLegs, orderLines } from "./payment-postings.ts";
import type { PaymentRequest, PaymentRequestNotFound, ValidatedRequest } from "./payment-request.ts";
import type { Backing, ExecutionDateClosed, PaymentStore } from "./payment-store.ts";
import { prefinancingOf } from "./prefinancing.ts";
import type { SegregationViolated } from "./segregation.ts";
import type { PaymentStep } from "./validate-payment-request.ts";

export type AuthorisePaymentDeps = {
  readonly payments: PaymentStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly calendar: WorkingCalendar;
};
export type AuthorisePaymentError =
  | PaymentRequestNotFound
  | NotAllowed
  | CeilingExceeded
  | PaymentRequestNotReady
  | PaymentSuspended
  | SegregationViolated
  | ExecutionDateInvalid
  | ExecutionDateClosed
  | AgreementNotInForce
  | CommitmentExceeded
  | PayeeNotValidated
  | ParticipantExcluded
  | CommitRefusal;
type AuthorisePayment = PaymentStep & { readonly executionOn: LocalDate };

/** The pre-financing is the first payment of an agreement. */
const paymentNumber = 1;

/**
 * Turns a validated request into a payment order for one day (SOD-04): within what is committed, to a payee whose legal entity and account
 * are validated, by a third person. The order takes its money out of the commitment and its place among the orders of the day.
 */
export const authorisePayment = async (
  deps: AuthorisePaymentDeps,
  { requestId, executionOn, expectedVersion, command }: AuthorisePayment,
): Promise<Result<Stored<PaymentRequest>, AuthorisePaymentError>> => {
  const { payments, calendar, sha256 } = deps;
  const loaded = await payments.loadRequest(requestId, command.caller);
  const found = findPaymentRequest(loaded, { action: "authorisePayment", requestId, command });
  if (!found.ok) return found;
  const { request, role } = found.value;
  if (request.version !== expectedVersion) return payments.settle(request, expectedVersion, command);
  const actor = await actorBehind(payments, command.caller, loaded.rights, role);
  const signed = {
    executionOn,
    authorisedBy: command.caller,
    ...(actor.onBehalfOf === undefined ? {} : { authorisedFor: actor.onBehalfOf }),
  };
  const decided = decideAuthorisation(request.state, actor);
  if (!decided.ok) return decided;
  const aboveCeiling = refuseAboveCeiling(role, request.state.amountCents);
  if (aboveCeiling !== null) return err(aboveCeiling);
  const outside = refuseExecutionDate(executionOn, dateInZone(command.at), calendar);
  if (outside !== null) return err(outside);
  const backing = await payments.loadBacking(request.state);
  const account = checkBacking(backing, dateInZone(command.at));
  if (!account.ok) return account;
  const order = orderOf(deps, { request: decided.value, backing, account: account.value }, signed);
  const orderSha256 = sha256(canonicalJson(order));
  const { paymentId, amountCents } = order;
  const changes = {
    request: {
      aggregate: requestId,
      before: request,
      next: { ...decided.value, state: "authorised", ...signed, paymentId } as const,
      type: "PaymentAuthorised",
      role,
      terms: [],
    },
    order: {
      aggregate: paymentId,
      before: null,
      next: { state: "authorised", id: paymentId, amountCents, executionOn, orderSha256 } as const,
      type: "OrderAuthorised",
      role,
      terms: [{ id: requestId, version: request.version + 1 }],
      journal: { type: "PaymentAuthorised", legs: authorisationLegs(order) },
    },
  };
  return payments.commitAuthorisation(changes, { order, sha256: orderSha256 }, command);
};

/** The money and the payee as they stand now: both may have changed since the request was made. */
const checkBacking = (
  { agreement, sheet, commitment, payee }: Backing,
  today: LocalDate,
): Result<PayeeAccount, AgreementNotInForce | CommitmentExceeded | PayeeNotValidated | ParticipantExcluded> => {
  const { state } = agreement;
  if (state.state !== "inForce") return err({ kind: "AgreementNotInForce", state: state.state });
  // The claim of this very request is in `claimedCents` since it was made.
  const committedCents = commitment === null ? NO_CENTS : grantCentsOf(commitment.state);
  const claimed = claimWithin(state, NO_CENTS, committedCents);
  if (!claimed.ok) return claimed;
  const excluded = refuseExcluded(sheet.coordinator, payee?.state ?? null, today);
  return excluded.ok ? payeeAccountOf(sheet.coordinator, payee?.state ?? null, today) : excluded;
};

type Sources = {
  readonly request: ValidatedRequest;
  readonly backing: Backing;
  readonly account: PayeeAccount;
};
type Signed = Pick<DueOrder, "executionOn" | "authorisedBy" | "authorisedFor">;

const orderOf = (
  { newId }: Pick<AuthorisePaymentDeps, "newId">,
  { request, backing, account }: Sources,
  signed: Signed,
): DueOrder => {
  const { sheet, commitment } = backing;
  if (commitment === null) throw new Error(`The commitment of ${request.id} is gone.`);
  const { prefinancingTransferCents: amountCents, mimRetainedCents: keptCents } = prefinancingOf(sheet);
  if (amountCents !== request.amountCents) throw new Error(`The data sheet of ${request.id} gives another amount.`);
  const endToEndId = endToEndIdOf({ projectNumber: sheet.projectNumber, paymentNumber, attempt: request.attempt });
  return {
    v: 1,
    paymentId: paymentIdOf(newId, endToEndId),
    endToEndId,
    requestId: request.id,
    agreementId: request.agreementId,
    projectNumber: sheet.projectNumber,
    acronym: sheet.acronym,
    commitmentId: sheet.commitmentId,
    amountCents,
    lines: [...orderLines(commitment.state, { amountCents, keptCents })],
    payee: sheet.coordinator,
    bankAccountId: account.id,
    accountSha256: account.sha256,
    initiatedBy: request.initiatedBy,
    verifiedBy: request.verifiedBy,
    ...(request.initiatedFor === undefined ? {} : { initiatedFor: request.initiatedFor }),
    ...(request.verifiedFor === undefined ? {} : { verifiedFor: request.verifiedFor }),
    ...signed,
  };
};
