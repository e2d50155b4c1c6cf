import { operations } from "@grants/contract/document";
import { people } from "@grants/local/demo/people";
import type { RoleGrant } from "@grants/core/access/rights";
import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import type { Ask } from "../support/api.ts";
import type { Sample, World } from "./captured.ts";

/** What a request is made of that the story never makes, or makes with other ids. */
type Derived = {
  /** The story's operation on the same thing: its ids and its person. */
  readonly like: string;
  readonly ids?: (of: Sample, story: World["captured"]) => Readonly<Record<string, string>>;
  readonly query?: (of: Sample) => string;
  readonly body?: unknown;
  readonly bodyOf?: (story: World["captured"]) => unknown;
};

const Submitted = z.object({ documentSha256: z.string() });
const Assigned = z.object({ experts: z.tuple([z.string()]).rest(z.string()) });
const NewRun = z.object({ executionOn: z.string() });
const Assisted = z.object({ centre: z.string(), applicant: z.string() });
const CopiedInto = z.object({ callId: z.string(), topicId: z.string() });
const Registered = z.object({ organisationId: z.string() });
const ForOrganisation = z.object({ organisation: z.string() });
const organisationOf = ({ ask }: Sample): string => ForOrganisation.parse(ask.body).organisation;
const reason = "A reason that is long enough to be one.";

/** Of the coordinator, in the first period. */
const firstStatement = () => ({ period: "1", slot: "p001" });

const workProgramme = {
  title: "Another work programme",
  programme: "DEP",
  yearFrom: 2025,
  yearTo: 2027,
  basicAct: "Regulation (EU) 2021/694",
  budgetLine: "02 04 01 11",
  objectives: reason,
  method: reason,
  applicants: reason,
  grantsEnvelopeCents: 1,
};

