import { type AccessPattern, type Key } from "../table.ts";

const digitsOfPeriod = 2;
const two = (period: number): string => String(period).padStart(digitsOfPeriod, "0");
const place = (agreementId: string) => `AGR#${agreementId}`;

export const reportingKeys = {
  financialStatement: (agreementId: string, period: number, slot: string): Key => ({
    pk: place(agreementId),
    sk: `REPORTING#${two(period)}#STATEMENT#${slot}`,
  }),
  periodicReport: (agreementId: string, period: number): Key => ({
    pk: place(agreementId),
    sk: `REPORTING#${two(period)}#REPORT`,
  }),
  /** Beside the heads of a period: how often its statements were signed or opened again, and whether its report is sent. */
  reportingGate: (agreementId: string, period: number): Key => ({
    pk: place(agreementId),
    sk: `REPORTING#${two(period)}#GATE`,
  }),
  /** The head of the check of a statement. */
  statementVerification: (agreementId: string, period: number, slot: string): Key => ({
    pk: place(agreementId),
    sk: `REPORTING#${two(period)}#VERIFICATION#${slot}`,
  }),
  statementFindings: (agreementId: string, period: number, slot: string): Key => ({
    pk: place(agreementId),
    sk: `STATED#${two(period)}#${slot}#FINDINGS`,
  }),
  statementDraft: (agreementId: string, period: number, slot: string): Key => ({
    pk: place(agreementId),
    sk: `STATED#${two(period)}#${slot}#DRAFT`,
  }),
  statementSigned: (agreementId: string, period: number, slot: string, sha256: string): Key => ({
    pk: place(agreementId),
    sk: `STATED#${two(period)}#${slot}#${sha256}`,
  }),
  reportPaper: (agreementId: string, period: number): Key => ({
    pk: place(agreementId),
    sk: `STATED#${two(period)}#REPORT`,
  }),
} as const;

export const reportingPatterns = {
  reportingHeads: {
    asks: "beneficiary, officer: what was stated and sent of an agreement, heads of all its periods",
    owner: "reporting",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "REPORTING#<period>#STATEMENT#<slot>, #VERIFICATION#<slot>, #REPORT, #GATE",
    itemsMax: 800,
  },
  statementFindings: {
    asks: "verifier: what was found about a statement",
    owner: "reporting",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "STATED#<period>#<slot>#FINDINGS",
    itemsMax: 1,
  },
  statementDraft: {
    asks: "beneficiary: what it states of a period so far",
    owner: "reporting",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "STATED#<period>#<slot>#DRAFT",
    itemsMax: 1,
  },
  statementSigned: {
    asks: "officer, beneficiary: what was signed, by its digest",
    owner: "reporting",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "STATED#<period>#<slot>#<sha256>",
    itemsMax: 1,
  },
  reportPaper: {
    asks: "officer, beneficiary: what a report was sent with",
    owner: "reporting",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "STATED#<period>#REPORT",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
