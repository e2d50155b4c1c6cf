import { randomBytes, randomUUID } from "node:crypto";
import { functionOf, type ApiFunction } from "@grants/contract/api-functions";
import { readAccountStatement } from "@grants/bank/account-statement";
import { readBankAnswer } from "@grants/bank/bank-status";
import { createDemoPayeeVerification } from "@grants/bank/demo-payee-verification";
import { assistanceOf } from "@grants/core/access/assistance";
import type { Rights, RoleGrant } from "@grants/core/access/rights";
import type { Mail } from "@grants/core/access/access-store";
import type { AccessLog, AccessLogReader } from "@grants/core/audit/access-log";
import type { BankChannel } from "@grants/core/disbursement/bank-channel";
import type { NoticesReport } from "@grants/core/calls/notices/carry-out-notices";
import type { RunsReport } from "@grants/core/evaluation/assignment-run/work-on-runs";
import type { LettersReport } from "@grants/core/letters/send-waiting-letters";
import type { NightsReport, ReplayNightsDeps } from "@grants/core/audit/nights/replay-nights";
import type { ForgetReport } from "@grants/core/transparency/forget-people";
import type { PassReport } from "@grants/core/disbursement/run-payments";
import type { AnnexFiles } from "@grants/core/proposals/annex-store";
import type { AssistancePort } from "@grants/core/registry/community-store";
import type { PayeeVerification } from "@grants/core/registry/payee-verification";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";
import { ProposalDocument } from "@grants/core/proposals/document";
import { sampleWorkingCalendar } from "@grants/core/reference/working-calendar";
import type { ApiEnv } from "@grants/http/api";
import { type LogEntry, errorFacts, logLine } from "@grants/http/log";
import type { RateKeeper } from "@grants/http/rate-keeper";
import { UserId } from "@grants/kernel/id";
import { budgetWorkbooks } from "@grants/files/spreadsheets/budget-workbooks";
import { ok } from "@grants/kernel/result";
import { type Instant, epochOfInstant, instantOfEpoch } from "@grants/kernel/time";
import { createAccessStore } from "@grants/store/access";
import { createAnnexStore } from "@grants/store/annexes";
import { createExpertStore } from "@grants/store/experts";
import { createAssignmentRunStore } from "@grants/store/assignment-runs";
import { createAssignmentWork } from "@grants/store/assignment-work";
import { createAdmissibilityStore } from "@grants/store/admissibility";
import { createAuditTrailStore } from "@grants/store/audit-trail";
import { createAgreementStore } from "@grants/store/agreements";
import { createAwardDecisions, createSealedProposals } from "@grants/store/award-decisions";
import { createAwardClockStore } from "@grants/store/award-clocks";
import { createAwardListStore } from "@grants/store/award-lists";
import { createCallStore } from "@grants/store/calls";
import { createBallotStore } from "@grants/store/ballots";
import { createJointActionStore } from "@grants/store/cofunding";
import { createEvidenceStore } from "@grants/store/evidence-bundle";
import { createReceiptReader } from "@grants/store/receipt-seals";
import { createSealedListReader } from "@grants/store/sealed-lists";
import { verifyTimeStamp } from "@grants/files/evidence/time-stamp";
import { createTreeHeadStore } from "@grants/store/tree-heads";
import { sha256OfBytes } from "@grants/store/sha256";
import { createFundsStore } from "@grants/store/cofunding-funds";
import { createBankStatementStore } from "@grants/store/bank-statements";
import { createDebitNoteReminders } from "@grants/store/debit-note-reminders";
import { createDebitNoteStore } from "@grants/store/debit-notes";
import { createStatementFiles } from "@grants/files/payment-files";
import { createStatementReminders } from "@grants/store/statement-reminders";
import { createYearlyStatementStore } from "@grants/store/yearly-statements";
import { createCursorSeal } from "@grants/store/cursor";
import type { Database } from "@grants/store/database";
import { createPaymentStore } from "@grants/store/disbursement-payments";
import { createRunStore } from "@grants/store/disbursement-runs";
import { createEvaluationStore } from "@grants/store/evaluation";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createNightReader, createNightWork } from "@grants/store/nights";
import { createNationalBudgets } from "@grants/store/national-budgets";
import { newId } from "@grants/store/new-id";
import { createSummaryReportStore } from "@grants/store/summary-reports";
import { createReviewStore } from "@grants/store/reviews";
import { createSecondStageStore } from "@grants/store/second-stages";
import { createPersonalDataStore } from "@grants/store/personal-data";
import { createRetentionStore } from "@grants/store/retention";
import { createLetterBatchStore, createLetterWork } from "@grants/store/letter-work";
import { createLetterStore } from "@grants/store/letters";
import { createReportingStore } from "@grants/store/reporting";
import { createProposalStore } from "@grants/store/proposals";
import { createCommunityStore } from "@grants/store/community";
import { createInvitationStore } from "@grants/store/invitations";
import { createConsortiumStore } from "@grants/store/consortium";
import { createOrganisationIndex } from "@grants/store/public-organisations";
import { createRegistryStore } from "@grants/store/registry";
import { createFactStore } from "@grants/store/registry-facts";
import { createAssistanceStore, createStaffStore } from "@grants/store/staff";
import { keys } from "@grants/store/tables/all";
import { createWorkProgrammeStore } from "@grants/store/work-programmes";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { expertRoutes } from "../../functions/experts/routes.ts";
import { assignmentRoutes } from "../../functions/assignments/routes.ts";
import { admissibilityRoutes } from "../../functions/admissibility/routes.ts";
import { agreementRoutes } from "../../functions/agreements/routes.ts";
import { awardRoutes } from "../../functions/awards/routes.ts";
import { callRoutes } from "../../functions/calls/routes.ts";
import { cofundingRoutes } from "../../functions/cofunding/routes.ts";
import { governanceRoutes } from "../../functions/governance/routes.ts";
import { documentRoutes } from "../../functions/documents/routes.ts";
import { disbursementRoutes } from "../../functions/disbursement/routes.ts";
import { evaluationRoutes } from "../../functions/evaluation/routes.ts";
import { reportingRoutes } from "../../functions/reporting/routes.ts";
import { letterRoutes } from "../../functions/letters/routes.ts";
import { resultRoutes } from "../../functions/results/routes.ts";
import { proposalRoutes } from "../../functions/proposals/routes.ts";
import { mailWordsFor } from "../../functions/open-news-mail.ts";
import { forgetPeopleOn } from "../../functions/forget-people/forget-people.ts";
import { type RemindReport, remindStatementsOn } from "../../functions/remind-statements/remind-statements.ts";
import { recomputeOn, replayDecisionsOn } from "../../functions/replay-decisions/replay-decisions.ts";
import { sendLettersOn } from "../../functions/send-letters/send-letters.ts";
import { proposeAssignmentsOn } from "../../functions/propose-assignments/propose-assignments.ts";
import { spreadsheetRoutes } from "../../functions/spreadsheets/routes.ts";
import { createFingerprint, readVatNumber } from "../../functions/registry/identity.ts";
import { personRoutes } from "../../functions/people/routes.ts";
import { registryRoutes } from "../../functions/registry/routes.ts";
import { transparencyRoutes } from "../../functions/transparency/routes.ts";
import { treasuryRoutes } from "../../functions/treasury/routes.ts";
import { createCallSite } from "./call-site.ts";
import { accessLogInMemory } from "./access-log.ts";
import { annexFilesInMemory } from "./annex-files.ts";
import { testFonts } from "./fonts.ts";
import { apiDescription, expectAsDescribed } from "./openapi-check.ts";
import { testDoor, tokenOf } from "./test-issuer.ts";
import { paymentFilesInMemory, paymentWorker, runWorker } from "./payment-worker.ts";