/** Every operation that the story does not call itself, by one on the same thing that it does. */
const derived: Readonly<Record<string, Derived>> = {
  listCalls: { like: "publishCall" },
  readCall: { like: "publishCall" },
  listCallDrafts: { like: "publishCall" },
  readCallHistory: { like: "publishCall" },
  inviteToSecondStage: { like: "publishCall", body: { rankings: [] } },
  readInvitedCall: { like: "requestCapacity", ids: (_, story) => idsOfStep(story, "openDirectAward") },
  listInvitedCalls: { like: "openDirectAward" },
  returnDraft: { like: "requestPublication", body: { reason } },
  listWorkProgrammes: { like: "recordWorkProgramme" },
  readWorkProgramme: { like: "recordAdoption" },
  reviseWorkProgramme: { like: "recordAdoption", body: workProgramme },
  searchCalls: { like: "publishCall" },
  listCallFeed: { like: "publishCall" },
  readCallStatistics: { like: "publishCall" },
  listAnswers: { like: "askQuestion" },
  listMyQuestions: { like: "askQuestion" },
  listWaitingQuestions: { like: "answerQuestion" },
  readQuestion: { like: "answerQuestion" },
  readSubscription: { like: "createCall", ids: () => ({ token: "x".repeat(60) }) },
  confirmSubscription: { like: "createCall", ids: () => ({ token: "x".repeat(60) }) },
  endSubscription: { like: "createCall", ids: () => ({ token: "x".repeat(60) }) },
  listMyProposals: { like: "savePart" },
  readProposal: { like: "savePart" },
  removePart: { like: "savePart", ids: () => ({ path: "text.impact" }) },
  exportBudget: { like: "savePart" },
  previewBudgetImport: { like: "savePart", body: { contentBase64: "UEsDBA==" } },
  importBudget: {
    like: "savePart",
    body: {
      changes: [{ content: { kind: "costs", slot: "p001", workPackage: "w01", lines: [] }, expectedVersion: 0 }],
    },
  },
  readFrozenDocument: {
    like: "submitProposal",
    ids: ({ ask }) => ({ sha256: Submitted.parse(ask.body).documentSha256 }),
  },
  readReceipt: { like: "submitProposal" },
  readReceipts: { like: "submitProposal" },
  readSealedReceipt: { like: "submitProposal", ids: () => ({ version: "3" }) },
  readAnnexes: { like: "savePart" },
  signAnnexPieces: { like: "registerAnnex", body: { sha256Base64: [`${"A".repeat(43)}=`] } },
  readAnnexFile: { like: "registerAnnex" },
  readAssignedProposal: { like: "submitReport", query: () => "?language=en" },
  // The first proposal of the story has annexes, and the same experts as the others.
  readAssignedAnnex: { like: "submitReport", ids: (_, story) => idsOfStep(story, "registerAnnex") },
  readProposalPdf: { like: "savePart", query: () => "?language=en" },
  withdrawProposal: { like: "submitProposal" },
  readConsortium: { like: "savePart" },
  readComparison: { like: "savePart" },
  signOffProposal: { like: "submitProposal", body: { documentSha256: "0".repeat(64) } },
  removePartner: { like: "savePart", ids: () => ({ slot: "p002" }) },
  endMembership: { like: "setMemberRights" },
  copyProposal: {
    like: "savePart",
    bodyOf: (story) => CopiedInto.parse(story.get("createProposal")?.ask.body),
  },
  listPartnerInvitations: {
    like: "registerOrganisation",
    ids: ({ ask }) => ({ ...Registered.parse(ask.body) }),
  },
  readPartnerInvitation: { like: "savePart", ids: () => ({ token: "a".repeat(22) }) },
  foundOrganisation: { like: "publishCall", body: {} },
  listOrganisations: { like: "savePart", query: () => "?name=hub" },
  readAdmissibilityBoard: { like: "rankTopic" },
  readAdmissibility: { like: "submitProposal" },
  screenAgain: { like: "assignExperts" },
  recordFinding: { like: "assignExperts", body: { check: "BUDGET", outcome: "PASS", reason } },
  askClarification: {
    like: "assignExperts",
    body: {
      subject: { kind: "MISSING_OR_UNCLEAR", question: reason },
      whyNotSubstantial: reason,
      replyByOn: "2028-01-10",
    },
  },
  answerClarification: {
    like: "submitProposal",
    ids: () => ({ number: "1" }),
    body: { answer: { kind: "GIVEN", text: reason } },
  },
  admitProposal: { like: "assignExperts" },
  refuseProposal: { like: "assignExperts", body: { grounds: ["BUDGET"], reason } },
  requestReview: { like: "submitProposal", body: { reason } },
  decideReview: { like: "assignExperts", body: { outcome: "UPHELD", reason } },
  readMyProfile: { like: "saveMyProfile" },
  listExperts: { like: "assignExperts" },
  readExpert: { like: "assignExperts", ids: (_, story) => expertIn(story) },
  readConflicts: { like: "assignExperts" },
  listConflicts: { like: "rankTopic" },
  setConflictAside: { like: "assignExperts", ids: (_, story) => expertIn(story), body: { reason } },
  listAssignmentRuns: { like: "proposeAssignment" },
  readAssignmentRun: { like: "adoptAssignment" },
  readAssignmentLoads: { like: "adoptAssignment" },
  moveExpert: {
    like: "adoptAssignment",
    bodyOf: (story) => {
      const { proposalId = "" } = idsOfStep(story, "assignExperts");
      const [from, to] = Assigned.parse(story.get("assignExperts")?.ask.body).experts;
      return { proposalId, from, to, reason };
    },
  },
  replaceExpert: {
    like: "adoptAssignment",
    bodyOf: (story) => ({ lost: Assigned.parse(story.get("assignExperts")?.ask.body).experts.slice(0, 1) }),
  },
  listLetters: {
    like: "openLetter",
    ids: ({ person }) => ({ organisationId: heldFor(person).organisation ?? "" }),
  },
  listLettersAbout: {
    like: "sendPreInformation",
    ids: (of) => ({ about: idsOf(of)["agreementId"] ?? "" }),
  },
  readLetter: { like: "openLetter" },
  readResultLetters: { like: "sendResultLetters" },
  readLetterPdf: { like: "openLetter" },
  answerLetter: { like: "openLetter", body: { text: reason } },
  readEvaluation: { like: "rankTopic" },
  listMyAssignments: { like: "submitReport" },
  readMyDeclaration: { like: "submitReport" },
  // Somebody who has no place: the officer is let in, and nobody loses one.
  withdrawExpert: { like: "assignExperts", ids: () => ({ expert: `usr_${"1".padStart(26, "0")}` }), body: { reason } },
  readMyReport: { like: "submitReport" },
  saveReport: { like: "submitReport", ids: () => ({ criterion: "RELEVANCE" }), body: { comment: reason } },
  readConsensus: { like: "recordConsensus" },
  signConsensus: { like: "submitReport", body: { consensusSha256: "0".repeat(64) } },
  readRanking: { like: "rankTopic" },
  readRankingReplay: { like: "rankTopic" },
  decideTie: { like: "rankTopic", body: { order: ["1", "2"].map((last) => `prop_${last.padStart(26, "0")}`), reason } },
  readAwardList: { like: "rankTopic" },
  readWhatIf: { like: "rankTopic" },
  readProposalClocks: { like: "savePart" },
  readSummaryReport: { like: "savePart", query: () => "?language=en" },
  readDebitNotePdf: { like: "readDebitNote", query: () => "?language=en" },
  readSummaryReportPdf: { like: "savePart", query: () => "?language=en" },
  requestEvaluationReview: { like: "submitProposal", body: { grounds: ["MANIFEST_ERROR"], text: reason } },
  readEvaluationReview: { like: "submitProposal" },
  listEvaluationReviews: { like: "rankTopic" },
  registerEvaluationReview: { like: "assignExperts", body: { isRegistrable: true, reason } },
  appointReviewCommittee: { like: "assignExperts", bodyOf: (story) => ({ members: expertsIn(story) }) },
  adviseOnReview: { like: "assignExperts", body: { outcome: "REJECTED", reason } },
  decideEvaluationReview: { like: "assignExperts", body: { outcome: "REJECTED", reason } },
  recordReEvaluation: {
    like: "assignExperts",
    bodyOf: (story) => ({ experts: expertsIn(story), scores: {}, comments: {} }),
  },
  correctRanking: { like: "assignExperts", body: {} },
  changeAward: {
    like: "rankTopic",
    ids: (_, story) => idsOfStep(story, "submitReport"),
    body: { shares: [], reason },
  },
  readAward: { like: "rankTopic", ids: (_, story) => idsOfStep(story, "submitReport") },
  foreseeAwardChange: {
    like: "rankTopic",
    ids: (_, story) => idsOfStep(story, "submitReport"),
    body: { shares: [] },
  },
  inviteReserve: { like: "rankTopic" },
  orderReserveTie: {
    like: "rankTopic",
    body: { order: ["1", "2"].map((last) => `prop_${last.padStart(26, "0")}`), reason },
  },
  recordExcess: { like: "rankTopic", body: { limit: "INFORM", ground: "MANY_PROPOSALS", text: reason } },
  listAwardDecisions: { like: "rankTopic" },
  readAwardDecision: { like: "commitFunds" },
  listJointActions: { like: "createJointAction" },
  listBankStatements: { like: "bookBankStatement" },
  readBankStatement: { like: "bookBankStatement" },
  readTranches: { like: "proposeTranche" },
  listDebitNotes: { like: "issueDebitNote" },
  withdrawDebitNote: { like: "issueDebitNote" },
  reverseMovement: { like: "reportMovement", body: { version: 3, reason } },
  decideMovement: { like: "reportMovement", body: { decision: "DISMISS" } },
  listYearlyStatements: { like: "signYearlyStatement" },
  readYearlyStatement: { like: "signYearlyStatement" },
  listBallots: { like: "openBallot" },
  readBallot: { like: "openBallot" },
  readContributions: { like: "pledgeContribution" },
  withdrawPledge: { like: "commitContribution" },
  callContribution: { like: "commitContribution", body: { dueOn: "2027-05-01" } },
  takeDefaultStep: { like: "commitContribution", body: { step: "NOTIFY" } },
  recordContribution: { like: "commitContribution", body: { amountCents: 1, evidence: reason } },
  readPot: { like: "appropriateUnionBudget" },
  readOrganisation: { like: "registerBankAccount" },
  withdrawBankAccount: { like: "changeBankAccount", ids: (_, story) => idsOfStep(story, "verifyBankAccount") },
  recordCallBack: { like: "verifyBankAccount", body: { outcome: "CONFIRMED", reason } },
  recordExclusion: {
    like: "validateOrganisation",
    body: { exclusion: { status: "NONE" }, because: "DECISION", reason },
  },
  readFacts: { like: "requestMembership" },
  readParticipation: { like: "assessOwnership", query: () => "?restriction=ART_12_5" },
  readMembership: { like: "requestMembership" },
  revokeMember: { like: "registerMember", body: { because: "SECURITY", reason } },
  listCommunityWork: { like: "requestCapacity", query: (of) => `?country=${idsOf(of)["country"] ?? ""}` },
  listCommunity: { like: "createCall" },
  listNccs: { like: "createCall" },
  refuseOrganisation: { like: "validateOrganisation", body: { reason } },
  listRegistryWork: { like: "validateOrganisation" },
  listMyAgreements: { like: "signAgreement" },
  listCallAgreements: { like: "rankTopic", query: (of) => `?callId=${idsOf(of)["callId"] ?? ""}` },
  readAgreement: { like: "signAgreement" },
  readReports: { like: "signAgreement" },
  readReport: { like: "signAgreement", ids: firstStatement },
  sendReport: { like: "signAgreement", ids: firstStatement, body: { summary: reason.repeat(2) } },
  readStatement: { like: "signAgreement", ids: firstStatement },
  saveStatement: { like: "signAgreement", ids: firstStatement, body: { lines: [], revenueCents: 0 } },
  signStatement: { like: "signAgreement", ids: firstStatement, body: { contentSha256: "0".repeat(64) } },
  reopenStatement: { like: "signAgreement", ids: firstStatement },
  verifyStatement: { like: "signAgreement", ids: firstStatement, body: { findings: [] } },
  readVerification: { like: "signAgreement", ids: firstStatement },
  listPaymentQueue: { like: "validatePaymentRequest" },
  readPaymentRequest: { like: "validatePaymentRequest" },
  readPaymentReplay: { like: "validatePaymentRequest" },
  readAgreementPayments: { like: "signAgreement" },
  suspendPayment: { like: "validatePaymentRequest", body: { reason } },
  resumePayment: { like: "validatePaymentRequest", body: { reason } },
  readDueOrders: { like: "createRun", ids: ({ ask }) => ({ ...NewRun.parse(ask.body) }) },
  listRuns: { like: "createRun" },
  readRunFile: { like: "sendRun" },
  importBankStatus: { like: "sendRun", body: { text: "<Document/>" } },
  readBankMessage: { like: "sendRun" },
  applyBankStatus: { like: "sendRun" },
  listBankExceptions: { like: "sendRun" },
  readMyData: { like: "publishCall" },
  eraseMe: { like: "publishCall" },
  erasePerson: { like: "publishCall", ids: ({ person }) => ({ userId: person ?? "" }) },
  readHealth: { like: "createCall" },
  readOpenApi: { like: "createCall" },
  readEvidenceBundle: { like: "signAgreement", ids: (of) => ({ aggregate: idsOf(of)["agreementId"] ?? "" }) },
  listTreeHeads: { like: "createCall" },
  readAccessLog: { like: "createRun", ids: () => ({ thing: `org_${"0".repeat(26)}` }) },
  listNights: { like: "createRun" },
  readNight: { like: "createRun", ids: () => ({ on: "2027-04-19" }) },
  readMe: { like: "grantRole" },
  saveMe: { like: "grantRole", body: { name: "Somebody", language: "en" } },
  giveUpRole: { like: "endGrant" },
  readPeople: { like: "grantRole", query: ({ person }) => `?ids=${person ?? ""}` },
  reviewGrants: { like: "invitePerson", query: (of) => `?organisation=${organisationOf(of)}` },
  listInvitations: { like: "invitePerson", query: (of) => `?organisation=${organisationOf(of)}` },
  readInvitation: { like: "invitePerson" },
  acceptInvitation: { like: "invitePerson" },
  declineInvitation: { like: "invitePerson" },
  readAccessTable: { like: "recordStaffMember" },
  readStaff: { like: "recordStaffMember" },
  listAssistance: {
    like: "recordAssistance",
    query: ({ ask }) => {
      const { centre, applicant } = Assisted.parse(ask.body);
      return `?applicant=${applicant}&centre=${centre}`;
    },
  },
  readVerifier: { like: "createCall" },
  verifyReceipt: { like: "createCall", body: { text: "no receipt" } },
  readAuditTrail: { like: "signAgreement", ids: (of) => ({ aggregate: idsOf(of)["agreementId"] ?? "" }) },
};

