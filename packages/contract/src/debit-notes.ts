import { FunderCode } from "@grants/core/access/rights";
import { MovementDecision } from "@grants/core/cofunding/book-movement";
import { ContributionLineId } from "@grants/core/cofunding/contribution-line";
import { CreditorReference } from "@grants/core/cofunding/creditor-reference";
import { DebitNote, DebitNoteId, Movement, MovementReport, debitNoteStatuses } from "@grants/core/cofunding/debit-note";
import { JointActionId } from "@grants/core/cofunding/joint-action";
import { Cents, EnteredCents } from "@grants/kernel/money";
import { ParagraphText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { ShownLine } from "./cofunding-views.ts";
import { changeHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { cofundingProblems } from "./problems/cofunding.ts";

const problems = problemsOf(cofundingProblems);
const tags = ["cofunding"];
const base = "/v1/cofunding/debit-notes";
const path = `${base}/{debitNoteId}` as const;
const params = z.object({ debitNoteId: DebitNoteId });
const ofLine = "/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/debit-notes";
const lineParams = z.object({ jointActionId: JointActionId, funder: FunderCode, lineId: ContributionLineId });
const atCommit = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const lineProblems = ["NotAllowed", "JointActionNotFound", "ContributionLineNotFound"] as const;
const noteProblems = ["NotAllowed", "DebitNoteNotFound", "DebitNoteStepRefused", ...atCommit] as const;
const trancheProblems = [
  "NotThroughCentre",
  "ContributionStepRefused",
  "TrancheAboveCommitment",
  "TooManyTranches",
  "DueDateInPast",
] as const;
const movementProblems = ["MovementAboveDebitNote", "BookedInFuture", "TooManyMovements"] as const;
const PositiveCents = EnteredCents.refine((cents) => cents > 0, "An amount is more than nothing.");

const DebitNoteHead = z.object({ version: z.int().min(1), debitNote: DebitNote }).meta({ id: "DebitNoteHead" });

const shown = {
  version: z.int().min(1),
  debitNote: DebitNote,
  status: z.enum(debitNoteStatuses).meta({ id: "DebitNoteStatus" }),
  openCents: Cents,
  /** What a transfer quotes. */
  reference: CreditorReference,
};
const ShownDebitNote = z.object(shown).meta({ id: "ShownDebitNote" });
const DebitNoteList = z.object({ debitNotes: z.array(ShownDebitNote) }).meta({ id: "DebitNoteList" });
const DebitNotePage = z
  .object({ ...shown, movements: z.array(Movement), allowedActions: z.array(AllowedAction) })
  .meta({ id: "DebitNotePage" });
const TranchesPage = z
  .object({
    line: ShownLine,
    debitNotes: z.array(ShownDebitNote),
    /** What may still be called of the commitment. */
    openCents: Cents,
    /** Of the note that is proposed next; 0 where there is none. */
    nextVersion: z.int().min(0),
  })
  .meta({ id: "TranchesPage" });

export const readTranchesRoute = createRoute({
  method: "get",
  path: ofLine,
  operationId: "readTranches",
  summary: "The tranches of a contribution through the Centre: called and proposed",
  tags,
  security: signedIn,
  request: { params: lineParams },
  responses: { 200: jsonWithEtag(TranchesPage, "The tranches"), ...problems(...lineProblems) },
});

export const proposeTrancheRoute = createRoute({
  method: "post",
  path: ofLine,
  operationId: "proposeTranche",
  summary: "Ask for the next tranche of a contribution through the Centre, for another person to send",
  tags,
  security: signedIn,
  request: {
    params: lineParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ amountCents: PositiveCents, dueOn: LocalDate }).meta({ id: "NewTranche" })),
  },
  responses: {
    200: jsonWithEtag(DebitNoteHead, "Proposed"),
    ...problems(...lineProblems, ...trancheProblems, "TrancheWaiting", ...atCommit),
  },
});

export const listDebitNotesRoute = createRoute({
  method: "get",
  path: base,
  operationId: "listDebitNotes",
  summary: "Debit notes: every Member State's for the Centre, one's own that were sent for a Member State",
  tags,
  security: signedIn,
  responses: { 200: json(DebitNoteList, "The debit notes, the latest day first"), ...problems("NotAllowed") },
});

export const readDebitNoteRoute = createRoute({
  method: "get",
  path,
  operationId: "readDebitNote",
  summary: "A debit note, with what has come of it",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(DebitNotePage, "The debit note"), ...problems("NotAllowed", "DebitNoteNotFound") },
});

export const issueDebitNoteRoute = createRoute({
  method: "post",
  path: `${path}/issue`,
  operationId: "issueDebitNote",
  summary: "Send a debit note that another person has proposed: its tranche is due",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(DebitNoteHead, "Sent"),
    ...problems(...noteProblems, "AnotherPersonIssues", "ContributionLineNotFound", ...trancheProblems),
  },
});

export const withdrawDebitNoteRoute = createRoute({
  method: "post",
  path: `${path}/withdrawal`,
  operationId: "withdrawDebitNote",
  summary: "Take back a tranche that was proposed and not sent",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: { 200: jsonWithEtag(DebitNoteHead, "Withdrawn"), ...problems(...noteProblems) },
});

export const reportMovementRoute = createRoute({
  method: "post",
  path: `${path}/movements`,
  operationId: "reportMovement",
  summary: "Put down what the bank's statement says has come of a debit note, for another person to confirm",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(MovementReport.extend({ amountCents: PositiveCents }).meta({ id: "NewMovement" })),
  },
  responses: {
    200: jsonWithEtag(DebitNoteHead, "Reported"),
    ...problems(...noteProblems, ...movementProblems, "MovementWaiting"),
  },
});

export const reverseMovementRoute = createRoute({
  method: "post",
  path: `${path}/reversals`,
  operationId: "reverseMovement",
  summary: "Ask for an amount that was booked to be taken back, with its reason; another person confirms it",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          version: z.int().min(2).describe("Of the movement that is taken back."),
          reason: ParagraphText.trim().min(10).max(500),
        })
        .meta({ id: "NewReversal" }),
    ),
  },
  responses: {
    200: jsonWithEtag(DebitNoteHead, "Asked for"),
    ...problems(...noteProblems, "MovementNotFound", "MovementNotReversible", "MovementWaiting", "TooManyMovements"),
  },
});

export const decideMovementRoute = createRoute({
  method: "post",
  path: `${path}/movement-decision`,
  operationId: "decideMovement",
  summary: "Confirm what another person has reported, which books it, or dismiss it",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ decision: MovementDecision }).meta({ id: "DecisionOnMovement" })),
  },
  responses: {
    200: jsonWithEtag(DebitNoteHead, "Decided"),
    ...problems(...noteProblems, ...movementProblems, "NoMovementWaiting", "AnotherPersonConfirms"),
  },
});

export const debitNoteApi = [
  readTranchesRoute,
  proposeTrancheRoute,
  listDebitNotesRoute,
  readDebitNoteRoute,
  issueDebitNoteRoute,
  withdrawDebitNoteRoute,
  reportMovementRoute,
  reverseMovementRoute,
  decideMovementRoute,
];