/** Object storage in memory: what is kept is found again, by proposal and digest. */
export const documentsInMemory = (): DocumentStore => {
  const kept = new Map<string, string>();
  return {
    keep: async (proposalId, sha256, text) => void kept.set(`${proposalId}/${sha256}`, text),
    load: async (proposalId, sha256) => {
      const text = kept.get(`${proposalId}/${sha256}`);
      return text === undefined ? null : ProposalDocument.parse(JSON.parse(text));
    },
    loadText: async (proposalId, sha256) => kept.get(`${proposalId}/${sha256}`) ?? null,
  };
};

export type Reply = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
  /** The body as it came, to the byte. */
  readonly text: string;
};
export type Ask = {
  readonly as?: UserId;
  /** In the place of the one that `as` would have. */
  readonly token?: string;
  readonly at?: string;
  readonly body?: unknown;
  /** Sent as it is, for what is not JSON. */
  readonly rawBody?: string;
  readonly contentType?: string;
  readonly ifMatch?: number;
  readonly key?: string;
  /** Headers beside those that every request of its kind has. */
  readonly headers?: Readonly<Record<string, string>>;
};

export type TestApi = {
  /** The instant of a request that names none. */
  readonly openingAt: string;
  readonly send: (method: string, path: string, ask?: Ask) => Promise<Reply>;
  /** A person with these roles; their rights are read from the store at every request. */
  readonly person: (name: string, grants: readonly RoleGrant[]) => Promise<UserId>;
  readonly errors: readonly unknown[];
  /** Who read what is personal or of a bank account. */
  readonly accessLog: AccessLog & AccessLogReader;
  /** What would have been sent by mail, the oldest first. */
  readonly mails: readonly Mail[];
  /** The lines that went to the log. */
  readonly log: readonly string[];
  /** The addresses that each function answers. */
  readonly routes: Readonly<
    Partial<Record<ApiFunction, readonly { readonly method: string; readonly path: string }[]>>
  >;
  /** The functions themselves, for who puts a gateway before them. */
  readonly functions: Readonly<Partial<Record<ApiFunction, OpenAPIHono<ApiEnv>>>>;
  /** What the platform keeps of frozen documents. */
  readonly documents: DocumentStore;
  /** What the schedule's event at an instant lets the worker of payment runs do. Throws when a task of it failed. */
  readonly runPayments: (at?: string) => Promise<PassReport>;
  /** The same for the worker that tells what happened to calls. */
  readonly tellCalls: (at?: string) => Promise<NoticesReport>;
  /** The same for the worker that writes letters. */
  readonly sendLetters: (at?: string) => Promise<LettersReport>;
  /** One pass over yearly statements that are overdue and debit notes that are sent. */
  readonly remindStatements: (at?: string) => Promise<RemindReport>;
  /** One pass over personal data that is due. */
  readonly forgetPeople: (at?: string) => Promise<ForgetReport>;
  /** One run of the worker that computes decisions once more. What it could not read is among the errors. */
  readonly replayDecisions: (
    at?: string,
    change?: (deps: ReplayNightsDeps) => ReplayNightsDeps,
  ) => Promise<NightsReport>;
  /** The same for the worker that assigns experts. Throws when a run of it failed. */
  readonly proposeAssignments: (at?: string) => Promise<RunsReport>;
};

