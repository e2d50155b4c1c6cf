import { BankAccount, CallBackOutcome } from "@grants/core/registry/bank-account";
import { Bic } from "@grants/core/disbursement/payment-instruction";
import { Exclusion } from "@grants/core/registry/exclusion";
import { BankAccountId, LegalEntity, Organisation } from "@grants/core/registry/organisation";
import { PublicOrganisation } from "@grants/core/registry/public-organisation";
import { Pic } from "@grants/core/proposals/part";
import { OrganisationId } from "@grants/kernel/id";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { createRoute, z } from "@hono/zod-openapi";
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
import { peopleProblems } from "./problems/people.ts";
import { registryProblems } from "./problems/registry.ts";
import { AllowedAction } from "./allowed-action.ts";

const problems = problemsOf(peopleProblems, registryProblems);
const tags = ["registry"];
const params = z.object({ organisationId: OrganisationId });
const accountParams = z.object({ organisationId: OrganisationId, bankAccountId: BankAccountId });

export const OrganisationHead = z
  .object({ version: z.int(), organisation: Organisation })
  .meta({ id: "OrganisationHead" });
export const BankAccountHead = z.object({ version: z.int(), account: BankAccount }).meta({ id: "BankAccountHead" });

/** An account as the asking person may see it: the number whole for those who state and check it, else masked. */
export const ShownBankAccount = BankAccountHead.extend({
  iban: z.string(),
  holderName: z.string(),
  isPayeeAccount: z.boolean(),
  allowedActions: z.array(AllowedAction),
}).meta({ id: "ShownBankAccount" });

export const OrganisationFile = OrganisationHead.extend({
  legalEntity: LegalEntity,
  accounts: z.array(ShownBankAccount),
  allowedActions: z.array(AllowedAction),
}).meta({ id: "OrganisationFile" });

