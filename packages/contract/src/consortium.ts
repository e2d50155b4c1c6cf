import { CallId } from "@grants/core/calls/call";
import { InvitedRole, Membership, MembershipId, PartScope } from "@grants/core/proposals/membership";
import { CountryCode, PartnerPart, PartnerSlot, Pic } from "@grants/core/proposals/part";
import { Proposal, ProposalId } from "@grants/core/proposals/proposal";
import { SignOff, SignOffState } from "@grants/core/proposals/sign-off";
import { Digest } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { LineText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { peopleProblems } from "./problems/people.ts";
import { proposalProblems } from "./problems/proposals.ts";
import { registryProblems } from "./problems/registry.ts";
import { ProposalHead, Shortcoming } from "./proposals.ts";

const problems = problemsOf(callProblems, peopleProblems, proposalProblems, registryProblems);
const tags = ["consortium"];
const params = z.object({ proposalId: ProposalId });
const memberParams = z.object({ proposalId: ProposalId, membershipId: MembershipId });
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const whileOpen = ["CallNotOpen", "CallClosed"] as const;
const found = ["ProposalNotFound", "NotAllowed", "CoordinatorOnly"] as const;

const Language = z.enum(["en", "nl"]).meta({ id: "PersonLanguage" });
const MembershipHead = z.object({ version: z.int(), membership: Membership }).meta({ id: "ConsortiumMembershipHead" });
const SignOffHead = z.object({ version: z.int(), signOff: SignOff }).meta({ id: "SignOffHead" });

const ShownMembership = MembershipHead.extend({ mail: z.string().optional(), isExpired: z.boolean() }).meta({
  id: "ShownMembership",
});
const ConsortiumPlace = z
  .object({
    slot: z.string(),
    /** Absent where nothing is described yet. */
    partner: PartnerPart.optional(),
    isProvisionalPic: z.boolean(),
    state: z.enum([
      "coordinator",
      "described",
      "invited",
      "expired",
      "joined",
      "declined",
      "withdrawn",
      "left",
      "removed",
    ]),
    memberships: z.array(ShownMembership),
    /** Of the frozen document; the coordinator has none, and signs off by submitting. */
    signOff: SignOffState.optional(),
    signedAt: Instant.optional(),
    missing: z.array(Shortcoming),
  })
  .meta({ id: "ConsortiumPlace" });

export const Consortium = z
  .object({
    version: z.int(),
    proposal: Proposal,
    places: z.array(ConsortiumPlace),
    missing: z.array(Shortcoming),
    /** Missing sign-offs keep the proposal from being submitted (ELG-06). */
    isSignOffRequired: z.boolean(),
    frozenSha256: Digest.optional(),
  })
  .meta({ id: "Consortium" });

export const readConsortiumRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/consortium",
  operationId: "readConsortium",
  summary: "Who takes part, how far each is, and what each still owes",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(Consortium, "The consortium"), ...problems(...found) },
});

export const invitePartnerRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships",
  operationId: "invitePartner",
  summary: "Ask an organisation to take part, or a further person of one that does",
  tags,
  security: signedIn,
  request: {
    params,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          slot: PartnerSlot.optional(),
          role: InvitedRole,
          organisation: OrganisationId.optional(),
          name: LineText.min(2).max(200).optional(),
          country: CountryCode.optional(),
          pic: Pic.optional(),
          mail: z.email().max(254).optional(),
          language: Language,
        })
        .meta({ id: "PartnerInvitation" }),
    ),
  },
  responses: {
    201: jsonWithEtag(MembershipHead, "Asked; where there is an address, the mail is on its way"),
    ...problems(
      ...found,
      ...whileOpen,
      "PartnerNotFound",
      "OrganisationNotFound",
      "InvitationIncomplete",
      "OrganisationTakesPart",
      "TooManyMembers",
      "TooManyPartners",
      ...committed,
    ),
  },
});

const stepProblems = problems(
  ...found,
  ...whileOpen,
  "MembershipNotFound",
  "MembershipClosed",
  "CallGateDown",
  ...committed,
);

