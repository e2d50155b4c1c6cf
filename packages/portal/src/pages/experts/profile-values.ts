import type { Schemas } from "../../api-client.ts";
import type { LabelledRule } from "../../forms/field-rules.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { expertises, languagesOfExperts } from "../evaluation/assignment-words.ts";

export type Profile = Schemas["ExpertProfile"];
type Nature = Schemas["InterestNature"];

/** Lengths that the API takes (core/experts/expert-profile). */
export const expertiseTextMax = 1_000;
export const languagesMax = 5;
export const genders = ["WOMAN", "MAN", "OTHER"] as const;
export const sectors = ["ACADEMIA", "INDUSTRY", "PUBLIC", "CIVIL_SOCIETY", "INDEPENDENT"] as const;
export const natures = ["EMPLOYMENT", "FINANCIAL", "FAMILY", "COMPETITION", "ADVICE", "OTHER"] as const;

/** Lists of the form, with what a row of each has: fields are named as the API names them, "interests.0.pic". */
export const rowGroups = {
  availability: { fields: ["from", "to"], max: 10 },
  interests: { fields: ["pic", "nature"], max: 20 },
  coAuthors: { fields: ["name", "on"], max: 50 },
} as const;
export type RowGroup = keyof typeof rowGroups;

/** Rows without anything in them, after those that say something. */
const blankRows = 2;

export const isOneOf = <T extends string>(known: readonly T[], text: string): text is T =>
  known.some((one) => one === text);

export const rowField = (group: RowGroup, row: number, field: string): string => `${group}.${String(row)}.${field}`;

/** The rows that say something, in their order. */
const filledRows = (form: FormValues, group: RowGroup): readonly (readonly [first: string, second: string])[] => {
  const { fields, max } = rowGroups[group];
  return Array.from({ length: max }, (_, row) => row)
    .map((row) => fields.map((field) => form.text(rowField(group, row, field)).trim()))
    .map(([first = "", second = ""]) => [first, second] as const)
    .filter(([first, second]) => first !== "" || second !== "");
};

export const shownRows = (form: FormValues, group: RowGroup): readonly number[] => {
  const { max } = rowGroups[group];
  const wanted = filledRows(form, group).length + blankRows;
  return Array.from({ length: wanted < max ? wanted : max }, (_, row) => row);
};

const rowValues = (group: RowGroup, rows: readonly (readonly [string, string])[]): Readonly<Record<string, string>> => {
  const [first, second] = rowGroups[group].fields;
  return Object.fromEntries(
    rows.flatMap((row, place) => [
      [rowField(group, place, first), row[0]],
      [rowField(group, place, second), row[1]],
    ]),
  );
};

const languageValues = (languages: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(languages.map((language, place) => [`languages.${String(place)}`, language]));

export const storedValues = (profile: Profile | undefined): FormValues =>
  profile === undefined
    ? formValues({ reportsMax: "6" })
    : formValues({
        expertise: profile.expertise,
        expertiseText: profile.expertiseText,
        ...languageValues(profile.languages),
        country: profile.country,
        gender: profile.gender ?? "",
        sector: profile.sector,
        reportsMax: String(profile.reportsMax),
        ...rowValues(
          "availability",
          profile.availability.map(({ from, to }) => [from, to]),
        ),
        ...rowValues(
          "interests",
          profile.interests.map(({ pic, nature }) => [pic, nature]),
        ),
        ...rowValues(
          "coAuthors",
          profile.coAuthors.map(({ name, on }) => [name, on]),
        ),
      });

const languagesIn = (form: FormValues) =>
  Array.from({ length: languagesMax }, (_, place) => form.text(`languages.${String(place)}`)).filter((text) =>
    isOneOf(languagesOfExperts, text),
  );

/** The form without gaps between rows, so that the API's names for what it refuses are the names of the fields. */
export const withoutGaps = (form: FormValues): FormValues =>
  formValues({
    version: form.text("version"),
    expertise: form.all("expertise"),
    expertiseText: form.text("expertiseText"),
    ...languageValues(languagesIn(form)),
    country: form.text("country").trim().toUpperCase(),
    gender: form.text("gender"),
    sector: form.text("sector"),
    reportsMax: form.text("reportsMax").trim(),
    ...rowValues("availability", filledRows(form, "availability")),
    ...rowValues("interests", filledRows(form, "interests")),
    ...rowValues("coAuthors", filledRows(form, "coAuthors")),
  });

const wholeNumber = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : 0);

/** What the form says; null where a choice of it was not made, which `faultsOf` names. */
export const profileIn = (form: FormValues): Profile | null => {
  const [gender, sector] = [form.text("gender"), form.text("sector")];
  if (!isOneOf(sectors, sector)) return null;
  const interests = filledRows(form, "interests").flatMap(([pic, nature]): { pic: string; nature: Nature }[] =>
    isOneOf(natures, nature) ? [{ pic, nature }] : [],
  );
  if (interests.length < filledRows(form, "interests").length) return null;
  return {
    expertise: form.all("expertise").filter((text) => isOneOf(expertises, text)),
    expertiseText: form.text("expertiseText"),
    languages: languagesIn(form),
    country: form.text("country"),
    ...(isOneOf(genders, gender) ? { gender } : {}),
    sector,
    availability: filledRows(form, "availability").map(([from, to]) => ({ from, to })),
    reportsMax: wholeNumber(form.text("reportsMax")),
    interests,
    coAuthors: filledRows(form, "coAuthors").map(([name, on]) => ({ name, on })),
  };
};

/** Choices that were not made, by their fields. */
export const faultsOf = (form: FormValues): readonly string[] => [
  ...(isOneOf(sectors, form.text("sector")) ? [] : ["sector"]),
  ...filledRows(form, "interests").flatMap(([, nature], row) =>
    isOneOf(natures, nature) ? [] : [rowField("interests", row, "nature")],
  ),
];

/** Every field by its name in the API: what it is called, and what to do when it is refused. */
export const profileFields = ({ t }: PageContext): Readonly<Record<string, LabelledRule>> => ({
  expertise: { label: t("experts.expertise"), rule: t("experts.expertiseRule") },
  expertiseText: { label: t("experts.expertiseText"), rule: t("experts.expertiseTextRule") },
  "languages.0": { label: t("experts.language", { place: 1 }), rule: t("experts.languageRule") },
  country: { label: t("experts.country"), rule: t("experts.countryRule") },
  sector: { label: t("experts.sector"), rule: t("experts.sectorRule") },
  reportsMax: { label: t("experts.reportsMax"), rule: t("experts.reportsMaxRule") },
  ...Object.fromEntries(
    (["availability", "interests", "coAuthors"] as const).flatMap((group) =>
      Array.from({ length: rowGroups[group].max }, (_, row) => row).flatMap((row) =>
        rowGroups[group].fields.map((field) => [
          rowField(group, row, field),
          { label: rowLabel(group, row, field, t), rule: t(`experts.rule.${field}`) },
        ]),
      ),
    ),
  ),
});

type RowFieldName = (typeof rowGroups)[RowGroup]["fields"][number];

export const rowLabel = (group: RowGroup, row: number, field: RowFieldName, t: PageContext["t"]): string =>
  t(`experts.field.${group}`, { place: row + 1, field: t(`experts.field.${field}`) });
