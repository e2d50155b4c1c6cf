import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Select } from "../../components/choices.tsx";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { FieldSet } from "../../components/form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { commentMax, type Criterion, type Sheet } from "./vocabulary.ts";

/** Whose judgement a form takes: the words differ. */
export type AssessmentOf = "report" | "consensus";

export const scoreField = (criterion: Criterion): string => `scores.${criterion}`;
export const commentField = (criterion: Criterion): string => `comments.${criterion}`;

const rows = 6;

/** What each field is called and what to do when it is refused; named as the API names them. */
export const assessmentFields = (sheet: Sheet, of: AssessmentOf, { t, format }: PageContext): FieldLabels =>
  Object.fromEntries(
    sheet.criteria.flatMap((criterion) => {
      const name = { criterion: t(`evaluation.criterion.${criterion}`) };
      const scale = { maximum: sheet.criterionMax, step: sheet.scoreStep };
      return [
        [scoreField(criterion), { label: t(`evaluation.${of}.score`, name), rule: t("evaluation.rule.score", scale) }],
        [
          commentField(criterion),
          {
            label: t(`evaluation.${of}.comment`, name),
            rule: t("evaluation.rule.comment", { max: format.number(commentMax) }),
          },
        ],
      ];
    }),
  );

type Entered = { readonly scores: Schemas["ScoresByCriterion"]; readonly comments: Schemas["CommentsByCriterion"] };

/** What a form says, criterion by criterion; a score that was not chosen is left out. */
export const readAssessment = (sheet: Sheet, form: FormValues): Entered => {
  const scored = sheet.criteria.filter((criterion) => form.text(scoreField(criterion)) !== "");
  return {
    scores: Object.fromEntries(scored.map((criterion) => [criterion, form.text(scoreField(criterion))])),
    comments: Object.fromEntries(sheet.criteria.map((criterion) => [criterion, form.text(commentField(criterion))])),
  };
};

type CriteriaProps = {
  readonly sheet: Sheet;
  readonly of: AssessmentOf;
  readonly form: FormValues;
  readonly errors: FieldErrors;
};

/** A score and a comment for every criterion of the call. */
export const CriteriaFields: FC<CriteriaProps> = ({ sheet, of, form, errors }) => {
  const page = usePage();
  const { t } = page;
  const fields = assessmentFields(sheet, of, page);
  const field = (name: string) => ({
    name,
    label: fields[name]?.label ?? name,
    value: form.text(name),
    error: errors[name],
    required: true,
  });
  const choices = sheet.choices.map((score) => ({
    value: score,
    label: score === sheet.criterionThreshold ? `${score} (${t("evaluation.report.threshold")})` : score,
  }));
  return (
    <>
      {sheet.criteria.map((criterion) => (
        <FieldSet legend={t(`evaluation.criterion.${criterion}`)}>
          <Select {...field(scoreField(criterion))} choices={choices} />
          <TextArea
            {...field(commentField(criterion))}
            help={t("evaluation.report.commentHelp")}
            charactersMax={commentMax}
            rows={rows}
          />
        </FieldSet>
      ))}
    </>
  );
};

/** The scale in a sentence: from where to where, in which steps, with which thresholds. */
export const ScaleNote: FC<{ sheet: Sheet }> = ({ sheet }) => {
  const { t } = usePage();
  const { criterionMax, scoreStep, criterionThreshold, overallThreshold } = sheet;
  return (
    <p>
      {t("evaluation.report.scale", {
        maximum: criterionMax,
        step: scoreStep,
        threshold: criterionThreshold,
        overall: overallThreshold,
      })}
    </p>
  );
};