const eventOf = (at: Instant) => ({ requestContext: { timeEpoch: epochOfInstant(at), requestId: randomUUID() } });

const tokenFor = async ({ as, token }: Ask, at: Instant): Promise<string | undefined> =>
  token ?? (as === undefined ? undefined : tokenOf(as, at));

const headersOf = (method: string, ask: Ask, token: string | undefined): Record<string, string> => ({
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  ...(ask.ifMatch === undefined ? {} : { "if-match": `"${ask.ifMatch}"` }),
  ...(method === "GET" ? {} : { "idempotency-key": ask.key ?? randomUUID() }),
  ...(ask.body === undefined && ask.rawBody === undefined
    ? {}
    : { "content-type": ask.contentType ?? "application/json" }),
  ...ask.headers,
});

export type TestApiOptions = {
  /** What notes who reads; by default one in memory. */
  readonly accessLog?: AccessLog;
  readonly bank?: BankChannel;
  /** Where annexes go; by default into a storage in memory. */
  readonly annexFiles?: AnnexFiles;
  readonly payeeVerification?: PayeeVerification;
  readonly assistance?: AssistancePort;
  /** The database as one function may reach it; by default all of it. */
  readonly databaseOf?: (
    name:
      | ApiFunction
      | "run-payments"
      | "tell-calls"
      | "send-letters"
      | "remind-statements"
      | "forget-people"
      | "propose-assignments"
      | "replay-decisions",
  ) => Database;
  /** How often a person may ask; by default as often as they like, since all requests of a test come at one instant. */
  readonly rates?: RateKeeper;
  /** A platform that is made to fail: its failures are answers, and not mistakes of the test. */
  readonly mayFail?: boolean;
};

