import { AgreementId } from "@grants/core/agreements/agreement";
import { CostCategory } from "@grants/core/agreements/build-up-costs";
import { DataSheet, Party, ReportingPeriod } from "@grants/core/agreements/data-sheet";
import { PartnerSlot } from "@grants/core/proposals/part";
import {
  FinancialStatement,
  PeriodNumber,
  StatementContent,
  StatementLine,
} from "@grants/core/reporting/financial-statement";
import { PeriodicReport, ReportPaper, ReportSummary } from "@grants/core/reporting/periodic-report";
import { StatementVerification, VerificationContent, Finding } from "@grants/core/reporting/statement-verification";
import { Digest } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn, signedInAgain } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { agreementProblems } from "./problems/agreements.ts";
import { disbursementProblems } from "./problems/disbursement.ts";
import { reportingProblems } from "./problems/reporting.ts";

const problems = problemsOf(agreementProblems, disbursementProblems, reportingProblems);
const tags = ["reporting"];
const ofAgreement = z.object({ agreementId: AgreementId });
const ofPeriod = ofAgreement.extend({ period: z.coerce.number().pipe(PeriodNumber) });
const ofStatement = ofPeriod.extend({ slot: PartnerSlot });

const path = "/v1/reporting/agreements/{agreementId}";
const periodPath = `${path}/periods/{period}` as const;
const statementPath = `${periodPath}/statements/{slot}` as const;

const ReportedProject = DataSheet.pick({
  projectNumber: true,
  acronym: true,
  title: true,
  maxGrantCents: true,
  coordinator: true,
}).meta({ id: "ReportedProject" });
const PeriodStanding = ReportingPeriod.extend({
  dueOn: LocalDate,
  legalDueOn: LocalDate,
  calendarVersion: z.string(),
  state: z.enum(["NOT_BEGUN", "RUNNING", "DUE", "OVERDUE", "SENT", "SENT_LATE"]),
  daysLate: z.int().min(0),
}).meta({ id: "PeriodStanding" });
const StatementState = z.enum(["none", "draft", "signed"]).meta({ id: "StatementState" });

const Reports = z
  .object({
    project: ReportedProject,
    beneficiaries: z.int(),
    periods: z.array(PeriodStanding.extend({ signed: z.int(), isFinal: z.boolean() })),
  })
  .meta({ id: "Reports" });

export const PeriodicReportHead = z
  .object({ version: z.int(), report: PeriodicReport })
  .meta({ id: "PeriodicReportHead" });
const StatementFigures = z.object({ eligibleCents: Cents, contributionCents: Cents });
const ReportFile = z
  .object({
    project: ReportedProject,
    period: PeriodStanding,
    statements: z.array(
      z.object({
        slot: PartnerSlot,
        name: z.string(),
        country: z.string(),
        state: StatementState,
        isOwn: z.boolean(),
        /** `null` where nothing is stated, or where the figures are somebody else's. */
        figures: StatementFigures.nullable(),
      }),
    ),
    report: PeriodicReportHead.nullable(),
    paper: ReportPaper.nullable(),
    ...StatementFigures.shape,
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ReportFile" });

export const StatementHead = z
  .object({ version: z.int(), statement: FinancialStatement })
  .meta({ id: "StatementHead" });
const WorkedStatement = z
  .object({
    categories: z.array(z.object({ category: CostCategory, cents: Cents })),
    directCents: Cents,
    indirectBaseCents: Cents,
    indirectCents: Cents,
    totalEligibleCents: Cents,
    unionContributionCents: Cents,
  })
  .meta({ id: "WorkedStatement" });
const VerificationHead = z
  .object({ version: z.int(), verification: StatementVerification })
  .meta({ id: "VerificationHead" });
const VerificationFile = z
  .object({
    project: ReportedProject,
    party: Party,
    version: z.int().min(0),
    content: VerificationContent,
    lines: z.array(
      StatementLine.extend({ acceptedCents: Cents, finding: Finding.optional() }).meta({ id: "VerifiedLine" }),
    ),
    stated: WorkedStatement,
    accepted: WorkedStatement,
    rejectedCents: Cents,
    parkedCents: Cents,
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "VerificationFile" });
const StatementFile = z
  .object({
    project: ReportedProject,
    period: PeriodStanding,
    party: Party,
    version: z.int().min(0),
    state: StatementState,
    signature: z.object({ by: UserId, at: Instant }).nullable(),
    content: StatementContent,
    contentSha256: Digest,
    computed: WorkedStatement,
    costCategories: z.array(CostCategory),
    isFinal: z.boolean(),
    certificate: z.object({ fromCents: Cents, contributionCents: Cents, isAsked: z.boolean() }),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "StatementFile" });

const found = ["AgreementNotFound", "NotAllowed", "AgreementNotInForce", "NoStatements"] as const;
const placed = [...found, "PeriodNotFound", "BeneficiaryNotFound"] as const;
const committed = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

export const readReportsRoute = createRoute({
  method: "get",
  path,
  operationId: "readReports",
  summary: "The reporting periods of an agreement, and by when each report is sent",
  tags,
  security: signedIn,
  request: { params: ofAgreement },
  responses: { 200: json(Reports, "The periods"), ...problems(...found) },
});

export const readReportRoute = createRoute({
  method: "get",
  path: periodPath,
  operationId: "readReport",
  summary: "The report of a period: who has stated what, and what it was sent with",
  tags,
  security: signedIn,
  request: { params: ofPeriod },
  responses: { 200: json(ReportFile, "The report"), ...problems(...found, "PeriodNotFound") },
});

export const sendReportRoute = createRoute({
  method: "post",
  path: `${periodPath}/sending`,
  operationId: "sendReport",
  summary: "Send the report of a period with every beneficiary's signed statement",
  tags,
  ...signedInAgain,
  request: {
    params: ofPeriod,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ summary: ReportSummary }).meta({ id: "NewReport" })),
  },
  responses: {
    201: jsonWithEtag(PeriodicReportHead, "Sent"),
    ...problems(
      "StepUpRequired",
      ...found,
      "PeriodNotFound",
      "PeriodNotOver",
      "StatementsMissing",
      "StatementsChanged",
      "ReportAlreadySent",
      ...committed,
    ),
  },
});

