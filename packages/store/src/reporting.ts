import { Agreement } from "@grants/core/agreements/agreement";
import type { Change } from "@grants/core/audit/change";
import { FinancialStatement, StatementContent } from "@grants/core/reporting/financial-statement";
import { PeriodicReport, ReportPaper } from "@grants/core/reporting/periodic-report";
import type {
  LoadedContent,
  LoadedReporting,
  ReportAlreadySent,
  ReportingStore,
  StatementsChanged,
} from "@grants/core/reporting/reporting-store";
import { StatementVerification, VerificationContent } from "@grants/core/reporting/statement-verification";
import { z } from "zod";
import { toSheet } from "./agreements.ts";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryAll, rightsOf, toRights, toStored, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { agreementKeys } from "./tables/agreements.ts";
import { reportingKeys, reportingPatterns } from "./tables/reporting.ts";

const DraftItem = z.object({ content: StatementContent, version: z.int().min(1) });
const FindingsItem = z.object({ content: VerificationContent, version: z.int().min(1) });
const SignedItem = z.object({ content: StatementContent });
const PaperItem = z.object({ paper: ReportPaper });
const GateItem = z.object({ period: z.int(), revision: z.int().optional() });

/** The sheet of an agreement has had one version so far. */
const sheetVersion = 1;

type Gated = { readonly agreementId: string; readonly period: number };
const gateKey = ({ agreementId, period }: Gated): Key => reportingKeys.reportingGate(agreementId, period);

const kindOf = ({ sk }: Item): string | undefined => String(sk).split("#")[2];
const headsOf = (
  items: readonly Item[],
): Pick<LoadedReporting, "statements" | "reports" | "revisions" | "verifications"> => {
  const of = (kind: string) => items.filter((item) => kindOf(item) === kind);
  const gates = of("GATE").map((item) => GateItem.parse(item));
  return {
    statements: of("STATEMENT").map((item) => toStored(FinancialStatement, item)),
    reports: of("REPORT").map((item) => toStored(PeriodicReport, item)),
    verifications: of("VERIFICATION").map((item) => toStored(StatementVerification, item)),
    revisions: new Map(gates.map(({ period, revision = 0 }) => [period, revision])),
  };
};

const sentAlready =
  ({ period }: Gated) =>
  (): ReportAlreadySent => ({ kind: "ReportAlreadySent", period });

/** A draft is saved as long as the report is not sent. */
const notSent = (db: Database, gated: Gated): Beside<ReportAlreadySent> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: gateKey(gated),
      ConditionExpression: "attribute_not_exists(isSent)",
    },
  },
  lost: sentAlready(gated),
});

/** One more signature, or one less: a report that was put together before is not sent. */
const moved = (db: Database, gated: Gated): Beside<ReportAlreadySent> => ({
  write: {
    Update: {
      TableName: db.tables.grants,
      Key: gateKey(gated),
      UpdateExpression: "SET #schema = :schema, period = :period ADD revision :one",
      ConditionExpression: "attribute_not_exists(isSent)",
      ExpressionAttributeNames: { "#schema": "schema" },
      ExpressionAttributeValues: { ":schema": "reporting-gate/1", ":period": gated.period, ":one": 1 },
    },
  },
  lost: sentAlready(gated),
});

