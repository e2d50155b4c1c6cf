import { type Fraction, ONE, ZERO, fraction } from "@grants/kernel/fraction";

/** Legal forms, which one writes and another leaves out: they tell no two organisations apart. */
const legalForms = new Set(
  "ab ag aps as asbl bv bvba doo eeig eood eurl ev ggmbh gmbh kft ltd mbh nv oy oyj plc sa sarl sas sia sl spa sprl srl stichting uab vzw zoo".split(
    " ",
  ),
);

/** Words of a legal name as they are compared: lower case, without accents, punctuation and legal forms. */
export const nameWords = (legalName: string): readonly string[] => {
  const plain = legalName
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    // "B.V." and "S.p.A." are one word each.
    .replaceAll(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, "")
    .replaceAll("&", " and ");
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const telling = words.filter((word) => !legalForms.has(word));
  return telling.length === 0 ? words : telling;
};

/** The key under which two spellings of one name meet. */
export const legalNameKey = (legalName: string): string => nameWords(legalName).join(" ");

const pairsOf = (text: string): readonly string[] =>
  text
    .split("")
    .slice(1)
    .map((letter, place) => `${text.charAt(place)}${letter}`);

/** How alike two legal names are, from 0 to 1: twice the pairs of letters that they share, of all pairs (Dice). */
export const nameSimilarity = (one: string, other: string): Fraction => {
  const [first, second] = [legalNameKey(one), legalNameKey(other)];
  if (first === second) return ONE;
  const left = [...pairsOf(second)];
  const mine = pairsOf(first);
  const all = mine.length + left.length;
  if (all === 0) return ZERO;
  let shared = 0;
  for (const pair of mine) {
    const place = left.indexOf(pair);
    if (place < 0) continue;
    left.splice(place, 1);
    shared += 1;
  }
  return fraction(BigInt(2 * shared), BigInt(all));
};

/** From here on two names are shown to a person as probably one organisation: the platform's own assumption. */
export const alikeFrom: Fraction = fraction(3n, 4n);
