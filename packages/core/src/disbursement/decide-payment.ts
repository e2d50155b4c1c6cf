import { type WorkingCalendar, addDays, isWorkingDay } from "@grants/kernel/calendar";
import type { UserId } from "@grants/kernel/id";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Agreement } from "../agreements/agreement.ts";
import {
  type PaymentRequest,
  type ValidatedRequest,
  isSuspended,
  suspensionsPerRequestMax,
} from "./payment-request.ts";
import { type SegregationViolated, type StepTaker, refuseStep, stepsOf } from "./segregation.ts";

/** The request is not in the state that this step starts from. */
export type PaymentRequestNotReady = {
  readonly kind: "PaymentRequestNotReady";
  readonly state: PaymentRequest["state"];
};
/** The clock stands: the coordinator owes something first (PAY-07). */
export type PaymentSuspended = { readonly kind: "PaymentSuspended" };
export type PaymentNotSuspended = { readonly kind: "PaymentNotSuspended" };
export type TooManySuspensions = { readonly kind: "TooManySuspensions"; readonly suspensionsMax: number };
/** The clock does not run before this day; there is nothing to stop. */
export type ClockNotStarted = { readonly kind: "ClockNotStarted"; readonly clockFromOn: LocalDate };
/** More is asked for than was set aside (COMT-01). */
export type CommitmentExceeded = {
  readonly kind: "CommitmentExceeded";
  readonly committedCents: Cents;
  readonly claimedCents: Cents;
};
export type ExecutionDateInvalid = {
  readonly kind: "ExecutionDateInvalid";
  readonly because: "PAST" | "NOT_A_WORKING_DAY" | "TOO_FAR";
};

/** "Certified correct" (SOD-04): the request stands as the data sheet says, and another person says so. */
export const decideValidation = (
  request: PaymentRequest,
  verifiedBy: UserId,
  taker: StepTaker = verifiedBy,
): Result<PaymentRequest, PaymentRequestNotReady | PaymentSuspended | SegregationViolated> => {
  if (request.state !== "received") return err({ kind: "PaymentRequestNotReady", state: request.state });
  if (isSuspended(request)) return err({ kind: "PaymentSuspended" });
  const violated = refuseStep(stepsOf(request), "VERIFIER", taker);
  return violated === null ? ok({ ...request, state: "validated", verifiedBy, ...verifiedFor(taker) }) : err(violated);
};

const verifiedFor = (taker: StepTaker) =>
  typeof taker === "string" || taker.onBehalfOf === undefined ? {} : { verifiedFor: taker.onBehalfOf };

/** Stops the clock from today; the coordinator is told why (PAY-07, FR 116(4)). */
export const decideSuspension = (
  request: PaymentRequest,
  today: LocalDate,
): Result<PaymentRequest, PaymentRequestNotReady | PaymentSuspended | TooManySuspensions | ClockNotStarted> => {
  if (request.state === "authorised") return err({ kind: "PaymentRequestNotReady", state: request.state });
  if (isSuspended(request)) return err({ kind: "PaymentSuspended" });
  const { stops = [], clockFromOn } = request;
  if (today < clockFromOn) return err({ kind: "ClockNotStarted", clockFromOn });
  if (stops.length === suspensionsPerRequestMax)
    return err({ kind: "TooManySuspensions", suspensionsMax: suspensionsPerRequestMax });
  return ok({ ...request, stops: [...stops, { from: today }] });
};

/** The remaining time runs again from today (PAY-07). */
export const decideResumption = (
  request: PaymentRequest,
  today: LocalDate,
): Result<PaymentRequest, PaymentNotSuspended> => {
  if (!isSuspended(request)) return err({ kind: "PaymentNotSuspended" });
  const { stops = [] } = request;
  return ok({ ...request, stops: stops.map((stop) => (stop.to === undefined ? { ...stop, to: today } : stop)) });
};

/** What an agreement has asked for, with a further amount, within what is committed to it. */
export const claimWithin = (
  agreement: Extract<Agreement, { state: "inForce" }>,
  furtherCents: Cents,
  committedCents: Cents,
): Result<Cents, CommitmentExceeded> => {
  const claimedCents = sumCents([agreement.claimedCents, furtherCents]);
  return claimedCents > committedCents
    ? err({ kind: "CommitmentExceeded", committedCents, claimedCents })
    : ok(claimedCents);
};

const executionDaysAheadMax = 60;

/** Transfers run on working days, from today on. */
export const refuseExecutionDate = (
  executionOn: LocalDate,
  today: LocalDate,
  { holidays }: WorkingCalendar,
): ExecutionDateInvalid | null => {
  const invalid = (because: ExecutionDateInvalid["because"]) => ({ kind: "ExecutionDateInvalid", because }) as const;
  if (executionOn < today) return invalid("PAST");
  if (executionOn > addDays(today, executionDaysAheadMax)) return invalid("TOO_FAR");
  return isWorkingDay(executionOn, holidays) ? null : invalid("NOT_A_WORKING_DAY");
};

/** Whether a person may authorise the request now; the money and the payee are asked for apart. */
export const decideAuthorisation = (
  request: PaymentRequest,
  taker: StepTaker,
): Result<ValidatedRequest, PaymentRequestNotReady | PaymentSuspended | SegregationViolated> => {
  if (request.state !== "validated") return err({ kind: "PaymentRequestNotReady", state: request.state });
  if (isSuspended(request)) return err({ kind: "PaymentSuspended" });
  const violated = refuseStep(stepsOf(request), "AUTHORISING_OFFICER", taker);
  return violated === null ? ok(request) : err(violated);
};