export const resendPartnerInvitationRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/resending",
  operationId: "resendPartnerInvitation",
  summary: "Send a new link; the one before opens nothing any more",
  tags,
  security: signedIn,
  request: { params: memberParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(MembershipHead, "The mail is on its way"), ...stepProblems },
});

export const withdrawPartnerInvitationRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/withdrawal",
  operationId: "withdrawPartnerInvitation",
  summary: "Take an invitation into the consortium back",
  tags,
  security: signedIn,
  request: { params: memberParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(MembershipHead, "The link opens nothing any more"), ...stepProblems },
});

export const setMemberRightsRoute = createRoute({
  method: "put",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/rights",
  operationId: "setMemberRights",
  summary: "Say what a member writes beside the own parts",
  tags,
  security: signedIn,
  request: {
    params: memberParams,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ role: InvitedRole, writes: z.array(PartScope).max(PartScope.options.length) })
        .meta({ id: "MemberRights" }),
    ),
  },
  responses: { 200: jsonWithEtag(MembershipHead, "Holds from the next request on"), ...stepProblems },
});

export const endMembershipRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/end",
  operationId: "endMembership",
  summary: "Leave a proposal, or take a person out of it",
  tags,
  security: signedIn,
  request: { params: memberParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(MembershipHead, "No member any more"), ...stepProblems },
});

export const removePartnerRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/partners/{slot}/removal",
  operationId: "removePartner",
  summary: "Take a partner out, with its people, invitations and parts",
  tags,
  security: signedIn,
  request: { params: z.object({ proposalId: ProposalId, slot: PartnerSlot }), headers: changeHeaders },
  responses: {
    200: jsonWithEtag(ProposalHead, "Out; a document that was frozen is no longer the one to submit"),
    ...problems(...found, ...whileOpen, "PartnerNotFound", "CallGateDown", ...committed),
  },
});

export const signOffProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/sign-offs",
  operationId: "signOffProposal",
  summary: "Sign the frozen document off for one's organisation",
  tags,
  security: signedIn,
  request: {
    params,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ documentSha256: Digest }).meta({ id: "PartnerSignature" })),
  },
  responses: {
    200: jsonWithEtag(SignOffHead, "Signed off, for everybody in the proposal to see"),
    ...problems(
      ...found,
      ...whileOpen,
      "PartnerOnly",
      "ProposalNotFrozen",
      "AnotherDocumentFrozen",
      "AlreadySignedOff",
      "CallGateDown",
      ...committed,
    ),
  },
});

/** An invitation as whoever may answer it sees it. */
const ShownPartnerInvitation = MembershipHead.extend({
  acronym: z.string(),
  topicId: z.string(),
  callTitle: z.string(),
  coordinator: OrganisationId,
  coordinatorName: z.string().optional(),
  /** The address that the link was sent to; told to whoever holds the link alone. */
  sentTo: z.string().optional(),
  /** Why it cannot be accepted now. */
  because: z.string().optional(),
}).meta({ id: "ShownPartnerInvitation" });

const LinkToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ id: "PartnerLinkToken" });

export const readPartnerInvitationRoute = createRoute({
  method: "get",
  path: "/v1/proposals/invitations/by-link/{token}",
  operationId: "readPartnerInvitation",
  summary: "What a link of a mail offers",
  tags,
  security: signedIn,
  request: { params: z.object({ token: LinkToken }) },
  responses: {
    200: jsonWithEtag(ShownPartnerInvitation, "The invitation"),
    ...problems("MembershipNotFound"),
  },
});

export const listPartnerInvitationsRoute = createRoute({
  method: "get",
  path: "/v1/proposals/invitations/by-organisation/{organisationId}",
  operationId: "listPartnerInvitations",
  summary: "Invitations into consortia that wait for an organisation of mine",
  tags,
  security: signedIn,
  request: { params: z.object({ organisationId: OrganisationId }) },
  responses: {
    200: json(
      z.object({ invitations: z.array(ShownPartnerInvitation) }).meta({ id: "PartnerInvitations" }),
      "At most 25",
    ),
    ...problems("NotAllowed"),
  },
});

const answer = { token: LinkToken.optional() };

