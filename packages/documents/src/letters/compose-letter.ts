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

const result = (
  { words, format }: Pen,
  facts: Extract<LetterFacts, { template: "EVALUATION_RESULT" }>,
): readonly LetterBlock[] => [
  text(words.outcome[facts.outcome]),
  {
    kind: "facts",
    caption: words.about,
    rows: [
      { term: words.call, detail: facts.callReference },
      { term: words.topic, detail: facts.topicId },
      { term: words.decidedOn, detail: format.at(facts.decidedAt) },
      ...(facts.rank === undefined ? [] : [{ term: words.rank, detail: format.number(facts.rank) }]),
      ...(facts.awardedCents === undefined
        ? []
        : [{ term: words.awarded, detail: `€ ${format.amount(facts.awardedCents)}` }]),
    ],
  },
  heading(words.scores),
  {
    kind: "facts",
    caption: words.scores,
    rows: [
      ...facts.scores.map(({ criterion, score }) => ({
        term: wordOf(words.criterion, criterion),
        detail: facts.belowThreshold.includes(criterion) ? `${score} (${words.below})` : score,
      })),
      { term: words.total, detail: facts.total },
    ],
  },
  ...(facts.report === undefined
    ? []
    : [heading(words.report), text(fill(words.reportText, { version: facts.report.version }))]),
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
