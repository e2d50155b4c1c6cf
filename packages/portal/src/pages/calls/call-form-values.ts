import type { Schemas } from "../../api-client.ts";
import { formValues, withValues, type FormValues } from "../../forms/form-values.ts";
import type { Formats } from "../../words/format.ts";
import { writableRate } from "./rates.ts";
import { termValues } from "./term-values.ts";
import { rateClasses } from "./vocabulary.ts";

type Content = Schemas["CallContent"];

const topicFields = ["topicId", "title", "budgetCents", "minGrantCents", "maxGrantCents", "closes.local"] as const;
type TopicField = (typeof topicFields)[number];

export const topicName = (index: number, field: TopicField): string => `topics.${String(index)}.${field}`;

const topicValues = (topics: Content["topics"], { plainAmount }: Formats): Record<string, string> =>
  Object.fromEntries(
    topics.flatMap(({ topicId, title, budgetCents, minGrantCents, maxGrantCents, closes }, index) => [
      [topicName(index, "topicId"), topicId],
      [topicName(index, "title"), title],
      [topicName(index, "budgetCents"), plainAmount(budgetCents)],
      [topicName(index, "minGrantCents"), plainAmount(minGrantCents)],
      [topicName(index, "maxGrantCents"), plainAmount(maxGrantCents)],
      [topicName(index, "closes.local"), closes?.local ?? ""],
    ]),
  );

/** The terms of a profile as a form shows them. */
export const profileValues = (
  profile: Omit<Schemas["ProgrammeProfile"], "divergenceSpread"> & { readonly divergenceSpread?: string | undefined },
): Record<string, string | readonly string[]> => ({
  "profile.programme": profile.programme,
  "profile.actionType": profile.actionType,
  "profile.criteria": profile.criteria,
  ...Object.fromEntries(Object.entries(profile.weights).map(([name, weight]) => [`profile.weights.${name}`, weight])),
  "profile.scoreStep": profile.scoreStep,
  "profile.criterionMax": profile.criterionMax,
  "profile.criterionThreshold": profile.criterionThreshold,
  "profile.overallThreshold": profile.overallThreshold,
  "profile.divergenceSpread": profile.divergenceSpread ?? "",
  ...Object.fromEntries(profile.tieBreak.map((step, index) => [`profile.tieBreak.${String(index)}`, step])),
  ...Object.fromEntries(rateClasses.map((name) => [`profile.rates.${name}`, writableRate(profile.rates[name] ?? "0")])),
  "profile.costCategories": profile.costCategories,
  "profile.indirectBase": profile.indirectBase,
  "profile.indirectRate": writableRate(profile.indirectRate),
  "profile.prefinancingRate": writableRate(profile.prefinancingRate),
  "profile.interimCeilingRate": writableRate(profile.interimCeilingRate),
  "profile.mutualInsuranceRate": writableRate(profile.mutualInsuranceRate),
  "profile.informMonths": String(profile.informMonths),
  "profile.signMonths": String(profile.signMonths),
  "profile.signRule": profile.signRule,
});

const fundingValues = (funding: Content["nationalFunding"], { plainAmount }: Formats): Record<string, string> => ({
  "nationalFunding.kind": funding.kind,
  ...(funding.kind === "none"
    ? {}
    : {
        "nationalFunding.jointActionId": funding.jointActionId,
        "nationalFunding.selectionMode": funding.selectionMode,
        "nationalFunding.commonPotCents": plainAmount(funding.commonPotCents),
      }),
});

/** A stored draft as a form shows it. */
export const callValues = (content: Content, format: Formats): FormValues =>
  formValues({
    reference: content.reference,
    title: content.title,
    workProgramme: content.workProgramme,
    objectives: content.objectives,
    eligibility: content.eligibility,
    exclusionAndSelection: content.exclusionAndSelection,
    financing: content.financing,
    submissionArrangements: content.submissionArrangements,
    "opens.local": content.opens.local,
    "opens.zone": content.opens.zone,
    "closes.local": content.closes.local,
    "closes.zone": content.closes.zone,
    plannedInformOn: content.plannedInformOn,
    plannedSignOn: content.plannedSignOn,
    ...topicValues(content.topics, format),
    ...profileValues(content.profile),
    ...fundingValues(content.nationalFunding, format),
    ...termValues(content, format),
    "provenance.sourceUrl": content.provenance.sourceUrl ?? "",
    "provenance.syntheticFields": content.provenance.syntheticFields.join("\n"),
  });

const zone = "Europe/Brussels";

/** An empty form with the terms of one type of action. */
export const newCallValues = (profile: Parameters<typeof profileValues>[0]): FormValues =>
  formValues({
    "opens.zone": zone,
    "closes.zone": zone,
    [topicName(0, "topicId")]: "",
    "nationalFunding.kind": "none",
    ...profileValues(profile),
  });

/** The form naming a joint action that was opened for the call. */
export const withJointAction = (form: FormValues, jointActionId: string): FormValues =>
  withValues(form, { "nationalFunding.kind": "jointAction", "nationalFunding.jointActionId": jointActionId });

/** How many topics a form has; their numbers have no gaps. */
export const topicCount = (form: FormValues): number =>
  form.names.filter((name) => /^topics\.\d+\.topicId$/.test(name)).length;

/** The form with one more, empty topic. */
export const withTopicAdded = (form: FormValues): FormValues => {
  const given = Object.fromEntries(form.names.map((name) => [name, form.all(name)]));
  return formValues({ ...given, [topicName(topicCount(form), "topicId")]: "" });
};

/** The form without one of its topics; those behind it move up. */
export const withTopicRemoved = (form: FormValues, removed: number): FormValues => {
  const others = form.names.filter((name) => !name.startsWith("topics."));
  const kept = Array.from({ length: topicCount(form) }, (_, index) => index).filter((index) => index !== removed);
  return formValues({
    ...Object.fromEntries(others.map((name) => [name, form.all(name)])),
    ...Object.fromEntries(
      kept.flatMap((from, to) =>
        topicFields.map((field) => [topicName(to, field), form.text(topicName(from, field))] as const),
      ),
    ),
  });
};
