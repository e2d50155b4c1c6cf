import type { Instant } from "@grants/kernel/time";
import { composeSummaryReport } from "../evaluation/summary-report.ts";
import type { Term } from "../audit/change.ts";
import type { RankingRow } from "../evaluation/ranking.ts";
import { placeFacts, resultFacts, reviewFacts, stageFacts } from "./cite-decision.ts";
import type { LetterFacts } from "./letter-facts.ts";
import type { OrderOf } from "./letter-order.ts";
import type { CitedRanking, WaitingOrder } from "./letter-work.ts";
import { type ReportOfLetter, type SendLettersDeps, issueReport, writeOne } from "./write-letter.ts";

const rowsOfPage = 100;

type Waiting<K extends "results" | "stage" | "places"> = WaitingOrder & { readonly order: OrderOf<K> };

type PageOfRanking = CitedRanking & {
  readonly decided: Term;
  readonly factsOf: (row: RankingRow, report: ReportOfLetter) => LetterFacts;
};

/** A page of receivers after the other, each with its report; what was reached is noted, and a page that broke off is done again. */
const sendRanking = async (
  deps: SendLettersDeps,
  { order, nextPage }: Waiting<"results" | "stage">,
  { loadPage, now }: { readonly loadPage: (page: number) => Promise<PageOfRanking>; readonly now: Instant },
): Promise<number> => {
  const { work } = deps;
  let [page, pages, letters] = [nextPage, nextPage, 0];
  while (page <= pages) {
    // oxlint-disable-next-line no-await-in-loop -- a page is written and noted before the next one.
    const cited = await loadPage(page);
    ({ pages } = cited);
    const { decided } = cited;
    for (const row of cited.rows) {
      const source = cited.consensus.get(row.proposalId);
      if (source === undefined) throw new Error(`${row.proposalId} was ranked without a consensus.`);
      const { consensus, report: before } = source;
      const composed = composeSummaryReport({ ...source, content: cited.content, row });
      const toIssue = { report: composed, before, terms: [consensus, decided] };
      // oxlint-disable-next-line no-await-in-loop -- a report is there before the letter that tells of it.
      const report = await issueReport(deps, { order, now }, toIssue);
      const facts = cited.factsOf(row, report);
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

/** The result of an award decision, to everybody of its topic. */
export const sendResults = (deps: SendLettersDeps, waiting: Waiting<"results">, now: Instant): Promise<number> =>
  sendRanking(deps, waiting, {
    loadPage: async (page) => {
      const cited = await deps.work.loadResults(waiting.order, page);
      const decided = { id: cited.decision.id, version: cited.decisionVersion };
      return { ...cited, decided, factsOf: (row, report) => resultFacts(cited, row, report) };
    },
    now,
  });

/** Who is invited to the second stage, to everybody of a topic of the first (HSC-04). */
export const sendStage = (deps: SendLettersDeps, waiting: Waiting<"stage">, now: Instant): Promise<number> =>
  sendRanking(deps, waiting, {
    loadPage: async (page) => {
      const { order } = waiting;
      const cited = await deps.work.loadStage(order, page);
      const decided = { id: order.rankingId, version: order.rankingVersion };
      return { ...cited, decided, factsOf: (row, report) => stageFacts(cited, order, { row, report }) };
    },
    now,
  });

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
