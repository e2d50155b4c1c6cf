/** The languages that are complete. Adding one: a folder of words, a row here, and its logo. */
export const languages = ["en", "nl"] as const;
export type Language = (typeof languages)[number];

export const languageNames: Readonly<Record<Language, string>> = { en: "English", nl: "Nederlands" };

/** Ireland and the Netherlands: euro countries, so that amounts read as people there write them. */
export const localeOf: Readonly<Record<Language, string>> = { en: "en-IE", nl: "nl-NL" };

export const isLanguage = (text: string | undefined): text is Language =>
  languages.some((language) => language === text);

type Preference = { readonly language: string; readonly weight: number };

const readPreference = (range: string): Preference => {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: tag.toLowerCase().split("-")[0] ?? "", weight: Number.isFinite(weight) ? weight : 0 };
};

/** The best of our languages for an Accept-Language header; English when the reader names none of them. */
export const negotiateLanguage = (acceptLanguage: string | undefined): Language => {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map(readPreference)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLanguage) ?? "en";
};
