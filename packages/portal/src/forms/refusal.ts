import type { FieldErrors } from "../components/error-summary.tsx";
import type { Problem } from "../problem.ts";

/** Why a form is shown again: errors at its fields, and what the API said where that concerns no field of the form. */
export type Refusal = { readonly status: number; readonly errors: FieldErrors; readonly problem: Problem | null };

/**
 * What to do at a field that was refused, by field name. "criteria." speaks for everything below it, as
 * "criteria.0": the error then stands at the field "criteria".
 */
export type FieldRules = Readonly<Record<string, string>>;

const unprocessable = 422;

/** The form itself saw that something cannot be right, and nothing was sent on. Null where nothing is wrong. */
export const refusalOfFields = (errors: FieldErrors): Refusal | null =>
  Object.keys(errors).length === 0 ? null : { status: unprocessable, errors, problem: null };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The fields that a problem names, in the words of the API: "title", "topics.0.budgetCents". */
export const refusedFields = ({ field, ...evidence }: Problem): readonly string[] => {
  const fields = evidence["fields"];
  const named = Array.isArray(fields) ? fields.filter(isRecord).map((row) => row["field"]) : [field];
  return named.filter((name) => typeof name === "string");
};

const ruleOf = (field: string, rules: FieldRules): readonly [name: string, rule: string] | null => {
  const exact = rules[field];
  if (exact !== undefined) return [field, exact];
  const [group] = Object.keys(rules)
    .filter((name) => name.endsWith(".") && field.startsWith(name))
    .toSorted((a, b) => b.length - a.length);
  return group === undefined ? null : [group.slice(0, -1), rules[group] ?? ""];
};

/** A refusal of the API as errors at the fields of a form, and the rest as a problem to show above it. */
export const refusalOf = (problem: Problem, rules: FieldRules): Refusal => {
  const fields = refusedFields(problem);
  const found = fields.map((field) => ruleOf(field, rules)).filter((rule) => rule !== null);
  const isTold = fields.length > 0 && found.length === fields.length;
  return { status: problem.status, errors: Object.fromEntries(found), problem: isTold ? null : problem };
};
