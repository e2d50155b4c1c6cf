import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { AgreementId } from "../agreements/agreement.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type StatementLineRefused, refuseLines } from "./check-statement.ts";
import { computeStatement } from "./compute-statement.ts";
import { type FinancialStatement, type StatementContent, statementIdOf } from "./financial-statement.ts";
import { type FindStatementError, findStatement } from "./find-reporting.ts";
import type { ReportAlreadySent, ReportingStore } from "./reporting-store.ts";

export type ReportingDeps = {
  readonly reporting: ReportingStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** A signed statement is changed by nobody; its people may open it again until the report is sent. */
export type StatementIsSigned = { readonly kind: "StatementIsSigned" };
/** Costs come when the period has begun. */
export type PeriodNotBegun = { readonly kind: "PeriodNotBegun"; readonly from: string };

export type SaveStatementError =
  | FindStatementError
  | PeriodNotBegun
  | StatementLineRefused
  | StatementIsSigned
  | ReportAlreadySent
  | CommitRefusal;
type SaveStatement = {
  readonly agreementId: AgreementId;
  readonly period: number;
  readonly slot: string;
  readonly content: StatementContent;
  readonly expectedVersion: number;
  readonly command: Command;
};

export const contentDigest = (sha256: Sha256, content: StatementContent) => sha256(canonicalJson(content));

/** Keeps what a beneficiary states of a period, as a draft: whole or not at all, each line on the agreement's terms (FORM-06, GA-07). */
export const saveStatement = async (
  { reporting, newId, sha256 }: ReportingDeps,
  { agreementId, period: number, slot, content, expectedVersion, command }: SaveStatement,
): Promise<Result<Stored<FinancialStatement>, SaveStatementError>> => {
  const loaded = await reporting.load(agreementId, command.caller);
  const asked = { action: "saveStatement", agreementId, period: number, slot, command } as const;
  const found = findStatement(loaded, asked);
  if (!found.ok) return found;
  const { sheet, period, party, organisation, statement, report, role, today } = found.value;
  if (statement !== null && statement.version !== expectedVersion)
    return reporting.settleStatement(statement, expectedVersion, command);
  if (report !== null) return err({ kind: "ReportAlreadySent", period: number });
  if (statement?.state.state === "signed") return err({ kind: "StatementIsSigned" });
  if (today < period.from) return err({ kind: "PeriodNotBegun", from: period.from });
  const refused = refuseLines(content, { sheet, period, today });
  if (refused !== null) return err(refused);
  const { totalEligibleCents, unionContributionCents } = computeStatement(content, sheet, party);
  const id = statementIdOf(newId, { agreementId, period: number, slot });
  const next: FinancialStatement = {
    state: "draft",
    id,
    agreementId,
    period: number,
    slot,
    organisation,
    contentSha256: contentDigest(sha256, content),
    eligibleCents: totalEligibleCents,
    contributionCents: unionContributionCents,
  };
  const change = { aggregate: id, before: statement, next, type: "StatementSaved", role, terms: [] };
  return reporting.saveDraft(change, content, command);
};
