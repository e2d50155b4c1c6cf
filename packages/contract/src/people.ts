import { accessTable } from "@grants/core/access/access-table";
import { Assistance } from "@grants/core/access/assistance";
import { Grant, Invitation, InvitationId } from "@grants/core/access/grant";
import { FunderCode, GrantId, RoleGrant } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import { StaffMember } from "@grants/core/access/staff";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { EnteredCents } from "@grants/kernel/money";
import { LineText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import {
  changeHeaders,
  commandHeaders,
  json,
  jsonBody,
  jsonWithEtag,
  partHeaders,
  signedIn,
  signedInAgain,
} from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { peopleProblems } from "./problems/people.ts";

const problems = problemsOf(peopleProblems);
const tags = ["people"];
const Language = z.enum(["en", "nl"]).meta({ id: "PersonLanguage" });
/** The actions that a delegation may name. */
const ActionName = z.string().refine((name) => Object.hasOwn(accessTable, name), "There is no such action.");
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const PersonName = z.object({ id: UserId, name: z.string() }).meta({ id: "PersonName" });
const OrganisationName = z.object({ id: OrganisationId, name: z.string().optional() }).meta({ id: "OrganisationName" });
const GrantHead = z.object({ version: z.int(), grant: Grant }).meta({ id: "GrantHead" });
const InvitationHead = z.object({ version: z.int(), invitation: Invitation }).meta({ id: "InvitationHead" });

const HeldGrant = RoleGrant.extend({ isInForce: z.boolean(), allowedActions: z.array(AllowedAction) }).meta({
  id: "HeldGrant",
});

const Me = z
  .object({
    id: UserId,
    name: z.string().optional(),
    language: Language.optional(),
    /** Of the card with my name, my language and my address; 0 before there is one. */
    version: z.int().min(0),
    /** Whether I have given an address at which I am told that a letter waits. */
    isToldByMail: z.boolean(),
    /** Those in force now. */
    roles: z.array(Role),
    /** Operations that those roles may call, on something; any other is refused as `NotAllowed` because of the role. */
    mayDo: z.array(z.string()),
    grants: z.array(HeldGrant),
    organisations: z.array(OrganisationName.extend({ allowedActions: z.array(AllowedAction) })),
    handedOn: z.array(Grant),
    people: z.array(PersonName),
  })
  .meta({ id: "Me" });

export const readMeRoute = createRoute({
  method: "get",
  path: "/v1/people/me",
  operationId: "readMe",
  summary: "Who I am here: my roles, the organisations I act for, what I have handed on",
  tags,
  security: signedIn,
  responses: { 200: jsonWithEtag(Me, "The signed-in person; the tag is the version of the card"), ...problems() },
});

export const saveMeRoute = createRoute({
  method: "put",
  path: "/v1/people/me",
  operationId: "saveMe",
  summary: "Say what I am called, in which language I read, and where I am told that a letter waits: the whole card",
  tags,
  security: signedIn,
  request: {
    headers: partHeaders,
    body: jsonBody(
      z
        .strictObject({
          name: LineText.min(1).max(120),
          language: Language,
          /** Where I am told that a letter waits; without it, nowhere: an address that was there is taken out. */
          mail: z.email().max(254).optional(),
        })
        .meta({ id: "PersonDetails" }),
    ),
  },
  responses: { 200: jsonWithEtag(PersonName, "Saved"), ...problems("StaleVersion", "Busy") },
});

const grantParams = z.object({ grantId: GrantId });

export const giveUpRoleRoute = createRoute({
  method: "post",
  path: "/v1/people/me/grants/{grantId}/end",
  operationId: "giveUpRole",
  summary: "Give up a role of mine, or take back what I have handed on",
  tags,
  security: signedIn,
  request: { params: grantParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(GrantHead, "Ended at once"),
    ...problems("GrantNotFound", "GrantEnded", "LastAdministrator", ...committed),
  },
});

export const readPeopleRoute = createRoute({
  method: "get",
  path: "/v1/people/names",
  operationId: "readPeople",
  summary: "What the persons on a page are called",
  tags,
  security: signedIn,
  request: {
    query: z.object({
      ids: z
        .string()
        .regex(/^usr_[0-9A-HJKMNP-TV-Z]{26}(?:,usr_[0-9A-HJKMNP-TV-Z]{26}){0,99}$/)
        .meta({ description: "At most 100, with commas between them." })
        .transform((text) => text.split(",").map((id) => UserId.parse(id))),
    }),
  },
  responses: {
    200: json(z.object({ people: z.array(PersonName) }).meta({ id: "PeopleNames" }), "Those who are known"),
    ...problems("NotAllowed"),
  },
});

const terms = {
  role: Role,
  organisation: OrganisationId.optional(),
  funder: FunderCode.optional(),
  validFrom: LocalDate.optional(),
  validTo: LocalDate.optional(),
};

export const grantRoleRoute = createRoute({
  method: "post",
  path: "/v1/people/grants",
  operationId: "grantRole",
  summary: "Give a person a role, for days and for an organisation or funder where it is held for one",
  tags,
  ...signedInAgain,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ user: UserId, ...terms }).meta({ id: "RoleGranting" })),
  },
  responses: {
    201: jsonWithEtag(GrantHead, "Held from the next request on"),
    ...problems(
      "StepUpRequired",
      "NotAllowed",
      "GrantToOneself",
      "RoleNotGrantable",
      "GrantIncomplete",
      "RoleHeld",
      "RolesExclusive",
      "RepresentsTwoMembers",
      "TooManyGrants",
      ...committed,
    ),
  },
});

