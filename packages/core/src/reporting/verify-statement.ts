import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type AllowedAction, decideAccess } from "../access/decide-access.ts";
import type { AgreementId } from "../agreements/agreement.ts";
import type { Party } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ComputedStatement, computeStatement } from "./compute-statement.ts";
import type { StatementContent } from "./financial-statement.ts";
import { type FindStatementError, type FoundStatement, findStatement } from "./find-reporting.ts";
import { type Project, projectOf } from "./read-reporting.ts";
import type { LoadedReporting } from "./reporting-store.ts";
import type { ReportingDeps } from "./save-statement.ts";
import {
  type FindingRefused,
  type StatementVerification,
  type VerificationContent,
  type VerifiedLine,
  foundCents,
  refuseFindings,
  verificationIdOf,
  verifiedLines,
} from "./statement-verification.ts";

/** The Centre checks what it was sent. */
export type ReportNotSent = { readonly kind: "ReportNotSent"; readonly period: number };

type Asked = {
  readonly agreementId: AgreementId;
  readonly period: number;
  readonly slot: string;
  readonly command: Command;
};
export type VerifyStatementError = FindStatementError | ReportNotSent | FindingRefused | CommitRefusal;
type VerifyStatement = Asked & { readonly content: VerificationContent; readonly expectedVersion: number };

type Checked = {
  readonly content: VerificationContent;
  readonly stated: StatementContent;
  readonly lines: readonly VerifiedLine[];
  readonly accepted: ComputedStatement;
};
const check = (
  content: VerificationContent,
  stated: StatementContent,
  { sheet, party }: Pick<FoundStatement, "sheet" | "party">,
): Checked => {
  const lines = verifiedLines(stated, content);
  const acceptedLines = lines.map((line) => ({ ...line, cents: line.acceptedCents }));
  return { content, stated, lines, accepted: computeStatement({ lines: acceptedLines }, sheet, party) };
};

const verificationOf = ({ verifications }: LoadedReporting, { period, party }: FoundStatement) =>
  verifications.find(({ state }) => state.period === period.number && state.slot === party.slot) ?? null;

/** Keeps what the verifier found about a signed statement, as long as nothing of it is told: whole or not at all (GA-14, SOD-04). */
export const verifyStatement = async (
  { reporting, newId, sha256 }: ReportingDeps,
  { content, expectedVersion, ...asked }: VerifyStatement,
): Promise<Result<Stored<StatementVerification>, VerifyStatementError>> => {
  const { agreementId, period, slot, command } = asked;
  const loaded = await reporting.load(agreementId, command.caller);
  const found = findStatement(loaded, { ...asked, action: "verifyStatement" });
  if (!found.ok) return found;
  const { statement, report, role } = found.value;
  if (statement === null || report === null) return err({ kind: "ReportNotSent", period });
  const before = verificationOf(loaded, found.value);
  if (before !== null && before.version !== expectedVersion)
    return reporting.settleVerification(before, expectedVersion, command);
  if (before === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const { content: stated } = await reporting.loadContent(statement.state);
  const refused = refuseFindings(content, stated);
  if (refused !== null) return err(refused);
  const { accepted } = check(content, stated, found.value);
  const id = verificationIdOf(newId, asked);
  const next: StatementVerification = {
    state: "inProgress",
    id,
    agreementId,
    period,
    slot,
    contentSha256: sha256(canonicalJson({ ...content, statementSha256: statement.state.contentSha256 })),
    rejectedCents: foundCents(content, "rejected"),
    parkedCents: foundCents(content, "parked"),
    eligibleCents: accepted.totalEligibleCents,
    contributionCents: accepted.unionContributionCents,
    verifiedBy: command.caller,
  };
  return reporting.saveVerification(
    { aggregate: id, before, next, type: "StatementVerified", role, terms: [] },
    content,
    command,
  );
};

export type ReadVerification = {
  readonly project: Project;
  readonly party: Party;
  /** 0 before anything was found. */
  readonly version: number;
  readonly content: VerificationContent;
  readonly lines: readonly VerifiedLine[];
  readonly stated: ComputedStatement;
  readonly accepted: ComputedStatement;
  readonly rejectedCents: Cents;
  readonly parkedCents: Cents;
  readonly allowedActions: readonly AllowedAction[];
};

/** The check of a beneficiary's statement line by line: for the Centre alone, until it is told. */
export const readVerification = async (
  { reporting }: Pick<ReportingDeps, "reporting">,
  asked: Asked,
): Promise<Result<ReadVerification, FindStatementError | ReportNotSent>> => {
  const loaded = await reporting.load(asked.agreementId, asked.command.caller);
  const found = findStatement(loaded, { ...asked, action: "readVerification" });
  if (!found.ok) return found;
  const { sheet, party, statement, report } = found.value;
  if (statement === null || report === null) return err({ kind: "ReportNotSent", period: asked.period });
  const head = verificationOf(loaded, found.value);
  const [said, kept] = await Promise.all([
    reporting.loadContent(statement.state),
    head === null ? null : reporting.loadFindings(head.state),
  ]);
  const { content, lines, accepted } = check(kept?.content ?? { findings: [] }, said.content, found.value);
  const action = "verifyStatement";
  const access = decideAccess(action, loaded.rights, {}, asked.command.at);
  return ok({
    project: projectOf(sheet),
    party,
    version: kept?.version ?? 0,
    content,
    lines,
    stated: computeStatement(said.content, sheet, party),
    accepted,
    rejectedCents: foundCents(content, "rejected"),
    parkedCents: foundCents(content, "parked"),
    allowedActions: [access.ok ? { action, allowed: true } : { action, allowed: false, because: access.error.kind }],
  });
};
