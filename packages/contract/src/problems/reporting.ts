import type { FindReportingError } from "@grants/core/reporting/find-reporting";
import type { PeriodNotFound } from "@grants/core/reporting/report-period";
import type { SaveStatementError } from "@grants/core/reporting/save-statement";
import type { SendReportError } from "@grants/core/reporting/send-report";
import type { ReopenStatementError, SignStatementError } from "@grants/core/reporting/sign-statement";
import type { VerifyStatementError } from "@grants/core/reporting/verify-statement";
import type { AgreementProblem } from "./agreements.ts";
import type { DisbursementProblem } from "./disbursement.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type ReportingProblem =
  | FindReportingError
  | PeriodNotFound
  | SaveStatementError
  | SignStatementError
  | ReopenStatementError
  | SendReportError
  | VerifyStatementError;
type KnownKind = SharedKind | AgreementProblem["kind"] | DisbursementProblem["kind"];

export const reportingProblems = {
  NoStatements: [409, "A lump-sum grant has no financial statements."],
  PeriodNotFound: [404, "The agreement has no such reporting period."],
  BeneficiaryNotFound: [404, "The agreement has no such beneficiary."],
  NothingStated: [409, "Nothing was stated yet."],
  StatementLineRefused: [422, "A line cannot be stated."],
  StatementIsSigned: [409, "The statement is signed. Open it again to change it."],
  StatementNotSigned: [409, "The statement is not signed."],
  AnotherStatementStands: [409, "The statement is another one than you looked at."],
  StatementsMissing: [409, "Not every beneficiary has signed its statement."],
  StatementsChanged: [409, "A statement was signed or opened again meanwhile. Look at the report again."],
  PeriodNotBegun: [409, "The period has not begun."],
  PeriodNotOver: [409, "The period is not over."],
  ReportNotSent: [409, "The report of this period is not sent."],
  FindingRefused: [422, "A finding cannot stand."],
  ReportAlreadySent: [409, "The report of this period is sent."],
} as const satisfies ProblemTable<Exclude<ReportingProblem["kind"], KnownKind>>;
