import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { CheckboxGroup, Radio } from "../../components/choices.tsx";
import { TextArea } from "../../components/text-area.tsx";
import type { FieldOf } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { StepForm } from "../../forms/step-form.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { Refusal } from "../../forms/refusal.ts";
import type { Problem } from "../../problem.ts";
import { personText } from "../registry/person-reference.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import {
  assessmentFields,
  commentField,
  CriteriaFields,
  ScaleNote,
  scoreField,
} from "../evaluation/assessment-form.tsx";
import { grounds, outcomes, reviewTextMax, type ShownReview } from "./review-facts.ts";

type ReviewStep = StepForm<ShownReview>;

const criteria = [
  "RELEVANCE",
  "EXCELLENCE",
  "IMPLEMENTATION",
  "IMPACT",
] as const satisfies readonly Schemas["CriterionName"][];

const always = { about: () => "", submit: ({ t }: PageContext) => t("results.review.send") };
const reasonLabel = ({ t }: PageContext) => ({
  reason: { label: t("results.review.reason"), rule: t("results.review.textRule") },
});
const outcomeLabel = ({ t }: PageContext) => ({
  outcome: { label: t("results.review.outcome"), rule: t("results.review.outcomeRule") },
});

const Reason = ({ field }: { readonly field: FieldOf }) => (
  <TextArea {...field("reason")} rows={6} charactersMax={reviewTextMax} required />
);

const OutcomeFields: ReviewStep["fields"] = ({ field }) => {
  const { t } = usePage();
  return (
    <>
      <Radio
        {...field("outcome")}
        choices={outcomes.map((value) => ({ value, label: t(`results.review.outcome.${value}`) }))}
        required
      />
      <Reason field={field} />
    </>
  );
};

/** One identifier a line, as people paste them. */
const peopleIn = (form: FormValues, name: string): string[] =>
  form
    .text(name)
    .split(/[\s,;]+/)
    .filter((id) => id !== "");

/** The field as a whole, and each of those who are named in it. */
const peopleLabels = (name: "members" | "experts", { t }: PageContext): FieldLabels => {
  const label = { label: t(`results.review.${name}`), rule: t("results.review.membersRule") };
  return { [name]: label, [`${name}.`]: label };
};

const reasons = ["EVALUATED", "REVIEWED", "CONFLICT", "ROLE", "TWICE"] as const;

/** Who cannot take part, and why, at the field that names them. */
const notIndependent = ({ status, code, field, person, because }: Problem, page: PageContext): Refusal | null => {
  const why = reasons.find((reason) => reason === because);
  if (code !== "ReviewerNotIndependent" || field === undefined || typeof person !== "string" || why === undefined)
    return null;
  const error = page.t(`results.review.because.${why}`, { person: personText(person, page) });
  return { status, errors: { [field]: error }, problem: null };
};

const requestStep: ReviewStep = {
  ...always,
  action: "requestEvaluationReview",
  pathOf: () => "request",
  title: ({ t }) => t("results.review.step.requestEvaluationReview"),
  lead: ({ t }) => t("results.review.textHelp"),
  labels: ({ t }) => ({
    grounds: { label: t("results.review.grounds"), rule: t("results.review.groundsRule") },
    text: { label: t("results.review.text"), rule: t("results.review.textRule") },
  }),
  fields: ({ field, form }) => {
    const { t } = usePage();
    return (
      <>
        <CheckboxGroup
          {...field("grounds")}
          values={form.all("grounds")}
          choices={grounds.map((value) => ({ value, label: t(`results.review.ground.${value}`) }))}
          required
        />
        <TextArea {...field("text")} rows={10} charactersMax={reviewTextMax} required />
      </>
    );
  },
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was typed and names the field.
    const body = { grounds: form.all("grounds"), text: form.text("text") } as unknown as Schemas["ReviewRequest"];
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review", { params, body }));
  },
};

const registrationStep: ReviewStep = {
  ...always,
  action: "registerEvaluationReview",
  pathOf: () => "registration",
  title: ({ t }) => t("results.review.step.registerEvaluationReview"),
  lead: ({ t }) => t("results.review.next.requested"),
  labels: (page) => ({
    isRegistrable: { label: page.t("results.review.isRegistrable"), rule: page.t("results.review.isRegistrableRule") },
    ...reasonLabel(page),
  }),
  fields: ({ field }) => {
    const { t } = usePage();
    return (
      <>
        <Radio
          {...field("isRegistrable")}
          choices={(["true", "false"] as const).map((value) => ({
            value,
            label: t(`results.review.registrable.${value}`),
          }))}
          required
        />
        <Reason field={field} />
      </>
    );
  },
  send: (c, params, form) => {
    const chosen = form.text("isRegistrable");
    const isRegistrable = chosen === "" ? undefined : chosen === "true";
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    const body = { isRegistrable, reason: form.text("reason") } as Schemas["ReviewRegistration"];
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/registration", { params, body }));
  },
};

