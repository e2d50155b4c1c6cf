import {
  type Fraction,
  ZERO,
  add,
  compare,
  divide,
  formatFraction,
  isBetween,
  multiply,
  parseDecimal,
  toDecimal,
} from "@grants/kernel/fraction";
import { type Result, err, ok } from "@grants/kernel/result";

/** The marks an expert may give: whole multiples of `step` from 0 to `maximum` (CLR-RANK-07; half points by default, DSC-02, HSC-02). */
export type ScoreScale = { readonly step: Fraction; readonly maximum: Fraction };

export const isOnScale = (score: Fraction, { step, maximum }: ScoreScale): boolean =>
  isBetween(score, ZERO, maximum) && divide(score, step).denominator === 1n;

export type InvalidScore = {
  readonly kind: "InvalidScore";
  readonly criterion: string;
  readonly score: string;
  readonly step: string;
  readonly maximum: string;
};

/** One mark as an expert enters it, decimal text such as "4.5"; anything off the scale is refused on entry (CLR-RANK-07). */
export const decideScore = (criterion: string, text: string, scale: ScoreScale): Result<Fraction, InvalidScore> => {
  const score = parseScore(text);
  if (score !== null && isOnScale(score, scale)) return ok(score);
  const [step, maximum] = [formatScore(scale.step), formatScore(scale.maximum)];
  return err({ kind: "InvalidScore", criterion, score: text, step, maximum });
};

/** Decimal text read exactly; null where it is none. */
export const parseScore = (text: string): Fraction | null => {
  try {
    return parseDecimal(text);
  } catch {
    return null;
  }
};

/** More decimals than any product of scores and weights has. */
const decimalsMax = 30;

/** Exact text: decimals without idle zeros ("13", "14.75") where they end, else the fraction ("40/3"). */
export const formatScore = (score: Fraction): string => {
  for (let decimals = 0; decimals <= decimalsMax; decimals += 1) {
    const scaled = multiply(score, { numerator: 10n ** BigInt(decimals), denominator: 1n });
    if (scaled.denominator === 1n) return toDecimal(score, decimals);
  }
  return formatFraction(score);
};

/**
 * How a topic scores. A criterion that the topic switches off is not in the list: it is neither scored nor summed, and the topic
 * sets its own overall threshold (CLR-RANK-07).
 */
export type ScoringScheme = {
  readonly criteria: readonly { readonly criterion: string; readonly weight: Fraction }[];
  readonly scale: ScoreScale;
  readonly criterionThreshold: Fraction;
  readonly overallThreshold: Fraction;
};

/** Marks by criterion, after consensus. */
export type Scores = { readonly [criterion: string]: Fraction | undefined };

export type Rejection =
  /** Marks that are missing or off the scale. */
  | { readonly reason: "INVALID_SCORE"; readonly criteria: readonly string[] }
  | { readonly reason: "BELOW_CRITERION_THRESHOLD"; readonly criteria: readonly string[] }
  | { readonly reason: "BELOW_OVERALL_THRESHOLD"; readonly criteria: readonly [] };

/** The sums stand for every proposal, but place only the ones that are not rejected. */
export type Assessment = {
  readonly total: Fraction;
  readonly weightedTotal: Fraction;
  readonly rejection: Rejection | null;
};

/** Sums the marks and holds them against the thresholds; equality passes (DSC-03), weights never help over a threshold (HSC-03). */
export const assessScores = (scores: Scores, scheme: ScoringScheme): Assessment => {
  const marks = scheme.criteria.map(({ criterion, weight }) => ({ criterion, weight, score: scores[criterion] }));
  const total = sum(marks.map(({ score = ZERO }) => score));
  const weightedTotal = sum(marks.map(({ score = ZERO, weight }) => multiply(score, weight)));
  return { total, weightedTotal, rejection: rejectionOf(marks, total, scheme) };
};

const sum = (values: readonly Fraction[]): Fraction => values.reduce(add, ZERO);

type Mark = { readonly criterion: string; readonly score: Fraction | undefined };

const rejectionOf = (marks: readonly Mark[], total: Fraction, scheme: ScoringScheme): Rejection | null => {
  const invalid = criteriaWhere(marks, (score) => score === undefined || !isOnScale(score, scheme.scale));
  if (invalid.length > 0) return { reason: "INVALID_SCORE", criteria: invalid };
  const below = criteriaWhere(marks, (score = ZERO) => compare(score, scheme.criterionThreshold) < 0);
  if (below.length > 0) return { reason: "BELOW_CRITERION_THRESHOLD", criteria: below };
  return compare(total, scheme.overallThreshold) < 0 ? { reason: "BELOW_OVERALL_THRESHOLD", criteria: [] } : null;
};

const criteriaWhere = (marks: readonly Mark[], holds: (score: Fraction | undefined) => boolean): readonly string[] =>
  marks.filter(({ score }) => holds(score)).map(({ criterion }) => criterion);
