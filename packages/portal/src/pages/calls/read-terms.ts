import { cents, parseEuro } from "@grants/kernel/money";
import type { Schemas } from "../../api-client.ts";
import type { FormValues } from "../../forms/form-values.ts";
import { rateFrom } from "./rates.ts";
import {
  annexFormats,
  assuranceLevels,
  certificateUses,
  declaredCosts,
  declarations,
  exceptionReasons,
  grounds,
  limitedSections,
  presence,
  restrictions,
  signOffs,
  termGroups,
  type TermName,
} from "./term-groups.ts";
import { entryCount } from "./term-values.ts";
import { criterionNames, oneOf } from "./vocabulary.ts";

type Content = Schemas["CallContent"];

/** The fields of one condition, or of one entry of a list, as what the API takes. What cannot be read is left for it to refuse. */
const reader = (form: FormValues, path: string) => {
  const text = (name: string): string => form.text(`${path}.${name}`).trim();
  const lines = (name: string): string[] =>
    text(name)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  return {
    text,
    lines,
    count: (name: string): number => (/^\d{1,6}$/.test(text(name)) ? Number(text(name)) : Number.NaN),
    amount: (name: string): number => {
      const amount = parseEuro(text(name));
      return amount.ok ? amount.value : cents(0);
    },
    isChecked: (name: string): boolean => text(name) !== "",
    has: (name: string): boolean => text(name) !== "",
  };
};
type Reader = ReturnType<typeof reader>;

const entries = <T>(form: FormValues, name: TermName, read: (from: Reader, index: number) => T): T[] =>
  Array.from({ length: entryCount(form, name) }, (_, index) => read(reader(form, `${name}.${String(index)}`), index));

const isOn = (form: FormValues, name: TermName): boolean => form.text(`${name}.${presence}`) !== "";

const optionalCount = <const Name extends string>(from: Reader, name: Name): { readonly [K in Name]?: number } =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to every text.
  (from.has(name) ? { [name]: from.count(name) } : {}) as { readonly [K in Name]?: number };

const optionalText = <const Name extends string>(from: Reader, name: Name): { readonly [K in Name]?: string } =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key widens to every text.
  (from.has(name) ? { [name]: from.text(name) } : {}) as { readonly [K in Name]?: string };

const readAnnexes = (form: FormValues) =>
  entries(form, "annexes", (from, index) => ({
    annexId: from.text("annexId"),
    title: from.text("title"),
    isMandatory: from.isChecked("isMandatory"),
    formats: form.all(`annexes.${String(index)}.formats`).flatMap((format) => oneOf(annexFormats, format) ?? []),
    ...optionalCount(from, "pagesMax"),
    ...optionalText(from, "templateUrl"),
  }));

const readTextLimits = (form: FormValues) =>
  entries(form, "textLimits", (from) => ({
    section: oneOf(limitedSections, from.text("section")) ?? "relevance",
    ...optionalCount(from, "charactersMax"),
    ...optionalCount(from, "wordsMax"),
    ...optionalCount(from, "pagesMax"),
  }));

const readCertification = (form: FormValues) =>
  entries(form, "certification", (from) => ({
    use: oneOf(certificateUses, from.text("use")) ?? "DELIVERABLE",
    ictCategory: from.text("ictCategory"),
    schemeId: from.text("schemeId"),
    minAssurance: oneOf(assuranceLevels, from.text("minAssurance")) ?? "BASIC",
    ...optionalCount(from, "avaVanMin"),
    dueMonth: from.count("dueMonth"),
    evidence: from.text("evidence"),
    equivalentAllowed: from.isChecked("equivalentAllowed"),
    legalBasis: from.text("legalBasis"),
  }));

const readLinked = (form: FormValues) =>
  entries(form, "linkedProgrammes", (from) => ({
    name: from.text("name"),
    ...optionalText(from, "reference"),
    isCumulationAllowed: from.isChecked("isCumulationAllowed"),
    ...optionalText(from, "note"),
  }));

const readEnvelopes = (form: FormValues) =>
  entries(form, "envelopes", (from) => ({
    title: from.text("title"),
    topicIds: from.lines("topicIds"),
    budgetCents: from.amount("budgetCents"),
    flexibilityRate: rateFrom(from.text("flexibilityRate")),
  }));

const readConsortium = (from: Reader) => ({
  partnersMin: from.count("partnersMin"),
  ...optionalCount(from, "partnersMax"),
  countriesMin: from.count("countriesMin"),
  memberStatesMin: from.count("memberStatesMin"),
  ...(from.has("countries") ? { countries: from.lines("countries") } : {}),
});

