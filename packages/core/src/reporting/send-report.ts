import { canonicalJson } from "@grants/kernel/canonical-json";
import { sumCents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { AgreementId } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { FinancialStatement, SignedStatement } from "./financial-statement.ts";
import { type FindReportingError, findReporting, reportOf } from "./find-reporting.ts";
import { type PeriodicReport, type ReportPaper, reportIdOf } from "./periodic-report.ts";
import { type PeriodNotFound, findPeriod } from "./report-period.ts";
import type { ReportAlreadySent, StatementsChanged } from "./reporting-store.ts";
import type { ReportingDeps } from "./save-statement.ts";
import type { PeriodNotOver } from "./sign-statement.ts";

/** These beneficiaries have not signed what they state; one without costs signs a statement without lines. */
export type StatementsMissing = { readonly kind: "StatementsMissing"; readonly slots: readonly string[] };

export type SendReportError =
  | FindReportingError
  | NotAllowed
  | PeriodNotFound
  | PeriodNotOver
  | StatementsMissing
  | StatementsChanged
  | ReportAlreadySent
  | CommitRefusal;
type SendReport = {
  readonly agreementId: AgreementId;
  readonly period: number;
  readonly summary: string;
  readonly command: Command;
};

type Signed = Stored<SignedStatement>;
const isSigned = (statement: Stored<FinancialStatement>): statement is Signed => statement.state.state === "signed";

/** The signed statements of a period in the order of the agreement's parties, or who has none. */
export const statementsFor = (
  { parties }: Pick<DataSheet, "parties">,
  statements: readonly Stored<FinancialStatement>[],
  period: number,
): { readonly signed: readonly Signed[]; readonly missing: readonly string[] } => {
  const bySlot = new Map(
    statements.filter(({ state }) => state.period === period).map((statement) => [statement.state.slot, statement]),
  );
  const signed = parties.flatMap(({ slot }): readonly Signed[] => {
    const statement = bySlot.get(slot);
    return statement !== undefined && isSigned(statement) ? [statement] : [];
  });
  const done = new Set(signed.map(({ state }) => state.slot));
  return { signed, missing: parties.map(({ slot }) => slot).filter((slot) => !done.has(slot)) };
};

const paperOf = (summary: string, signed: readonly Signed[]): ReportPaper => ({
  summary,
  statements: signed.map(({ version, state: { slot, contentSha256 } }) => ({ slot, version, contentSha256 })),
});

/** Whether a report can be sent today, whoever asks. */
export const refuseSending = (
  period: { readonly number: number; readonly to: LocalDate },
  { report, today }: { readonly report: Stored<PeriodicReport> | null; readonly today: LocalDate },
): PeriodNotOver | ReportAlreadySent | null => {
  if (report !== null) return { kind: "ReportAlreadySent", period: period.number };
  return today <= period.to ? { kind: "PeriodNotOver", to: period.to } : null;
};

/** The coordinator sends the report of a period: what was done, and every beneficiary's signed statement as it stands (GA-07). */
export const sendReport = async (
  { reporting, newId, sha256 }: ReportingDeps,
  { agreementId, period: number, summary, command }: SendReport,
): Promise<Result<Stored<PeriodicReport>, SendReportError>> => {
  const loaded = await reporting.load(agreementId, command.caller);
  const found = findReporting(loaded, { agreementId, command });
  if (!found.ok) return found;
  const { sheet, today } = found.value;
  const role = decideAccess("sendReport", loaded.rights, { organisations: [sheet.coordinator] }, command.at);
  if (!role.ok) return role;
  const period = findPeriod(sheet, number);
  if (period === null) return err({ kind: "PeriodNotFound", period: number });
  const report = reportOf(loaded, number);
  if (report !== null) return sentAlready(reporting, report, command);
  const refusal = refuseSending(period, { report, today });
  if (refusal !== null) return err(refusal);
  const { signed, missing } = statementsFor(sheet, loaded.statements, number);
  if (missing.length > 0) return err({ kind: "StatementsMissing", slots: missing });
  const paper = paperOf(summary, signed);
  const id = reportIdOf(newId, agreementId, number);
  const next: PeriodicReport = {
    state: "sent",
    id,
    agreementId,
    period: number,
    sentBy: command.caller,
    sentAt: command.at,
    receivedOn: today,
    paperSha256: sha256(canonicalJson(paper)),
    eligibleCents: sumCents(signed.map(({ state }) => state.eligibleCents)),
    contributionCents: sumCents(signed.map(({ state }) => state.contributionCents)),
  };
  const change = { aggregate: id, before: null, next, type: "ReportSent", role: role.value, terms: [] };
  const sent = await reporting.commitReport(change, { paper, revision: loaded.revisions.get(number) ?? 0 }, command);
  return sent.ok ? sent : err(sentBefore(sent.error, number));
};

/** Whoever meets a report where there was none a moment ago was overtaken by somebody who sent it. */
const sentBefore = <E extends { readonly kind: string }>(
  error: E | CommitRefusal,
  period: number,
): E | CommitRefusal | ReportAlreadySent =>
  error.kind === "StaleVersion" ? { kind: "ReportAlreadySent", period } : error;

/** By this very request, or by another one. */
const sentAlready = async (
  reporting: ReportingDeps["reporting"],
  report: Stored<PeriodicReport>,
  command: Command,
): Promise<Result<Stored<PeriodicReport>, ReportAlreadySent | CommitRefusal>> => {
  const settled = await reporting.settleReport(report, command);
  return settled.ok ? settled : err(sentBefore(settled.error, report.state.period));
};
