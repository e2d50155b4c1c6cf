import type { AcceptInvitationError, DeclineInvitationError } from "@grants/core/access/answer-invitation";
import type { AssistedBefore, RecordAssistanceError } from "@grants/core/access/assistance";
import type { DelegateRoleError } from "@grants/core/access/delegate-role";
import type { EndGrantError, GiveUpRoleError } from "@grants/core/access/end-grant";
import type { GrantRoleError } from "@grants/core/access/grant-role";
import type { InvitationStepError, InvitePersonError } from "@grants/core/access/invite-person";
import type { ReviewUnclear } from "@grants/core/access/review-grants";
import type { RecordStaffError } from "@grants/core/access/staff";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type PeopleProblem =
  | GrantRoleError
  | EndGrantError
  | GiveUpRoleError
  | DelegateRoleError
  | ReviewUnclear
  | InvitePersonError
  | InvitationStepError
  | AcceptInvitationError
  | DeclineInvitationError
  | RecordStaffError
  | RecordAssistanceError
  | AssistedBefore;

export const peopleProblems = {
  GrantNotFound: [404, "There is no such role of yours or of those you administer."],
  GrantEnded: [409, "This role has ended already."],
  LastAdministrator: [409, "The platform is never without an administrator: give the role to somebody else first."],
  GrantToOneself: [403, "Nobody gives themselves a role."],
  RoleNotGrantable: [403, "This role is not yours to give or to take."],
  GrantIncomplete: [422, "The role and its organisation, funder or days do not fit."],
  RoleHeld: [409, "This person holds this role already."],
  RepresentsTwoMembers: [409, "This person represents two members already."],
  RolesExclusive: [409, "One person never holds these two roles."],
  TooManyGrants: [409, "This person holds as many roles as a person can."],
  DelegationRefused: [422, "This cannot be handed on like this."],
  TooManyDeputies: [409, "This role has as many deputies as a role can."],
  ReviewUnclear: [400, "Ask for the roles of one role, one organisation, or those that end soon."],
  InvitationNotFound: [404, "There is no such invitation."],
  InvitationClosed: [409, "This invitation was answered or withdrawn."],
  InvitationExpired: [409, "This invitation is no longer valid. Ask for a new one."],
  InvitedOneself: [409, "Nobody answers their own invitation."],
  ReportingLineInvalid: [422, "Nobody reports to themselves, nor in a circle."],
  TooManyBelow: [409, "Too many people report to this person for one change."],
  TooManyAccounts: [422, "One person has no more than six accounts, over all records that name them."],
  AssistanceInvalid: [422, "Assistance is recorded once it was given, to another organisation."],
  AssistedBefore: [409, "Whoever helped an applicant does not assess it."],
} as const satisfies ProblemTable<Exclude<PeopleProblem["kind"], SharedKind>>;