const withoutLimits: RateKeeper = { take: async () => ok(null), settled: async () => undefined };

/** Every function's routes over one database, as the gateway would reach them. */
export const createTestApi = (db: Database, openingAt: string, over: TestApiOptions = {}): TestApi => {
  const { databaseOf = () => db, bank, rates = withoutLimits, mayFail = false } = over;
  const of = (name: ApiFunction) => databaseOf(name);
  const fingerprint = createFingerprint("a secret of the tests, long enough");
  const errors: unknown[] = [];
  const mails: Mail[] = [];
  const log: string[] = [];
  const note = (entry: LogEntry) => void log.push(logLine(entry));
  const report = (error: unknown, { correlationId }: { readonly correlationId: string }) => {
    errors.push(error);
    note({ level: "error", event: "UnexpectedError", correlationId, ...errorFacts(error) });
  };
  const shared = { ...testDoor, sha256: db.sha256, newId, report, rates, log: note };
  const documents = documentsInMemory();
  const annexFiles = over.annexFiles ?? annexFilesInMemory();
  const cursors = createCursorSeal("a secret of the tests, long enough");
  const noted = accessLogInMemory();
  const { accessLog = noted } = over;
  const now = () => instantOfEpoch(Date.parse(openingAt));
  const files = paymentFilesInMemory();
  const worker = paymentWorker(databaseOf("run-payments"), { files, ...(bank === undefined ? {} : { bank }) });
  const callSite = createCallSite({ db: of("calls"), workerDb: databaseOf("tell-calls"), cursors, documents, mails });
  const letterDb = databaseOf("send-letters");
  const letterDeps = {
    work: createLetterWork(letterDb, createLetterStore(letterDb, cursors)),
    mailer: { send: async (mail: Mail) => void mails.push(mail) },
    mailText: mailWordsFor("https://grants.test"),
    newId,
    sha256: db.sha256,
    report: (error: unknown) => void errors.push(error),
  };
  const reminderDeps = {
    reminders: createStatementReminders(databaseOf("remind-statements"), newId),
    debitNotes: createDebitNoteReminders(databaseOf("remind-statements")),
    mailer: letterDeps.mailer,
    mailText: letterDeps.mailText,
    report: letterDeps.report,
  };
  const forgetDb = databaseOf("forget-people");
  const forgetDeps = {
    retention: createRetentionStore(forgetDb),
    personalData: createPersonalDataStore(forgetDb),
    newId,
    sha256: db.sha256,
    report: (error: unknown) => void errors.push(error),
  };
  const nightDb = databaseOf("replay-decisions");
  const nightDeps = {
    nights: createNightWork(nightDb),
    recompute: recomputeOn(nightDb, cursors),
    mailer: { send: async (mail: Mail) => void mails.push(mail) },
    mailText: mailWordsFor("https://grants.test"),
    newId,
    sha256: db.sha256,
    report: (error: unknown) => void errors.push(error),
  };
  const assignmentDb = databaseOf("propose-assignments");
  const assignmentDeps = {
    work: createAssignmentWork(assignmentDb),
    rankings: createRankingStore(assignmentDb),
    evaluations: createEvaluationStore({ db: assignmentDb, cursors, now }),
    newId,
    sha256: db.sha256,
    report: (error: unknown) => {
      throw error;
    },
  };
  const mailing = {
    mailer: { send: async (mail: Mail) => void mails.push(mail) },
    newLinkToken: () => randomBytes(16).toString("base64url"),
    linkOf: (token: string, language: string) => `https://grants.test/${language}/invitations/${token}`,
    partnerLinkOf: (token: string, language: string) => `https://grants.test/${language}/consortia/${token}`,
  };
  const functions: Partial<Record<ApiFunction, OpenAPIHono<ApiEnv>>> = {
    calls: callRoutes({
      ...shared,
      ...callSite,
      calls: createCallStore(of("calls"), cursors),
      workProgrammes: createWorkProgrammeStore(of("calls")),
      secondStages: createSecondStageStore(of("calls")),
    }),
    proposals: proposalRoutes({
      ...shared,
      proposals: createProposalStore({ db: of("proposals"), cursors, now }),
      receipts: createReceiptReader(of("proposals")),
      annexes: createAnnexStore(of("proposals")),
      files: annexFiles,
      newSecret: () => randomBytes(16).toString("base64url"),
      documents,
      consortium: createConsortiumStore(of("proposals")),
      ...mailing,
    }),
    spreadsheets: spreadsheetRoutes({
      ...shared,
      proposals: createProposalStore({ db: of("spreadsheets"), cursors, now }),
      workbooks: budgetWorkbooks,
    }),
    documents: documentRoutes({
      evaluations: createEvaluationStore({ db: of("documents"), cursors, now }),
      files: annexFiles,
      ...shared,
      proposals: createProposalStore({ db: of("documents"), cursors, now }),
      documents,
      letters: createLetterStore(of("documents"), cursors),
      summaryReports: createSummaryReportStore(of("documents")),
      debitNotes: createDebitNoteStore(of("documents")),
      fonts: testFonts(),
    }),
    cofunding: cofundingRoutes({
      ...shared,
      jointActions: createJointActionStore(of("cofunding")),
      funds: createFundsStore(of("cofunding")),
      statements: createYearlyStatementStore(of("cofunding"), newId),
      debitNotes: createDebitNoteStore(of("cofunding")),
      decisions: createAwardDecisions(of("cofunding")),
      sealedProposals: createSealedProposals(of("cofunding")),
      documents,
    }),
    governance: governanceRoutes({ ...shared, ballots: createBallotStore(of("governance"), cursors) }),
    admissibility: admissibilityRoutes({
      ...shared,
      admissibilities: createAdmissibilityStore({ db: of("admissibility"), now }),
      documents,
    }),
    experts: expertRoutes({ ...shared, accessLog, experts: createExpertStore(of("experts"), cursors) }),
    assignments: assignmentRoutes({
      ...shared,
      runs: createAssignmentRunStore(of("assignments")),
      rankings: createRankingStore(of("assignments")),
      experts: createExpertStore(of("assignments"), cursors),
    }),
    evaluation: evaluationRoutes({
      ...shared,
      evaluations: createEvaluationStore({ db: of("evaluation"), cursors, now }),
      rankings: createRankingStore(of("evaluation")),
      nationalBudgets: createNationalBudgets(of("evaluation")),
      documents,
    }),
    awards: awardRoutes({
      ...shared,
      awardLists: createAwardListStore(of("awards")),
      clocks: createAwardClockStore(of("awards")),
      rankings: createRankingStore(of("awards")),
      nationalBudgets: createNationalBudgets(of("awards")),
      documents,
    }),
    results: resultRoutes({
      ...shared,
      summaryReports: createSummaryReportStore(of("results")),
      reviews: createReviewStore(of("results")),
      rankings: createRankingStore(of("results")),
      awardLists: createAwardListStore(of("results")),
      nationalBudgets: createNationalBudgets(of("results")),
    }),
    letters: letterRoutes({
      ...shared,
      letters: createLetterStore(of("letters"), cursors),
      batches: createLetterBatchStore(of("letters")),
    }),
    reporting: reportingRoutes({ ...shared, reporting: createReportingStore(of("reporting")) }),
    agreements: agreementRoutes({
      ...shared,
      agreements: createAgreementStore({ db: of("agreements"), cursors }),
      documents,
    }),
    disbursement: disbursementRoutes({
      ...shared,
      payments: createPaymentStore(of("disbursement")),
      calendar: sampleWorkingCalendar(),
    }),
    treasury: treasuryRoutes({
      ...shared,
      runs: createRunStore(of("treasury")),
      accessLog,
      files,
      statementFiles: createStatementFiles(files),
      bankStatements: createBankStatementStore(of("treasury")),
      readStatement: readAccountStatement,
      ownAccount: "RO49AAAA1B31007593840000",
      readAnswer: readBankAnswer,
      calendar: sampleWorkingCalendar(),
    }),
    registry: registryRoutes({
      ...shared,
      registry: createRegistryStore(of("registry"), cursors),
      access: createAccessStore(of("registry")),
      accessLog,
      readVatNumber,
      fingerprint,
      assistance: over.assistance ?? assistanceOf(createAssistanceStore(of("registry"))),
      facts: createFactStore(of("registry"), fingerprint),
      community: createCommunityStore(of("registry"), cursors),
      index: createOrganisationIndex(of("registry")),
      payeeVerification: over.payeeVerification ?? createDemoPayeeVerification(),
      newSalt: db.newSalt,
    }),
    people: personRoutes({
      ...shared,
      accessLog,
      personalData: createPersonalDataStore(of("people")),
      access: createAccessStore(of("people")),
      invitations: createInvitationStore(of("people")),
      staff: createStaffStore(of("people")),
      assistances: createAssistanceStore(of("people")),
      ...mailing,
    }),
    transparency: transparencyRoutes({
      ...shared,
      access: createAccessStore(of("transparency")),
      trails: createAuditTrailStore(of("transparency")),
      evidence: createEvidenceStore(of("transparency")),
      treeHeads: createTreeHeadStore(of("transparency")),
      nights: createNightReader(of("transparency"), cursors),
      sealedLists: createSealedListReader(of("transparency")),
      verifyTimeStamp,
      sha256OfBytes,
      accessReader: noted,
      verifier: "// The verifier is built with the functions.",
      description: apiDescription,
    }),
  };
  return {
    openingAt,
    errors,
    accessLog: noted,
    mails,
    log,
    routes: Object.fromEntries(Object.entries(functions).map(([name, { routes }]) => [name, routes])),
    functions,
    documents,
    runPayments: (at = openingAt) => runWorker(worker, at),
    tellCalls: (at = openingAt) => callSite.tellCalls(at),
    proposeAssignments: (at = openingAt) => proposeAssignmentsOn(assignmentDeps, { time: at }),
    sendLetters: (at = openingAt) => sendLettersOn(letterDeps, { time: at }),
    remindStatements: (at = openingAt) => remindStatementsOn(reminderDeps, { time: at }),
    replayDecisions: (at = openingAt, change = (deps) => deps) => replayDecisionsOn(change(nightDeps), { time: at }),
    forgetPeople: (at = openingAt) => forgetPeopleOn(forgetDeps, { time: at }),
    send: async (method, path, ask = {}) => {
      const api = functions[functionOf(path.split("?")[0] ?? "") ?? "transparency"];
      if (api === undefined) throw new Error(`No function answers ${path}.`);
      const at = instantOfEpoch(Date.parse(ask.at ?? openingAt));
      const body = ask.rawBody ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
      const init = {
        method,
        headers: headersOf(method, ask, await tokenFor(ask, at)),
        ...(body === undefined ? {} : { body }),
      };
      const response = await api.request(path, init, { event: eventOf(at) });
      const text = await response.text();
      const answer: Record<string, unknown> = JSON.parse(text);
      const { status, headers } = response;
      if (!mayFail || status < 500)
        expectAsDescribed({ method, path, status, contentType: headers.get("content-type") ?? "", body: answer });
      return { status, body: answer, headers, text };
    },
    person: async (name, grants) => {
      const user = UserId.parse(`usr_${newId(name)}`);
      const rights: Rights = { user, grants: [...grants] };
      const item = { ...keys.rights(user), schema: "rights/1", ...rights };
      await db.client.send(new PutCommand({ TableName: db.tables.people, Item: item }));
      return user;
    },
  };
};
