import type { FieldLabels } from "../../forms/field-rules.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { topicCount, topicName } from "./call-form-values.ts";
import { termLabels } from "./term-fields.tsx";
import { criterionNames, rateClasses, tieBreakSteps } from "./vocabulary.ts";

/** Lengths that the API takes (core/calls/call). */
const titleLength = { min: 3, max: 200 };
const textLength = { min: 20, max: 5_000 };
const monthsRange = { min: 1, max: 12 };

const longTexts = [
  "objectives",
  "eligibility",
  "exclusionAndSelection",
  "financing",
  "submissionArrangements",
] as const;

const contentFields = ({ t, format }: PageContext): FieldLabels => {
  const title = { rule: t("forms.textLength", titleLength) };
  const text = { rule: t("forms.textLength", { min: textLength.min, max: format.number(textLength.max) }) };
  const localTime = { rule: t("calls.rule.localTime") };
  const zone = { rule: t("calls.rule.zone") };
  return {
    reference: { label: t("calls.field.reference"), rule: t("calls.rule.reference") },
    title: { label: t("calls.field.title"), ...title },
    workProgramme: { label: t("calls.field.workProgramme"), ...title },
    workProgrammeId: { label: t("calls.field.workProgrammeId"), rule: t("forms.choose") },
    ...Object.fromEntries(longTexts.map((name) => [name, { label: t(`calls.field.${name}`), ...text }])),
    "opens.local": { label: t("calls.field.opens"), ...localTime },
    "opens.zone": { label: t("calls.field.opensZone"), ...zone },
    "closes.local": { label: t("calls.field.closes"), ...localTime },
    "closes.zone": { label: t("calls.field.closesZone"), ...zone },
    plannedInformOn: { label: t("calls.field.plannedInformOn"), rule: t("forms.date") },
    plannedSignOn: { label: t("calls.field.plannedSignOn"), rule: t("forms.date") },
  };
};

const topicFields = (topics: number, { t, format }: PageContext): FieldLabels => {
  const example = format.plainAmount(1_234_567_89);
  const amount = { rule: t("forms.amount.AmountNotANumber", { example }) };
  const fieldsOf = (index: number): FieldLabels => {
    const number = index + 1;
    return {
      [topicName(index, "topicId")]: { label: t("calls.field.topicId", { number }), rule: t("calls.rule.reference") },
      [topicName(index, "title")]: {
        label: t("calls.field.topicTitle", { number }),
        rule: t("forms.textLength", titleLength),
      },
      [topicName(index, "budgetCents")]: { label: t("calls.field.topicBudget", { number }), ...amount },
      [topicName(index, "minGrantCents")]: { label: t("calls.field.topicMin", { number }), ...amount },
      [topicName(index, "maxGrantCents")]: { label: t("calls.field.topicMax", { number }), ...amount },
      [topicName(index, "closes.local")]: {
        label: t("calls.field.topicCloses", { number }),
        rule: t("calls.rule.localTime"),
      },
    };
  };
  return Object.fromEntries(Array.from({ length: topics }, (_, index) => Object.entries(fieldsOf(index))).flat());
};

const scoringFields = ({ t }: PageContext): FieldLabels => {
  const score = { rule: t("calls.rule.score") };
  return {
    "profile.programme": { label: t("calls.fact.programme"), rule: t("forms.choose") },
    "profile.actionType": { label: t("calls.newProfile"), rule: t("forms.choose") },
    "profile.criteria": { label: t("calls.field.criteria"), rule: t("calls.rule.criteria") },
    ...Object.fromEntries(
      criterionNames.map((name) => [
        `profile.weights.${name}`,
        {
          label: t("calls.field.weight", { criterion: t(`calls.criterion.${name}`) }),
          rule: t("calls.rule.weight"),
        },
      ]),
    ),
    "profile.scoreStep": { label: t("calls.field.scoreStep"), ...score },
    "profile.criterionMax": { label: t("calls.field.criterionMax"), ...score },
    "profile.criterionThreshold": { label: t("calls.field.criterionThreshold"), ...score },
    "profile.overallThreshold": { label: t("calls.field.overallThreshold"), ...score },
    "profile.divergenceSpread": { label: t("calls.field.divergenceSpread"), ...score },
    ...Object.fromEntries(
      tieBreakSteps.map((_, index) => [
        `profile.tieBreak.${String(index)}`,
        { label: t("calls.field.tieBreak", { number: index + 1 }), rule: t("forms.choose") },
      ]),
    ),
  };
};

const moneyFields = ({ t }: PageContext): FieldLabels => {
  const rate = { rule: t("forms.rate") };
  const months = { rule: t("forms.number", monthsRange) };
  const shares = ["indirectRate", "prefinancingRate", "interimCeilingRate", "mutualInsuranceRate"] as const;
  return {
    ...Object.fromEntries(
      rateClasses.map((name) => [
        `profile.rates.${name}`,
        { label: t("calls.field.rate", { rateClass: t(`calls.rateClass.${name}`) }), ...rate },
      ]),
    ),
    "profile.costCategories": { label: t("calls.field.costCategories"), rule: t("forms.choose") },
    "profile.indirectBase": { label: t("calls.field.indirectBase"), rule: t("forms.choose") },
    ...Object.fromEntries(shares.map((name) => [`profile.${name}`, { label: t(`calls.field.${name}`), ...rate }])),
    "profile.informMonths": { label: t("calls.field.informMonths"), ...months },
    "profile.signMonths": { label: t("calls.field.signMonths"), ...months },
    "profile.signRule": { label: t("calls.field.signRule"), rule: t("forms.choose") },
  };
};

const otherFields = ({ t, format }: PageContext): FieldLabels => ({
  "nationalFunding.kind": { label: t("calls.field.nationalKind"), rule: t("forms.choose") },
  "nationalFunding.jointActionId": { label: t("calls.field.jointActionId"), rule: t("calls.rule.jointActionId") },
  "nationalFunding.selectionMode": { label: t("calls.field.selectionMode"), rule: t("forms.choose") },
  "nationalFunding.commonPotCents": {
    label: t("calls.field.commonPotCents"),
    rule: t("forms.amount.AmountNotANumber", { example: format.plainAmount(1_234_567_89) }),
  },
  "provenance.sourceUrl": { label: t("calls.field.sourceUrl"), rule: t("calls.rule.sourceUrl") },
  "provenance.syntheticFields": {
    label: t("calls.field.syntheticFields"),
    rule: t("calls.rule.syntheticFields"),
  },
});

export const callFields = (page: PageContext, form: FormValues): FieldLabels => ({
  ...contentFields(page),
  ...topicFields(topicCount(form), page),
  ...scoringFields(page),
  ...moneyFields(page),
  ...otherFields(page),
  ...termLabels(form, page),
});

/** The same for what the API names below a field: each box of a group, each line of a list. */
export const groupsOf = (fields: FieldLabels): FieldLabels =>
  Object.fromEntries(
    ["profile.criteria", "profile.costCategories", "profile.indirectBase", "provenance.syntheticFields"].flatMap(
      (name) => {
        const field = fields[name];
        return field === undefined ? [] : [[`${name}.`, field]];
      },
    ),
  );
