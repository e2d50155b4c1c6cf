import { type Stem, type Word, wordsIn } from "./search-words.ts";

/** A piece of a text, and whether it is what was looked for. */
export type TextPart = { readonly text: string; readonly isMatch: boolean };

/** How long an excerpt is, and how much of it stands before the first word that was found. */
const excerptCharactersMax = 260;
const leadCharactersMax = 70;

const isFound = (stem: Stem, found: ReadonlySet<string>, { form }: Word): boolean =>
  stem(form).some((one) => found.has(one));

/** A text in parts, with the words that were found; together the parts are the text. */
export const markWords = (stem: Stem, found: ReadonlySet<string>, text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const word of wordsIn(text)) {
    if (!isFound(stem, found, word)) continue;
    if (word.start > from) parts.push({ text: text.slice(from, word.start), isMatch: false });
    parts.push({ text: text.slice(word.start, word.end), isMatch: true });
    from = word.end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMatch: false });
  return parts;
};

/** The piece of a text around its first word that was found, cut between words, with dots where something is left out. */
const cutAround = (text: string, words: readonly Word[], first: Word): string => {
  const start = words.find(({ start: at }) => at >= first.start - leadCharactersMax)?.start ?? first.start;
  const last = words.findLast(({ end }) => end <= start + excerptCharactersMax);
  const end = last === undefined || last.end < first.end ? first.end : last.end;
  const isEnd = end === words.at(-1)?.end;
  const cut = text.slice(start, isEnd ? text.length : end).replaceAll(/\s+/gu, " ");
  return `${start > 0 && start !== words[0]?.start ? "… " : ""}${cut}${isEnd ? "" : " …"}`;
};

/** Where a call speaks of what was looked for: from the first text that does; nothing where only its title or topics do. */
export const excerptOf = (stem: Stem, found: ReadonlySet<string>, texts: readonly string[]): readonly TextPart[] => {
  for (const text of texts) {
    const words = wordsIn(text);
    const first = words.find((word) => isFound(stem, found, word));
    if (first !== undefined) return markWords(stem, found, cutAround(text, words, first));
  }
  return [];
};