const operationById = new Map(operations.map((operation) => [operation.operationId, operation]));

const operationNamed = (operationId: string) => {
  const operation = operationById.get(operationId);
  if (operation === undefined) throw new Error(`The contract has no ${operationId}.`);
  return operation;
};

/** The ids of a path, by the names that its operation gives them. */
const idsOf = ({ operationId, path }: Sample): Readonly<Record<string, string>> => {
  const template = operationNamed(operationId).path.split("/");
  const values = (path.split("?")[0] ?? "").split("/");
  return Object.fromEntries(
    template.flatMap((part, place) => (part.startsWith("{") ? [[part.slice(1, -1), values[place] ?? ""]] : [])),
  );
};

/** An expert whom the story assigns. */
const expertsIn = (story: World["captured"]): readonly string[] =>
  Assigned.parse(story.get("assignExperts")?.ask.body).experts;

const expertIn = (story: World["captured"]): Readonly<Record<string, string>> => {
  const { experts } = Assigned.parse(story.get("assignExperts")?.ask.body);
  return { user: experts[0] };
};

/** The ids of another step of the story. */
const idsOfStep = (story: World["captured"], operationId: string): Readonly<Record<string, string>> => {
  const step = story.get(operationId);
  if (step === undefined) throw new Error(`The story has no ${operationId}.`);
  return idsOf(step);
};

