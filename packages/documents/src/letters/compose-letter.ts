import type { Letter } from "@grants/core/letters/letter";
import type { LetterFacts } from "@grants/core/letters/letter-facts";
import type { LocalDate } from "@grants/kernel/time";
import type { Block, DocumentModel } from "../document-model.ts";
import { fill } from "../fill-words.ts";
import { formatsOf } from "../formats.ts";
import { type LetterWords, letterWords } from "../words/letter-words.ts";

/** The blocks of a document that a letter needs. */
export type LetterBlock =
  | Extract<Block, { kind: "text" | "note" | "facts" }>
  | { readonly kind: "heading"; readonly level: 1; readonly text: string }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly string[] };

type ResultFacts = Extract<LetterFacts, { template: "EVALUATION_RESULT" }>;
type ReviewFacts = Extract<LetterFacts, { template: "REVIEW_OUTCOME" }>;
type Pen = {
  readonly words: LetterWords;
  readonly format: ReturnType<typeof formatsOf>;
  readonly letter: Letter;
};

const heading = (text: string): LetterBlock => ({ kind: "heading", level: 1, text });
const text = (said: string): LetterBlock => ({ kind: "text", text: said });
/** What the platform names by a code, in words; a code that a later version brought stays as it is. */
const wordOf = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;

const preInformation = (
  { words, format, letter }: Pen,
  facts: Extract<LetterFacts, { template: "PRE_INFORMATION" }>,
): readonly LetterBlock[] => [
  text(words.preInformationLead),
  {
    kind: "facts",
    caption: words.about,
    rows: [
      { term: words.project, detail: `${facts.projectNumber} ${facts.acronym}: ${facts.title}` },
      { term: words.measureTerm, detail: words.measure[facts.measure] },
      ...(facts.amountCents === undefined
        ? []
        : [{ term: words.amount, detail: `€ ${format.amount(facts.amountCents)}` }]),
    ],
  },
  heading(words.reasons),
  text(facts.reason),
  heading(words.yourObservations),
  text(fill(words.observations, { days: letter.replyDays ?? 0 })),
];

const refusal = (
  { words, format }: Pen,
  facts: Extract<LetterFacts, { template: "ADMISSIBILITY_REFUSED" }>,
  dateOf: (date: LocalDate) => string,
): readonly LetterBlock[] => [
  text(words.refusedLead),
  {
    kind: "facts",
    caption: words.about,
    rows: [
      { term: words.call, detail: facts.callReference },
      { term: words.proposal, detail: `${facts.acronym}: ${facts.title}` },
      { term: words.decidedOn, detail: format.at(facts.decidedAt) },
    ],
  },
  heading(words.grounds),
  {
    kind: "list",
    isOrdered: false,
    items: facts.grounds.map(({ check, rules }) =>
      fill(words.ground, { check: wordOf(words.check, check), rules: rules.join(", ") }),
    ),
  },
  heading(words.reasons),
  text(facts.reason),
  heading(words.redress),
  {
    kind: "list",
    isOrdered: true,
    items: [fill(words.review, { date: dateOf(facts.reviewByOn) }), words.ombudsman, words.court],
  },
];

const evidence = (
  { words }: Pen,
  facts: Extract<LetterFacts, { template: "EVIDENCE_REQUESTED" }>,
  dateOf: (date: LocalDate) => string,
): readonly LetterBlock[] => [
  text(words.evidenceLead),
  {
    kind: "facts",
    caption: words.about,
    rows: [
      { term: words.call, detail: facts.callReference },
      { term: words.proposal, detail: `${facts.acronym}: ${facts.title}` },
    ],
  },
  heading(words.question),
  ...(facts.question === undefined ? [] : [text(facts.question)]),
  ...(facts.correction === undefined
    ? []
    : [
        {
          kind: "facts" as const,
          caption: `${words.correction}: ${wordOf(words.field, facts.correction.field)}`,
          rows: [
            { term: words.stands, detail: facts.correction.stands },
            { term: words.proposed, detail: facts.correction.proposed },
          ],
        },
        text(words.confirm),
      ]),
  text(fill(words.replyBy, { date: dateOf(facts.replyByOn) })),
];

const marksOf = (
  { words }: Pen,
  { scores, total, belowThreshold }: Pick<ResultFacts, "scores" | "total" | "belowThreshold">,
): LetterBlock => ({
  kind: "facts",
  caption: words.scores,
  rows: [
    ...scores.map(({ criterion, score }) => ({
      term: wordOf(words.criterion, criterion),
      detail: belowThreshold.includes(criterion) ? `${score} (${words.below})` : score,
    })),
    { term: words.total, detail: total },
  ],
});

const reportOf = ({ words }: Pen, report: ResultFacts["report"]): readonly LetterBlock[] =>
  report === undefined ? [] : [heading(words.report), text(fill(words.reportText, { version: report.version }))];

