import { ok, err, type Result } from "@grants/kernel/result";
import type { Cents } from "@grants/kernel/money";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { oneOf } from "../calls/vocabulary.ts";
import { errorAt } from "./part-page.ts";
import type { ContentOf } from "./proposal-facts.ts";

type StoredGrant = NonNullable<ContentOf<"budget">["otherUnion"]>[number];
export type OtherGrant = StoredGrant & { readonly amountCents: Cents };

export const standings = ["RECEIVED", "APPLIED_FOR"] as const satisfies readonly OtherGrant["standing"][];
/** Grants that one budget names (core/proposals/part). */
const grantsMax = 10;
const fields = ["reference", "standing", "amount"] as const;
export type GrantField = (typeof fields)[number];
export const grantName = (index: number, field: GrantField | "same"): string => `otherUnion.${index}.${field}`;

const ruleOf = (field: GrantField, { t, format }: PageContext): string => {
  switch (field) {
    case "reference":
      return t("budget.rule.reference");
    case "standing":
      return t("forms.choose");
    case "amount":
      return t("forms.amount.AmountNotANumber", { example: format.plainAmount(1_234_567_89) });
  }
};

const labelOf = (index: number, field: GrantField | "same", { t }: PageContext): string =>
  t("budget.otherUnion.field", { number: index + 1, field: t(`budget.otherUnion.${field}`) });

export const grantLabels = (page: PageContext): FieldLabels =>
  Object.fromEntries(
    Array.from({ length: grantsMax }, (_, index) => [
      ...fields.map((field) => [
        grantName(index, field),
        { label: labelOf(index, field, page), rule: ruleOf(field, page) },
      ]),
      [grantName(index, "same"), { label: labelOf(index, "same", page), rule: "" }],
    ]).flat(),
  );

export const grantValues = (grants: readonly StoredGrant[], page: PageContext): Readonly<Record<string, string>> =>
  Object.fromEntries(
    grants.flatMap(({ reference, standing, amountCents, coversSameCosts }, index) => [
      [grantName(index, "reference"), reference],
      [grantName(index, "standing"), standing],
      [grantName(index, "amount"), page.format.plainAmount(amountCents)],
      ...(coversSameCosts ? [[grantName(index, "same"), "yes"]] : []),
    ]),
  );

const isFilled = (form: FormValues, index: number): boolean =>
  fields.some((field) => form.text(grantName(index, field)).trim() !== "");
const filled = (form: FormValues): readonly number[] =>
  Array.from({ length: grantsMax }, (_, index) => index).filter((index) => isFilled(form, index));

/** All rows that are filled, and one to go on in. */
export const grantRows = (form: FormValues): readonly number[] =>
  Array.from({ length: Math.min(grantsMax, (filled(form).at(-1) ?? -1) + 2) }, (_, index) => index);

const readGrant = (form: FormValues, index: number, page: PageContext): Result<OtherGrant, FieldErrors> => {
  const text = (field: GrantField) => form.text(grantName(index, field)).trim();
  const fault = (field: GrantField, rule = ruleOf(field, page)) =>
    errorAt(grantName(index, field), { label: labelOf(index, field, page), rule }, page);
  const reference = text("reference");
  const standing = oneOf(standings, text("standing"));
  const amount = amountIn(form, grantName(index, "amount"));
  const errors: FieldErrors = {
    ...(reference.length < 3 || reference.length > 60 ? fault("reference") : {}),
    ...(standing === undefined ? fault("standing") : {}),
    ...(amount.ok ? {} : fault("amount", amountRule(amount.error, page))),
  };
  if (standing === undefined || !amount.ok || Object.keys(errors).length > 0) return err(errors);
  const coversSameCosts = form.text(grantName(index, "same")) === "yes";
  return ok({ reference, standing, amountCents: amount.value, coversSameCosts });
};

/** Other grants of the Union as they stand in a form, or an error at each field that cannot be read. An emptied row is taken out. */
export const readGrants = (form: FormValues, page: PageContext): Result<readonly OtherGrant[], FieldErrors> => {
  const grants = filled(form).map((index) => readGrant(form, index, page));
  const errors: FieldErrors = Object.assign({}, ...grants.map((grant) => (grant.ok ? {} : grant.error)));
  if (Object.keys(errors).length > 0) return err(errors);
  return ok(grants.flatMap((grant) => (grant.ok ? [grant.value] : [])));
};
