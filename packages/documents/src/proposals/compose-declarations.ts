import { questionnaires } from "@grants/core/proposals/questionnaires";
import type { Block } from "../document-model.ts";
import { type Pen, partnerName } from "./pen.ts";

type Declaration = Pen["whole"]["declarations"][number];

/** The questions in their order, with what was answered. */
const declarationTable = (
  { words, pageWords }: Pen,
  { declaration, answers }: Declaration,
  caption: string,
): Block => ({
  kind: "table",
  caption,
  columns: [
    { header: words.question, share: 3 },
    { header: words.answer, share: 0.7 },
    { header: words.explanation, share: 2.4 },
  ],
  rows: questionnaires[declaration].questions.map(({ id }) => {
    const given = answers[id];
    return [
      pageWords.question(declaration, id),
      given === undefined ? words.open : words[given.answer],
      given?.detail ?? "",
    ];
  }),
});

/** What the project declares, and then partner by partner; nothing where nothing is declared. */
export const declarationBlocks = (pen: Pen): readonly Block[] => {
  const { words, pageWords, whole } = pen;
  if (whole.declarations.length === 0) return [];
  const ofWhom = [undefined, ...whole.partners.map(({ slot }) => slot)];
  return [
    { kind: "heading", level: 1, text: words.declarations },
    ...ofWhom.flatMap((slot): readonly Block[] => {
      const own = whole.declarations.filter((declaration) => declaration.slot === slot);
      if (own.length === 0) return [];
      const name = slot === undefined ? words.project : partnerName(pen, slot);
      return [
        { kind: "heading", level: 2, text: name },
        ...own.map((one) => declarationTable(pen, one, `${pageWords.declaration(one.declaration)}: ${name}`)),
      ];
    }),
  ];
};
