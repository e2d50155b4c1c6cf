import type { Action } from "./access-table.ts";
import type { Role } from "./role.ts";

/** Duties that nobody else can take over: they are about a person's own standing, or about who may act at all. */
const personalDuties: readonly Action[] = [
  "grantRole",
  "endGrant",
  "delegateRole",
  "invitePerson",
  "resendInvitation",
  "withdrawInvitation",
  "recordStaffMember",
];
export const isPersonalDuty = (action: Action): boolean => personalDuties.includes(action);

/** Whoever may act in a role must see what the role sees: a delegation narrows what is done, not what is read. (The list of national requests is made once, by a command of that name.) */
export const isReading = (action: string): boolean =>
  /^(?:read|list|review)[A-Z]/.test(action) && action !== "listNationalRequests";

/**
 * Roles that a person may hand on for a time (SOD-05). An expert is named as a person, an auditor and a member of the Governing Board are
 * appointed as one, and the two kinds of administrators say who may act: none of these is handed on.
 */
export const delegableRoles: readonly Role[] = [
  "applicant",
  "programmeOfficer",
  "evaluationOfficer",
  "projectOfficer",
  "authorisingOfficer",
  "initiator",
  "verifier",
  "accountingOfficer",
  "funder",
  "nccOfficer",
];

/** Acts that have one amount, so that a ceiling can be held against it. */
export const actionsWithAmount: readonly Action[] = ["authorisePayment", "signAgreement"];

/** Roles of the Centre's own staff (FR 73: delegation only to staff). */
export const staffRoles: readonly Role[] = [
  "programmeOfficer",
  "evaluationOfficer",
  "projectOfficer",
  "authorisingOfficer",
  "initiator",
  "verifier",
  "accountingOfficer",
  "administrator",
];