/** The report goes out on top of the signatures that were read, once. */
const closed = (db: Database, gated: Gated, revision: number): Beside<StatementsChanged | ReportAlreadySent> => ({
  write: {
    Update: {
      TableName: db.tables.grants,
      Key: gateKey(gated),
      UpdateExpression: "SET isSent = :yes",
      ConditionExpression: "attribute_not_exists(isSent) AND revision = :revision",
      ExpressionAttributeValues: { ":yes": true, ":revision": revision },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  },
  lost: (item) =>
    item?.["isSent"] === true ? sentAlready(gated)() : { kind: "StatementsChanged", period: gated.period },
});

const put = (db: Database, item: Item): Beside<never> => ({
  write: { Put: { TableName: db.tables.grants, Item: item } },
});

const statementMove = (change: Change<FinancialStatement>): HeadMove => {
  const { agreementId, period, slot } = change.next;
  return { change, key: reportingKeys.financialStatement(agreementId, period, slot), schema: "financial-statement/1" };
};
const reportMove = (change: Change<PeriodicReport>): HeadMove => {
  const { agreementId, period } = change.next;
  return { change, key: reportingKeys.periodicReport(agreementId, period), schema: "periodic-report/1" };
};

const verificationMove = (change: Change<StatementVerification>): HeadMove => {
  const { agreementId, period, slot } = change.next;
  const key = reportingKeys.statementVerification(agreementId, period, slot);
  return { change, key, schema: "statement-verification/1" };
};

const loadContent = async (db: Database, statement: FinancialStatement): Promise<LoadedContent> => {
  const { agreementId, period, slot, contentSha256 } = statement;
  if (statement.state === "signed") {
    const key = reportingKeys.statementSigned(agreementId, period, slot, contentSha256);
    return { content: SignedItem.parse(await getOne(db, "grants", key)).content, version: 0 };
  }
  const draft = await getOne(db, "grants", reportingKeys.statementDraft(agreementId, period, slot));
  return DraftItem.parse(draft);
};

/** Statements of beneficiaries and reports of periods, beside the agreement that they are of. */
export const createReportingStore = (db: Database): ReportingStore => ({
  load: async (agreementId, caller) => {
    const { pk } = agreementKeys.agreement(agreementId);
    const [[rights, head, sheet], items] = await Promise.all([
      getAll(db, [
        rightsOf(caller),
        { table: "grants", key: agreementKeys.agreement(agreementId) },
        { table: "grants", key: agreementKeys.dataSheet(agreementId, sheetVersion) },
      ]),
      queryAll(db, reportingPatterns.reportingHeads, { pk, sk: { beginsWith: "REPORTING#" } }),
    ]);
    const agreement = toStoredOrNull(Agreement, head);
    return { rights: toRights(rights), agreement, sheet: toSheet(sheet), ...headsOf(items) };
  },
  loadContent: (statement) => loadContent(db, statement),
  loadPaper: async ({ agreementId, period }) =>
    PaperItem.parse(await getOne(db, "grants", reportingKeys.reportPaper(agreementId, period))).paper,
  saveDraft: async (change, content, command) => {
    const { agreementId, period, slot } = change.next;
    const version = (change.before?.version ?? 0) + 1;
    const key = reportingKeys.statementDraft(agreementId, period, slot);
    const beside = [notSent(db, change.next), put(db, { ...key, schema: "statement-draft/1", content, version })];
    return commitOne(commit(db, { command, heads: [statementMove(change)], beside }));
  },
  commitSignature: async (change, content, command) => {
    const { agreementId, period, slot, contentSha256 } = change.next;
    const key = reportingKeys.statementSigned(agreementId, period, slot, contentSha256);
    const beside = [moved(db, change.next), put(db, { ...key, schema: "statement-signed/1", content })];
    return commitOne(commit(db, { command, heads: [statementMove(change)], beside }));
  },
  commitReopening: async (change, command) =>
    commitOne(commit(db, { command, heads: [statementMove(change)], beside: [moved(db, change.next)] })),
  commitReport: async (change, { paper, revision }, command) => {
    const { agreementId, period } = change.next;
    const key = reportingKeys.reportPaper(agreementId, period);
    const beside = [closed(db, change.next, revision), put(db, { ...key, schema: "report-paper/1", paper })];
    return commitOne(commit(db, { command, heads: [reportMove(change)], beside }));
  },
  loadFindings: async ({ agreementId, period, slot }) =>
    FindingsItem.parse(await getOne(db, "grants", reportingKeys.statementFindings(agreementId, period, slot))),
  saveVerification: async (change, content, command) => {
    const { agreementId, period, slot } = change.next;
    const version = (change.before?.version ?? 0) + 1;
    const key = reportingKeys.statementFindings(agreementId, period, slot);
    const beside = [put(db, { ...key, schema: "statement-findings/1", content, version })];
    return commitOne(commit(db, { command, heads: [verificationMove(change)], beside }));
  },
  settleVerification: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
  settleStatement: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
  settleReport: (stored, command) => settleOne(db, { aggregate: stored.state.id, expectedVersion: 0, stored }, command),
});
