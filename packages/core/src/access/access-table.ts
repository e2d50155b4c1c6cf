import { delegableRoles } from "./delegable.ts";
import { Role } from "./role.ts";

/** `named`: on the thing itself; `ownOrganisation`, `ownFunder`: the grant's own; `any`: everything of its kind. */
export type Relation = "any" | "named" | "ownOrganisation" | "ownFunder";

export type AccessRow = { readonly role: Role; readonly relation: Relation };

const any = (...roles: readonly Role[]): readonly AccessRow[] => roles.map((role) => ({ role, relation: "any" }));
const named = (role: Role): AccessRow => ({ role, relation: "named" });
const ownOrganisation = (role: Role): AccessRow => ({ role, relation: "ownOrganisation" });
const ownFunder = (role: Role): AccessRow => ({ role, relation: "ownFunder" });

const everybodyWithARole = Role.options.filter((role) => role !== "system");

/**
 * Who may do what, the one table (DESIGN §4.7): API, pages and tests read it. An action is an operation of the contract; what is not
 * here is public and listed in `publicActions`, or does not exist.
 */
export const accessTable = {
  // Calls
  createCall: any("programmeOfficer"),
  importCall: any("programmeOfficer"),
  reviseCall: any("programmeOfficer"),
  requestPublication: any("programmeOfficer"),
  publishCall: any("programmeOfficer", "authorisingOfficer"),
  returnDraft: any("programmeOfficer", "authorisingOfficer"),
  readCallDraft: any("programmeOfficer", "authorisingOfficer", "auditor"),
  listCallDrafts: any("programmeOfficer", "authorisingOfficer", "auditor"),
  recordWorkProgramme: any("programmeOfficer"),
  reviseWorkProgramme: any("programmeOfficer"),
  recordAdoption: any("programmeOfficer", "authorisingOfficer"),
  // Proposals
  createProposal: [ownOrganisation("applicant")],
  readProposal: [named("applicant"), ...any("evaluationOfficer", "projectOfficer", "authorisingOfficer", "auditor")],
  savePart: [named("applicant")],
  previewBudgetImport: [named("applicant")],
  importBudget: [named("applicant")],
  freezeProposal: [named("applicant")],
  submitProposal: [named("applicant")],
  withdrawProposal: [named("applicant")],
  listMyProposals: any("applicant"),
  // Registry
  registerOrganisation: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  readOrganisation: [
    ownOrganisation("applicant"),
    ownOrganisation("organisationAdministrator"),
    ...any("projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"),
  ],
  validateOrganisation: any("verifier"),
  refuseOrganisation: any("verifier"),
  recordExclusion: any("authorisingOfficer"),
  readFacts: [
    ownOrganisation("applicant"),
    ownOrganisation("organisationAdministrator"),
    ...any("projectOfficer", "verifier", "authorisingOfficer", "auditor"),
  ],
  declareOwnership: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  assessOwnership: any("projectOfficer"),
  declareSize: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  declareNis2: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  readParticipation: any("projectOfficer", "authorisingOfficer", "auditor"),
  requestMembership: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  readMembership: [
    ownOrganisation("applicant"),
    ownOrganisation("organisationAdministrator"),
    ownOrganisation("nccOfficer"),
    ...any("programmeOfficer", "authorisingOfficer", "auditor"),
  ],
  assessMember: [ownOrganisation("nccOfficer")],
  registerMember: any("programmeOfficer"),
  revokeMember: any("authorisingOfficer"),
  listCommunityWork: [ownOrganisation("nccOfficer"), ...any("programmeOfficer", "authorisingOfficer", "auditor")],
  nominateNcc: any("programmeOfficer"),
  requestCapacity: [ownOrganisation("nccOfficer")],
  decideCapacity: any("authorisingOfficer"),
  registerBankAccount: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  changeBankAccount: [ownOrganisation("organisationAdministrator")],
  withdrawBankAccount: [ownOrganisation("applicant"), ownOrganisation("organisationAdministrator")],
  recordCallBack: any("verifier"),
  verifyBankAccount: any("verifier"),
  validateBankAccount: any("accountingOfficer"),
  listRegistryWork: any("verifier", "accountingOfficer", "auditor"),
  // People and what they may do
  grantRole: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  endGrant: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  reviewGrants: [ownOrganisation("organisationAdministrator"), ...any("administrator", "auditor")],
  delegateRole: any(...delegableRoles),
  invitePerson: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  resendInvitation: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  withdrawInvitation: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  listInvitations: [ownOrganisation("organisationAdministrator"), ...any("administrator")],
  readAccessTable: any("administrator", "auditor"),
  readPeople: any(...everybodyWithARole),
  recordStaffMember: any("administrator"),
  readStaff: any("administrator", "auditor"),
  recordAssistance: [ownOrganisation("nccOfficer")],
  erasePerson: any("administrator"),
  listAssistance: [ownOrganisation("nccOfficer"), ...any("administrator", "auditor")],
  // Co-funding
  createJointAction: any("programmeOfficer"),
  listJointActions: any("programmeOfficer", "authorisingOfficer", "funder", "auditor"),
  readJointAction: any("programmeOfficer", "authorisingOfficer", "auditor"),
  readContributions: [ownFunder("funder"), ...any("auditor")],
  pledgeContribution: [ownFunder("funder")],
  commitContribution: [ownFunder("funder")],
  withdrawPledge: [ownFunder("funder")],
  callContribution: any("programmeOfficer"),
  recordContribution: any("accountingOfficer"),
  setNationalBudget: [ownFunder("funder")],
  listNationalRequests: any("programmeOfficer"),
  recordVerdict: [ownFunder("funder")],
  lockVerdicts: any("programmeOfficer"),
  appropriateUnionBudget: any("authorisingOfficer"),
  readPot: any("programmeOfficer", "authorisingOfficer", "auditor"),
  commitFunds: any("authorisingOfficer"),
  readCommitments: any("programmeOfficer", "projectOfficer", "authorisingOfficer", "auditor"),
  // Evaluation
  readEvaluation: any("evaluationOfficer", "authorisingOfficer", "auditor"),
  assignExperts: any("evaluationOfficer"),
  listMyAssignments: any("expert"),
  readMyReport: [named("expert")],
  saveReport: [named("expert")],
  submitReport: [named("expert")],
  readConsensus: [named("expert"), ...any("evaluationOfficer", "authorisingOfficer", "auditor")],
  recordConsensus: [named("expert"), ...any("evaluationOfficer")],
  rankTopic: any("evaluationOfficer"),
  decideTie: any("evaluationOfficer"),
  readRanking: any("evaluationOfficer", "authorisingOfficer", "auditor"),
  readRankingReplay: any("auditor"),
  decideAward: any("authorisingOfficer"),
  readAwardDecision: any("evaluationOfficer", "programmeOfficer", "projectOfficer", "authorisingOfficer", "auditor"),
  listAwardDecisions: any("evaluationOfficer", "programmeOfficer", "projectOfficer", "authorisingOfficer", "auditor"),
  // Admissibility
  readAdmissibilityBoard: any("evaluationOfficer", "authorisingOfficer", "auditor"),
  readAdmissibility: [named("applicant"), ...any("evaluationOfficer", "authorisingOfficer", "auditor")],
  screenProposals: any("evaluationOfficer"),
  screenAgain: any("evaluationOfficer"),
  recordFinding: any("evaluationOfficer"),
  askClarification: any("evaluationOfficer"),
  answerClarification: [named("applicant")],
  admitProposal: any("evaluationOfficer"),
  refuseProposal: any("authorisingOfficer"),
  requestReview: [named("applicant")],
  decideReview: any("authorisingOfficer"),
  // Agreements
  prepareAgreement: any("projectOfficer"),
  readAgreement: [
    ownOrganisation("applicant"),
    ...any("projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"),
  ],
  signAgreement: [ownOrganisation("applicant"), ...any("authorisingOfficer")],
  listMyAgreements: any("applicant"),
  listCallAgreements: any("projectOfficer", "initiator", "verifier", "authorisingOfficer", "auditor"),
  // Transparency
  readAuditTrail: any("auditor"),
  readEvidenceBundle: any("auditor"),
  readAccessLog: any("auditor"),
  // Disbursement
  createPaymentRequest: any("initiator"),
  readPaymentRequest: any(
    "projectOfficer",
    "initiator",
    "verifier",
    "authorisingOfficer",
    "accountingOfficer",
    "auditor",
  ),
  readAgreementPayments: [
    ownOrganisation("applicant"),
    ...any("projectOfficer", "initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"),
  ],
  listPaymentQueue: any("initiator", "verifier", "authorisingOfficer", "accountingOfficer", "auditor"),
  validatePaymentRequest: any("verifier"),
  suspendPayment: any("verifier", "authorisingOfficer"),
  resumePayment: any("verifier", "authorisingOfficer"),
  authorisePayment: any("authorisingOfficer"),
  readDueOrders: any("authorisingOfficer", "accountingOfficer", "auditor"),
  createRun: any("accountingOfficer"),
  listRuns: any("authorisingOfficer", "accountingOfficer", "auditor"),
  readRun: any("authorisingOfficer", "accountingOfficer", "auditor"),
  confirmRun: any("authorisingOfficer", "accountingOfficer"),
  sendRun: any("accountingOfficer"),
  readRunFile: any("accountingOfficer", "auditor"),
  importBankStatus: any("accountingOfficer"),
  readBankMessage: any("authorisingOfficer", "accountingOfficer", "auditor"),
  applyBankStatus: any("authorisingOfficer", "accountingOfficer"),
  listBankExceptions: any("accountingOfficer", "auditor"),
} as const satisfies Record<string, readonly AccessRow[]>;

export type Action = keyof typeof accessTable;

/** Operations that anybody who is signed in may call, without any role: they are about that person alone, or about who holds an invitation. */
export const personalActions = [
  "readMe",
  "saveMe",
  "readInvitation",
  "acceptInvitation",
  "declineInvitation",
  "giveUpRole",
  "readMyData",
  "eraseMe",
] as const;

/** Operations that anybody may call, without a person. */
export const publicActions = [
  "listCalls",
  "readCall",
  "readCallHistory",
  "listWorkProgrammes",
  "readWorkProgramme",
  "listCommunity",
  "listNccs",
  "readHealth",
  "readOpenApi",
  "listTreeHeads",
  "readVerifier",
  "verifyReceipt",
] as const;
