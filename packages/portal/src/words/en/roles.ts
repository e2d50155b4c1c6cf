export const roles = {
  "roles.applicant": "Applicant",
  "roles.expert": "Expert",
  "roles.programmeOfficer": "Programme officer",
  "roles.evaluationOfficer": "Evaluation officer",
  "roles.projectOfficer": "Project officer",
  "roles.authorisingOfficer": "Authorising officer",
  "roles.initiator": "Initiator",
  "roles.verifier": "Verifier",
  "roles.accountingOfficer": "Accounting officer",
  "roles.funder": "Member State",
  "roles.boardMember": "Member of the Governing Board",
  "roles.auditor": "Auditor",
} as const;
