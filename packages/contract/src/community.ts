import { CommunityMember, ExpertiseDomains, RevocationGround } from "@grants/core/registry/community-member";
import { Ncc } from "@grants/core/registry/ncc";
import { CountryCode } from "@grants/core/proposals/part";
import { OrganisationId } from "@grants/kernel/id";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { Cursor, changeHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { registryProblems } from "./problems/registry.ts";

const problems = problemsOf(registryProblems);
const tags = ["registry"];
const params = z.object({ organisationId: OrganisationId });
const ofCountry = z.object({ country: CountryCode });
const listQuery = z.object({ country: CountryCode.optional(), cursor: Cursor.optional() });
const commits = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const reason = ParagraphText.trim().min(10).max(1_000);

const MemberHead = z.object({ version: z.int(), member: CommunityMember }).meta({ id: "CommunityMemberHead" });
const NccHead = z.object({ version: z.int(), ncc: Ncc }).meta({ id: "NccHead" });

const Membership = z
  .object({
    membership: z.union([MemberHead, z.null()]),
    legalEntity: z.object({ name: z.string(), pic: z.string() }),
    country: CountryCode,
    /** The Centre that assesses; null where none is listed for the country. */
    nccName: z.union([z.string(), z.null()]),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "Membership" });

export const readMembershipRoute = createRoute({
  method: "get",
  path: "/v1/registry/organisations/{organisationId}/membership",
  operationId: "readMembership",
  summary: "Where an organisation's membership of the Competence Community stands",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: json(Membership, "The membership"), ...problems("MemberNotFound") },
});

export const requestMembershipRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/membership",
  operationId: "requestMembership",
  summary: "Ask that one's organisation is registered in the Competence Community",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ entity: z.enum(["LEGAL_ENTITY", "UNION_BODY"]), domains: ExpertiseDomains })
        .meta({ id: "MembershipRequest" }),
    ),
  },
  responses: {
    200: jsonWithEtag(MemberHead, "Asked for; the Centre of the Member State assesses"),
    ...problems("OrganisationNotFound", "NotAllowed", "CommunityRequestStands", ...commits),
  },
});

export const assessMemberRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/membership/assessment",
  operationId: "assessMember",
  summary: "Say what the assessment of one's National Coordination Centre brought",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ outcome: z.enum(["POSITIVE", "NEGATIVE"]), reason }).meta({ id: "MembershipAssessment" }),
    ),
  },
  responses: {
    200: jsonWithEtag(MemberHead, "Assessed; the ECCC decides"),
    ...problems("MemberNotFound", "NotAllowed", "AssessorAssisted", "CommunityStepNotPossible", ...commits),
  },
});

export const registerMemberRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/membership/registration",
  operationId: "registerMember",
  summary: "Register or refuse a member, as the rule says of its assessment",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(MemberHead, "Registered, or refused with the reason"),
    ...problems("MemberNotFound", "NotAllowed", "CommunityBlocked", "CommunityStepNotPossible", ...commits),
  },
});

export const revokeMemberRoute = createRoute({
  method: "post",
  path: "/v1/registry/organisations/{organisationId}/membership/revocation",
  operationId: "revokeMember",
  summary: "End a membership, with its reason",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ because: RevocationGround, reason }).meta({ id: "MembershipRevocation" })),
  },
  responses: {
    200: jsonWithEtag(MemberHead, "Revoked"),
    ...problems("MemberNotFound", "NotAllowed", "CommunityStepNotPossible", ...commits),
  },
});

export const listCommunityWorkRoute = createRoute({
  method: "get",
  path: "/v1/registry/community/work",
  operationId: "listCommunityWork",
  summary: "Requests for membership that wait for a Centre or the ECCC",
  tags,
  security: signedIn,
  request: { query: listQuery },
  responses: {
    200: json(
      z
        .object({
          work: z.array(
            z.object({
              organisationId: OrganisationId,
              name: z.string(),
              country: CountryCode,
              state: z.enum(["requested", "assessed"]),
              requestedAt: Instant,
            }),
          ),
          next: Cursor.optional(),
        })
        .meta({ id: "CommunityWork" }),
      "What waits",
    ),
    ...problems("NotAllowed", "CursorInvalid"),
  },
});

