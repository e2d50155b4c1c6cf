import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { AccountsPort } from "../access/actor.ts";
import type { Rights } from "../access/rights.ts";
import type { Agreement, AgreementId } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { ChainPort } from "../audit/read-chain.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CommitmentId } from "../cofunding/award.ts";
import type { Commitment } from "../cofunding/commitment.ts";
import type { OrganisationId } from "@grants/kernel/id";
import type { Organisation } from "../registry/organisation.ts";
import type { DueOrder, PaymentOrder } from "./payment-order.ts";
import type { PaymentId, PaymentRequest, PaymentRequestId } from "./payment-request.ts";
import type { RunId, RunTrace } from "./payment-run.ts";

export type LoadedRequest = { readonly rights: Rights | null; readonly request: Stored<PaymentRequest> | null };

/** An agreement with its terms, and its request as far as there is one. */
export type LoadedPayable = LoadedRequest & {
  readonly agreement: Stored<Agreement> | null;
  readonly sheet: DataSheet | null;
};

/** What stands behind a request: the agreement with its terms, the money and the payee, as they are now. */
export type Backing = {
  readonly agreement: Stored<Agreement>;
  readonly sheet: DataSheet;
  readonly commitment: Stored<Commitment> | null;
  readonly payee: Stored<Organisation> | null;
};

/** A run that has gone on since it was read: what was to be done for it is done, or not asked for any more. */
export type RunMoved = { readonly kind: "RunMoved" };
/** What is done for a run at a version of it, and for no other. */
export type RunAt = { readonly runId: RunId; readonly version: number };

/** What the queue shows of the project beside the request. */
export type QueuedRequest = {
  readonly request: Stored<PaymentRequest>;
  readonly project: Pick<DataSheet, "projectNumber" | "acronym">;
};

/** The day's orders are in a run; nothing is added to them any more. */
export type ExecutionDateClosed = { readonly kind: "ExecutionDateClosed"; readonly executionOn: LocalDate };

/** A request, and the agreement that counts what was asked for. */
export type ClaimChanges = { readonly request: Change<PaymentRequest>; readonly agreement: Change<Agreement> };

/** A request, and the order that it becomes or loses again. */
export type OrderChanges = { readonly request: Change<PaymentRequest>; readonly order: Change<PaymentOrder> };

/** The end of an order that was not paid for good. */
export type OrderEndStore = {
  /** The order ends unpaid and the request waits again; with `run` only as long as that is at this version. */
  commitOrderEnd(
    changes: OrderChanges,
    beside: { readonly project: QueuedRequest["project"]; readonly run: RunAt | null },
    command: Command,
  ): Promise<Result<Stored<PaymentRequest>, CommitRefusal | RunMoved>>;
};

export type PaymentStore = AccountsPort &
  ChainPort & {
    loadRequest(requestId: PaymentRequestId, caller: UserId): Promise<LoadedRequest>;
    /** Head and data sheet of an agreement, a request and the caller's rights, in one wave. */
    loadPayable(agreementId: AgreementId, requestId: PaymentRequestId, caller: UserId): Promise<LoadedPayable>;
    loadCommitment(commitmentId: CommitmentId): Promise<Stored<Commitment> | null>;
    loadPayee(organisation: OrganisationId): Promise<Stored<Organisation> | null>;
    /** Agreement, terms, commitment and payee of a request, in one wave. Throws when the agreement is gone. */
    loadBacking(request: PaymentRequest): Promise<Backing>;
    /** What became of an order in its run: head of the order, run, file and chunk, in two waves. */
    loadTrace(paymentId: PaymentId, executionOn: LocalDate): Promise<RunTrace>;
    /** Requests that wait for somebody, at most one page. */
    loadQueue(caller: UserId): Promise<{ readonly rights: Rights | null; readonly requests: readonly QueuedRequest[] }>;
    commitClaim(
      changes: ClaimChanges,
      project: QueuedRequest["project"],
      command: Command,
    ): Promise<Result<Stored<PaymentRequest>, CommitRefusal>>;
    commitStep(
      change: Change<PaymentRequest>,
      command: Command,
    ): Promise<Result<Stored<PaymentRequest>, CommitRefusal>>;
    /** Request, order and the order's place among those of its day, unless that day is closed. */
    commitAuthorisation(
      changes: OrderChanges,
      due: { readonly order: DueOrder; readonly sha256: Digest },
      command: Command,
    ): Promise<Result<Stored<PaymentRequest>, CommitRefusal | ExecutionDateClosed>>;
    settle(
      request: Stored<PaymentRequest>,
      expectedVersion: number,
      command: Command,
    ): Promise<Result<Stored<PaymentRequest>, CommitRefusal>>;
  };
