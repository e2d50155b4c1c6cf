import type { FC } from "hono/jsx";
import { CheckboxGroup, Radio, Select } from "../../components/choices.tsx";
import { FieldSet } from "../../components/form.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FormValues } from "../../forms/form-values.ts";
import { usePage } from "../../page/page-context.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import {
  actionTypes,
  costCategories,
  criterionNames,
  programmes,
  rateClasses,
  signRules,
  tieBreakSteps,
} from "./vocabulary.ts";

type TermsProps = { readonly field: FieldOf; readonly form: FormValues };

const scores = ["scoreStep", "criterionMax", "criterionThreshold", "overallThreshold"] as const;

/** How proposals are scored and ranked. */
export const ScoringFields: FC<TermsProps> = ({ field, form }) => {
  const { t } = usePage();
  return (
    <FieldSet legend={t("calls.form.scoring")}>
      <Select
        {...field("profile.programme")}
        choices={programmes.map((programme) => ({ value: programme, label: t(`calls.programme.${programme}`) }))}
        required
      />
      <Select
        {...field("profile.actionType")}
        choices={actionTypes.map((type) => ({ value: type, label: t(`calls.action.${type}`) }))}
        required
      />
      <CheckboxGroup
        {...field("profile.criteria")}
        choices={criterionNames.map((name) => ({ value: name, label: t(`calls.criterion.${name}`) }))}
        values={form.all("profile.criteria")}
        required
      />
      {criterionNames.map((name) => (
        <TextInput {...field(`profile.weights.${name}`, t("calls.help.weight"))} width="s" />
      ))}
      {scores.map((name) => (
        <TextInput {...field(`profile.${name}`, t("calls.help.score"))} width="s" inputmode="decimal" required />
      ))}
      <TextInput
        {...field("profile.divergenceSpread", t("calls.help.divergenceSpread"))}
        width="s"
        inputmode="decimal"
      />
      {tieBreakSteps.map((_, index) => (
        <Select
          {...field(`profile.tieBreak.${String(index)}`)}
          choices={tieBreakSteps.map((step) => ({ value: step, label: t(`calls.tieStep.${step}`) }))}
        />
      ))}
    </FieldSet>
  );
};

const shares = ["indirectRate", "prefinancingRate", "interimCeilingRate", "mutualInsuranceRate"] as const;

/** What is paid, at which rates, and in which time. */
export const MoneyFields: FC<TermsProps> = ({ field, form }) => {
  const { t } = usePage();
  const categories = costCategories.map((name) => ({ value: name, label: t(`calls.category.${name}`) }));
  const help = t("calls.help.rate");
  return (
    <>
      <FieldSet legend={t("calls.form.money")}>
        {rateClasses.map((name) => (
          <TextInput {...field(`profile.rates.${name}`, help)} width="s" required />
        ))}
        <CheckboxGroup
          {...field("profile.costCategories")}
          choices={categories}
          values={form.all("profile.costCategories")}
          required
        />
        <CheckboxGroup
          {...field("profile.indirectBase")}
          choices={categories}
          values={form.all("profile.indirectBase")}
        />
        {shares.map((name) => (
          <TextInput {...field(`profile.${name}`, help)} width="s" required />
        ))}
      </FieldSet>
      <FieldSet legend={t("calls.form.limits")}>
        <TextInput {...field("profile.informMonths")} width="s" inputmode="numeric" required />
        <TextInput {...field("profile.signMonths")} width="s" inputmode="numeric" required />
        <Radio
          {...field("profile.signRule")}
          choices={signRules.map((rule) => ({ value: rule, label: t(`calls.field.signRule.${rule}`) }))}
          required
        />
      </FieldSet>
    </>
  );
};