export const registerOrganisationRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations",
  operationId: "registerOrganisation",
  summary: "State who one's organisation is in law",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ organisationId: OrganisationId, legalEntity: LegalEntity })
        .meta({ id: "OrganisationRegistration" }),
    ),
  },
  responses: {
    201: jsonWithEtag(OrganisationHead, "Registered; the ECCC validates it"),
    ...problems(
      "NotAllowed",
      "OrganisationRegistered",
      "AddressInvalid",
      "RegionElsewhere",
      "VatNumberInvalid",
      "PicTaken",
      "IdentityTaken",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const foundOrganisationRoute = createRoute({
  method: "post",
  path: "/v1/registry/new-organisations",
  operationId: "foundOrganisation",
  summary: "Register an organisation that is not here yet, and work for it",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({ legalEntity: LegalEntity.extend({ pic: Pic.optional() }).meta({ id: "FoundedEntity" }) })
        .meta({ id: "OrganisationFounding" }),
    ),
  },
  responses: {
    201: jsonWithEtag(
      OrganisationHead,
      "Registered, with a provisional number where there is no PIC; the ECCC validates it",
    ),
    ...problems(
      "AddressInvalid",
      "RegionElsewhere",
      "VatNumberInvalid",
      "PicTaken",
      "IdentityTaken",
      "RoleHeld",
      "RolesExclusive",
      "TooManyGrants",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const listOrganisationsRoute = createRoute({
  method: "get",
  path: "/v1/registry/organisations",
  operationId: "listOrganisations",
  summary: "Find an organisation by its PIC, its VAT number or its name",
  tags,
  security: signedIn,
  request: {
    query: z.object({
      pic: Pic.optional(),
      vat: LineText.min(4).max(20).optional(),
      name: LineText.max(200).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ organisations: z.array(PublicOrganisation) }).meta({ id: "FoundOrganisations" }),
      "At most ten, with what is public of them",
    ),
    ...problems("NotAllowed", "SearchTooShort"),
  },
});

export const readOrganisationRoute = createRoute({
  method: "get",
  path: "/v1/registry/organisations/{organisationId}",
  operationId: "readOrganisation",
  summary: "An organisation with its legal entity and bank accounts",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: jsonWithEtag(OrganisationFile, "The organisation"),
    ...problems("OrganisationNotFound", "NotAllowed"),
  },
});

export const validateOrganisationRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/validation",
  operationId: "validateOrganisation",
  summary: "Validate the legal entity",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(OrganisationHead, "Validated"),
    ...problems(
      "OrganisationNotFound",
      "NotAllowed",
      "OrganisationNotRegistered",
      "FourEyesRequired",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const refuseOrganisationRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/refusal",
  operationId: "refuseOrganisation",
  summary: "Refuse the legal entity, with the reason",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ reason: ParagraphText.trim().min(10).max(1_000) }).meta({ id: "OrganisationRefusal" }),
    ),
  },
  responses: {
    200: jsonWithEtag(OrganisationHead, "Refused; the organisation may state it anew"),
    ...problems(
      "OrganisationNotFound",
      "NotAllowed",
      "OrganisationNotRegistered",
      "FourEyesRequired",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const recordExclusionRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/exclusion",
  operationId: "recordExclusion",
  summary: "Record what the early detection and exclusion system says of an organisation",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          exclusion: z.discriminatedUnion("status", [
            ...Exclusion.options,
            /** The system says nothing any more. */
            z.strictObject({ status: z.literal("NONE") }).meta({ id: "NoExclusion" }),
          ]),
          because: z.enum(["DECISION", "REMEDY"]),
          reason: ParagraphText.trim().min(10).max(1_000),
        })
        .meta({ id: "ExclusionRecord" }),
    ),
  },
  responses: {
    200: jsonWithEtag(OrganisationHead, "Recorded; award, signature and payment read it"),
    ...problems(
      "OrganisationNotFound",
      "NotAllowed",
      "ExclusionTooLong",
      "ExclusionDatesInvalid",
      "RemedyNotPossible",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

const accountBody = jsonBody(
  z
    .strictObject({ iban: LineText.max(60), bic: Bic.optional(), holderName: LineText.min(1).max(200) })
    .meta({ id: "BankAccountRegistration" }),
);

export const registerBankAccountRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-accounts",
  operationId: "registerBankAccount",
  summary: "State the account that one's organisation wants to be paid on",
  tags,
  ...signedInAgain,
  request: { params, headers: commandHeaders, body: accountBody },
  responses: {
    201: jsonWithEtag(BankAccountHead, "Registered; two persons of the ECCC check it"),
    ...problems(
      "StepUpRequired",
      "OrganisationNotFound",
      "NotAllowed",
      "PayeeAccountStands",
      "IbanInvalid",
      "PaymentTextInvalid",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const changeBankAccountRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-account-changes",
  operationId: "changeBankAccount",
  summary: "Ask that one's organisation is paid on another account",
  tags,
  ...signedInAgain,
  request: { params, headers: commandHeaders, body: accountBody },
  responses: {
    201: jsonWithEtag(BankAccountHead, "Asked for; the old account is paid on until the new one is validated"),
    ...problems(
      "StepUpRequired",
      "OrganisationNotFound",
      "NotAllowed",
      "NoPayeeAccount",
      "IbanInvalid",
      "PaymentTextInvalid",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const recordCallBackRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/call-back",
  operationId: "recordCallBack",
  summary: "Record what the organisation said on its known number about a changed account",
  tags,
  security: signedIn,
  request: {
    params: accountParams,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ outcome: CallBackOutcome, reason: ParagraphText.trim().min(10).max(1_000) })
        .meta({ id: "CallBackRecord" }),
    ),
  },
  responses: {
    200: jsonWithEtag(BankAccountHead, "Recorded; a change that is denied ends here"),
    ...problems(
      "OrganisationNotFound",
      "BankAccountNotFound",
      "NotAllowed",
      "AccountNotChanging",
      "ContactNotKnown",
      "FourEyesRequired",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const withdrawBankAccountRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/withdrawal",
  operationId: "withdrawBankAccount",
  summary: "Stop an account of one's organisation that is not validated yet",
  tags,
  security: signedIn,
  request: { params: accountParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(BankAccountHead, "Withdrawn"),
    ...problems(
      "OrganisationNotFound",
      "BankAccountNotFound",
      "NotAllowed",
      "BankAccountSettled",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const verifyBankAccountRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/verification",
  operationId: "verifyBankAccount",
  summary: "Ask the bank whether the account is the legal entity's, and record its answer",
  tags,
  security: signedIn,
  request: { params: accountParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(BankAccountHead, "Recorded; no match blocks the account"),
    ...problems(
      "OrganisationNotFound",
      "BankAccountNotFound",
      "NotAllowed",
      "BankAccountNotRegistered",
      "FourEyesRequired",
      "PayeeCheckUnavailable",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const validateBankAccountRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/bank-accounts/{bankAccountId}/validation",
  operationId: "validateBankAccount",
  summary: "Validate the account; payments go there from now on",
  tags,
  security: signedIn,
  request: {
    params: accountParams,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ reason: ParagraphText.trim().min(10).max(1_000).optional() })
        .meta({ id: "BankAccountValidation" }),
    ),
  },
  responses: {
    200: jsonWithEtag(BankAccountHead, "Validated"),
    ...problems(
      "OrganisationNotFound",
      "BankAccountNotFound",
      "NotAllowed",
      "BankAccountNotVerified",
      "PayeeNotMatched",
      "PayeeNotValidated",
      "PayeeAccountChanged",
      "CallBackRequired",
      "CoolingPeriodRuns",
      "ReasonRequired",
      "FourEyesRequired",
      "StaleVersion",
      "IdempotencyKeyReused",
      "Busy",
    ),
  },
});

export const listRegistryWorkRoute = createRoute({
  method: "get",
  path: "/v1/registry/work",
  operationId: "listRegistryWork",
  summary: "Legal entities and bank accounts that wait for the ECCC",
  tags,
  security: signedIn,
  request: {
    query: z.object({
      cursor: Cursor.optional(),
      rows: z
        .string()
        .regex(/^(?:[1-9]\d?|100)$/)
        .default("50")
        .transform(Number),
    }),
  },
  responses: {
    200: json(
      z
        .object({
          organisations: z.array(OrganisationHead),
          accounts: z.array(BankAccountHead),
          next: Cursor.optional(),
        })
        .meta({ id: "RegistryWork" }),
      "What waits",
    ),
    ...problems("NotAllowed", "CursorInvalid"),
  },
});

export const registryApi = [
  registerOrganisationRoute,
  foundOrganisationRoute,
  listOrganisationsRoute,
  readOrganisationRoute,
  validateOrganisationRoute,
  refuseOrganisationRoute,
  recordExclusionRoute,
  registerBankAccountRoute,
  changeBankAccountRoute,
  withdrawBankAccountRoute,
  recordCallBackRoute,
  verifyBankAccountRoute,
  validateBankAccountRoute,
  listRegistryWorkRoute,
];