const committeeStep: ReviewStep = {
  ...always,
  action: "appointReviewCommittee",
  pathOf: () => "committee",
  title: ({ t }) => t("results.review.step.appointReviewCommittee"),
  lead: ({ t }) => t("results.review.next.registered"),
  labels: (page) => peopleLabels("members", page),
  refusal: notIndependent,
  fields: ({ field }) => {
    const { t } = usePage();
    return (
      <TextArea
        {...field("members", t("results.review.membersHelp"))}
        rows={4}
        charactersMax={reviewTextMax}
        required
      />
    );
  },
  send: (c, params, form) => {
    const body = { members: peopleIn(form, "members") };
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/committee", { params, body }));
  },
};

const adviceStep: ReviewStep = {
  ...always,
  action: "adviseOnReview",
  pathOf: () => "advice",
  title: ({ t }) => t("results.review.step.adviseOnReview"),
  lead: ({ t }) => t("results.review.next.underReview"),
  labels: (page) => ({ ...outcomeLabel(page), ...reasonLabel(page) }),
  fields: OutcomeFields,
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    const body = { outcome: form.text("outcome"), reason: form.text("reason") } as Schemas["ReviewAdvice"];
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/advice", { params, body }));
  },
};

const decisionStep: ReviewStep = {
  ...adviceStep,
  action: "decideEvaluationReview",
  pathOf: () => "decision",
  title: ({ t }) => t("results.review.step.decideEvaluationReview"),
  lead: ({ t }) => t("results.review.next.advised"),
  send: (c, params, form) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API reads what was chosen and names the field.
    const body = { outcome: form.text("outcome"), reason: form.text("reason") } as Schemas["ReviewDecision"];
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/decision", { params, body }));
  },
};

const assessmentStep: ReviewStep = {
  ...always,
  action: "recordReEvaluation",
  pathOf: () => "assessment",
  title: ({ t }) => t("results.review.step.recordReEvaluation"),
  lead: ({ t }) => t("results.review.next.reEvaluation"),
  refusal: notIndependent,
  labels: (page, { sheet }) => ({
    ...peopleLabels("experts", page),
    ...(sheet === undefined ? {} : assessmentFields(sheet, "consensus", page)),
  }),
  fields: ({ field, shown: { sheet }, form, errors }) => {
    const { t } = usePage();
    return (
      <>
        <TextArea
          {...field("experts", t("results.review.expertsHelp"))}
          rows={4}
          charactersMax={reviewTextMax}
          required
        />
        {sheet !== undefined && (
          <>
            <ScaleNote sheet={sheet} />
            <CriteriaFields sheet={sheet} of="consensus" form={form} errors={errors} />
          </>
        )}
      </>
    );
  },
  send: (c, params, form) => {
    const named = (field: (criterion: (typeof criteria)[number]) => string) =>
      Object.fromEntries(
        criteria.flatMap((criterion) => {
          const text = form.text(field(criterion));
          return text === "" ? [] : [[criterion, text]];
        }),
      );
    const body = { experts: peopleIn(form, "experts"), scores: named(scoreField), comments: named(commentField) };
    return answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/assessment", { params, body }));
  },
};

const correctionStep: ReviewStep = {
  ...always,
  action: "correctRanking",
  pathOf: () => "correction",
  title: ({ t }) => t("results.review.step.correctRanking"),
  lead: ({ t }) => t("results.review.correctionText"),
  labels: () => ({}),
  fields: () => <></>,
  send: (c, params) =>
    answerOf(apiOf(c).POST("/v1/results/proposals/{proposalId}/review/correction", { params, body: {} })),
};

/** The forms of a review, by the path of each. */
export const reviewSteps = [
  requestStep,
  registrationStep,
  committeeStep,
  adviceStep,
  decisionStep,
  assessmentStep,
  correctionStep,
] as const;

export const reviewStepPaths = [
  ["requestEvaluationReview", "request"],
  ["registerEvaluationReview", "registration"],
  ["appointReviewCommittee", "committee"],
  ["adviseOnReview", "advice"],
  ["decideEvaluationReview", "decision"],
  ["recordReEvaluation", "assessment"],
  ["correctRanking", "correction"],
] as const;
