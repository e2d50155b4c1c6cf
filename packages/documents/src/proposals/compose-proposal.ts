import type { WholeProposal } from "@grants/core/proposals/whole-proposal";
import type { Block, DocumentModel, Fact } from "../document-model.ts";
import { type Language, formatsOf } from "../formats.ts";
import { fill, proposalWords } from "../words/proposal-words.ts";
import { budgetBlocks } from "./compose-budget.ts";
import { declarationBlocks } from "./compose-declarations.ts";
import { markupBlocks } from "./compose-markup.ts";
import { workPlanBlocks } from "./compose-work-plan.ts";
import { type PageWords, type Pen, placeOf } from "./pen.ts";

const standingInWords = ({ words, format, whole: { standing } }: Pen): string => {
  switch (standing.kind) {
    case "draft":
      return fill(words.draft, { at: format.at(standing.at) });
    case "frozen":
      return words.frozen;
    case "submitted":
      return fill(words.submitted, { at: format.at(standing.receivedAt) });
  }
};

const generalBlocks = ({ words, format, whole }: Pen): readonly Block[] => {
  const { general, call, topicId, callVersion, proposalId, standing } = whole;
  const { content } = call;
  const topic = content.topics.find((one) => one.topicId === topicId);
  const rows: readonly (Fact | undefined)[] = [
    general === undefined ? undefined : { term: words.acronym, detail: general.acronym },
    { term: words.call, detail: `${content.title} (${content.reference})` },
    { term: words.topic, detail: topic === undefined ? topicId : `${topic.title} (${topicId})` },
    { term: words.callVersion, detail: format.number(callVersion) },
    general?.theme === undefined ? undefined : { term: words.theme, detail: general.theme },
    general?.durationMonths === undefined
      ? undefined
      : { term: words.duration, detail: format.number(general.durationMonths) },
    { term: words.proposal, detail: proposalId },
    standing.kind === "draft" ? undefined : { term: words.digest, detail: standing.sha256 },
  ];
  return [
    { kind: "heading", level: 1, text: words.general },
    { kind: "facts", caption: words.generalCaption, rows: rows.filter((row) => row !== undefined) },
    { kind: "heading", level: 2, text: words.abstract },
    {
      kind: "text",
      text: general === undefined || general.abstract.trim() === "" ? words.unwritten : general.abstract,
    },
  ];
};

const consortiumBlocks = ({ words, whole: { partners } }: Pen): readonly Block[] => {
  const kindsOf = (partner: (typeof partners)[number]): string =>
    (["isSme", "isNonProfit", "isPublicBody"] as const)
      .filter((kind) => partner[kind])
      .map((kind) => words[kind])
      .join(", ");
  return [
    { kind: "heading", level: 1, text: words.consortium },
    {
      kind: "table",
      caption: words.consortiumCaption,
      columns: [
        { header: words.partner, share: 1.2 },
        { header: words.name, share: 3 },
        { header: words.pic, share: 1.1 },
        { header: words.country, share: 0.8 },
        { header: words.kind, share: 2 },
      ],
      rows: partners.map((partner) => [
        placeOf(partner.slot, words),
        partner.name,
        partner.pic,
        partner.country,
        kindsOf(partner),
      ]),
    },
  ];
};

const textBlocks = ({ words, whole: { texts } }: Pen): readonly Block[] => [
  { kind: "heading", level: 1, text: words.description },
  ...texts.flatMap(({ section, text }): readonly Block[] => [
    { kind: "heading", level: 2, text: words[section] },
    ...(text.trim() === "" ? [{ kind: "text", text: words.unwritten } as const] : markupBlocks(text, 2)),
  ]),
  ...(texts.length === 0 ? [{ kind: "text", text: words.unwritten } as const] : []),
];

const annexBlocks = ({ words, format, whole: { annexes, call } }: Pen): readonly Block[] => {
  if (annexes.length === 0) return [];
  const titleOf = (annexId: string) =>
    call.content.annexes?.find((annex) => annex.annexId === annexId)?.title ?? annexId;
  return [
    { kind: "heading", level: 1, text: words.annexes },
    {
      kind: "table",
      caption: words.annexesCaption,
      columns: [
        { header: words.annex, share: 1.6 },
        { header: words.file, share: 1.8 },
        { header: words.bytes, share: 0.9, isNumber: true },
        { header: words.fileDigest, share: 2.7 },
      ],
      rows: annexes.map(({ annexId, fileName, bytes, sha256 }) => [
        titleOf(annexId),
        fileName,
        format.number(bytes),
        sha256,
      ]),
    },
    { kind: "note", text: words.annexesNote },
  ];
};

/** The instant that the document carries: of its receipt, of a draft its own; a version that was only frozen follows the terms it was made on. */
const instantOf = ({ standing, call }: WholeProposal): string => {
  if (standing.kind === "draft") return standing.at;
  return standing.kind === "submitted" ? standing.receivedAt : call.publishedAt;
};

/** A proposal as a document to read from the first page to the last. */
export const composeProposal = (whole: WholeProposal, language: Language, pageWords: PageWords): DocumentModel => {
  const words = proposalWords[language];
  const pen: Pen = { words, pageWords, format: formatsOf(language), whole };
  const { general, call } = whole;
  const acronym = general?.acronym === undefined || general.acronym === "" ? words.untitled : general.acronym;
  const title = general?.title === undefined || general.title === "" ? acronym : `${acronym}: ${general.title}`;
  return {
    title,
    language,
    author: words.author,
    subject: fill(words.subject, { acronym, reference: call.content.reference }),
    standing: standingInWords(pen),
    at: instantOf(whole),
    pageLabel: (page, pages) => fill(words.page, { page, pages }),
    blocks: [
      ...generalBlocks(pen),
      ...consortiumBlocks(pen),
      ...textBlocks(pen),
      ...workPlanBlocks(pen),
      ...budgetBlocks(pen),
      ...declarationBlocks(pen),
      ...annexBlocks(pen),
    ],
  };
};
