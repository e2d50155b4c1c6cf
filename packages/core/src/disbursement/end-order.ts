import type { Sha256 } from "@grants/kernel/digest";
import { type Result, ok } from "@grants/kernel/result";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Term } from "../audit/change.ts";
import type { JournalDraft } from "../ledger/journal.ts";
import type { DueOrder, PaymentOrder } from "./payment-order.ts";
import type { AuthorisedRequest, PaymentRequest, ValidatedRequest } from "./payment-request.ts";
import { authorisationLegs, reversal } from "./payment-postings.ts";
import type { OrderEndStore, RunAt, RunMoved } from "./payment-store.ts";
import { stepCommand } from "./step-command.ts";

/** How an order ends without having been paid for good. */
export type OrderEnd = {
  readonly next: Exclude<PaymentOrder, { state: "authorised" }>;
  readonly type: "OrderWithdrawn" | "OrderRejected" | "OrderReturned";
  /** A return first takes back the booking, then the order. */
  readonly bookingReversal: JournalDraft | null;
  readonly terms: readonly Term[];
  /** The run that the order leaves, as long as it is at this version; `null` when the bank has ended the order. */
  readonly run: RunAt | null;
};

type Ending = {
  readonly due: DueOrder;
  readonly order: Stored<PaymentOrder>;
  readonly request: Stored<PaymentRequest>;
  readonly command: Command;
};

/** The request as it was before the order, for another order under another name: a bank never gets one twice (PAYX-13). */
const waitingAgain = ({
  authorisedBy: _by,
  executionOn: _on,
  paymentId: _id,
  ...request
}: AuthorisedRequest): ValidatedRequest => ({
  ...request,
  state: "validated",
  attempt: request.attempt + 1,
});

/**
 * Ends an order and lets its request wait again: the money goes back to the commitment by an entry that names the order's (PAYX-10). An order
 * that has ended already stays as it is.
 */
export const endOrder = async (
  { orderEnds, sha256 }: { readonly orderEnds: OrderEndStore; readonly sha256: Sha256 },
  { next, type, bookingReversal, terms, run }: OrderEnd,
  { due, order, request, command }: Ending,
): Promise<Result<null, CommitRefusal | RunMoved>> => {
  if (order.state.state !== "authorised") return ok(null);
  const { state } = request;
  // Order and request end together: a request that has gone on says that the order has ended since it was read.
  if (state.state !== "authorised" || state.paymentId !== due.paymentId) return ok(null);
  const orderReversal = reversal(type, authorisationLegs(due), { aggregate: due.paymentId, version: 1 });
  const orderChange: Change<PaymentOrder> = {
    aggregate: due.paymentId,
    before: order,
    next,
    type,
    role: "system",
    terms,
    journal: bookingReversal ?? orderReversal,
  };
  const requestChange: Change<PaymentRequest> = {
    aggregate: state.id,
    before: request,
    next: waitingAgain(state),
    type: "PaymentWaitsAgain",
    role: "system",
    terms: [],
    ...(bookingReversal === null ? {} : { journal: orderReversal }),
  };
  const { projectNumber, acronym } = due;
  const changes = { order: orderChange, request: requestChange };
  const step = stepCommand(sha256, command, due.paymentId);
  const ended = await orderEnds.commitOrderEnd(changes, { project: { projectNumber, acronym }, run }, step);
  return ended.ok ? ok(null) : ended;
};
