import { type AccessPattern, type Key, pageKey, versionKey } from "../table.ts";

export const cofundingKeys = {
  jointAction: (jointActionId: string): Key => ({ pk: `JA#${jointActionId}`, sk: "META" }),
  jointActionRow: (jointActionId: string): Key => ({ pk: "JA#ALL", sk: jointActionId }),
  contributionLine: (jointActionId: string, funder: string, lineId: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `LINE#${funder}#${lineId}`,
  }),
  funderLine: (funder: string, lineId: string): Key => ({ pk: `FUNDER#${funder}`, sk: `LINE#${lineId}` }),
  /** A contribution in default, of any joint action. */
  inDefault: (funder: string, lineId: string): Key => ({ pk: "DEFAULTS", sk: `${funder}#${lineId}` }),
  /** A posting of a contribution, under the Member State and the year in which it was made. */
  yearPosting: (member: string, year: number, lineId: string, version: number): Key => ({
    pk: `POSTED#${member}`,
    sk: `${year}#${lineId}#${versionKey(version)}`,
  }),
  /** That a Member State has postings in a year, and so a statement to make of it. */
  statementYear: (year: number, member: string): Key => ({ pk: "STATEMENTS", sk: `${year}#${member}` }),
  /** That people were told that it is overdue. */
  statementTold: (year: number, member: string): Key => ({ pk: "REMINDED", sk: `${year}#${member}` }),
  yearlyStatement: (statementId: string): Key => ({ pk: `YST#${statementId}`, sk: "META" }),
  nationalBudget: (jointActionId: string, funder: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `BUDGET#${funder}`,
  }),
  nationalRequests: (jointActionId: string, funder: string, page: number): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `REQUEST#${funder}#${pageKey(page)}`,
  }),
  nationalVerdict: (jointActionId: string, funder: string, proposalId: string, slot: string): Key => ({
    pk: `JA#${jointActionId}`,
    sk: `VERDICT#${funder}#${proposalId}#${slot}`,
  }),
  award: (awardId: string): Key => ({ pk: `AWD#${awardId}`, sk: "META" }),
  commitment: (commitmentId: string): Key => ({ pk: `CMT#${commitmentId}`, sk: "META" }),
} as const;

export const cofundingPatterns = {
  jointActions: {
    asks: "officer, funder: joint actions of all calls",
    owner: "cofunding",
    table: "grants",
    pk: "JA#ALL",
    sk: "<jointActionId>",
    itemsMax: 100,
  },
  jointActionHead: {
    asks: "officer, funder, ranking: a joint action's head",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "META",
    itemsMax: 1,
  },
  contributionLines: {
    asks: "officer: all lines of a joint action; funder: its own",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "LINE#*",
    itemsMax: 5_000,
  },
  funderLines: {
    asks: "funder: its lines in every joint action",
    owner: "cofunding",
    table: "grants",
    pk: "FUNDER#<funder>",
    sk: "LINE#*",
    itemsMax: 1000,
  },
  inDefault: {
    asks: "ballot: whose vote is suspended because a contribution is in default",
    owner: "cofunding",
    table: "grants",
    pk: "DEFAULTS",
    sk: "<funder>#<lineId>",
    itemsMax: 1_000,
  },
  yearPostings: {
    asks: "Member State: where the postings of its contributions of a year are",
    owner: "cofunding",
    table: "grants",
    pk: "POSTED#<member>",
    sk: "<year>#*",
    itemsMax: 5_000,
  },
  statementYears: {
    asks: "officer, Member State: which years have a statement to be made",
    owner: "cofunding",
    table: "grants",
    pk: "STATEMENTS",
    sk: "<year>#<member>",
    itemsMax: 1_000,
  },
  statementsTold: {
    asks: "remind-statements: of which overdue statements people were told",
    owner: "cofunding",
    table: "grants",
    pk: "REMINDED",
    sk: "<year>#<member>",
    itemsMax: 1_000,
  },
  yearlyStatement: {
    asks: "Member State, officer: the statement of a year, with its figures",
    owner: "cofunding",
    table: "grants",
    pk: "YST#<statementId>",
    sk: "META",
    itemsMax: 1,
  },
  nationalBudgets: {
    asks: "officer, ranking: all budgets of a joint action; funder: its own by key",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "BUDGET#*",
    itemsMax: 100,
  },
  nationalRequests: {
    asks: "funder: which partners ask for its money, a page of 100 rows as one item",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "REQUEST#<funder>#*",
    itemsMax: 100,
  },
  nationalVerdicts: {
    asks: "ranking: all verdicts of a joint action; funder: its own",
    owner: "cofunding",
    table: "grants",
    pk: "JA#<jointActionId>",
    sk: "VERDICT#*",
    itemsMax: 10_000,
  },
  award: {
    asks: "officer, agreements: an award's head",
    owner: "cofunding",
    table: "grants",
    pk: "AWD#<awardId>",
    sk: "META",
    itemsMax: 1,
  },
  commitment: {
    asks: "officer, agreements: the money of an award or of a call",
    owner: "cofunding",
    table: "grants",
    pk: "CMT#<commitmentId>",
    sk: "META",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
