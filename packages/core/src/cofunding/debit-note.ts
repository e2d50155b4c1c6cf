import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LineText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { ContributionLineId } from "./contribution-line.ts";
import { type CreditorReference, creditorReference } from "./creditor-reference.ts";
import { JointActionId } from "./joint-action.ts";

export const DebitNoteId = prefixedId("dbn").brand("DebitNoteId").meta({ id: "DebitNoteId" });
export type DebitNoteId = z.infer<typeof DebitNoteId>;

/** A contribution is called in no more parts than this; the law names no number (MAT-04). */
export const tranchesPerLineMax = 12;

/** The same contribution and the same place in its row of tranches make the same id, so that two officers cannot call one tranche twice. */
export const debitNoteIdOf = (newId: NewId, lineId: ContributionLineId, tranche: number): DebitNoteId =>
  DebitNoteId.parse(`dbn_${newId(`debit-note:${lineId}:${tranche}`)}`);

export const DebitNoteNumber = z
  .string()
  .regex(/^DN-\d{4}-[0-9A-F]{12}$/)
  .meta({ id: "DebitNoteNumber", example: "DN-2027-0F3A9C41B7D2" });

const marksOfNumber = 12;
/** What the note is called on paper: the year in which it was asked for, and marks that follow from the contribution and the tranche. */
export const debitNoteNumberOf = (sha256: Sha256, lineId: ContributionLineId, tranche: number, year: number): string =>
  `DN-${year}-${sha256(`eccc-debit-note/1\n${lineId}:${tranche}`).slice(0, marksOfNumber).toUpperCase()}`;

/** What a transfer has to quote, so that it finds its note: the number with two digits that tell a slip of the pen (ISO 11649). */
export const referenceOf = ({ number }: { readonly number: string }): CreditorReference =>
  creditorReference(number.replaceAll("-", ""));

/** `RECEIPT`: money of the tranche. `INTEREST`: what the money earned or what came for being late; revenue of the ECCC (FIN-13). */
export const MovementKind = z.enum(["RECEIPT", "INTEREST"]).meta({ id: "MovementKind" });
export type MovementKind = z.infer<typeof MovementKind>;

/** What the bank's statement says of an amount that has come. */
export const MovementReport = z
  .strictObject({
    kind: MovementKind,
    amountCents: Cents,
    bookedOn: LocalDate,
    /** The bank's own reference of the entry. */
    bankReference: LineText.min(3).max(35),
  })
  .meta({ id: "MovementReport" });
export type MovementReport = z.infer<typeof MovementReport>;

/** The version of the movement that is taken back; absent for money that has come. */
const reverses = z.int().min(3).optional();
const WaitingMovement = z
  .object({ ...MovementReport.shape, reverses, reportedBy: UserId })
  .meta({ id: "WaitingMovement" });

/**
 * A movement that a second person has confirmed. `version` is the note's at which it was booked, `entryVersion` that of its journal entry:
 * the contribution's for a receipt, the note's for interest.
 */
export const Movement = z
  .object({ ...MovementReport.shape, version: z.int().min(2), entryVersion: z.int().min(2), reverses })
  .meta({ id: "Movement" });
export type Movement = z.infer<typeof Movement>;

/** Of one note; what would be more is another note's. */
export const movementsPerNoteMax = 40;

const shared = {
  id: DebitNoteId,
  jointActionId: JointActionId,
  funder: FunderCode,
  lineId: ContributionLineId,
  tranche: z.int().min(1).max(tranchesPerLineMax),
  number: DebitNoteNumber,
  amountCents: Cents,
  /** The day itself is in time. */
  dueOn: LocalDate,
  proposedBy: UserId,
};
const issued = {
  ...shared,
  issuedBy: UserId,
  issuedAt: Instant,
  receivedCents: Cents,
  /** Waits for a second person. */
  waiting: WaitingMovement.optional(),
};
const ProposedNote = z.object({ state: z.literal("proposed"), ...shared }).meta({ id: "ProposedDebitNote" });
/** Never sent; the same tranche may be proposed again. */
const WithdrawnNote = z.object({ state: z.literal("withdrawn"), ...shared }).meta({ id: "WithdrawnDebitNote" });
const IssuedNote = z.object({ state: z.literal("issued"), ...issued }).meta({ id: "IssuedDebitNote" });
const PaidNote = z.object({ state: z.literal("paid"), ...issued }).meta({ id: "PaidDebitNote" });

/** A tranche of a contribution through the Centre, as it is called from the Member State (MAT-04). */
export const DebitNote = z
  .discriminatedUnion("state", [ProposedNote, WithdrawnNote, IssuedNote, PaidNote])
  .meta({ id: "DebitNote" });
export type DebitNote = z.infer<typeof DebitNote>;
export type SentNote = Extract<DebitNote, { readonly receivedCents: unknown }>;

export const debitNoteStatuses = ["proposed", "withdrawn", "issued", "overdue", "paid"] as const;
export type DebitNoteStatus = (typeof debitNoteStatuses)[number];

/** `overdue` is what the clock makes of `issued`. */
export const noteStatusOf = (note: DebitNote, today: LocalDate): DebitNoteStatus =>
  note.state === "issued" && today > note.dueOn ? "overdue" : note.state;

export const isSent = (note: DebitNote): note is SentNote => "receivedCents" in note;
