import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { AgreementId, AgreementNotFound, AgreementNotInForce } from "../agreements/agreement.ts";
import type { DataSheet, Party, ReportingPeriod } from "../agreements/data-sheet.ts";
import { findAgreement } from "../agreements/find-agreement.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { statesCosts } from "./compute-statement.ts";
import type { FinancialStatement } from "./financial-statement.ts";
import type { PeriodicReport } from "./periodic-report.ts";
import { type PeriodNotFound, findPeriod } from "./report-period.ts";
import type { LoadedReporting } from "./reporting-store.ts";

/** A lump-sum grant has no financial statements: its work packages are accepted or not (GA-13, FORM-03). */
export type NoStatements = { readonly kind: "NoStatements" };
export type BeneficiaryNotFound = { readonly kind: "BeneficiaryNotFound"; readonly slot: string };

type Asked = { readonly agreementId: AgreementId; readonly command: Command };
export type FindReportingError = AgreementNotFound | NotAllowed | AgreementNotInForce | NoStatements;

export type FoundReporting = { readonly sheet: DataSheet; readonly today: LocalDate };

/** The agreement, when this person may read of its reports and there are any: it is in force, and paid by its costs. */
export const findReporting = (
  loaded: LoadedReporting,
  { agreementId, command }: Asked,
): Result<FoundReporting, FindReportingError> => {
  const found = findAgreement(loaded, { action: "readAgreement", agreementId, command });
  if (!found.ok) return found;
  const { agreement, sheet } = found.value;
  if (agreement.state.state !== "inForce") return err({ kind: "AgreementNotInForce", state: agreement.state.state });
  if (!statesCosts(sheet)) return err({ kind: "NoStatements" });
  return ok({ sheet, today: dateInZone(command.at) });
};

/** Who states a beneficiary's costs: itself, or the coordinator where it is not registered. */
export const stateOfCosts = ({ coordinator }: DataSheet, { organisation }: Party): OrganisationId =>
  organisation ?? coordinator;

export type FoundStatement = FoundReporting & {
  readonly period: ReportingPeriod;
  readonly party: Party;
  readonly organisation: OrganisationId;
  readonly statement: Stored<FinancialStatement> | null;
  readonly report: Stored<PeriodicReport> | null;
  readonly role: Capacity;
};
type AskedStatement = Asked & { readonly period: number; readonly slot: string; readonly action: Action };
export type FindStatementError = FindReportingError | PeriodNotFound | BeneficiaryNotFound;

export const reportOf = ({ reports }: LoadedReporting, period: number): Stored<PeriodicReport> | null =>
  reports.find(({ state }) => state.period === period) ?? null;

/** The statement of a beneficiary, when this person may do this with it: its own people, the coordinator's, and the Centre's. */
export const findStatement = (
  loaded: LoadedReporting,
  { action, period: number, slot, ...asked }: AskedStatement,
): Result<FoundStatement, FindStatementError> => {
  const found = findReporting(loaded, asked);
  if (!found.ok) return found;
  const { sheet } = found.value;
  const period = findPeriod(sheet, number);
  if (period === null) return err({ kind: "PeriodNotFound", period: number });
  const party = sheet.parties.find((one) => one.slot === slot);
  if (party === undefined) return err({ kind: "BeneficiaryNotFound", slot });
  const organisation = stateOfCosts(sheet, party);
  const organisations = action === "readStatement" ? [organisation, sheet.coordinator] : [organisation];
  const role = decideAccess(action, loaded.rights, { organisations }, asked.command.at);
  if (!role.ok) return role;
  const statement = loaded.statements.find(({ state }) => state.period === number && state.slot === slot) ?? null;
  return ok({
    ...found.value,
    period,
    party,
    organisation,
    statement,
    report: reportOf(loaded, number),
    role: role.value,
  });
};
