import type { Digest } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { AgreementId } from "../agreements/agreement.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { FinancialStatement, SignedStatement } from "./financial-statement.ts";
import { type FindStatementError, type FoundStatement, findStatement } from "./find-reporting.ts";
import type { ReportAlreadySent, ReportingStore } from "./reporting-store.ts";
import type { StatementIsSigned } from "./save-statement.ts";

export type NothingStated = { readonly kind: "NothingStated" };
/** Nobody signs for costs of days to come. */
export type PeriodNotOver = { readonly kind: "PeriodNotOver"; readonly to: LocalDate };
/** The signature names another content than the one that stands; look at that one first. */
export type AnotherStatementStands = { readonly kind: "AnotherStatementStands"; readonly contentSha256: Digest };
export type StatementNotSigned = { readonly kind: "StatementNotSigned" };

type Deps = { readonly reporting: ReportingStore };
type Asked = {
  readonly agreementId: AgreementId;
  readonly period: number;
  readonly slot: string;
  readonly expectedVersion: number;
  readonly command: Command;
};
export type SignatureOfStatementRefused = StatementIsSigned | PeriodNotOver | ReportAlreadySent;
export type SignStatementError =
  | FindStatementError
  | NothingStated
  | SignatureOfStatementRefused
  | AnotherStatementStands
  | CommitRefusal;

/** Why nobody can sign this statement today. */
export const refuseSignature = (
  statement: FinancialStatement,
  { report, period, today }: Pick<FoundStatement, "report" | "period" | "today">,
): SignatureOfStatementRefused | null => {
  if (report !== null) return { kind: "ReportAlreadySent", period: period.number };
  if (statement.state === "signed") return { kind: "StatementIsSigned" };
  return today <= period.to ? { kind: "PeriodNotOver", to: period.to } : null;
};

/** A beneficiary declares that its statement is complete, true and found in its accounts (FORM-06). */
export const signStatement = async (
  { reporting }: Deps,
  { contentSha256, expectedVersion, ...asked }: Asked & { readonly contentSha256: Digest },
): Promise<Result<Stored<FinancialStatement>, SignStatementError>> => {
  const { command } = asked;
  const loaded = await reporting.load(asked.agreementId, command.caller);
  const found = findStatement(loaded, { ...asked, action: "signStatement" });
  if (!found.ok) return found;
  const { statement, role } = found.value;
  if (statement === null) return err({ kind: "NothingStated" });
  if (statement.version !== expectedVersion) return reporting.settleStatement(statement, expectedVersion, command);
  const refusal = refuseSignature(statement.state, found.value);
  if (refusal !== null) return err(refusal);
  const { state } = statement;
  if (state.contentSha256 !== contentSha256)
    return err({ kind: "AnotherStatementStands", contentSha256: state.contentSha256 });
  const next: SignedStatement = {
    ...state,
    state: "signed",
    signedBy: command.caller,
    signedAt: command.at,
  };
  const change = { aggregate: state.id, before: statement, next, type: "StatementSigned", role, terms: [] };
  const { content } = await reporting.loadContent(state);
  return reporting.commitSignature(change, content, command);
};

export type ReopenStatementError =
  | FindStatementError
  | NothingStated
  | StatementNotSigned
  | ReportAlreadySent
  | CommitRefusal;

/** Takes a signature back, as long as the coordinator has not sent the report: the statement is a draft again. */
export const reopenStatement = async (
  { reporting }: Deps,
  { expectedVersion, ...asked }: Asked,
): Promise<Result<Stored<FinancialStatement>, ReopenStatementError>> => {
  const { command, period } = asked;
  const loaded = await reporting.load(asked.agreementId, command.caller);
  const found = findStatement(loaded, { ...asked, action: "reopenStatement" });
  if (!found.ok) return found;
  const { statement, report, role } = found.value;
  if (statement === null) return err({ kind: "NothingStated" });
  if (statement.version !== expectedVersion) return reporting.settleStatement(statement, expectedVersion, command);
  if (report !== null) return err({ kind: "ReportAlreadySent", period });
  const { state } = statement;
  if (state.state !== "signed") return err({ kind: "StatementNotSigned" });
  const { signedBy: _by, signedAt: _at, ...rest } = state;
  const next: FinancialStatement = { ...rest, state: "draft" };
  const change = { aggregate: state.id, before: statement, next, type: "StatementReopened", role, terms: [] };
  return reporting.commitReopening(change, command);
};
