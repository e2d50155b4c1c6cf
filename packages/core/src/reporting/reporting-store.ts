import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LoadedAgreement } from "../agreements/agreement-store.ts";
import type { AgreementId } from "../agreements/agreement.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { FinancialStatement, StatementContent } from "./financial-statement.ts";
import type { PeriodicReport, ReportPaper } from "./periodic-report.ts";
import type { StatementVerification, VerificationContent } from "./statement-verification.ts";

/** All statements and reports of an agreement, heads alone: one for each beneficiary and period at most. */
export type LoadedReporting = LoadedAgreement & {
  readonly statements: readonly Stored<FinancialStatement>[];
  readonly reports: readonly Stored<PeriodicReport>[];
  readonly verifications: readonly Stored<StatementVerification>[];
  /** How often statements of a period were signed or reopened, by its number: a report is sent on top of what was read. */
  readonly revisions: ReadonlyMap<number, number>;
};

/** Content, with the version of the statement that it was saved with. */
export type LoadedContent = { readonly content: StatementContent; readonly version: number };

/** Findings, with the version of the check that they were saved with. */
export type LoadedFindings = { readonly content: VerificationContent; readonly version: number };

/** The report of the period is with the Centre: what it is made of stands. */
export type ReportAlreadySent = { readonly kind: "ReportAlreadySent"; readonly period: number };
/** A statement was signed or reopened meanwhile: look at the report again. */
export type StatementsChanged = { readonly kind: "StatementsChanged"; readonly period: number };

type Committed<S, E> = Promise<Result<Stored<S>, CommitRefusal | ReportAlreadySent | E>>;

export type ReportingStore = {
  /** Heads, the data sheet and the caller's rights, in one wave. */
  load(agreementId: AgreementId, caller: UserId): Promise<LoadedReporting>;
  /** What a statement says; of a signed one what was signed. A draft that somebody saved meanwhile is newer than the head that was read. */
  loadContent(statement: FinancialStatement): Promise<LoadedContent>;
  loadPaper(report: PeriodicReport): Promise<ReportPaper>;
  saveDraft(
    change: Change<FinancialStatement>,
    content: StatementContent,
    command: Command,
  ): Committed<FinancialStatement, never>;
  /** What is signed is kept as it was, whatever a later draft says. */
  commitSignature(
    change: Change<FinancialStatement>,
    content: StatementContent,
    command: Command,
  ): Committed<FinancialStatement, never>;
  commitReopening(change: Change<FinancialStatement>, command: Command): Committed<FinancialStatement, never>;
  commitReport(
    change: Change<PeriodicReport>,
    sent: { readonly paper: ReportPaper; readonly revision: number },
    command: Command,
  ): Committed<PeriodicReport, StatementsChanged>;
  loadFindings(verification: StatementVerification): Promise<LoadedFindings>;
  saveVerification(
    change: Change<StatementVerification>,
    content: VerificationContent,
    command: Command,
  ): Promise<Result<Stored<StatementVerification>, CommitRefusal>>;
  settleVerification(
    stored: Stored<StatementVerification>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<StatementVerification>, CommitRefusal>>;
  settleStatement(
    stored: Stored<FinancialStatement>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<FinancialStatement>, CommitRefusal>>;
  settleReport(
    stored: Stored<PeriodicReport>,
    command: Command,
  ): Promise<Result<Stored<PeriodicReport>, CommitRefusal>>;
};
