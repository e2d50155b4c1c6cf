import { earlierOf } from "@grants/kernel/calendar";
import { type Cents, cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { meetVersion } from "../audit/meet-version.ts";
import type { Stored } from "../audit/stored.ts";
import type { ContributionLine } from "./contribution-line.ts";
import { postInterestReversal, postReversal } from "./contribution-postings.ts";
import { type DebitNote, type Movement, type SentNote, isSent, movementsPerNoteMax } from "./debit-note.ts";
import type { DebitNoteStore } from "./debit-note-store.ts";
import { type FoundNote, type NoteRefusal, type NoteStep, findDebitNote } from "./issue-debit-note.ts";
import { asDue } from "./record-contribution.ts";

export type MovementNotFound = { readonly kind: "MovementNotFound"; readonly version: number };
/** A correction itself, or what was corrected already. */
export type MovementNotReversible = { readonly kind: "MovementNotReversible"; readonly version: number };
/** One movement after the other: the one before waits for its second person. */
export type MovementWaiting = { readonly kind: "MovementWaiting" };
export type TooManyMovements = { readonly kind: "TooManyMovements"; readonly max: number };
export type ReverseMovementError =
  | NoteRefusal
  | MovementNotFound
  | MovementNotReversible
  | MovementWaiting
  | TooManyMovements;

export const isReversible = (movements: readonly Movement[], { version, reverses }: Movement): boolean =>
  reverses === undefined && movements.every((other) => other.reverses !== version);

/**
 * Asks for a booked amount to be taken back, with its reason. Nothing is edited: once a second person confirms it, an opposite entry names the
 * first (FIN-16).
 */
export const reverseMovement = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  { version, reason, ...step }: NoteStep & { readonly version: number; readonly reason: string },
): Promise<Result<Stored<DebitNote>, ReverseMovementError>> => {
  const found = await findDebitNote(debitNotes, "reverseMovement", step);
  if (!found.ok) return found;
  const { note, role } = found.value;
  const { command } = step;
  const met = await meetVersion(debitNotes, note.head, step);
  if (met !== null) return met;
  const { state } = note.head;
  if (!isSent(state)) return err({ kind: "DebitNoteStepRefused", state: state.state });
  if (state.waiting !== undefined) return err({ kind: "MovementWaiting" });
  if (note.movements.length >= movementsPerNoteMax) return err({ kind: "TooManyMovements", max: movementsPerNoteMax });
  const movement = note.movements.find((one) => one.version === version);
  if (movement === undefined) return err({ kind: "MovementNotFound", version });
  if (!isReversible(note.movements, movement)) return err({ kind: "MovementNotReversible", version });
  const { kind, amountCents, bookedOn, bankReference } = movement;
  const waiting = { kind, amountCents, bookedOn, bankReference, reverses: version, reportedBy: command.caller };
  const next: DebitNote = { ...state, waiting };
  const type = "ReversalProposed";
  const change = { aggregate: next.id, before: note.head, next, type, role, terms: [], notes: { reason } };
  return debitNotes.commit(change, { movements: note.movements, line: null }, command);
};

const less = (amount: Cents, by: Cents): Cents => cents(amount - by);

/** What a contribution is without an amount: called again where it was paid, and where it was remedied the procedure begins anew (FIN-10). */
const withLess = (line: ContributionLine, note: SentNote, by: Cents): ContributionLine => {
  if (!("dueOn" in line)) throw new Error(`${line.id} has a debit note and was never called.`);
  const contributedCents = less(line.contributedCents, by);
  return line.state === "paid" || line.state === "remedied"
    ? asDue(line, { ...line, dueOn: earlierOf(line.dueOn, note.dueOn), contributedCents })
    : { ...line, contributedCents };
};

/** The changes of a confirmed reversal. */
export const reversalOf = (
  { note, line, role }: Pick<FoundNote, "note" | "line" | "role">,
  standing: SentNote,
  version: number,
) => {
  const movement = note.movements.find((one) => one.version === version);
  if (movement === undefined) throw new Error(`${standing.id} has no movement ${version} to take back.`);
  const { kind, amountCents, entryVersion } = movement;
  const type = "MovementReversed";
  const common = { aggregate: standing.id, before: note.head, type, role, terms: [] };
  const taken = (own: number): Movement => ({
    ...movement,
    version: note.head.version + 1,
    entryVersion: own,
    reverses: version,
  });
  if (kind === "INTEREST") {
    const journal = postInterestReversal(standing.id, amountCents, entryVersion);
    const movements = [...note.movements, taken(note.head.version + 1)];
    return { change: { ...common, next: standing, journal }, beside: { movements, line: null } };
  }
  const receivedCents = less(standing.receivedCents, amountCents);
  const next: DebitNote = { ...standing, state: "issued", receivedCents };
  const ofLine = {
    aggregate: line.state.id,
    before: line,
    next: withLess(line.state, standing, amountCents),
    type: "ContributionReversed",
    role,
    terms: [],
    journal: postReversal(line.state.id, amountCents, entryVersion),
  };
  const movements = [...note.movements, taken(line.version + 1)];
  return { change: { ...common, next }, beside: { movements, line: ofLine } };
};
