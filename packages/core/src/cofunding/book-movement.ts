import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import { actorOf } from "../access/actor.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { Stored } from "../audit/stored.ts";
import type { JournalDraft } from "../ledger/journal.ts";
import { postInterest, postReceipt } from "./contribution-postings.ts";
import type { ContributionLine } from "./contribution-line.ts";
import {
  type DebitNote,
  type Movement,
  type MovementReport,
  type SentNote,
  isSent,
  movementsPerNoteMax,
} from "./debit-note.ts";
import type { DebitNoteStore } from "./debit-note-store.ts";
import {
  type DebitNoteStepRefused,
  type FoundNote,
  type NoteRefusal,
  type NoteStep,
  findDebitNote,
} from "./issue-debit-note.ts";
import { type MovementWaiting, type TooManyMovements, reversalOf } from "./reverse-movement.ts";
import { withMore } from "./record-contribution.ts";

/** More than the note still asks for is somebody else's money, or another note's. */
export type MovementAboveDebitNote = {
  readonly kind: "MovementAboveDebitNote";
  readonly field: "amountCents";
  readonly openCents: Cents;
};
export type BookedInFuture = {
  readonly kind: "BookedInFuture";
  readonly field: "bookedOn";
  readonly latestOn: LocalDate;
};
export type NoMovementWaiting = { readonly kind: "NoMovementWaiting" };
/** Whoever reported it does not confirm it. */
export type AnotherPersonConfirms = { readonly kind: "AnotherPersonConfirms" };

type MovementRefusal = DebitNoteStepRefused | MovementAboveDebitNote | BookedInFuture | TooManyMovements;
export type ReportMovementError = NoteRefusal | MovementRefusal | MovementWaiting;
export type DecideMovementError = NoteRefusal | MovementRefusal | NoMovementWaiting | AnotherPersonConfirms;

export const MovementDecision = z.enum(["CONFIRM", "DISMISS"]).meta({ id: "MovementDecision" });
export type MovementDecision = z.infer<typeof MovementDecision>;

/** The note, when this movement fits it. Interest is no part of what the note asks for, and may come after it is paid. */
const checkMovement = (
  { head: { state }, movements }: FoundNote["note"],
  { kind, amountCents, bookedOn }: MovementReport,
  today: LocalDate,
): Result<SentNote, MovementRefusal> => {
  if (!isSent(state)) return err({ kind: "DebitNoteStepRefused", state: state.state });
  if (bookedOn > today) return err({ kind: "BookedInFuture", field: "bookedOn", latestOn: today });
  if (movements.length >= movementsPerNoteMax) return err({ kind: "TooManyMovements", max: movementsPerNoteMax });
  const openCents = minusAtLeastZero(state.amountCents, state.receivedCents);
  return kind === "RECEIPT" && amountCents > openCents
    ? err({ kind: "MovementAboveDebitNote", field: "amountCents", openCents })
    : ok(state);
};

/** Puts down what the bank's statement says, for a second person to compare. Nothing is booked by it. */
export const reportMovement = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  { report, ...step }: NoteStep & { readonly report: MovementReport },
): Promise<Result<Stored<DebitNote>, ReportMovementError>> => {
  const found = await findDebitNote(debitNotes, "reportMovement", step);
  if (!found.ok) return found;
  const { note, role } = found.value;
  const { command } = step;
  const met = await meetVersion(debitNotes, note.head, step);
  if (met !== null) return met;
  const checked = checkMovement(note, report, dateInZone(command.at));
  if (!checked.ok) return checked;
  if (checked.value.waiting !== undefined) return err({ kind: "MovementWaiting" });
  const next: DebitNote = { ...checked.value, waiting: { ...report, reportedBy: command.caller } };
  const change = { aggregate: next.id, before: note.head, next, type: "MovementReported", role, terms: [] };
  return debitNotes.commit(change, { movements: note.movements, line: null }, command);
};

const withoutWaiting = ({ waiting: _waiting, ...note }: SentNote): SentNote => note;

type Booked = { readonly note: SentNote; readonly line: ContributionLine | null; readonly journal?: JournalDraft };

/** What a confirmed movement makes of the note and of its contribution; the posting of a receipt stands with the contribution. */
export const bookOn = (
  note: SentNote,
  line: ContributionLine,
  { kind, amountCents }: Pick<MovementReport, "kind" | "amountCents">,
): Booked => {
  if (kind === "INTEREST") return { note, line: null, journal: postInterest(note.id, amountCents) };
  if (!("dueOn" in line)) throw new Error(`${line.id} has a debit note and was never called.`);
  const receivedCents = sumCents([note.receivedCents, amountCents]);
  const state = receivedCents === note.amountCents ? "paid" : "issued";
  return {
    note: { ...note, state, receivedCents },
    line: withMore(line, sumCents([line.contributedCents, amountCents])),
  };
};

/** The changes of a booking, with the movement behind those that stand. */
export const bookingOf = (
  { note, line, role }: Pick<FoundNote, "note" | "line" | "role">,
  standing: SentNote,
  report: MovementReport,
) => {
  const booked = bookOn(standing, line.state, report);
  const { kind, amountCents, bookedOn, bankReference } = report;
  const version = note.head.version + 1;
  const entryVersion = booked.line === null ? version : line.version + 1;
  const movement: Movement = { kind, amountCents, bookedOn, bankReference, version, entryVersion };
  const type = "MovementConfirmed";
  const change = { aggregate: standing.id, before: note.head, next: booked.note, type, role, terms: [] };
  const ofLine =
    booked.line === null
      ? null
      : {
          aggregate: line.state.id,
          before: line,
          next: booked.line,
          type: "ContributionRecorded",
          role,
          terms: [],
          notes: { evidence: bankReference },
          journal: postReceipt(line.state.id, amountCents),
        };
  return {
    change: booked.journal === undefined ? change : { ...change, journal: booked.journal },
    beside: { movements: [...note.movements, movement], line: ofLine },
  };
};

/** A second person confirms what was reported, which books it, or dismisses it, which books nothing. */
export const decideMovement = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  { decision, ...step }: NoteStep & { readonly decision: MovementDecision },
): Promise<Result<Stored<DebitNote>, DecideMovementError>> => {
  const found = await findDebitNote(debitNotes, "decideMovement", step);
  if (!found.ok) return found;
  const { note, role, loaded } = found.value;
  const { command } = step;
  const met = await meetVersion(debitNotes, note.head, step);
  if (met !== null) return met;
  const { state } = note.head;
  if (!isSent(state)) return err({ kind: "DebitNoteStepRefused", state: state.state });
  const { waiting } = state;
  if (waiting === undefined) return err({ kind: "NoMovementWaiting" });
  const cleared = withoutWaiting(state);
  if (decision === "DISMISS") {
    const type = "MovementDismissed";
    const change = { aggregate: state.id, before: note.head, next: cleared, type, role, terms: [] };
    return debitNotes.commit(change, { movements: note.movements, line: null }, command);
  }
  if (actorOf(command.caller, loaded.rights, role).persons.includes(waiting.reportedBy))
    return err({ kind: "AnotherPersonConfirms" });
  if (waiting.reverses !== undefined) {
    const reversed = reversalOf(found.value, cleared, waiting.reverses);
    return debitNotes.commit(reversed.change, reversed.beside, command);
  }
  const checked = checkMovement(note, waiting, dateInZone(command.at));
  if (!checked.ok) return checked;
  const { change, beside } = bookingOf(found.value, cleared, waiting);
  return debitNotes.commit(change, beside, command);
};
