import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import { type AllowedAction, decideAccess } from "../access/decide-access.ts";
import type { Action } from "../access/access-table.ts";
import type { AgreementId } from "../agreements/agreement.ts";
import type { DataSheet, Party } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type ComputedStatement, computeStatement } from "./compute-statement.ts";
import type { FinancialStatement, StatementContent } from "./financial-statement.ts";
import {
  type FindReportingError,
  type FindStatementError,
  type FoundStatement,
  findReporting,
  findStatement,
  reportOf,
  stateOfCosts,
} from "./find-reporting.ts";
import type { PeriodicReport, ReportPaper } from "./periodic-report.ts";
import { type PeriodNotFound, type PeriodStanding, findPeriod, isLastPeriod, standingOf } from "./report-period.ts";
import type { LoadedReporting, ReportingStore } from "./reporting-store.ts";
import { type ReportingDeps, contentDigest } from "./save-statement.ts";
import { refuseSending, statementsFor } from "./send-report.ts";
import { refuseSignature } from "./sign-statement.ts";

/** What a page of reports says of the agreement it belongs to. */
export type Project = Pick<DataSheet, "projectNumber" | "acronym" | "title" | "maxGrantCents" | "coordinator">;
export const projectOf = ({ projectNumber, acronym, title, maxGrantCents, coordinator }: DataSheet): Project => ({
  projectNumber,
  acronym,
  title,
  maxGrantCents,
  coordinator,
});

export type ReadPeriod = PeriodStanding & {
  /** How many of the beneficiaries have signed. */
  readonly signed: number;
  readonly isFinal: boolean;
};
export type ReadReports = {
  readonly project: Project;
  readonly beneficiaries: number;
  readonly periods: readonly ReadPeriod[];
};
type Asked = { readonly agreementId: AgreementId; readonly command: Command };

/** The reporting periods of an agreement, with where each stands and by when its report is sent (GA-07). */
export const readReports = async (
  { reporting }: { readonly reporting: ReportingStore },
  asked: Asked,
): Promise<Result<ReadReports, FindReportingError>> => {
  const loaded = await reporting.load(asked.agreementId, asked.command.caller);
  const found = findReporting(loaded, asked);
  if (!found.ok) return found;
  const { sheet, today } = found.value;
  const periods = sheet.reportingPeriods.map((period) => ({
    ...standingOf(period, { receivedOn: reportOf(loaded, period.number)?.state.receivedOn ?? null, today }),
    signed: statementsFor(sheet, loaded.statements, period.number).signed.length,
    isFinal: isLastPeriod(sheet, period),
  }));
  return ok({ project: projectOf(sheet), beneficiaries: sheet.parties.length, periods });
};

/** What one beneficiary states; its figures are for itself, for the coordinator and for the Centre. */
export type ListedStatement = {
  readonly slot: string;
  readonly name: string;
  readonly country: string;
  readonly state: FinancialStatement["state"] | "none";
  readonly isOwn: boolean;
  readonly figures: { readonly eligibleCents: Cents; readonly contributionCents: Cents } | null;
};
export type ReadReport = {
  readonly project: Project;
  readonly period: PeriodStanding;
  readonly statements: readonly ListedStatement[];
  readonly report: Stored<PeriodicReport> | null;
  readonly paper: ReportPaper | null;
  /** Of all statements that have figures for whoever reads. */
  readonly eligibleCents: Cents;
  readonly contributionCents: Cents;
  readonly allowedActions: readonly AllowedAction[];
};

const listedFor =
  (loaded: LoadedReporting, sheet: DataSheet, { period, command }: { period: number; command: Command }) =>
  (party: Party): ListedStatement => {
    const { slot, name, country } = party;
    const organisation = stateOfCosts(sheet, party);
    const may = (action: Action, organisations: readonly (typeof organisation)[]) =>
      decideAccess(action, loaded.rights, { organisations }, command.at).ok;
    const statement = loaded.statements.find(({ state }) => state.period === period && state.slot === slot);
    const isShown = statement !== undefined && may("readStatement", [organisation, sheet.coordinator]);
    return {
      slot,
      name,
      country,
      state: statement?.state.state ?? "none",
      isOwn: may("saveStatement", [organisation]),
      figures: isShown
        ? { eligibleCents: statement.state.eligibleCents, contributionCents: statement.state.contributionCents }
        : null,
    };
  };

const sendAction = (
  { rights, statements }: LoadedReporting,
  sheet: DataSheet,
  { period, report, command }: { period: PeriodStanding; report: Stored<PeriodicReport> | null; command: Command },
  today: LocalDate,
): AllowedAction => {
  const action = "sendReport";
  const access = decideAccess(action, rights, { organisations: [sheet.coordinator] }, command.at);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  const refusal = refuseSending(period, { report, today });
  if (refusal !== null) return { action, allowed: false, because: refusal.kind };
  const { missing } = statementsFor(sheet, statements, period.number);
  return missing.length === 0 ? { action, allowed: true } : { action, allowed: false, because: "StatementsMissing" };
};

