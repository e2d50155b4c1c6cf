import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallId } from "../calls/call.ts";
import type { Proposal } from "../proposals/proposal.ts";
import type { Dossier } from "./dossier.ts";
import type { SealedRow } from "./sealed-list.ts";

/** What became of an attempt to bring a call's gate down. */
export type CallGate =
  /** The gate is down, by this attempt or an earlier one; nothing can be published any more. */
  | { readonly kind: "down"; readonly call: Stored<Call> }
  /** The call, if there is one, still takes something in, or never did. */
  | { readonly kind: "notDue"; readonly call: Stored<Call> | null };

export type Register = { readonly callId: CallId; readonly registerShards: number };

/** What the closing of a call does, step by step; every step may be repeated (DATA §7). */
export type ClosingStore = {
  /** Published calls whose list is not sealed and whose closing instant is this one or an earlier one, however long ago. */
  listDue(closedBy: Instant): Promise<readonly CallId[]>;
  /** Brings the gate of the call down, unless it closes after `closedBy`. */
  gateCall(callId: CallId, gate: { readonly closedBy: Instant; readonly sealedAt: Instant }): Promise<CallGate>;
  /** Closes the register to new proposals, brings the gate of every registered one down, and answers what stood behind it. */
  fenceProposals(register: Register, sealedAt: Instant): Promise<readonly Stored<Proposal>[]>;
  /** Keeps the list once. Throws when another list was kept for the call. */
  keepSealedList(callId: CallId, pages: readonly (readonly SealedRow[])[]): Promise<void>;
  /** Keeps what is not kept yet. */
  keepDossiers(dossiers: readonly Dossier[]): Promise<void>;
  /** Seals the head; the call, which closed at this instant, is due no more. */
  commitSeal(change: Change<Call>, closesAt: Instant, command: Command): Promise<Result<Stored<Call>, CommitRefusal>>;
};
