import type { Change } from "@grants/core/audit/change";
import { SummaryReport, SummaryReportHead } from "@grants/core/evaluation/summary-report";
import type { SummaryReportStore } from "@grants/core/evaluation/summary-report-store";
import { Letter, LetterId } from "@grants/core/letters/letter";
import type { ProposalId } from "@grants/core/proposals/proposal";
import { z } from "zod";
import type { Beside, HeadMove } from "./commit.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import { toLoadedProposal, wantedForProposal } from "./proposal-items.ts";
import { getAll, getOne, queryPage, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { letterKeys, letterPatterns } from "./tables/letters.ts";
import { resultKeys } from "./tables/results.ts";

const VersionItem = z.object({ report: SummaryReport });
const BoxItem = z.object({ letterId: LetterId });
const inGrants = (key: Key) => ({ table: "grants" as const, key });

/** The next version of a report's head, and its words beside it. */
export const reportMove = (
  db: Database,
  change: Change<SummaryReportHead>,
  report: SummaryReport,
): { readonly head: HeadMove; readonly beside: readonly Beside<never>[] } => {
  const { proposalId } = change.next;
  const key = resultKeys.summaryReportVersion(proposalId, (change.before?.version ?? 0) + 1);
  return {
    head: { change, key: resultKeys.summaryReport(proposalId), schema: "summary-report/1" },
    beside: [
      { write: { Put: { TableName: db.tables.grants, Item: { ...key, schema: "summary-report-words/1", report } } } },
    ],
  };
};

/** The letters about a proposal, by the twins under it. */
export const letterIdsAbout = async (db: Database, proposalId: ProposalId): Promise<readonly LetterId[]> => {
  const { pk } = letterKeys.letterInBox(proposalId, "", "");
  const { items } = await queryPage(db, letterPatterns.letterBox, { pk });
  return items.map((item) => BoxItem.parse(item).letterId);
};

export const loadLetters = async (db: Database, ids: readonly LetterId[]): Promise<readonly Letter[]> => {
  const heads = await getMany(
    db,
    ids.map((id) => inGrants(letterKeys.letter(id))),
  );
  return heads.flatMap((head) => toStoredOrNull(Letter, head)?.state ?? []);
};

/** What applicants are told of the evaluation of their proposals, in versions. */
export const createSummaryReportStore = (db: Database): SummaryReportStore => ({
  load: async (proposalId, caller) => {
    const [[head, ...found], letterIds] = await Promise.all([
      getAll(db, [inGrants(resultKeys.summaryReport(proposalId)), ...wantedForProposal(proposalId, caller)]),
      letterIdsAbout(db, proposalId),
    ]);
    return {
      ...toLoadedProposal(found),
      report: toStoredOrNull(SummaryReportHead, head),
      letters: await loadLetters(db, letterIds),
    };
  },
  loadVersion: async (proposalId, version) =>
    VersionItem.parse(await getOne(db, "grants", resultKeys.summaryReportVersion(proposalId, version))).report,
});
