import { plainTextOf } from "./markup.ts";

/**
 * How a call measures a text. The same code counts while a person types, draws the checklist and decides at the freeze: nobody is told of a
 * page too much by one who counts otherwise.
 */
export type TextLength = {
  /** With spaces. */
  readonly characters: number;
  readonly charactersWithoutSpaces: number;
  readonly words: number;
  /** An estimate, and shown as one: `charactersPerPage` characters are a page. */
  readonly pages: number;
};

/** A page of A4 in 11 points with single spacing. A text has no pages before it is printed, so a call that counts pages counts these. */
export const charactersPerPage = 3_000;

const word = /[\p{L}\p{N}]+(?:['’\-.,/][\p{L}\p{N}]+)*/gu;
const space = /\s/gu;

const pagesOf = (characters: number): number =>
  (characters + ((charactersPerPage - (characters % charactersPerPage)) % charactersPerPage)) / charactersPerPage;

/** Counts what a reader reads: signs of the markup and blank lines are free. A character is a code point, whatever the script. */
export const measureText = (text: string): TextLength => {
  const read = plainTextOf(text);
  const characters = Array.from(read).length;
  return {
    characters,
    charactersWithoutSpaces: characters - (read.match(space)?.length ?? 0),
    words: read.match(word)?.length ?? 0,
    pages: pagesOf(characters),
  };
};

export type LengthUnit = "characters" | "words" | "pages";

/** A limit of a text as the call gives it; each number is still allowed. */
export type LengthLimit = {
  readonly charactersMax?: number | undefined;
  readonly wordsMax?: number | undefined;
  readonly pagesMax?: number | undefined;
};

/** Where the call says nothing. */
export const defaultLengthLimit: LengthLimit = { charactersMax: 3_500 };

/** The limit that a call gives a section. */
export const lengthLimitOf = (
  limits: readonly (LengthLimit & { readonly section: string })[] | undefined,
  section: string,
): LengthLimit => limits?.find((limit) => limit.section === section) ?? defaultLengthLimit;

export type LengthCount = { readonly unit: LengthUnit; readonly used: number; readonly maximum: number };

/** What is used of every limit that is set. */
export const countAgainst = (text: string, limit: LengthLimit): readonly LengthCount[] => {
  const { characters, words, pages } = measureText(text);
  const counts = [
    { unit: "characters", used: characters, maximum: limit.charactersMax },
    { unit: "words", used: words, maximum: limit.wordsMax },
    { unit: "pages", used: pages, maximum: limit.pagesMax },
  ] as const;
  return counts.flatMap(({ unit, used, maximum }) => (maximum === undefined ? [] : [{ unit, used, maximum }]));
};

/** The first limit that a text goes beyond; `null` within all of them. */
export const findExcess = (text: string, limit: LengthLimit): LengthCount | null =>
  countAgainst(text, limit).find(({ used, maximum }) => used > maximum) ?? null;
