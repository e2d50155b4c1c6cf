import type { NewId, UserId } from "@grants/kernel/id";
import { type Cents, minusAtLeastZero } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type ContributionLineNotFound, calledOf, committedOf, tranchesOf } from "./contribution-line.ts";
import type { CreditorReference } from "./creditor-reference.ts";
import {
  type DebitNote,
  type DebitNoteStatus,
  type Movement,
  isSent,
  noteStatusOf,
  referenceOf,
} from "./debit-note.ts";
import type { DebitNoteStore, LineOf } from "./debit-note-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import { type DebitNoteNotFound, type FoundNote, type NoteStep, findDebitNote } from "./issue-debit-note.ts";
import type { JointActionNotFound } from "./joint-action.ts";
import { type ShownLine, showLine } from "./read-joint-action.ts";
import { noteIdsOf } from "./propose-tranche.ts";

/** A note as pages want it: what the clock makes of it, what is still open, and what a transfer quotes. */
export type ShownNote = {
  readonly note: Stored<DebitNote>;
  readonly status: DebitNoteStatus;
  readonly openCents: Cents;
  readonly reference: CreditorReference;
};

export const showNote = (note: Stored<DebitNote>, today: LocalDate): ShownNote => {
  const { state } = note;
  const openCents = isSent(state) ? minusAtLeastZero(state.amountCents, state.receivedCents) : state.amountCents;
  return { note, status: noteStatusOf(state, today), openCents, reference: referenceOf(state) };
};

/** A Member State sees a note once it is sent; what the Centre considers before is its own. */
const isShownTo = (rights: Rights | null, { funder, state }: DebitNote, now: Instant): boolean =>
  decideAccess("readTranches", rights, {}, now).ok ||
  (state !== "proposed" && state !== "withdrawn" && decideAccess("readDebitNote", rights, { funder }, now).ok);

/** Notes of every Member State for the Centre, one's own that were sent for whoever acts for one; the latest day first. */
export const listDebitNotes = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly ShownNote[], NotAllowed>> => {
  const { rights, notes } = await debitNotes.list(caller);
  const role = decideAccess("listDebitNotes", rights, {}, now);
  if (!role.ok) return role;
  const today = dateInZone(now);
  return ok(
    notes
      .filter(({ state }) => isShownTo(rights, state, now))
      .map((note) => showNote(note, today))
      .toSorted(({ note: { state: a } }, { note: { state: b } }) =>
        a.dueOn === b.dueOn ? Number(a.number > b.number) - Number(a.number < b.number) : a.dueOn < b.dueOn ? 1 : -1,
      ),
  );
};

export type ReadTranches = {
  readonly line: ShownLine;
  readonly notes: readonly ShownNote[];
  /** What may still be called of the commitment. */
  readonly openCents: Cents;
  /** The version of the note that is proposed next: 0 unless a proposal of it stands. */
  readonly nextVersion: number;
};

/** The tranches of a contribution, called and proposed. */
export const readTranches = async (
  { debitNotes, newId }: { readonly debitNotes: DebitNoteStore; readonly newId: NewId },
  { command, ...of }: LineOf & { readonly command: Command },
): Promise<Result<ReadTranches, NotAllowed | JointActionNotFound | ContributionLineNotFound>> => {
  const { lineId, jointActionId } = of;
  const { line, notes, ...loaded } = await debitNotes.loadLine(of, noteIdsOf(newId, lineId), command.caller);
  const found = findJointAction(loaded, { action: "readTranches", jointActionId, command });
  if (!found.ok) return found;
  if (line === null) return err({ kind: "ContributionLineNotFound", lineId });
  const today = dateInZone(command.at);
  const next = notes.find(({ state }) => state.tranche === tranchesOf(line.state) + 1);
  return ok({
    line: showLine(line, today),
    notes: notes.map((note) => showNote(note, today)),
    openCents: minusAtLeastZero(committedOf(line.state), calledOf(line.state)),
    nextVersion: next?.version ?? 0,
  });
};

export type ReadDebitNote = ShownNote & {
  readonly movements: readonly Movement[];
  readonly allowedActions: readonly AllowedAction[];
};

const actions = ["issueDebitNote", "withdrawDebitNote", "reportMovement", "reverseMovement", "decideMovement"] as const;
type NoteAction = (typeof actions)[number];

/** Why a step cannot be taken now by this person; `null` where it can. */
const hindrance = (action: NoteAction, { note, role, loaded }: FoundNote, caller: UserId): string | null => {
  const { state } = note.head;
  const isOwn = (user: UserId) => actorOf(caller, loaded.rights, role).persons.includes(user);
  switch (action) {
    case "issueDebitNote":
      if (state.state !== "proposed") return "DebitNoteStepRefused";
      return isOwn(state.proposedBy) ? "AnotherPersonIssues" : null;
    case "withdrawDebitNote":
      return state.state === "proposed" ? null : "DebitNoteStepRefused";
    case "reportMovement":
    case "reverseMovement":
      if (!isSent(state)) return "DebitNoteStepRefused";
      return state.waiting === undefined ? null : "MovementWaiting";
    case "decideMovement":
      if (!isSent(state) || state.waiting === undefined) return "NoMovementWaiting";
      return isOwn(state.waiting.reportedBy) ? "AnotherPersonConfirms" : null;
  }
};

const allowedActions = (found: FoundNote, { caller, at }: Command): readonly AllowedAction[] =>
  actions.map((action) => {
    const access = decideAccess(action, found.loaded.rights, { funder: found.note.head.state.funder }, at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    const because = hindrance(action, found, caller);
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  });

/** A debit note with what has come of it: what the Member State gets, and what the Centre works on. */
export const readDebitNote = async (
  { debitNotes }: { readonly debitNotes: DebitNoteStore },
  asked: Pick<NoteStep, "debitNoteId" | "command">,
): Promise<Result<ReadDebitNote, NotAllowed | DebitNoteNotFound>> => {
  const found = await findDebitNote(debitNotes, "readDebitNote", asked);
  if (!found.ok) return found;
  const { note, loaded } = found.value;
  const { command, debitNoteId } = asked;
  if (!isShownTo(loaded.rights, note.head.state, command.at)) return err({ kind: "DebitNoteNotFound", debitNoteId });
  return ok({
    ...showNote(note.head, dateInZone(command.at)),
    movements: note.movements,
    allowedActions: allowedActions(found.value, command),
  });
};
