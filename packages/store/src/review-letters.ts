import { CallVersion } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import { Dossier } from "@grants/core/evaluation/dossier";
import { RankingRow } from "@grants/core/evaluation/ranking";
import { ReviewFile } from "@grants/core/evaluation/redress/review";
import { pagesFor } from "@grants/core/evaluation/sealed-list";
import { SummaryReportHead } from "@grants/core/evaluation/summary-report";
import type { OrderOf } from "@grants/core/letters/letter-order";
import type { CitedPlaces, CitedReview } from "@grants/core/letters/letter-work";
import { z } from "zod";
import type { Database } from "./database.ts";
import { loadListPage } from "./evaluation-lists.ts";
import { rankingPageKey } from "./evaluation-rankings.ts";
import { getAll, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { callKeys } from "./tables/calls.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { resultKeys } from "./tables/results.ts";
import { reviewKeys } from "./tables/reviews.ts";

const FileItem = z.object({ file: ReviewFile });
const Published = z.object({ published: CallVersion });
const inGrants = (key: Key) => ({ table: "grants" as const, key });

/** A review as it stood when its letter was ordered. */
export const loadCitedReview = async (
  db: Database,
  { proposalId, fileSha256 }: OrderOf<"review">,
): Promise<CitedReview> => {
  const [item, dossier, report] = await getAll(db, [
    inGrants(reviewKeys.reviewFile(proposalId, fileSha256)),
    inGrants(evaluationKeys.dossier(proposalId)),
    inGrants(resultKeys.summaryReport(proposalId)),
  ]);
  const { file } = FileItem.parse(item);
  const [call] = await getAll(db, [inGrants(callKeys.call(file.callId))]);
  const { content } = stageOf(Published.parse(call).published);
  return { file, dossier: Dossier.parse(dossier), content, report: toStoredOrNull(SummaryReportHead, report) };
};

/** A page of the list that a review corrected. */
export const loadCitedPlaces = async (db: Database, order: OrderOf<"places">, page: number): Promise<CitedPlaces> => {
  const { callId, topicId, proposals, at: decidedAt } = order;
  const [[call], rows] = await Promise.all([
    getAll(db, [inGrants(callKeys.call(callId))]),
    loadListPage(db, rankingPageKey(order, page), RankingRow),
  ]);
  const callReference = Published.parse(call).published.content.reference;
  return { callReference, topicId, decidedAt, rows, pages: pagesFor(proposals) };
};
