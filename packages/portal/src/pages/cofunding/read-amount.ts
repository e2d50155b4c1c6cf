import type { Cents } from "@grants/kernel/money";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";

export type ReadAmount = { readonly cents: Cents | null; readonly errors: FieldErrors };

/** An amount of a form, or what to do at its field. */
export const readAmount = (
  form: FormValues,
  { name, label }: { readonly name: string; readonly label: string },
  page: PageContext,
): ReadAmount => {
  const amount = amountIn(form, name);
  if (amount.ok) return { cents: amount.value, errors: {} };
  const rule = amountRule(amount.error, page);
  return { cents: null, errors: { [name]: page.t("forms.fieldRule", { field: label, rule }) } };
};
