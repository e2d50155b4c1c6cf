import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { cents, parseEuro } from "@grants/kernel/money";
import { err, ok, type Result } from "@grants/kernel/result";
import type { Schemas } from "../../api-client.ts";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { topicCount, topicName } from "./call-form-values.ts";
import { rateFrom } from "./rates.ts";
import { readTerms, termAmountNames } from "./read-terms.ts";
import {
  actionTypes,
  costCategories,
  criterionNames,
  oneOf,
  programmes,
  rateClasses,
  selectionModes,
  signRules,
  tieBreakSteps,
} from "./vocabulary.ts";

type Content = Schemas["CallContent"];

const chosen = <const Value extends string>(form: FormValues, name: string, values: readonly Value[]): Value[] =>
  form.all(name).flatMap((text) => oneOf(values, text) ?? []);

/** What is no whole number becomes nothing, which the API refuses at this field. */
const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN);

const amountFields = ["budgetCents", "minGrantCents", "maxGrantCents"] as const;
const potName = "nationalFunding.commonPotCents";

/** The fields that hold an amount. An empty common pot is nothing. */
const amountNames = (form: FormValues): readonly string[] => [
  ...Array.from({ length: topicCount(form) }, (_, index) =>
    amountFields.map((field) => topicName(index, field)),
  ).flat(),
  ...(form.text(potName).trim() === "" ? [] : [potName]),
  ...termAmountNames(form),
];

const amountErrors = (form: FormValues, labelOf: (name: string) => string, page: PageContext): FieldErrors =>
  Object.fromEntries(
    amountNames(form).flatMap((name) => {
      const amount = amountIn(form, name);
      if (amount.ok) return [];
      return [[name, page.t("forms.fieldRule", { field: labelOf(name), rule: amountRule(amount.error, page) })]];
    }),
  );

const readTopics = (form: FormValues): Content["topics"] =>
  Array.from({ length: topicCount(form) }, (_, index) => {
    const amount = (field: (typeof amountFields)[number]) => {
      const parsed = parseEuro(form.text(topicName(index, field)));
      return parsed.ok ? parsed.value : cents(0);
    };
    const local = form.text(topicName(index, "closes.local")).trim();
    return {
      topicId: form.text(topicName(index, "topicId")).trim(),
      title: form.text(topicName(index, "title")),
      budgetCents: amount("budgetCents"),
      minGrantCents: amount("minGrantCents"),
      maxGrantCents: amount("maxGrantCents"),
      ...(local === "" ? {} : { closes: { local, zone: form.text("closes.zone").trim() } }),
    };
  });

const given = (entries: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(entries.filter(([, text]) => text !== ""));

const readProfile = (form: FormValues): Content["profile"] => {
  const text = (field: string) => form.text(`profile.${field}`).trim();
  const rate = (field: string) => rateFrom(text(field));
  const actionType = oneOf(actionTypes, text("actionType")) ?? "SG";
  return {
    // A form that does not say it has the usual programme of the type of action (calls.md).
    programme: oneOf(programmes, text("programme")) ?? programmeProfiles[actionType].programme,
    actionType,
    criteria: chosen(form, "profile.criteria", criterionNames),
    weights: given(criterionNames.map((name) => [name, text(`weights.${name}`)] as const)),
    scoreStep: text("scoreStep"),
    criterionMax: text("criterionMax"),
    criterionThreshold: text("criterionThreshold"),
    overallThreshold: text("overallThreshold"),
    ...given([["divergenceSpread", text("divergenceSpread")]]),
    tieBreak: tieBreakSteps.flatMap((_, index) => oneOf(tieBreakSteps, text(`tieBreak.${String(index)}`)) ?? []),
    rates: given(rateClasses.map((name) => [name, rate(`rates.${name}`)] as const)),
    costCategories: chosen(form, "profile.costCategories", costCategories),
    indirectBase: chosen(form, "profile.indirectBase", costCategories),
    indirectRate: rate("indirectRate"),
    prefinancingRate: rate("prefinancingRate"),
    interimCeilingRate: rate("interimCeilingRate"),
    mutualInsuranceRate: rate("mutualInsuranceRate"),
    informMonths: wholeNumber(text("informMonths")),
    signMonths: wholeNumber(text("signMonths")),
    signRule: oneOf(signRules, text("signRule")) ?? "FROM_INFORMED",
  };
};

const readFunding = (form: FormValues): Content["nationalFunding"] => {
  if (form.text("nationalFunding.kind") !== "jointAction") return { kind: "none" };
  const pot = parseEuro(form.text(potName));
  return {
    kind: "jointAction",
    jointActionId: form.text("nationalFunding.jointActionId").trim(),
    selectionMode: oneOf(selectionModes, form.text("nationalFunding.selectionMode")) ?? "STRICT",
    commonPotCents: pot.ok ? pot.value : cents(0),
  };
};

const readProvenance = (form: FormValues): Content["provenance"] => {
  const sourceUrl = form.text("provenance.sourceUrl").trim();
  const lines = form.text("provenance.syntheticFields").split("\n");
  const syntheticFields = lines.map((line) => line.trim()).filter((line) => line !== "");
  return { ...(sourceUrl === "" ? {} : { sourceUrl }), syntheticFields };
};

/** The call that a form describes, for the API to judge; only amounts are read here, since people write them their own way. */
export const readCallForm = (
  form: FormValues,
  labelOf: (name: string) => string,
  page: PageContext,
): Result<Content, FieldErrors> => {
  const errors = amountErrors(form, labelOf, page);
  if (Object.keys(errors).length > 0) return err(errors);
  return ok({
    reference: form.text("reference").trim(),
    title: form.text("title"),
    objectives: form.text("objectives"),
    eligibility: form.text("eligibility"),
    exclusionAndSelection: form.text("exclusionAndSelection"),
    financing: form.text("financing"),
    submissionArrangements: form.text("submissionArrangements"),
    workProgramme: form.text("workProgramme"),
    opens: { local: form.text("opens.local"), zone: form.text("opens.zone").trim() },
    closes: { local: form.text("closes.local"), zone: form.text("closes.zone").trim() },
    plannedInformOn: form.text("plannedInformOn"),
    plannedSignOn: form.text("plannedSignOn"),
    topics: readTopics(form),
    profile: readProfile(form),
    nationalFunding: readFunding(form),
    provenance: readProvenance(form),
    ...readTerms(form),
  });
};
