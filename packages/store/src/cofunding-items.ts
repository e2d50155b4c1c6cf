import type { PotState } from "@grants/core/cofunding/cofunding-store";
import { ContributionLine } from "@grants/core/cofunding/contribution-line";
import { NationalBudget } from "@grants/core/cofunding/national-budget";
import { NationalRequest } from "@grants/core/cofunding/national-request";
import { NationalVerdict } from "@grants/core/cofunding/national-verdict";
import type { Stored } from "@grants/core/audit/stored";
import { CallSummary, CallVersion } from "@grants/core/calls/call";
import { z } from "zod";
import type { Database } from "./database.ts";
import { toPot } from "./pots.ts";
import { type Item, queryAll, toStored } from "./read.ts";
import { cofundingKeys, cofundingPatterns } from "./tables/cofunding.ts";

const partition = (jointActionId: string) => cofundingKeys.jointAction(jointActionId).pk;

/** Lines of a joint action, of one funder where it is named. */
export const queryLines = async (
  db: Database,
  jointActionId: string,
  funder?: string,
): Promise<readonly Stored<ContributionLine>[]> => {
  const beginsWith = funder === undefined ? "LINE#" : `LINE#${funder}#`;
  const ask = { pk: partition(jointActionId), sk: { beginsWith } };
  const items = await queryAll(db, cofundingPatterns.contributionLines, ask);
  return items.map((item) => toStored(ContributionLine, item));
};

export const queryBudgets = async (db: Database, jointActionId: string): Promise<readonly Stored<NationalBudget>[]> => {
  const ask = { pk: partition(jointActionId), sk: { beginsWith: "BUDGET#" } };
  const items = await queryAll(db, cofundingPatterns.nationalBudgets, ask);
  return items.map((item) => toStored(NationalBudget, item));
};

/** Verdicts of a joint action, of one funder where it is named. */
export const queryVerdicts = async (
  db: Database,
  jointActionId: string,
  funder?: string,
): Promise<readonly Stored<NationalVerdict>[]> => {
  const beginsWith = funder === undefined ? "VERDICT#" : `VERDICT#${funder}#`;
  const ask = { pk: partition(jointActionId), sk: { beginsWith } };
  const items = await queryAll(db, cofundingPatterns.nationalVerdicts, ask);
  return items.map((item) => toStored(NationalVerdict, item));
};

const RequestPage = z.object({ rows: z.array(NationalRequest) });

export const queryRequests = async (
  db: Database,
  jointActionId: string,
  funder: string,
): Promise<readonly NationalRequest[]> => {
  const ask = { pk: partition(jointActionId), sk: { beginsWith: `REQUEST#${funder}#` } };
  const items = await queryAll(db, cofundingPatterns.nationalRequests, ask);
  return items.flatMap((item) => RequestPage.parse(item).rows);
};

/** A pot that nothing was ever posted to does not exist. */
export const toPotState = (item: Item | null | undefined): PotState | null => {
  if (item === null || item === undefined) return null;
  const { lines, isFrozen } = toPot(item);
  return { lines, isFrozen };
};

const CallItem = z.object({ published: CallVersion.optional(), summary: CallSummary.optional() });

/** What rides on the head of a call: the published version and its public row. */
export const toCallBehind = (item: Item | null | undefined) => {
  const { published = null, summary = null } = item === null || item === undefined ? {} : CallItem.parse(item);
  return { published, summary };
};
