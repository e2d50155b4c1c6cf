import type { Instant } from "@grants/kernel/time";
import { composeSummaryReport } from "../evaluation/summary-report.ts";
import { placeFacts, resultFacts, reviewFacts } from "./cite-decision.ts";
import type { OrderOf } from "./letter-order.ts";
import type { WaitingOrder } from "./letter-work.ts";
import { type SendLettersDeps, issueReport, writeOne } from "./write-letter.ts";

const rowsOfPage = 100;

type Waiting<K extends "results" | "places"> = WaitingOrder & { readonly order: OrderOf<K> };

/** A page of receivers after the other; what was reached is noted, and a page that broke off is done again. */
export const sendResults = async (
  deps: SendLettersDeps,
  { order, nextPage }: Waiting<"results">,
  now: Instant,
): Promise<number> => {
  const { work } = deps;
  let [page, pages, letters] = [nextPage, nextPage, 0];
  while (page <= pages) {
    // oxlint-disable-next-line no-await-in-loop -- a page is written and noted before the next one.
    const cited = await work.loadResults(order, page);
    ({ pages } = cited);
    const decided = { id: cited.decision.id, version: cited.decisionVersion };
    for (const row of cited.rows) {
      const source = cited.consensus.get(row.proposalId);
      if (source === undefined) throw new Error(`${row.proposalId} was ranked without a consensus.`);
      const { consensus, report: before } = source;
      const composed = composeSummaryReport({ ...source, content: cited.content, row });
      const toIssue = { report: composed, before, terms: [consensus, decided] };
      // oxlint-disable-next-line no-await-in-loop -- a report is there before the letter that tells of it.
      const report = await issueReport(deps, { order, now }, toIssue);
      const facts = resultFacts(cited, row, report);
      const letter = { organisation: row.coordinator, about: row.proposalId, facts, terms: [decided] };
      // oxlint-disable-next-line no-await-in-loop -- the database takes so many a second.
      letters += await writeOne(deps, order, letter, now);
    }
    const sent = (page - 1) * rowsOfPage + cited.rows.length;
    page += 1;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await work.reached(order, { nextPage: page, sent, at: now });
  }
  return letters;
};

/** What came of a review, to the one who asked for it, with the report of the second evaluation where there was one (EVA-09). */
export const sendReview = async (
  deps: SendLettersDeps,
  { order }: { readonly order: OrderOf<"review"> },
  now: Instant,
): Promise<number> => {
  const cited = await deps.work.loadReview(order);
  const { file, dossier, content, report: before } = cited;
  const { assessment, correction } = file;
  const terms = [{ id: order.reviewId, version: order.version }];
  const report =
    assessment === undefined || correction === undefined
      ? null
      : await issueReport(
          deps,
          { order, now },
          {
            report: composeSummaryReport({
              dossier,
              content,
              row: { ...correction, scores: assessment.scores },
              agreed: { basis: "REVIEW", comments: assessment.comments, agreedAt: assessment.at },
            }),
            before,
            terms,
          },
        );
  const facts = reviewFacts(cited, report);
  return writeOne(deps, order, { organisation: dossier.coordinator, about: order.proposalId, facts, terms }, now);
};

/** Tells whoever has another place on the list after a review of somebody else's proposal; of that one, nothing. */
export const sendPlaces = async (
  deps: SendLettersDeps,
  { order, nextPage }: Waiting<"places">,
  now: Instant,
): Promise<number> => {
  const { work } = deps;
  const terms = [{ id: order.reviewId, version: order.version }];
  let [page, pages, letters] = [nextPage, nextPage, 0];
  while (page <= pages) {
    // oxlint-disable-next-line no-await-in-loop -- a page is written and noted before the next one.
    const cited = await work.loadPlaces(order, page);
    ({ pages } = cited);
    for (const row of cited.rows) {
      const facts = row.proposalId === order.proposalId ? null : placeFacts(cited, row);
      if (facts !== null)
        // oxlint-disable-next-line no-await-in-loop -- the database takes so many a second.
        letters += await writeOne(
          deps,
          order,
          { organisation: row.coordinator, about: row.proposalId, facts, terms },
          now,
        );
    }
    page += 1;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await work.reached(order, { nextPage: page, sent: 0, at: now });
  }
  return letters;
};
