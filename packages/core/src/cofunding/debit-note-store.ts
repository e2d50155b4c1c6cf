import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { LoadedLine } from "./cofunding-store.ts";
import type { ContributionLine, ContributionLineId } from "./contribution-line.ts";
import type { DebitNote, DebitNoteId, Movement } from "./debit-note.ts";
import type { FunderCode } from "../access/rights.ts";
import type { JointActionId } from "./joint-action.ts";

/** A note with what has been booked on it, the first first. */
export type StoredNote = { readonly head: Stored<DebitNote>; readonly movements: readonly Movement[] };
export type LineOf = {
  readonly jointActionId: JointActionId;
  readonly funder: FunderCode;
  readonly lineId: ContributionLineId;
};
export type LoadedNote = {
  readonly rights: Rights | null;
  readonly note: StoredNote | null;
  /** The contribution that it calls; `null` where there is no note. */
  readonly line: Stored<ContributionLine> | null;
};

export type DebitNoteStore = {
  /** The contribution and the notes of these ids, as far as there are any, in this order. */
  loadLine(
    of: LineOf,
    noteIds: readonly DebitNoteId[],
    caller: UserId,
  ): Promise<LoadedLine & { readonly notes: readonly Stored<DebitNote>[] }>;
  load(debitNoteId: DebitNoteId, caller: UserId): Promise<LoadedNote>;
  /** Every note there is. */
  list(caller: UserId): Promise<{ readonly rights: Rights | null; readonly notes: readonly Stored<DebitNote>[] }>;
  /** The note, its movements, and what the contribution becomes with it: together or not at all. */
  commit(
    change: Change<DebitNote>,
    beside: { readonly movements: readonly Movement[]; readonly line: Change<ContributionLine> | null },
    command: Command,
  ): Promise<Result<Stored<DebitNote>, CommitRefusal>>;
  settle(
    stored: Stored<DebitNote>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<DebitNote>, CommitRefusal>>;
};
