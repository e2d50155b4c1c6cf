import type { Translate } from "../words/translate.ts";
import type { FieldRules } from "./refusal.ts";

export type LabelledRule = { readonly label: string; readonly rule: string };

/** "Title: Write 3 to 200 characters." for each field: the field and what to do, since the summary stands apart. */
export const fieldRules = (t: Translate, rules: Readonly<Record<string, LabelledRule>>): FieldRules =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { label, rule }]) => [name, t("forms.fieldRule", { field: label, rule })]),
  );
