/** What one request may cost others: who signs in, writes mails, opens uploads, takes much away, looks for much, hands in, or has mails sent. */
export type LeasedClass = "signIn" | "invite" | "presign" | "export" | "search" | "submit" | "mails" | "letterBox";
/** `draft`: an autosave. `read` and `write`: everything else. */
export type RateClass = LeasedClass | "draft" | "read" | "write";

export type RateLimit = {
  /** Requests that a person may make at once, after a pause. */
  readonly bucketTokens: number;
  /** The time in which one more is allowed. */
  readonly tokenMs: number;
  /**
   * Tokens that an instance takes out of the bucket that all instances share, with one write; they are spent without another. 0: each
   * instance keeps a bucket of its own, and nothing is written.
   */
  readonly leaseTokens: number;
};

const secondMs = 1_000;
const hourMs = 3_600_000;
/** One write for fifty requests: 0.02 write units each (DATA §10). */
const leaseTokens = 50;

/**
 * How often one person may ask, by class of route. A person at work meets none of these; whoever does is told when to come again. Callers
 * without a token are limited at the edge, by address, and never cause a write.
 */
export const rateLimits = {
  signIn: { bucketTokens: 200, tokenMs: 10 * secondMs, leaseTokens },
  invite: { bucketTokens: 200, tokenMs: 20 * secondMs, leaseTokens },
  presign: { bucketTokens: 400, tokenMs: secondMs, leaseTokens },
  export: { bucketTokens: 200, tokenMs: 5 * secondMs, leaseTokens },
  search: { bucketTokens: 600, tokenMs: secondMs / 2, leaseTokens },
  /** Mails that callers without an account ask for, all of them together, whoever they are. */
  mails: { bucketTokens: 600, tokenMs: 10 * secondMs, leaseTokens: 1 },
  /** The same for one address: nobody's letter box is filled through us. */
  letterBox: { bucketTokens: 5, tokenMs: 4 * hourMs, leaseTokens: 1 },
  submit: { bucketTokens: 400, tokenMs: 3 * secondMs, leaseTokens },
  draft: { bucketTokens: 1_200, tokenMs: secondMs / 20, leaseTokens: 0 },
  read: { bucketTokens: 1_200, tokenMs: secondMs / 20, leaseTokens: 0 },
  write: { bucketTokens: 600, tokenMs: secondMs / 10, leaseTokens: 0 },
} as const satisfies Readonly<Record<RateClass, RateLimit>>;

/** Operations that are more than a read or a write. A new one is put here where it fits; a test holds that each name exists. */
export const rateClassByOperation: Readonly<Record<string, RateClass>> = {
  submitProposal: "submit",
  submitReport: "submit",
  signAgreement: "submit",
  importBankStatus: "submit",
  importBankStatement: "submit",
  invitePerson: "invite",
  resendInvitation: "invite",
  invitePartner: "invite",
  resendPartnerInvitation: "invite",
  foundOrganisation: "invite",
  listOrganisations: "search",
  readComparison: "search",
  signOffProposal: "submit",
  readAccessTable: "search",
  readFrozenDocument: "export",
  readEvidenceBundle: "export",
  readMyData: "export",
  readRunFile: "export",
  exportBudget: "export",
  previewBudgetImport: "export",
  verifyReceipt: "search",
  readAuditTrail: "search",
  listCalls: "search",
  searchCalls: "search",
  listCallFeed: "search",
  askQuestion: "invite",
  reviewGrants: "search",
  requestAnnexUpload: "presign",
  readAnnexUpload: "presign",
  signAnnexPieces: "presign",
  readAnnexFile: "presign",
  readAssignedAnnex: "presign",
  readProposalPdf: "export",
  readAssignedProposal: "export",
  savePart: "draft",
  removePart: "draft",
  saveReport: "draft",
};

/** The class of a request; what no row names is told by its method. */
export const rateClassOf = (operationId: string | null, method: string): RateClass =>
  (operationId === null ? undefined : rateClassByOperation[operationId]) ??
  (method === "GET" || method === "HEAD" ? "read" : "write");