export const endGrantRoute = createRoute({
  method: "post",
  path: "/v1/people/grants/{grantId}/end",
  operationId: "endGrant",
  summary: "End a role or a delegation at once, and what was handed on of it",
  tags,
  security: signedIn,
  request: { params: grantParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(GrantHead, "Gone at the person's next request"),
    ...problems("GrantNotFound", "NotAllowed", "RoleNotGrantable", "GrantEnded", "LastAdministrator", ...committed),
  },
});

const Review = z
  .object({
    /** Each at version 1: a grant has one step more, its end. */
    grants: z.array(Grant),
    people: z.array(PersonName),
    organisations: z.array(OrganisationName),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "GrantReview" });

const days = z.string().regex(/^(?:[1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])$/);

export const reviewGrantsRoute = createRoute({
  method: "get",
  path: "/v1/people/grants",
  operationId: "reviewGrants",
  summary: "Who holds what: of a role, of an organisation, or whose days are soon over",
  tags,
  security: signedIn,
  request: {
    query: z.object({
      role: Role.optional(),
      organisation: OrganisationId.optional(),
      endingWithinDays: days.transform(Number).optional(),
    }),
  },
  responses: { 200: json(Review, "At most 100"), ...problems("NotAllowed", "ReviewUnclear") },
});

export const delegateRoleRoute = createRoute({
  method: "post",
  path: "/v1/people/delegations",
  operationId: "delegateRole",
  summary: "Let another person act in a role of mine, for a time and as far as I say",
  tags,
  ...signedInAgain,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          grantId: GrantId,
          to: UserId,
          validFrom: LocalDate.optional(),
          validTo: LocalDate,
          actions: z.array(ActionName).min(1).max(20).optional(),
          ceilingCents: EnteredCents.optional(),
        })
        .meta({ id: "Delegation" }),
    ),
  },
  responses: {
    201: jsonWithEtag(GrantHead, "The deputy may act from the next request on"),
    ...problems(
      "StepUpRequired",
      "NotAllowed",
      "DelegationRefused",
      "RolesExclusive",
      "TooManyGrants",
      "TooManyDeputies",
      ...committed,
    ),
  },
});

const Mail = z.email().max(254).meta({ id: "MailAddress", example: "somebody@example.org" });

export const invitePersonRoute = createRoute({
  method: "post",
  path: "/v1/people/invitations",
  operationId: "invitePerson",
  summary: "Invite somebody by mail to a role, with an account or without",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ mail: Mail, language: Language, ...terms }).meta({ id: "PersonInvitation" })),
  },
  responses: {
    201: jsonWithEtag(InvitationHead, "The mail is on its way"),
    ...problems("NotAllowed", "RoleNotGrantable", "GrantIncomplete", ...committed),
  },
});

const InvitationList = z
  .object({
    invitations: z.array(InvitationHead.extend({ mail: z.string(), language: Language, isExpired: z.boolean() })),
  })
  .meta({ id: "InvitationList" });

export const listInvitationsRoute = createRoute({
  method: "get",
  path: "/v1/people/invitations",
  operationId: "listInvitations",
  summary: "Invitations that nobody has answered: of an organisation, or for roles that belong to none",
  tags,
  security: signedIn,
  request: { query: z.object({ organisation: OrganisationId.optional() }) },
  responses: { 200: json(InvitationList, "At most 100"), ...problems("NotAllowed") },
});

const invitationParams = z.object({ invitationId: InvitationId });
const stepProblems = problems("InvitationNotFound", "NotAllowed", "InvitationClosed", ...committed);

export const resendInvitationRoute = createRoute({
  method: "post",
  path: "/v1/people/invitations/{invitationId}/resending",
  operationId: "resendInvitation",
  summary: "Send a new link; the one before opens nothing any more",
  tags,
  security: signedIn,
  request: { params: invitationParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(InvitationHead, "The mail is on its way"), ...stepProblems },
});

export const withdrawInvitationRoute = createRoute({
  method: "post",
  path: "/v1/people/invitations/{invitationId}/withdrawal",
  operationId: "withdrawInvitation",
  summary: "Take an invitation back and forget the address",
  tags,
  security: signedIn,
  request: { params: invitationParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(InvitationHead, "Withdrawn"), ...stepProblems },
});

/** 128 random bits, as the link of a mail has them. */
const linkParams = z.object({ token: z.string().regex(/^[\w-]{22}$/) });