export const readStatementRoute = createRoute({
  method: "get",
  path: statementPath,
  operationId: "readStatement",
  summary: "A beneficiary's financial statement of a period, worked out line by line",
  tags,
  security: signedIn,
  request: { params: ofStatement },
  responses: { 200: jsonWithEtag(StatementFile, "The statement"), ...problems(...placed) },
});

export const saveStatementRoute = createRoute({
  method: "put",
  path: statementPath,
  operationId: "saveStatement",
  summary: "Keep what a beneficiary states of a period, as a draft",
  tags,
  security: signedIn,
  request: { params: ofStatement, headers: changeHeaders, body: jsonBody(StatementContent) },
  responses: {
    200: jsonWithEtag(StatementHead, "Kept"),
    ...problems(
      ...placed,
      "PeriodNotBegun",
      "StatementLineRefused",
      "StatementIsSigned",
      "ReportAlreadySent",
      ...committed,
    ),
  },
});

export const signStatementRoute = createRoute({
  method: "post",
  path: `${statementPath}/signature`,
  operationId: "signStatement",
  summary: "Declare that a statement is complete and true",
  tags,
  ...signedInAgain,
  request: {
    params: ofStatement,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ contentSha256: Digest }).meta({ id: "StatementSignature" })),
  },
  responses: {
    200: jsonWithEtag(StatementHead, "Signed"),
    ...problems(
      "StepUpRequired",
      ...placed,
      "NothingStated",
      "StatementIsSigned",
      "AnotherStatementStands",
      "PeriodNotOver",
      "ReportAlreadySent",
      ...committed,
    ),
  },
});

export const reopenStatementRoute = createRoute({
  method: "post",
  path: `${statementPath}/reopening`,
  operationId: "reopenStatement",
  summary: "Take the signature of a statement back, as long as the report is not sent",
  tags,
  security: signedIn,
  request: { params: ofStatement, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(StatementHead, "A draft again"),
    ...problems(...placed, "NothingStated", "StatementNotSigned", "ReportAlreadySent", ...committed),
  },
});

export const readVerificationRoute = createRoute({
  method: "get",
  path: `${statementPath}/verification`,
  operationId: "readVerification",
  summary: "What the Centre found about a signed statement, line by line",
  tags,
  security: signedIn,
  request: { params: ofStatement },
  responses: { 200: jsonWithEtag(VerificationFile, "The check"), ...problems(...placed, "ReportNotSent") },
});

export const verifyStatementRoute = createRoute({
  method: "put",
  path: `${statementPath}/verification`,
  operationId: "verifyStatement",
  summary: "Keep what was found about a signed statement: which amounts are rejected or parked, and why",
  tags,
  security: signedIn,
  request: { params: ofStatement, headers: changeHeaders, body: jsonBody(VerificationContent) },
  responses: {
    200: jsonWithEtag(VerificationHead, "Kept"),
    ...problems(...placed, "ReportNotSent", "FindingRefused", ...committed),
  },
});

export const reportingApi = [
  readReportsRoute,
  readReportRoute,
  sendReportRoute,
  readStatementRoute,
  saveStatementRoute,
  signStatementRoute,
  reopenStatementRoute,
  readVerificationRoute,
  verifyStatementRoute,
];
