import { AgreementId } from "@grants/core/agreements/agreement";
import { CallId } from "@grants/core/calls/call";
import { AwardDecisionId } from "@grants/core/cofunding/award";
import { Letter, LetterId, LetterLanguage, LetterSubject } from "@grants/core/letters/letter";
import { IntendedMeasure, LetterReason } from "@grants/core/letters/letter-facts";
import { LetterBatch } from "@grants/core/letters/letter-order";
import { OrganisationId } from "@grants/kernel/id";
import { EnteredCents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { LetterBlock } from "./document-blocks.ts";
import { Cursor, changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { agreementProblems } from "./problems/agreements.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { letterProblems } from "./problems/letters.ts";

const problems = problemsOf(agreementProblems, cofundingProblems, letterProblems);
const tags = ["letters"];
const ofLetter = z.object({ letterId: LetterId });
const onePage = z.object({ cursor: Cursor.optional() });

const Receipt = z
  .object({ receivedOn: LocalDate, how: z.enum(["OPENED", "PRESUMED"]) })
  .meta({ id: "ReceiptOfLetter" });
const Reply = z
  .object({ dueOn: LocalDate, legalDueOn: LocalDate, calendarVersion: z.string() })
  .meta({ id: "ReplyPeriod" });
const standing = {
  version: z.int().min(1),
  letter: Letter,
  /** None before it is received (CLR-CAL-05). */
  receipt: Receipt.optional(),
  /** None where no answer is asked for; before the receipt, the latest that it can be. */
  reply: Reply.optional(),
};
const ListedLetter = z.object({ ...standing, label: z.string() }).meta({ id: "ListedLetter" });
const LetterList = z
  .object({ letters: z.array(ListedLetter), mayOpen: z.boolean(), next: Cursor.optional() })
  .meta({ id: "LetterList" });

const ShownLetter = z
  .object({
    ...standing,
    title: z.string(),
    standing: z.string(),
    blocks: z.array(LetterBlock),
    answer: z.string().optional(),
    isReceiver: z.boolean(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ShownLetter" });
const LetterHead = z.object({ version: z.int().min(1), letter: Letter }).meta({ id: "LetterHead" });
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const listLettersRoute = createRoute({
  method: "get",
  path: "/v1/letters/organisations/{organisationId}/letters",
  operationId: "listLetters",
  summary: "The letter box of an organisation, the newest first",
  tags,
  security: signedIn,
  request: { params: z.object({ organisationId: OrganisationId }), query: onePage },
  responses: { 200: json(LetterList, "A page of letters"), ...problems("NotAllowed", "CursorInvalid") },
});

export const listLettersAboutRoute = createRoute({
  method: "get",
  path: "/v1/letters/subjects/{about}/letters",
  operationId: "listLettersAbout",
  summary: "The letters about a proposal or an agreement, the newest first",
  tags,
  security: signedIn,
  request: { params: z.object({ about: LetterSubject }), query: onePage },
  responses: { 200: json(LetterList, "A page of letters"), ...problems("NotAllowed", "CursorInvalid") },
});

export const readLetterRoute = createRoute({
  method: "get",
  path: "/v1/letters/{letterId}",
  operationId: "readLetter",
  summary: "What a letter says, when it was received and until when it can be answered",
  tags,
  security: signedIn,
  request: { params: ofLetter },
  responses: {
    200: jsonWithEtag(ShownLetter, "The letter"),
    ...problems("LetterNotFound", "NotAllowed", "LetterNotOpened"),
  },
});

export const openLetterRoute = createRoute({
  method: "post",
  path: "/v1/letters/{letterId}/opening",
  operationId: "openLetter",
  summary: "Open a letter: from then on it is received",
  tags,
  security: signedIn,
  request: { params: ofLetter, headers: commandHeaders },
  responses: {
    200: jsonWithEtag(LetterHead, "The opened letter"),
    ...problems("LetterNotFound", "NotAllowed", ...committed),
  },
});

export const answerLetterRoute = createRoute({
  method: "post",
  path: "/v1/letters/{letterId}/answer",
  operationId: "answerLetter",
  summary: "Answer a letter within its period",
  tags,
  security: signedIn,
  request: {
    params: ofLetter,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ text: LetterReason }).meta({ id: "AnswerToLetter" })),
  },
  responses: {
    200: jsonWithEtag(LetterHead, "The answered letter"),
    ...problems(
      "LetterNotFound",
      "NotAllowed",
      "LetterNotOpened",
      "LetterAnswered",
      "NoAnswerAskedFor",
      "AnswerTooLate",
      ...committed,
    ),
  },
});

export const sendPreInformationRoute = createRoute({
  method: "post",
  path: "/v1/letters/agreements/{agreementId}/pre-information",
  operationId: "sendPreInformation",
  summary: "Tell a beneficiary what is intended and why, and ask for observations",
  tags,
  security: signedIn,
  request: {
    params: z.object({ agreementId: AgreementId }),
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          /** A party of the agreement; without it, the coordinator. */
          organisation: OrganisationId.optional(),
          language: LetterLanguage,
          measure: IntendedMeasure,
          amountCents: EnteredCents.optional(),
          reason: LetterReason,
        })
        .meta({ id: "PreInformationToSend" }),
    ),
  },
  responses: {
    201: jsonWithEtag(LetterHead, "The letter, sent"),
    ...problems("AgreementNotFound", "NotAllowed", "RecipientNotParty", ...committed),
  },
});

const ResultLetters = z
  .object({
    decisionId: AwardDecisionId,
    callId: CallId,
    topicId: z.string(),
    /** One for every proposal of the ranking that was decided on. */
    letters: z.int().min(0),
    sent: z.int().min(0),
    /** None before somebody has them sent. */
    orderedAt: Instant.optional(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ResultLetters" });
const BatchHead = z.object({ version: z.int().min(1), batch: LetterBatch }).meta({ id: "LetterBatchHead" });
const ofDecision = z.object({ decisionId: AwardDecisionId });

export const readResultLettersRoute = createRoute({
  method: "get",
  path: "/v1/letters/decisions/{decisionId}/results",
  operationId: "readResultLetters",
  summary: "How far the letters of an award decision are",
  tags,
  security: signedIn,
  request: { params: ofDecision },
  responses: { 200: json(ResultLetters, "The progress"), ...problems("NotAllowed", "AwardDecisionNotFound") },
});

export const sendResultLettersRoute = createRoute({
  method: "post",
  path: "/v1/letters/decisions/{decisionId}/results",
  operationId: "sendResultLetters",
  summary: "Have every applicant of a topic informed of the award decision",
  tags,
  security: signedIn,
  request: { params: ofDecision, headers: commandHeaders },
  responses: {
    201: jsonWithEtag(BatchHead, "The letters, ordered"),
    ...problems("NotAllowed", "AwardDecisionNotFound", "LettersAlreadyOrdered", ...committed),
  },
});

export const letterApi = [
  readResultLettersRoute,
  sendResultLettersRoute,
  listLettersRoute,
  listLettersAboutRoute,
  readLetterRoute,
  openLetterRoute,
  answerLetterRoute,
  sendPreInformationRoute,
];
