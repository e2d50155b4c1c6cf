import type { Translate } from "../words/translate.ts";
import type { FieldRules } from "./refusal.ts";

/** What a field is called, and what to do when it is refused. */
export type LabelledRule = { readonly label: string; readonly rule: string };

/** Every field of a form by its name in the API. */
export type FieldLabels = Readonly<Record<string, LabelledRule>>;

/** "Title: Write 3 to 200 characters." for each field: the field and what to do, since the summary stands apart. */
export const fieldRules = (t: Translate, rules: FieldLabels): FieldRules =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { label, rule }]) => [name, t("forms.fieldRule", { field: label, rule })]),
  );