const fill = (template: string, ids: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${template} lacks ${name}.`);
    return id;
  });

/** Older than whatever stands: who may gets as far as the version, and nothing is changed. */
const staleVersion = 9_999;

/** A request of an operation that a person who may is not refused for what it asks. Throws for an operation without one. */
export const sampleOf = ({ captured }: World, operationId: string, more: Readonly<Record<string, string>>): Sample => {
  const own = captured.get(operationId);
  if (own !== undefined) return { ...own, ask: stale(own.ask) };
  const how = derived[operationId];
  const like = captured.get(how?.like ?? "");
  if (how === undefined || like === undefined) throw new Error(`${operationId} has no sample: give it one.`);
  const { method, path } = operationNamed(operationId);
  const address = fill(path, { ...more, ...idsOf(like), ...how.ids?.(like, captured) });
  const { at = "" } = like.ask;
  const written = how.bodyOf?.(captured) ?? how.body;
  const body = written === undefined ? {} : { body: written };
  return {
    operationId,
    method: method.toUpperCase(),
    path: `${address}${how.query?.(like) ?? ""}`,
    ask: { at, ...body, ...(method === "get" ? {} : { ifMatch: staleVersion }) },
    person: like.person,
  };
};

const stale = (ask: Ask): Ask => (ask.ifMatch === undefined ? ask : { ...ask, ifMatch: staleVersion });

/** What the story's person is: the organisation and the funder that a role is held for. */
export const heldFor = (user: UserId | undefined): Pick<RoleGrant, "organisation" | "funder"> => {
  const [grant] = people.find(({ id }) => id === user)?.grants ?? [];
  return {
    ...(grant?.organisation === undefined ? {} : { organisation: grant.organisation }),
    ...(grant?.funder === undefined ? {} : { funder: grant.funder }),
  };
};
