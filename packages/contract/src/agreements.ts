import { Agreement, AgreementId, ProjectNumber } from "@grants/core/agreements/agreement";
import { DataSheet } from "@grants/core/agreements/data-sheet";
import { CallId } from "@grants/core/calls/call";
import { AwardId } from "@grants/core/cofunding/award";
import { Digest } from "@grants/kernel/digest";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import {
  Cursor,
  changeHeaders,
  commandHeaders,
  json,
  jsonBody,
  jsonWithEtag,
  signedIn,
  signedInAgain,
} from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { agreementProblems } from "./problems/agreements.ts";
import { registryProblems } from "./problems/registry.ts";

const problems = problemsOf(agreementProblems, registryProblems);
const tags = ["agreements"];
const params = z.object({ agreementId: AgreementId });

export const AgreementHead = z.object({ version: z.int(), agreement: Agreement }).meta({ id: "AgreementHead" });
export const ListedAgreement = AgreementHead.extend({
  project: DataSheet.pick({
    projectNumber: true,
    acronym: true,
    title: true,
    maxGrantCents: true,
    signByOn: true,
  }),
}).meta({ id: "ListedAgreement" });
const AgreementList = z
  .object({ agreements: z.array(ListedAgreement), next: Cursor.optional() })
  .meta({ id: "AgreementList" });

/** An agreement with its terms. */
export const AgreementFile = AgreementHead.extend({ sheet: DataSheet, allowedActions: z.array(AllowedAction) }).meta({
  id: "AgreementFile",
});

export const prepareAgreementRoute = createRoute({
  method: "post",
  path: "/v1/agreements",
  operationId: "prepareAgreement",
  summary: "Prepare the agreement of an award whose money is committed",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ awardId: AwardId, projectNumber: ProjectNumber, startsOn: LocalDate })
        .meta({ id: "NewAgreement" }),
    ),
  },
  responses: {
    201: jsonWithEtag(AgreementHead, "Prepared; both sides may sign"),
    ...problems(
      "NotAllowed",
      "AwardNotFound",
      "AgreementExists",
      "CommitmentMissing",
      "NewcomerWithoutBudget",
      "SigningPeriodOver",
      "ProjectNumberTaken",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const listMyAgreementsRoute = createRoute({
  method: "get",
  path: "/v1/agreements",
  operationId: "listMyAgreements",
  summary: "The agreements that my organisations coordinate",
  tags,
  security: signedIn,
  request: { query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(AgreementList, "A page of my agreements"), ...problems("NotAllowed", "CursorInvalid") },
});

export const listCallAgreementsRoute = createRoute({
  method: "get",
  path: "/v1/agreements/by-call",
  operationId: "listCallAgreements",
  summary: "The agreements of a call",
  tags,
  security: signedIn,
  request: { query: z.object({ callId: CallId, cursor: Cursor.optional() }) },
  responses: { 200: json(AgreementList, "A page of the agreements"), ...problems("NotAllowed", "CursorInvalid") },
});

export const readAgreementRoute = createRoute({
  method: "get",
  path: "/v1/agreements/{agreementId}",
  operationId: "readAgreement",
  summary: "An agreement with its data sheet",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(AgreementFile, "The agreement"), ...problems("AgreementNotFound", "NotAllowed") },
});

export const signAgreementRoute = createRoute({
  method: "post",
  path: "/v1/agreements/{agreementId}/signatures",
  operationId: "signAgreement",
  summary: "Sign the data sheet for one's side; the last signature brings the agreement into force",
  tags,
  ...signedInAgain,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ sheetSha256: Digest }).meta({ id: "AgreementSignature" })),
  },
  responses: {
    200: jsonWithEtag(AgreementHead, "Signed"),
    ...problems(
      "StepUpRequired",
      "AgreementNotFound",
      "NotAllowed",
      "CeilingExceeded",
      "AlreadySigned",
      "SignedForOtherSide",
      "AnotherSheetPrepared",
      "ParticipantExcluded",
      "CommitmentMissing",
      "SigningPeriodOver",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const agreementApi = [
  prepareAgreementRoute,
  listMyAgreementsRoute,
  listCallAgreementsRoute,
  readAgreementRoute,
  signAgreementRoute,
];