const readSecurity = (from: Reader) => ({
  restriction: oneOf(restrictions, from.text("restriction")) ?? "ART_12_5",
  countries: from.lines("countries"),
  eeaEquivalent: from.isChecked("eeaEquivalent"),
  admitsControlledEntities: from.isChecked("admitsControlledEntities"),
  basis: from.text("basis"),
  necessity: from.text("necessity"),
});

const readFstp = (from: Reader) => {
  const exceptionReason = oneOf(exceptionReasons, from.text("exceptionReason"));
  return {
    isCompulsory: from.isChecked("isCompulsory"),
    perThirdPartyMaxCents: from.amount("perThirdPartyMaxCents"),
    ...(exceptionReason === undefined ? {} : { exceptionReason }),
    amountCriteria: from.text("amountCriteria"),
    activityTypes: from.lines("activityTypes"),
    recipients: from.text("recipients"),
  };
};

const readFirstStage = (form: FormValues, from: Reader) => {
  const criteria = form.all("firstStage.criteria").flatMap((name) => oneOf(criterionNames, name) ?? []);
  return {
    closes: { local: from.text("local"), zone: form.text("closes.zone").trim() },
    plannedInviteOn: from.text("plannedInviteOn"),
    ...optionalCount(from, "pagesMax"),
    ...(criteria.length === 0 ? {} : { criteria }),
    ...optionalText(from, "criterionThreshold"),
    ...optionalText(from, "overallThreshold"),
    ...optionalCount(from, "budgetFactor"),
  };
};

const readDirectAward = (form: FormValues, from: Reader) => {
  const ground = oneOf(grounds, from.text("ground"));
  const invited = form.all("directAward.invited").map((value) => {
    const [country = "", organisation = ""] = value.split(" ");
    return { country, organisation };
  });
  return { ...(ground === undefined ? {} : { ground }), ...optionalText(from, "basis"), invited };
};

/** The further conditions that a form sets; one that is empty is none. */
export const readTerms = (form: FormValues): Partial<Content> => {
  const workProgrammeId = form.text("workProgrammeId").trim();
  const partnerSignOff = oneOf(signOffs, form.text("partnerSignOff"));
  const annexes = readAnnexes(form);
  const textLimits = readTextLimits(form);
  const certification = readCertification(form);
  const linkedProgrammes = readLinked(form);
  const envelopes = readEnvelopes(form);
  const costs = form.all("declaredCosts").flatMap((cost) => oneOf(declaredCosts, cost) ?? []);
  const questionDays = form.text("questionDays").trim();
  const asked = form.all("declarations").flatMap((name) => oneOf(declarations, name) ?? []);
  return {
    ...(workProgrammeId === "" ? {} : { workProgrammeId }),
    ...(partnerSignOff === undefined ? {} : { partnerSignOff }),
    ...(form.text("dualUse") === "" ? {} : { dualUse: true }),
    ...(costs.length === 0 ? {} : { declaredCosts: costs }),
    ...(questionDays === ""
      ? {}
      : { questionDays: /^\d{1,3}$/.test(questionDays) ? Number(questionDays) : Number.NaN }),
    ...(asked.length === 0 ? {} : { declarations: asked }),
    ...(isOn(form, "directAward") ? { directAward: readDirectAward(form, reader(form, "directAward")) } : {}),
    ...(annexes.length === 0 ? {} : { annexes }),
    ...(textLimits.length === 0 ? {} : { textLimits }),
    ...(certification.length === 0 ? {} : { certification }),
    ...(linkedProgrammes.length === 0 ? {} : { linkedProgrammes }),
    ...(envelopes.length === 0 ? {} : { envelopes }),
    ...(isOn(form, "consortiumRule") ? { consortiumRule: readConsortium(reader(form, "consortiumRule")) } : {}),
    ...(isOn(form, "security") ? { security: readSecurity(reader(form, "security")) } : {}),
    ...(isOn(form, "fstp") ? { fstp: readFstp(reader(form, "fstp")) } : {}),
    ...(isOn(form, "firstStage") ? { firstStage: readFirstStage(form, reader(form, "firstStage")) } : {}),
  };
};

/** The fields of the conditions that hold an amount. */
export const termAmountNames = (form: FormValues): readonly string[] =>
  termGroups.flatMap((group) => {
    const amounts = group.members.filter(({ kind }) => kind === "amount");
    const paths = group.isList
      ? Array.from({ length: entryCount(form, group.name) }, (_, index) => `${group.name}.${String(index)}`)
      : isOn(form, group.name)
        ? [group.name]
        : [];
    return paths.flatMap((path) => amounts.map(({ name }) => `${path}.${name}`));
  });