const result = (pen: Pen, facts: ResultFacts): readonly LetterBlock[] => {
  const { words, format } = pen;
  const { rank, awardedCents, reviewDays, secondStageUntil } = facts;
  return [
    text(words.outcome[facts.outcome]),
    {
      kind: "facts",
      caption: words.about,
      rows: [
        { term: words.call, detail: facts.callReference },
        { term: words.topic, detail: facts.topicId },
        { term: words.decidedOn, detail: format.at(facts.decidedAt) },
        ...(rank === undefined ? [] : [{ term: words.rank, detail: format.number(rank) }]),
        ...(secondStageUntil === undefined
          ? []
          : [{ term: words.secondStageUntil, detail: format.at(secondStageUntil) }]),
        ...(awardedCents === undefined ? [] : [{ term: words.awarded, detail: `€ ${format.amount(awardedCents)}` }]),
      ],
    },
    heading(words.scores),
    marksOf(pen, facts),
    ...reportOf(pen, facts.report),
    heading(words.redress),
    {
      kind: "list",
      isOrdered: true,
      items: [
        ...(reviewDays === undefined ? [] : [fill(words.evaluationReview, { days: reviewDays })]),
        words.ombudsman,
        words.court,
      ],
    },
  ];
};

/** What came of a review: the outcome, why, and what a second evaluation found. */
const review = (pen: Pen, facts: ReviewFacts): readonly LetterBlock[] => {
  const { words, format } = pen;
  const { result: found, grounds } = facts;
  const places = (named: NonNullable<typeof found>) => [
    ...(named.formerRank === undefined ? [] : [{ term: words.formerRank, detail: format.number(named.formerRank) }]),
    ...(named.rank === undefined ? [] : [{ term: words.rank, detail: format.number(named.rank) }]),
  ];
  return [
    text(words.reviewOutcome[facts.outcome]),
    {
      kind: "facts",
      caption: words.about,
      rows: [
        { term: words.call, detail: facts.callReference },
        { term: words.proposal, detail: `${facts.acronym}: ${facts.title}` },
        { term: words.reviewGrounds, detail: grounds.map((ground) => wordOf(words.reviewGround, ground)).join("; ") },
        { term: words.decidedOn, detail: format.at(facts.decidedAt) },
        ...(found === undefined ? [] : places(found)),
      ],
    },
    heading(words.reasons),
    text(facts.reason),
    ...(found === undefined ? [] : [heading(words.scores), marksOf(pen, found), ...reportOf(pen, found.report)]),
    heading(words.redress),
    { kind: "list", isOrdered: true, items: [words.ombudsman, words.court] },
  ];
};

/** Another place on the list, after a review of somebody else's proposal. */
const place = (
  { words, format }: Pen,
  facts: Extract<LetterFacts, { template: "PLACE_CORRECTED" }>,
): readonly LetterBlock[] => [
  text(words.placeLead),
  {
    kind: "facts",
    caption: words.about,
    rows: [
      { term: words.call, detail: facts.callReference },
      { term: words.topic, detail: facts.topicId },
      { term: words.formerRank, detail: format.number(facts.formerRank) },
      { term: words.rank, detail: format.number(facts.rank) },
      { term: words.decidedOn, detail: format.at(facts.decidedAt) },
    ],
  },
  heading(words.redress),
  { kind: "list", isOrdered: true, items: [words.ombudsman, words.court] },
];

const titleOf = (words: LetterWords, facts: LetterFacts): string => {
  const { acronym } = facts;
  switch (facts.template) {
    case "PRE_INFORMATION":
      return fill(words.preInformationTitle, { acronym });
    case "ADMISSIBILITY_REFUSED":
      return fill(words.refusedTitle, { acronym });
    case "EVIDENCE_REQUESTED":
      return fill(words.evidenceTitle, { acronym });
    case "EVALUATION_RESULT":
      return fill(words.resultTitle, { acronym });
    case "REVIEW_OUTCOME":
      return fill(words.reviewTitle, { acronym });
    case "PLACE_CORRECTED":
      return fill(words.placeTitle, { acronym });
  }
};

const bodyOf = (pen: Pen, facts: LetterFacts): readonly LetterBlock[] => {
  switch (facts.template) {
    case "PRE_INFORMATION":
      return preInformation(pen, facts);
    case "ADMISSIBILITY_REFUSED":
      return refusal(pen, facts, pen.format.on);
    case "EVIDENCE_REQUESTED":
      return evidence(pen, facts, pen.format.on);
    case "EVALUATION_RESULT":
      return result(pen, facts);
    case "REVIEW_OUTCOME":
      return review(pen, facts);
    case "PLACE_CORRECTED":
      return place(pen, facts);
  }
};

export type LetterDocument = Omit<DocumentModel, "blocks"> & { readonly blocks: readonly LetterBlock[] };

/** A letter as it is read, in its own language: the same letter, the same words, on a page and on paper. */
export const composeLetterDocument = (letter: Letter, facts: LetterFacts): LetterDocument => {
  const words = letterWords[letter.language];
  const format = formatsOf(letter.language);
  const title = titleOf(words, facts);
  return {
    title,
    language: letter.language,
    author: words.author,
    subject: title,
    standing: fill(words.standing, { at: format.at(letter.sentAt) }),
    at: letter.sentAt,
    pageLabel: (page, pages) => fill(words.page, { page, pages }),
    blocks: [...bodyOf({ words, format, letter }, facts), { kind: "note", text: words.receipt }],
  };
};
