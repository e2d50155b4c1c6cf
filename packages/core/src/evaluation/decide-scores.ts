import { ONE, type Fraction, ZERO, add, compare, parseDecimal, parseFraction } from "@grants/kernel/fraction";
import { type Result, err, ok } from "@grants/kernel/result";
import { type CriterionName, CriterionName as CriterionNameSchema, type ProgrammeProfile } from "../calls/call.ts";
import type { ScoresByCriterion } from "./ranking.ts";
import type { CommentsByCriterion } from "./report.ts";
import { type ScoringScheme, decideScore, formatScore } from "./score.ts";

/** How a call scores, from its profile. */
export const schemeOf = (profile: ProgrammeProfile): ScoringScheme => ({
  criteria: profile.criteria.map((criterion) => ({ criterion, weight: weightOf(profile, criterion) })),
  scale: { step: parseDecimal(profile.scoreStep), maximum: parseDecimal(profile.criterionMax) },
  criterionThreshold: parseDecimal(profile.criterionThreshold),
  overallThreshold: parseDecimal(profile.overallThreshold),
});

const weightOf = ({ weights }: ProgrammeProfile, criterion: CriterionName): Fraction => {
  const weight = weights[criterion];
  return weight === undefined ? ONE : parseFraction(weight);
};

/** How a call scores, as a page shows it. */
export type ScoringSheet = Pick<
  ProgrammeProfile,
  "criteria" | "scoreStep" | "criterionMax" | "criterionThreshold" | "overallThreshold" | "tieBreak"
> & {
  /** Every score that a criterion can have, from 0 up. */
  readonly choices: readonly string[];
};

export const sheetOf = (profile: ProgrammeProfile): ScoringSheet => {
  const { criteria, scoreStep, criterionMax, criterionThreshold, overallThreshold, tieBreak } = profile;
  const { step, maximum } = schemeOf(profile).scale;
  const choices: string[] = [];
  for (let score = ZERO; compare(score, maximum) <= 0; score = add(score, step)) choices.push(formatScore(score));
  return { criteria, scoreStep, criterionMax, criterionThreshold, overallThreshold, tieBreak, choices };
};

/** A score that is no multiple of the call's step between 0 and its maximum (CLR-RANK-07). */
export type ScoreNotOnStep = {
  readonly kind: "ScoreNotOnStep";
  readonly field: string;
  readonly criterion: CriterionName;
  readonly score: string;
  readonly step: string;
  readonly maximum: string;
};
export type ScoreMissing = { readonly kind: "ScoreMissing"; readonly field: string; readonly criterion: CriterionName };
/** A score without a reason cannot be explained to the applicant (EVA-06, EVA-07). */
export type CommentMissing = {
  readonly kind: "CommentMissing";
  readonly field: string;
  readonly criterion: CriterionName;
};
/** The topic does not score this criterion. */
export type CriterionNotOfCall = {
  readonly kind: "CriterionNotOfCall";
  readonly field: string;
  readonly criterion: CriterionName;
};
type Fault = ScoreNotOnStep | ScoreMissing | CommentMissing | CriterionNotOfCall;
/** The first fault, and the fields of all of them, so that they can be mended at once. */
export type AssessmentRefusal = Fault & {
  readonly fields: readonly { readonly field: string; readonly code: string }[];
};

/** What a person hands in: a score as they typed it and a comment for each criterion. */
export type EnteredAssessment = {
  readonly scores: Readonly<Partial<Record<CriterionName, string | undefined>>>;
  readonly comments: CommentsByCriterion;
};
export type DecidedAssessment = { readonly scores: ScoresByCriterion; readonly comments: CommentsByCriterion };

const fieldOf = {
  score: (criterion: string) => `scores.${criterion}`,
  comment: (criterion: string) => `comments.${criterion}`,
};

/** One score on the call's scale, in the one text of its value: "4.0" is "4". */
export const decideOneScore = (
  profile: ProgrammeProfile,
  { criterion, text, field }: { criterion: CriterionName; text: string; field: string },
): Result<string, ScoreNotOnStep | CriterionNotOfCall> => {
  if (!profile.criteria.includes(criterion)) return err({ kind: "CriterionNotOfCall", field, criterion });
  const score = decideScore(criterion, text, schemeOf(profile).scale);
  if (score.ok) return ok(formatScore(score.value));
  const { step, maximum } = score.error;
  return err({ kind: "ScoreNotOnStep", field, criterion, score: text, step, maximum });
};

const namesOf = (record: object): readonly CriterionName[] => CriterionNameSchema.array().parse(Object.keys(record));

const scoreFault = (
  profile: ProgrammeProfile,
  criterion: CriterionName,
  { scores }: EnteredAssessment,
): readonly Fault[] => {
  const [text, field] = [scores[criterion] ?? "", fieldOf.score(criterion)];
  if (text === "") return [{ kind: "ScoreMissing", field, criterion }];
  const score = decideOneScore(profile, { criterion, text, field });
  return score.ok ? [] : [score.error];
};

const commentFault = (criterion: CriterionName, { comments }: EnteredAssessment): readonly Fault[] =>
  (comments[criterion] ?? "").trim() === ""
    ? [{ kind: "CommentMissing", field: fieldOf.comment(criterion), criterion }]
    : [];

const faultsOf = (profile: ProgrammeProfile, entered: EnteredAssessment): readonly Fault[] => {
  const named = new Set([...namesOf(entered.scores), ...namesOf(entered.comments)]);
  return [
    ...[...named]
      .filter((criterion) => !profile.criteria.includes(criterion))
      .map((criterion): Fault => ({ kind: "CriterionNotOfCall", field: fieldOf.score(criterion), criterion })),
    ...profile.criteria.flatMap((criterion) => [
      ...scoreFault(profile, criterion, entered),
      ...commentFault(criterion, entered),
    ]),
  ];
};

/** A whole assessment: every criterion of the call with a score on its scale and a comment, and no other criterion. */
export const decideAssessment = (
  profile: ProgrammeProfile,
  entered: EnteredAssessment,
): Result<DecidedAssessment, AssessmentRefusal> => {
  const faults = faultsOf(profile, entered);
  const [first] = faults;
  if (first !== undefined) return err({ ...first, fields: faults.map(({ field, kind }) => ({ field, code: kind })) });
  const { criteria } = profile;
  const scoreOf = (criterion: CriterionName) => formatScore(parseDecimal(entered.scores[criterion] ?? ""));
  return ok({
    scores: Object.fromEntries(criteria.map((criterion) => [criterion, scoreOf(criterion)])),
    comments: Object.fromEntries(criteria.map((criterion) => [criterion, entered.comments[criterion]?.trim() ?? ""])),
  });
};