export const acceptPartnerInvitationRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/acceptance",
  operationId: "acceptPartnerInvitation",
  summary: "Take part in a proposal for one's organisation",
  tags,
  security: signedIn,
  request: {
    params: memberParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ ...answer, organisation: OrganisationId }).meta({ id: "PartnerAcceptance" })),
  },
  responses: {
    200: jsonWithEtag(MembershipHead, "Takes part"),
    ...problems(
      "MembershipNotFound",
      "MembershipClosed",
      "InvitationExpired",
      "InvitedOneself",
      "AnotherOrganisationInvited",
      "OrganisationTakesPart",
      "OrganisationNotFound",
      "NotAllowed",
      "AlreadyMember",
      ...whileOpen,
      "CallGateDown",
      ...committed,
    ),
  },
});

export const declinePartnerInvitationRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/memberships/{membershipId}/refusal",
  operationId: "declinePartnerInvitation",
  summary: "Say no to an invitation into a consortium",
  tags,
  security: signedIn,
  request: {
    params: memberParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject(answer).meta({ id: "PartnerRefusal" })),
  },
  responses: {
    200: jsonWithEtag(MembershipHead, "Declined; the coordinator sees it"),
    ...problems(
      "MembershipNotFound",
      "MembershipClosed",
      "InvitationExpired",
      "InvitedOneself",
      "AlreadyMember",
      "CallGateDown",
      ...committed,
    ),
  },
});

const NotCarried = z
  .object({
    path: z.string(),
    because: z.enum([
      "DECLARED_ANEW",
      "ATTACHED_ANEW",
      "SECTION_NOT_OF_CALL",
      "NO_JOINT_ACTION",
      "CATEGORY_NOT_ELIGIBLE",
      "INVITED_ANEW",
    ]),
  })
  .meta({ id: "NotCarried" });

export const copyProposalRoute = createRoute({
  method: "post",
  path: "/v1/proposals/{proposalId}/copies",
  operationId: "copyProposal",
  summary: "Begin a proposal from an earlier one of one's organisation",
  tags,
  security: signedIn,
  request: {
    params,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ callId: CallId, topicId: LineText.max(60) }).meta({ id: "ProposalCopy" })),
  },
  responses: {
    201: jsonWithEtag(
      ProposalHead.extend({ carried: z.array(z.string()), notCarried: z.array(NotCarried) }).meta({
        id: "CopiedProposal",
      }),
      "The new draft, and what the other call did not let through",
    ),
    ...problems(
      ...found,
      "CallNotFound",
      "TopicNotFound",
      "OrganisationNotInvited",
      "ShortProposalFirst",
      "CentreNotRecognised",
      ...whileOpen,
      "CallGateDown",
      ...committed,
    ),
  },
});

const Comparison = z
  .object({
    documents: z.array(z.object({ sha256: Digest, frozenAt: Instant, submittedAt: Instant.optional() })),
    from: Digest.optional(),
    to: Digest.optional(),
    changes: z.array(
      z
        .object({
          path: z.string(),
          field: z.string(),
          before: z.string().optional(),
          after: z.string().optional(),
          differenceCents: z.int().optional(),
          words: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })).optional(),
        })
        .meta({ id: "FieldChange" }),
    ),
  })
  .meta({ id: "Comparison" });

export const readComparisonRoute = createRoute({
  method: "get",
  path: "/v1/proposals/{proposalId}/comparison",
  operationId: "readComparison",
  summary: "Two frozen documents field by field, by default the last two",
  tags,
  security: signedIn,
  request: { params, query: z.object({ from: Digest.optional(), to: Digest.optional() }) },
  responses: { 200: json(Comparison, "What differs"), ...problems(...found, "DocumentNotFound") },
});

export const consortiumApi = [
  readConsortiumRoute,
  invitePartnerRoute,
  resendPartnerInvitationRoute,
  withdrawPartnerInvitationRoute,
  setMemberRightsRoute,
  endMembershipRoute,
  removePartnerRoute,
  signOffProposalRoute,
  readPartnerInvitationRoute,
  listPartnerInvitationsRoute,
  acceptPartnerInvitationRoute,
  declinePartnerInvitationRoute,
  copyProposalRoute,
  readComparisonRoute,
];