const ShownInvitation = z
  .object({
    version: z.int(),
    state: z.string(),
    role: Role,
    organisation: OrganisationId.optional(),
    organisationName: z.string().optional(),
    funder: FunderCode.optional(),
    validFrom: LocalDate.optional(),
    validTo: LocalDate.optional(),
    expiresAt: z.string(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ShownInvitation" });

export const readInvitationRoute = createRoute({
  method: "get",
  path: "/v1/people/invitation-links/{token}",
  operationId: "readInvitation",
  summary: "What a link offers to whoever is signed in and holds it",
  tags,
  security: signedIn,
  request: { params: linkParams },
  responses: { 200: jsonWithEtag(ShownInvitation, "The invitation"), ...problems("InvitationNotFound") },
});

const answerProblems = ["InvitationNotFound", "InvitationClosed", "InvitationExpired", "InvitedOneself"] as const;

export const acceptInvitationRoute = createRoute({
  method: "post",
  path: "/v1/people/invitation-links/{token}/acceptance",
  operationId: "acceptInvitation",
  summary: "Take up the role; the link is used up",
  tags,
  security: signedIn,
  request: { params: linkParams, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(InvitationHead, "The role holds from the next request on"),
    ...problems(
      ...answerProblems,
      "GrantIncomplete",
      "RoleHeld",
      "RolesExclusive",
      "RepresentsTwoMembers",
      "TooManyGrants",
      ...committed,
    ),
  },
});

export const declineInvitationRoute = createRoute({
  method: "post",
  path: "/v1/people/invitation-links/{token}/refusal",
  operationId: "declineInvitation",
  summary: "Decline; the link is used up and the address forgotten",
  tags,
  security: signedIn,
  request: { params: linkParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(InvitationHead, "Declined"), ...problems(...answerProblems, ...committed) },
});

const StaffHead = z.object({ version: z.int(), member: StaffMember }).meta({ id: "StaffHead" });

export const readStaffRoute = createRoute({
  method: "get",
  path: "/v1/people/staff",
  operationId: "readStaff",
  summary: "Who reports to whom, and which accounts are one person",
  tags,
  security: signedIn,
  responses: {
    200: json(
      z.object({ staff: z.array(StaffHead), people: z.array(PersonName) }).meta({ id: "StaffDirectory" }),
      "The directory that the rules of segregation use",
    ),
    ...problems("NotAllowed"),
  },
});

export const recordStaffMemberRoute = createRoute({
  method: "put",
  path: "/v1/people/staff/{user}",
  operationId: "recordStaffMember",
  summary: "State whom a member of staff reports to, and which accounts are the same person",
  tags,
  security: signedIn,
  request: {
    params: z.object({ user: UserId }),
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ superior: UserId.optional(), accounts: z.array(UserId).max(5).default([]) })
        .meta({ id: "StaffRecord" }),
    ),
  },
  responses: {
    200: jsonWithEtag(StaffHead, "Counts from the next request on"),
    ...problems("NotAllowed", "ReportingLineInvalid", "TooManyBelow", "TooManyAccounts", ...committed),
  },
});

const AssistanceHead = z.object({ version: z.int(), assistance: Assistance }).meta({ id: "AssistanceHead" });

export const recordAssistanceRoute = createRoute({
  method: "post",
  path: "/v1/people/assistances",
  operationId: "recordAssistance",
  summary: "Put on record that one's National Coordination Centre helped an applicant",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          centre: OrganisationId,
          applicant: OrganisationId,
          subject: Assistance.shape.subject,
          assistedOn: LocalDate,
        })
        .meta({ id: "AssistanceRecord" }),
    ),
  },
  responses: {
    201: jsonWithEtag(AssistanceHead, "Recorded"),
    ...problems("NotAllowed", "AssistanceInvalid", ...committed),
  },
});

export const listAssistanceRoute = createRoute({
  method: "get",
  path: "/v1/people/assistances",
  operationId: "listAssistance",
  summary: "Who has helped an applicant: all, or one National Coordination Centre",
  tags,
  security: signedIn,
  request: { query: z.object({ applicant: OrganisationId, centre: OrganisationId.optional() }) },
  responses: {
    200: json(z.object({ assistances: z.array(AssistanceHead) }).meta({ id: "AssistanceList" }), "What is on record"),
    ...problems("NotAllowed"),
  },
});

export const peopleApi = [
  readMeRoute,
  saveMeRoute,
  giveUpRoleRoute,
  readPeopleRoute,
  grantRoleRoute,
  endGrantRoute,
  reviewGrantsRoute,
  delegateRoleRoute,
  invitePersonRoute,
  listInvitationsRoute,
  resendInvitationRoute,
  withdrawInvitationRoute,
  readInvitationRoute,
  acceptInvitationRoute,
  declineInvitationRoute,
  readStaffRoute,
  recordStaffMemberRoute,
  recordAssistanceRoute,
  listAssistanceRoute,
];
