import { NO_CENTS, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ContributionLine, calledOf, contributedOf } from "./contribution-line.ts";
import type { DebitNote, DebitNoteId } from "./debit-note.ts";
import type { DebitNoteStore, LoadedNote, StoredNote } from "./debit-note-store.ts";
import { asDue } from "./record-contribution.ts";
import { type ProposeTrancheError, checkTranche } from "./propose-tranche.ts";

export type DebitNoteNotFound = { readonly kind: "DebitNoteNotFound"; readonly debitNoteId: DebitNoteId };
/** It is at another step: sent already, withdrawn, or not sent yet. */
export type DebitNoteStepRefused = { readonly kind: "DebitNoteStepRefused"; readonly state: DebitNote["state"] };
/** Whoever proposed the tranche does not issue its note. */
export type AnotherPersonIssues = { readonly kind: "AnotherPersonIssues" };

export type NoteStep = {
  readonly debitNoteId: DebitNoteId;
  readonly expectedVersion: number;
  readonly command: Command;
};
export type NoteRefusal = NotAllowed | DebitNoteNotFound | DebitNoteStepRefused | CommitRefusal;
export type IssueDebitNoteError =
  | NoteRefusal
  | AnotherPersonIssues
  | Exclude<ProposeTrancheError, { readonly kind: "TrancheWaiting" | "JointActionNotFound" }>;

export type FoundNote = {
  readonly note: StoredNote;
  readonly line: Stored<ContributionLine>;
  readonly role: Capacity;
  readonly loaded: LoadedNote;
};

/** The note that a step of the Centre is about, with the contribution that it calls. */
export const findDebitNote = async (
  debitNotes: DebitNoteStore,
  action: Action,
  { debitNoteId, command }: Pick<NoteStep, "debitNoteId" | "command">,
): Promise<Result<FoundNote, NotAllowed | DebitNoteNotFound>> => {
  const loaded = await debitNotes.load(debitNoteId, command.caller);
  const { rights, note, line } = loaded;
  const role = decideAccess(action, rights, note === null ? {} : { funder: note.head.state.funder }, command.at);
  if (!role.ok) return role;
  return note === null || line === null
    ? err({ kind: "DebitNoteNotFound", debitNoteId })
    : ok({ note, line, role: role.value, loaded });
};

/** A second person sends the debit note: from now on the tranche is due, and what is not there after its day is a shortfall (MAT-04, FIN-10). */
export const issueDebitNote = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  step: NoteStep,
): Promise<Result<Stored<DebitNote>, IssueDebitNoteError>> => {
  const found = await findDebitNote(debitNotes, "issueDebitNote", step);
  if (!found.ok) return found;
  const { note, line, role, loaded } = found.value;
  const { command } = step;
  const met = await meetVersion(debitNotes, note.head, step);
  if (met !== null) return met;
  const { state } = note.head;
  if (state.state !== "proposed") return err({ kind: "DebitNoteStepRefused", state: state.state });
  if (actorOf(command.caller, loaded.rights, role).persons.includes(state.proposedBy))
    return err({ kind: "AnotherPersonIssues" });
  const checked = checkTranche(line.state, state, dateInZone(command.at));
  if (!checked.ok) return checked;
  const due = asDue(checked.value, {
    dueOn: state.dueOn,
    contributedCents: contributedOf(line.state),
    calledCents: sumCents([calledOf(line.state), state.amountCents]),
    tranches: state.tranche,
  });
  const next: DebitNote = {
    ...state,
    state: "issued",
    issuedBy: command.caller,
    issuedAt: command.at,
    receivedCents: NO_CENTS,
  };
  const change = { aggregate: next.id, before: note.head, next, type: "DebitNoteIssued", role, terms: [] };
  const called = { aggregate: due.id, before: line, next: due, type: "ContributionCalled", role, terms: [] };
  return debitNotes.commit(change, { movements: note.movements, line: called }, command);
};

/** Takes back a tranche that was proposed and never sent; another one may be proposed in its place. */
export const withdrawDebitNote = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  step: NoteStep,
): Promise<Result<Stored<DebitNote>, NoteRefusal>> => {
  const found = await findDebitNote(debitNotes, "withdrawDebitNote", step);
  if (!found.ok) return found;
  const { note, role } = found.value;
  const met = await meetVersion(debitNotes, note.head, step);
  if (met !== null) return met;
  const { state } = note.head;
  if (state.state !== "proposed") return err({ kind: "DebitNoteStepRefused", state: state.state });
  const next: DebitNote = { ...state, state: "withdrawn" };
  const change = { aggregate: next.id, before: note.head, next, type: "TrancheWithdrawn", role, terms: [] };
  return debitNotes.commit(change, { movements: note.movements, line: null }, step.command);
};
