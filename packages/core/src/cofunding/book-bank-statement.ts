import { minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { actorOf } from "../access/actor.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import {
  type BankStatement,
  type BankStatementId,
  type CreditOutcome,
  type StatementCredit,
  type StatementLine,
  isBooked,
} from "./bank-statement.ts";
import type { BankStatementStore, BookedEntry } from "./bank-statement-store.ts";
import { bookingOf } from "./book-movement.ts";
import { type DebitNoteId, type SentNote, isSent, movementsPerNoteMax } from "./debit-note.ts";
import type { LoadedNote } from "./debit-note-store.ts";
import type { BankStatementDeps, BankStatementNotFound } from "./import-bank-statement.ts";

export type BankStatementBooked = { readonly kind: "BankStatementBooked" };
/** Whoever brought it does not book it. */
export type AnotherPersonBooks = { readonly kind: "AnotherPersonBooks" };
export type BookBankStatementError =
  | NotAllowed
  | BankStatementNotFound
  | BankStatementBooked
  | AnotherPersonBooks
  | CommitRefusal;

/** Why a credit fits nothing that can be looked up for it; `null` where its note decides. */
const hindranceOf = ({ isReversal, currency, reference }: StatementCredit): CreditOutcome | null => {
  if (isReversal) return "REVERSAL";
  if (currency !== "EUR") return "WRONG_CURRENCY";
  return reference === undefined ? "NO_REFERENCE" : null;
};

type Fit = { readonly outcome: CreditOutcome; readonly note: SentNote | null };

/** How a credit fits the note that it quotes: the whole of what is open, a part, or not. */
export const fitOf = ({ amountCents }: Pick<StatementCredit, "amountCents">, { note, line }: LoadedNote): Fit => {
  if (note === null || line === null) return { outcome: "UNKNOWN_REFERENCE", note: null };
  const { state } = note.head;
  if (!isSent(state) || state.state === "paid" || note.movements.length >= movementsPerNoteMax)
    return { outcome: "NOTE_NOT_OPEN", note: null };
  if (state.waiting !== undefined) return { outcome: "MOVEMENT_WAITING", note: null };
  const openCents = minusAtLeastZero(state.amountCents, state.receivedCents);
  if (amountCents > openCents) return { outcome: "ABOVE_OPEN", note: null };
  return { outcome: amountCents === openCents ? "BOOKED" : "BOOKED_PARTLY", note: state };
};

type Booking = {
  readonly statement: BankStatement;
  readonly role: Capacity;
  readonly command: Command;
  readonly booked: ReadonlyMap<string, BookedEntry>;
  readonly noteIds: ReadonlyMap<string, DebitNoteId>;
};

/** Each entry is a command of its own, so that a repeated booking finds what it did before and does the rest. */
const commandFor = ({ sha256 }: Pick<BankStatementDeps, "sha256">, command: Command, entry: string): Command => ({
  ...command,
  keyHash: sha256(`${command.keyHash} ${entry}`),
});

const bookCredit = async (
  deps: Pick<BankStatementDeps, "bankStatements" | "sha256">,
  credit: StatementCredit,
  { statement: { id: statementId, account }, role, command, booked, noteIds }: Booking,
): Promise<Result<StatementLine, CommitRefusal>> => {
  const before = booked.get(credit.entry);
  if (before !== undefined) {
    const { outcome, debitNoteId } = before;
    const isOurs = before.statementId === statementId;
    return ok({ ...credit, outcome: isOurs ? outcome : "BOOKED_BEFORE", debitNoteId });
  }
  const hindrance = hindranceOf(credit);
  if (hindrance !== null) return ok({ ...credit, outcome: hindrance });
  const debitNoteId = noteIds.get(credit.reference ?? "");
  if (debitNoteId === undefined) return ok({ ...credit, outcome: "UNKNOWN_REFERENCE" });
  const loaded = await deps.bankStatements.loadNote(debitNoteId, command.caller);
  const { outcome, note: standing } = fitOf(credit, loaded);
  if (standing === null || loaded.note === null || loaded.line === null) return ok({ ...credit, outcome, debitNoteId });
  const { amountCents, bookedOn, entry } = credit;
  const report = { kind: "RECEIPT" as const, amountCents, bookedOn, bankReference: entry.slice(0, 35) };
  const { change, beside } = bookingOf({ note: loaded.note, line: loaded.line, role }, standing, report);
  const marked = { account, entry, statementId, debitNoteId, outcome };
  const done = await deps.bankStatements.bookEntry(
    change,
    { ...beside, entry: marked },
    commandFor(deps, command, entry),
  );
  if (done.ok) return ok({ ...credit, outcome, debitNoteId });
  return done.error.kind === "EntryBookedBefore"
    ? ok({ ...credit, outcome: "BOOKED_BEFORE", debitNoteId })
    : err(done.error);
};

type Step = { readonly statementId: BankStatementId; readonly expectedVersion: number; readonly command: Command };

const finish = (
  bankStatements: BankStatementStore,
  before: Stored<BankStatement>,
  lines: readonly StatementLine[],
  { role, command }: Pick<Booking, "role" | "command">,
) => {
  const done = lines.filter(({ outcome }) => outcome !== undefined && isBooked(outcome));
  const next: BankStatement = {
    ...before.state,
    state: "booked",
    bookedBy: command.caller,
    bookedAt: command.at,
    booked: done.length,
    bookedCents: sumCents(done.map(({ amountCents }) => amountCents)),
  };
  const change = { aggregate: next.id, before, next, type: "BankStatementBooked", role, terms: [] };
  return bankStatements.commit(change, lines, command);
};

/**
 * A second person books a statement: each credit that quotes a note in euro and asks no more than is open, once by the bank's reference. What
 * does not fit is kept with its reason and books nothing. Cut off, it is done again and books the rest.
 */
export const bookBankStatement = async (
  deps: Pick<BankStatementDeps, "bankStatements" | "sha256">,
  { statementId, ...step }: Step,
): Promise<Result<Stored<BankStatement>, BookBankStatementError>> => {
  const { bankStatements } = deps;
  const { command } = step;
  const { rights, statement } = await bankStatements.load(statementId, command.caller);
  const role = decideAccess("bookBankStatement", rights, {}, command.at);
  if (!role.ok) return role;
  if (statement === null) return err({ kind: "BankStatementNotFound", statementId });
  const { head, lines: credits } = statement;
  const met = await meetVersion(bankStatements, head, step);
  if (met !== null) return met;
  if (head.state.state === "booked") return err({ kind: "BankStatementBooked" });
  if (actorOf(command.caller, rights, role.value).persons.includes(head.state.importedBy))
    return err({ kind: "AnotherPersonBooks" });
  const known = await bankStatements.loadKnown(
    head.state.account,
    credits.map(({ entry }) => entry),
    credits.flatMap(({ reference }) => reference ?? []),
  );
  const booking: Booking = {
    statement: head.state,
    role: role.value,
    command,
    booked: new Map(known.booked.map((one) => [one.entry, one])),
    noteIds: known.noteIds,
  };
  const lines: StatementLine[] = [];
  for (const credit of credits) {
    // oxlint-disable-next-line no-await-in-loop -- two credits may be of one note: the second reads what the first has left.
    const line = await bookCredit(deps, credit, booking);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return finish(bankStatements, head, lines, booking);
};
