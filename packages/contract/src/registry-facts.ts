import { SizeDeclaration } from "@grants/core/registry/enterprise-size";
import { Nis2Status } from "@grants/core/registry/nis2-status";
import { Ownership, OwnershipDeclaration } from "@grants/core/registry/ownership-declaration";
import { Standing } from "@grants/core/registry/standing";
import { CountryCode } from "@grants/core/proposals/part";
import { OrganisationId } from "@grants/kernel/id";
import { ParagraphText } from "@grants/kernel/text";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { registryProblems } from "./problems/registry.ts";

const problems = problemsOf(registryProblems);
const tags = ["registry"];
const params = z.object({ organisationId: OrganisationId });
const commits = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const reason = ParagraphText.trim().min(10).max(1_000);

export const OwnershipHead = z.object({ version: z.int(), ownership: Ownership }).meta({ id: "OwnershipHead" });
export const StandingHead = z.object({ version: z.int(), standing: Standing }).meta({ id: "StandingHead" });

const OrganisationFacts = z
  .object({
    ownership: z.union([OwnershipHead, z.null()]),
    declaration: z.union([OwnershipDeclaration, z.null()]),
    /** From the organisation up to whoever controls it, by the keys of the declaration. */
    controlChain: z.array(z.string()),
    standing: z.union([StandingHead, z.null()]),
    figures: z.union([SizeDeclaration, z.null()]),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "OrganisationFacts" });

export const readFactsRoute = createRoute({
  method: "get",
  path: "/v1/registry/organisations/{organisationId}/facts",
  operationId: "readFacts",
  summary: "What an organisation is beside its legal entity: ownership, size, NIS2",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: json(OrganisationFacts, "The facts"), ...problems("OrganisationNotFound", "NotAllowed") },
});

export const declareOwnershipRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/ownership",
  operationId: "declareOwnership",
  summary: "Declare who owns one's organisation, up to the last owner",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(OwnershipDeclaration) },
  responses: {
    200: jsonWithEtag(OwnershipHead, "Declared, with who controls it by this; the ECCC assesses"),
    ...problems("OrganisationNotFound", "NotAllowed", "OwnershipInvalid", ...commits),
  },
});

export const assessOwnershipRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/ownership/assessment",
  operationId: "assessOwnership",
  summary: "Decide who controls an organisation",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          control: z.enum(["EU_CONTROLLED", "THIRD_COUNTRY_CONTROLLED"]),
          country: CountryCode,
          guarantees: z.enum(["NONE", "ACCEPTED"]),
          reason,
        })
        .meta({ id: "OwnershipAssessment" }),
    ),
  },
  responses: {
    200: jsonWithEtag(OwnershipHead, "Assessed"),
    ...problems("OrganisationNotFound", "NotAllowed", "OwnershipNotDeclared", "DeclaredByAssessor", ...commits),
  },
});

export const declareSizeRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/size",
  operationId: "declareSize",
  summary: "State the figures of one's organisation; its size follows from them",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(SizeDeclaration) },
  responses: {
    200: jsonWithEtag(StandingHead, "Stated, with the size that follows"),
    ...problems("OrganisationNotFound", "NotAllowed", ...commits),
  },
});

export const declareNis2Route = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/nis2",
  operationId: "declareNis2",
  summary: "State what one's organisation is under NIS2",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(Nis2Status) },
  responses: {
    200: jsonWithEtag(StandingHead, "Stated"),
    ...problems("OrganisationNotFound", "NotAllowed", ...commits),
  },
});

const Participation = z
  .object({
    verdict: z.enum(["ELIGIBLE", "ELIGIBLE_CONDITIONAL", "INELIGIBLE", "UNDECIDED"]),
    reasons: z.array(z.string()),
  })
  .meta({ id: "Participation" });

export const readParticipationRoute = createRoute({
  method: "get",
  path: "/v1/registry/organisations/{organisationId}/participation",
  operationId: "readParticipation",
  summary: "Whether an organisation may take part under a restriction today, and why",
  tags,
  security: signedIn,
  request: {
    params,
    query: z.object({
      restriction: z.enum(["NONE", "ART_12_5", "ART_12_6", "ART_18_4"]),
      /** The action is one that Article 12(5a) or (5b) opens. */
      opened: z.enum(["yes", "no"]).default("no"),
    }),
  },
  responses: { 200: json(Participation, "The verdict"), ...problems("OrganisationNotFound", "NotAllowed") },
});

export const registryFactsApi = [
  readFactsRoute,
  declareOwnershipRoute,
  assessOwnershipRoute,
  declareSizeRoute,
  declareNis2Route,
  readParticipationRoute,
];