/** The report of a period: who has stated what, and what it was sent with. */
export const readReport = async (
  { reporting }: { readonly reporting: ReportingStore },
  { period: number, ...asked }: Asked & { readonly period: number },
): Promise<Result<ReadReport, FindReportingError | PeriodNotFound>> => {
  const loaded = await reporting.load(asked.agreementId, asked.command.caller);
  const found = findReporting(loaded, asked);
  if (!found.ok) return found;
  const { sheet, today } = found.value;
  const known = findPeriod(sheet, number);
  if (known === null) return err({ kind: "PeriodNotFound", period: number });
  const report = reportOf(loaded, number);
  const period = standingOf(known, { receivedOn: report?.state.receivedOn ?? null, today });
  const statements = sheet.parties.map(listedFor(loaded, sheet, { period: number, command: asked.command }));
  const figures = statements.flatMap((statement) => statement.figures ?? []);
  return ok({
    project: projectOf(sheet),
    period,
    statements,
    report,
    paper: report === null ? null : await reporting.loadPaper(report.state),
    eligibleCents: sumCents(figures.map(({ eligibleCents }) => eligibleCents)),
    contributionCents: sumCents(figures.map(({ contributionCents }) => contributionCents)),
    allowedActions: [sendAction(loaded, sheet, { period, report, command: asked.command }, today)],
  });
};

export type ReadStatement = {
  readonly project: Project;
  readonly period: PeriodStanding;
  readonly party: Party;
  /** 0 before anything was saved. */
  readonly version: number;
  readonly state: FinancialStatement["state"] | "none";
  readonly signature: { readonly by: UserId; readonly at: Instant } | null;
  readonly content: StatementContent;
  readonly contentSha256: Digest;
  readonly computed: ComputedStatement;
  /** Categories of the agreement, in its order. */
  readonly costCategories: DataSheet["costCategories"];
  readonly isFinal: boolean;
  /** At the final payment, from this contribution on, the beneficiary adds a certificate (GA-08); the sum counts all its statements. */
  readonly certificate: { readonly fromCents: Cents; readonly contributionCents: Cents; readonly isAsked: boolean };
  readonly allowedActions: readonly AllowedAction[];
};

const nothing: StatementContent = { lines: [], revenueCents: sumCents([]) };

const certificateOf = (
  { statements }: LoadedReporting,
  { sheet, period, party }: FoundStatement,
  contributionCents: Cents,
): ReadStatement["certificate"] => {
  const others = statements.filter(({ state }) => state.slot === party.slot && state.period !== period.number);
  const total = sumCents([contributionCents, ...others.map(({ state }) => state.contributionCents)]);
  const fromCents = sheet.certificateFromCents;
  return { fromCents, contributionCents: total, isAsked: isLastPeriod(sheet, period) && total >= fromCents };
};

const statementActions = (
  { rights }: LoadedReporting,
  found: FoundStatement,
  { at }: Command,
): readonly AllowedAction[] => {
  const { statement, report, organisation, period, today } = found;
  const isSigned = statement?.state.state === "signed";
  const sent = report === null ? null : "ReportAlreadySent";
  const signing = statement === null ? "NothingStated" : (refuseSignature(statement.state, found)?.kind ?? null);
  const refusals = {
    saveStatement: sent ?? (isSigned ? "StatementIsSigned" : today < period.from ? "PeriodNotBegun" : null),
    signStatement: signing,
    reopenStatement: sent ?? (isSigned ? null : "StatementNotSigned"),
    readVerification: sent === null ? "ReportNotSent" : null,
  } as const;
  return (["saveStatement", "signStatement", "reopenStatement", "readVerification"] as const).map((action) => {
    const access = decideAccess(action, rights, { organisations: [organisation] }, at);
    const because = access.ok ? refusals[action] : access.error.kind;
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  });
};

/** A beneficiary's statement of a period, worked out, and what this person may do with it. */
export const readStatement = async (
  { reporting, sha256 }: Pick<ReportingDeps, "reporting" | "sha256">,
  asked: Asked & { readonly period: number; readonly slot: string },
): Promise<Result<ReadStatement, FindStatementError>> => {
  const loaded = await reporting.load(asked.agreementId, asked.command.caller);
  const found = findStatement(loaded, { ...asked, action: "readStatement" });
  if (!found.ok) return found;
  const { sheet, period, party, statement, report, today } = found.value;
  const said = statement === null ? null : await reporting.loadContent(statement.state);
  const content = said?.content ?? nothing;
  const computed = computeStatement(content, sheet, party);
  const head = statement?.state;
  const versions = [statement?.version ?? 0, said?.version ?? 0];
  return ok({
    project: projectOf(sheet),
    period: standingOf(period, { receivedOn: report?.state.receivedOn ?? null, today }),
    party,
    version: versions.reduce((one, other) => (one > other ? one : other)),
    state: head?.state ?? "none",
    signature: head?.state === "signed" ? { by: head.signedBy, at: head.signedAt } : null,
    content,
    contentSha256: contentDigest(sha256, content),
    computed,
    costCategories: sheet.costCategories,
    isFinal: isLastPeriod(sheet, period),
    certificate: certificateOf(loaded, found.value, computed.unionContributionCents),
    allowedActions: statementActions(loaded, found.value, asked.command),
  });
};
