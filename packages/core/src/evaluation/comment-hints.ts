import { type Fraction, compare, divide, fraction, parseDecimal } from "@grants/kernel/fraction";
import type { CriterionName, ProgrammeProfile } from "../calls/call.ts";

/**
 * What a second look at a comment may mend: an applicant has to learn from it why the score is what it is (EVA-06, EVA-07). Hints only: nothing
 * is refused for them, and nobody but the writer sees them.
 */
export type CommentHint = "SHORT" | "PRAISE_ALONE" | "WEAKNESS_UNNAMED" | "STRENGTH_UNNAMED";
export type CriterionHint = { readonly criterion: CriterionName; readonly hint: CommentHint };

export const shortCommentCharacters = 120;

/** Words that say how good, and not what: in the languages of the platform. */
const praise =
  /\b(?:excellent|outstanding|very good|good|great|impressive|convincing|strong|uitstekend|zeer goed|goed|sterk|indrukwekkend|overtuigend)\b/giu;
const blame =
  /\b(?:weak|weakness|weaknesses|poor|lacks?|lacking|missing|insufficient|unclear|inadequate|not convincing|shortcomings?|zwak|zwakte|zwaktes|ontbreekt|ontbreken|onvoldoende|onduidelijk|tekortkoming|tekortkomingen)\b/giu;
/** Words that lead from a judgement to its ground. */
const ground =
  /\b(?:because|since|as it|as the|for example|e\.g\.|such as|shown by|which|through|omdat|doordat|bijvoorbeeld|zoals|waardoor|blijkt)\b|\d/iu;

type Band = "LOW" | "MIDDLE" | "HIGH";
const highFrom = fraction(9n, 10n);

/** Below the threshold of the call a score is low; from nine tenths of the maximum on it is high. */
const bandOf = (score: Fraction, { criterionThreshold, criterionMax }: ProgrammeProfile): Band => {
  if (compare(score, parseDecimal(criterionThreshold)) < 0) return "LOW";
  return compare(divide(score, parseDecimal(criterionMax)), highFrom) >= 0 ? "HIGH" : "MIDDLE";
};

const count = (text: string, words: RegExp): number => [...text.matchAll(words)].length;

const againstBand = (text: string, band: Band): CommentHint | null => {
  const [good, bad] = [count(text, praise), count(text, blame)];
  if (band === "LOW" && bad === 0) return "WEAKNESS_UNNAMED";
  return band === "HIGH" && bad > good ? "STRENGTH_UNNAMED" : null;
};

/** What may be mended in one comment; a comment that is not begun has no hint. */
export const hintsOn = (
  comment: string,
  score: string | undefined,
  profile: ProgrammeProfile,
): readonly CommentHint[] => {
  const text = comment.trim();
  if (text === "") return [];
  const mismatch = score === undefined ? null : againstBand(text, bandOf(parseDecimal(score), profile));
  return [
    ...(text.length < shortCommentCharacters ? (["SHORT"] as const) : []),
    ...(count(text, praise) > 0 && count(text, blame) === 0 && !ground.test(text) ? (["PRAISE_ALONE"] as const) : []),
    ...(mismatch === null ? [] : [mismatch]),
  ];
};
