import { yearOf } from "@grants/kernel/calendar";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Cents, minusAtLeastZero } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { meetVersion } from "../audit/meet-version.ts";
import type { Stored } from "../audit/stored.ts";
import type { DueDateInPast } from "./call-contribution.ts";
import {
  type ContributionLine,
  type ContributionLineNotFound,
  type ContributionStepRefused,
  calledOf,
  refuseStep,
  statusOf,
  tranchesOf,
} from "./contribution-line.ts";
import { type DebitNote, debitNoteIdOf, debitNoteNumberOf, tranchesPerLineMax } from "./debit-note.ts";
import type { DebitNoteStore } from "./debit-note-store.ts";
import type { LineRefusal, LineStep } from "./find-contribution-line.ts";
import { findJointAction } from "./find-joint-action.ts";

export type DebitNoteDeps = {
  readonly debitNotes: DebitNoteStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** Only money that goes through the Centre is called by a debit note; for the rest a day is named (FIN-05). */
export type NotThroughCentre = { readonly kind: "NotThroughCentre" };
/** A tranche waits for its second person. */
export type TrancheWaiting = { readonly kind: "TrancheWaiting" };
export type TrancheAboveCommitment = {
  readonly kind: "TrancheAboveCommitment";
  readonly field: "amountCents";
  readonly openCents: Cents;
};
export type TooManyTranches = { readonly kind: "TooManyTranches"; readonly max: number };

/** What the contribution itself says against a tranche. */
type TrancheRefusal =
  | NotThroughCentre
  | ContributionStepRefused
  | TrancheAboveCommitment
  | TooManyTranches
  | DueDateInPast;
export type ProposeTrancheError = LineRefusal | ContributionLineNotFound | TrancheRefusal | TrancheWaiting;

export type Tranche = { readonly amountCents: Cents; readonly dueOn: LocalDate };
type CallableLine = Extract<ContributionLine, { readonly committedCents: unknown }>;

/** The contribution, when this may be called of it now: the one before it has come, and there is as much left to call (MAT-04). */
export const checkTranche = (
  line: ContributionLine,
  { amountCents, dueOn }: Tranche,
  today: LocalDate,
): Result<CallableLine, TrancheRefusal> => {
  if (line.channel !== "VIA_ECCC") return err({ kind: "NotThroughCentre" });
  if (line.state !== "committed" && line.state !== "paid" && line.state !== "remedied")
    return err(refuseStep(line, statusOf(line, today) === "committed" ? "due" : "paid", today));
  if (tranchesOf(line) >= tranchesPerLineMax) return err({ kind: "TooManyTranches", max: tranchesPerLineMax });
  const openCents = minusAtLeastZero(line.committedCents, calledOf(line));
  if (amountCents > openCents) return err({ kind: "TrancheAboveCommitment", field: "amountCents", openCents });
  return dueOn < today ? err({ kind: "DueDateInPast", field: "dueOn", earliestOn: today }) : ok(line);
};

/** Asks for a tranche of a contribution through the Centre; a second person issues its debit note (MAT-04). */
export const proposeTranche = async (
  { debitNotes, newId, sha256 }: DebitNoteDeps,
  { tranche, ...step }: LineStep & { readonly tranche: Tranche },
): Promise<Result<Stored<DebitNote>, ProposeTrancheError>> => {
  const { lineId, jointActionId, funder, command } = step;
  const ids = noteIdsOf(newId, lineId);
  const { line, notes, ...loaded } = await debitNotes.loadLine({ jointActionId, funder, lineId }, ids, command.caller);
  const found = findJointAction(loaded, { action: "proposeTranche", jointActionId, command });
  if (!found.ok) return found;
  if (line === null) return err({ kind: "ContributionLineNotFound", lineId });
  // The next one may stand already, proposed or withdrawn.
  const number = tranchesOf(line.state) + 1;
  const before = notes.find(({ state }) => state.tranche === number) ?? null;
  const met = await meetVersion(debitNotes, before, step);
  if (met !== null) return met;
  if (before?.state.state === "proposed") return err({ kind: "TrancheWaiting" });
  const today = dateInZone(command.at);
  const checked = checkTranche(line.state, tranche, today);
  if (!checked.ok) return checked;
  const next: DebitNote = {
    state: "proposed",
    id: debitNoteIdOf(newId, lineId, number),
    jointActionId,
    funder,
    lineId,
    tranche: number,
    number: debitNoteNumberOf(sha256, lineId, number, yearOf(today)),
    ...tranche,
    proposedBy: command.caller,
  };
  const { role } = found.value;
  const change = { aggregate: next.id, before, next, type: "TrancheProposed", role, terms: [] };
  return debitNotes.commit(change, { movements: [], line: null }, command);
};

/** Of every tranche that a contribution can have. */
export const noteIdsOf = (newId: NewId, lineId: LineStep["lineId"]) =>
  Array.from({ length: tranchesPerLineMax }, (_, place) => debitNoteIdOf(newId, lineId, place + 1));
