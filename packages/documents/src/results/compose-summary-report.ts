import type { SummaryReport } from "@grants/core/evaluation/summary-report";
import type { Instant } from "@grants/kernel/time";
import type { LetterBlock, LetterDocument } from "../letters/compose-letter.ts";
import { fill } from "../fill-words.ts";
import { formatsOf, type Language } from "../formats.ts";
import { type ReportWords, reportWords } from "../words/report-words.ts";

type Criterion = SummaryReport["criteria"][number];

const stateOf = (isMet: boolean, words: ReportWords): string => (isMet ? words.reached : words.missed);

const criterionBlocks = (
  { criterion, score, threshold, isMet, comment }: Criterion,
  max: string,
  words: ReportWords,
): readonly LetterBlock[] => [
  { kind: "heading", level: 1, text: words.criterion[criterion] },
  {
    kind: "facts",
    caption: words.result,
    rows: [
      { term: words.score, detail: fill(words.scoreDetail, { score, max }) },
      { term: words.threshold, detail: fill(words.thresholdDetail, { threshold, state: stateOf(isMet, words) }) },
    ],
  },
  { kind: "text", text: comment },
];

const overall = (report: SummaryReport, words: ReportWords): LetterBlock => {
  const { total, totalMax: max, overallThreshold: threshold, isOverallMet } = report;
  return {
    kind: "facts",
    caption: words.result,
    rows: [
      { term: words.total, detail: fill(words.totalDetail, { total, max }) },
      {
        term: words.overall,
        detail: fill(words.thresholdDetail, { threshold, state: stateOf(isOverallMet, words) }),
      },
    ],
  };
};

/** The report as it is read, on a page and on paper alike: the total first, then criterion by criterion. */
export const composeSummaryReportDocument = (
  report: SummaryReport,
  {
    version,
    issuedAt,
    language,
  }: { readonly version: number; readonly issuedAt: Instant; readonly language: Language },
): LetterDocument => {
  const words = reportWords[language];
  const format = formatsOf(language);
  const title = fill(words.title, { acronym: report.acronym });
  return {
    title,
    language,
    author: words.author,
    subject: title,
    standing: fill(words.standing, { version, at: format.at(issuedAt) }),
    at: issuedAt,
    pageLabel: (page, pages) => fill(words.page, { page, pages }),
    blocks: [
      {
        kind: "facts",
        caption: words.about,
        rows: [
          { term: words.call, detail: report.callReference },
          { term: words.topic, detail: report.topicId },
          { term: words.proposal, detail: `${report.acronym}: ${report.title}` },
          { term: words.basis, detail: words.basisOf[report.basis] },
          { term: words.agreedAt, detail: format.at(report.agreedAt) },
          { term: words.document, detail: report.documentSha256 },
        ],
      },
      overall(report, words),
      ...report.criteria.flatMap((criterion) => criterionBlocks(criterion, report.criterionMax, words)),
      ...(report.isOrderedByPanel ? [{ kind: "text" as const, text: words.panel }] : []),
      { kind: "note", text: words.note },
    ],
  };
};
