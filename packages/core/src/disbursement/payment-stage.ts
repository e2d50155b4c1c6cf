import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { type PaymentRequest, isSuspended } from "./payment-request.ts";
import type { PaymentRun, RunTrace } from "./payment-run.ts";

/** How far a payment has come, in the words that its payee understands (PAYX-09). */
export const PaymentStage = z
  .enum([
    "received",
    "suspended",
    "validated",
    "authorised",
    "inRun",
    "confirmed",
    "sending",
    "sent",
    "accepted",
    "settled",
    "booked",
    "rejected",
  ])
  .meta({ id: "PaymentStage" });
export type PaymentStage = z.infer<typeof PaymentStage>;

const ofBank = ({ status }: RunTrace): PaymentStage => {
  switch (status) {
    case null:
    case "waiting":
      return "sent";
    case "pending":
    case "accepted":
    case "inSettlement":
      return "accepted";
    case "settled":
    case "booked":
    case "rejected":
      return status;
    case "returned":
      return "rejected";
  }
};

const inRun = (trace: RunTrace, run: PaymentRun): PaymentStage => {
  switch (run.state) {
    // What becomes of the order is not decided yet, or the day waits for another try.
    case "requested":
    case "refused":
      return "authorised";
    case "prepared":
      return "inRun";
    case "confirmed":
    case "unwritable":
      return "confirmed";
    case "released":
    case "completed":
      return trace.file?.state.state !== "sent" && trace.status === null ? "sending" : ofBank(trace);
  }
};

/** What the request says until it is authorised, then its run, then its file, then the bank. */
export const paymentStageOf = (request: PaymentRequest, trace: RunTrace | null): PaymentStage => {
  if (request.state !== "authorised") return isSuspended(request) ? "suspended" : request.state;
  return trace === null || trace.run === null ? "authorised" : inRun(trace, trace.run.state);
};

/** The day of payment (PAYX-08), once the bank has booked it. */
export const paidOnOf = (trace: RunTrace | null): LocalDate | null =>
  trace?.status === "booked" ? trace.bookedOn : null;
