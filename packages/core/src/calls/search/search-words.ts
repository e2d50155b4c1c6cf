/** The forms under which a word is kept and looked for: its stems in the languages of the site, without repetition. */
export type Stem = (word: string) => readonly string[];

export type Word = { readonly start: number; readonly end: number; readonly form: string };

/** Lower case, without accents: "Coördinatie" and "coordinatie" are one word. */
const formOf = (word: string): string => word.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The words of a text with their places; everything but letters and digits parts them. */
export const wordsIn = (text: string): readonly Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    form: formOf(word),
  }));

/** Words that stand in every text and find nothing, in English and Dutch. */
const fillers = new Set(
  (
    "a an and are as at be by for from in is it of on or that the this to with " +
    "aan als bij dat de deze die dit door een en het in is met naar of om op te tot uit van voor worden"
  ).split(" "),
);

/** The words that a question is made of; what is nothing but fillers is looked for as it stands. */
export const askedWords = (text: string): readonly string[] => {
  const forms = [...new Set(wordsIn(text).map(({ form }) => form))];
  const telling = forms.filter((form) => !fillers.has(form));
  return telling.length === 0 ? forms : telling;
};

/** Words of one question that are looked for; the rest of a longer one is left. */
export const askedWordsMax = 12;

/**
 * Words of the field that applicants use for each other, also across the site's languages: whoever asks for "subsidie" or "kmo" finds calls
 * that say "grant" and "SME".
 */
const kin: readonly (readonly string[])[] = [
  ["grant", "grants", "subsidie", "subsidies", "toelage"],
  ["call", "calls", "oproep", "oproepen"],
  ["sme", "smes", "kmo", "kmos", "mkb"],
  ["cyberhub", "hub", "hubs", "cyberhubs", "knooppunt"],
  ["cybersecurity", "cyberbeveiliging", "cyberveiligheid"],
  ["security", "beveiliging", "veiligheid"],
  ["research", "onderzoek"],
  ["network", "networks", "netwerk", "netwerken"],
  ["quantum", "kwantum"],
  ["health", "gezondheid", "gezondheidszorg"],
  ["hospital", "hospitals", "ziekenhuis", "ziekenhuizen"],
  ["training", "skills", "opleiding", "vaardigheden"],
  ["certification", "certificering"],
  ["ai", "artificial", "artificiele", "kunstmatige"],
];

/** A word and those that mean the same in the field. */
export const kinOf = (form: string): readonly string[] => kin.find((group) => group.includes(form)) ?? [form];
