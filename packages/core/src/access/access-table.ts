import type { Role } from "./role.ts";

/** `named`: on the thing itself; `ownOrganisation`, `ownFunder`: the grant's own; `any`: everything of its kind. */
export type Relation = "any" | "named" | "ownOrganisation" | "ownFunder";

export type AccessRow = { readonly role: Role; readonly relation: Relation };

const any = (...roles: readonly Role[]): readonly AccessRow[] => roles.map((role) => ({ role, relation: "any" }));
const named = (role: Role): AccessRow => ({ role, relation: "named" });
const ownOrganisation = (role: Role): AccessRow => ({ role, relation: "ownOrganisation" });

/**
 * Who may do what, the one table (DESIGN §4.7): API, pages and tests read it. An action is an operation of the contract; what is not
 * here is public and listed in `publicActions`, or does not exist.
 */
export const accessTable = {
  // Calls
  createCall: any("programmeOfficer"),
  importCall: any("programmeOfficer"),
  reviseCall: any("programmeOfficer"),
  publishCall: any("programmeOfficer"),
  readCallDraft: any("programmeOfficer", "auditor"),
  // Proposals
  createProposal: [ownOrganisation("applicant")],
  readProposal: [named("applicant"), ...any("evaluationOfficer", "projectOfficer", "authorisingOfficer", "auditor")],
  savePart: [named("applicant")],
  freezeProposal: [named("applicant")],
  submitProposal: [named("applicant")],
  withdrawProposal: [named("applicant")],
  listMyProposals: any("applicant"),
  listCallProposals: any("evaluationOfficer", "authorisingOfficer", "auditor"),
  // Registry
  registerOrganisation: [ownOrganisation("applicant")],
  readOrganisation: [
    ownOrganisation("applicant"),
    ...any("projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"),
  ],
  validateOrganisation: any("verifier"),
  registerBankAccount: [ownOrganisation("applicant")],
  verifyBankAccount: any("verifier"),
  validateBankAccount: any("accountingOfficer"),
  listRegistryWork: any("verifier", "accountingOfficer", "auditor"),
} as const satisfies Record<string, readonly AccessRow[]>;

export type Action = keyof typeof accessTable;

/** Operations that anybody may call, without a person. */
export const publicActions = ["listCalls", "readCall", "readHealth", "readOpenApi"] as const;
