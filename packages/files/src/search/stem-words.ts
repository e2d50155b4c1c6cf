import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import type { Stem } from "@grants/core/calls/search/search-words";

/** Words that an instance remembers the stems of; the words of all calls together are fewer. */
const rememberedMax = 50_000;

/**
 * The stems of a word in the languages of the site (Snowball, English and Dutch): calls are written in English, people ask in both. A word
 * of one language keeps its form in the other, so that both stems together find more and hardly anything wrong.
 */
export const createStem = (): Stem => {
  const known = new Map<string, readonly string[]>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const stems = [...new Set([english(word), dutch(word)])];
    if (known.size < rememberedMax) known.set(word, stems);
    return stems;
  };
};