export const listCommunityRoute = createRoute({
  method: "get",
  path: "/v1/registry/community",
  operationId: "listCommunity",
  summary: "The public register of the Competence Community",
  tags,
  security: [],
  request: { query: listQuery },
  responses: {
    200: json(
      z
        .object({
          members: z.array(
            z.object({
              organisationId: OrganisationId,
              name: z.string(),
              country: CountryCode,
              domains: ExpertiseDomains,
              registeredOn: LocalDate,
            }),
          ),
          next: Cursor.optional(),
        })
        .meta({ id: "CommunityRegister" }),
      "Members by country",
    ),
    ...problems("CursorInvalid"),
  },
});

export const listNccsRoute = createRoute({
  method: "get",
  path: "/v1/registry/nccs",
  operationId: "listNccs",
  summary: "The National Coordination Centres",
  tags,
  security: [],
  responses: {
    200: json(
      z
        .object({
          nccs: z.array(
            z.object({
              version: z.int(),
              country: CountryCode,
              name: z.string(),
              organisation: OrganisationId,
              capacity: z.enum(["NONE", "REQUESTED", "RECOGNISED", "REFUSED", "UNDER_REVIEW"]),
              decideBy: LocalDate.optional(),
              /** Whether it may receive a grant without a call. */
              grantWithoutCall: z.boolean(),
            }),
          ),
        })
        .meta({ id: "NccList" }),
      "One for each Member State",
    ),
    ...problems(),
  },
});

export const nominateNccRoute = createRoute({
  method: "put",
  path: "/v1/registry/nccs/{country}",
  operationId: "nominateNcc",
  summary: "Put the Centre that a Member State has nominated on the list",
  tags,
  security: signedIn,
  request: {
    params: ofCountry,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ name: LineText.min(2).max(160), organisation: OrganisationId }).meta({ id: "NccNomination" }),
    ),
  },
  responses: { 200: jsonWithEtag(NccHead, "Listed"), ...problems("NotAllowed", "NotAMemberState", ...commits) },
});

const capacityResponses = {
  200: jsonWithEtag(NccHead, "Recorded"),
  ...problems("NotAllowed", "NccNotListed", "CapacityStepNotPossible", ...commits),
};

export const requestCapacityRoute = createRoute({
  method: "post",
  path: "/v1/registry/nccs/{country}/capacity-request",
  operationId: "requestCapacity",
  summary: "Ask that the capacity of one's Centre to manage funds is recognised",
  tags,
  security: signedIn,
  request: {
    params: ofCountry,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ reason }).meta({ id: "CapacityRequest" })),
  },
  responses: capacityResponses,
});

export const decideCapacityRoute = createRoute({
  method: "post",
  path: "/v1/registry/nccs/{country}/capacity-decision",
  operationId: "decideCapacity",
  summary: "Record what was decided on a Centre's capacity to manage funds",
  tags,
  security: signedIn,
  request: {
    params: ofCountry,
    headers: changeHeaders,
    body: jsonBody(
      z.strictObject({ step: z.enum(["RECOGNISE", "REFUSE", "REVIEW"]), reason }).meta({ id: "CapacityDecision" }),
    ),
  },
  responses: capacityResponses,
});

export const communityApi = [
  readMembershipRoute,
  requestMembershipRoute,
  assessMemberRoute,
  registerMemberRoute,
  revokeMemberRoute,
  listCommunityWorkRoute,
  listCommunityRoute,
  listNccsRoute,
  nominateNccRoute,
  requestCapacityRoute,
  decideCapacityRoute,
];
