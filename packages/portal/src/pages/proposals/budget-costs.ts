import { buildUpCosts, type CostBuildUp } from "@grants/core/agreements/build-up-costs";
import { Rate } from "@grants/kernel/fraction";
import { type Cents, minusAtLeastZero, NO_CENTS } from "@grants/kernel/money";
import { err, ok, type Result } from "@grants/kernel/result";
import type { Schemas } from "../../api-client.ts";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { costCategories } from "../calls/vocabulary.ts";
import { errorAt } from "./part-page.ts";

type Category = (typeof costCategories)[number];
export type National = { readonly funder: string; readonly requestedCents: Cents };
/** Direct costs by category; one that is left empty costs nothing. */
type Costs = { readonly [category in Category]?: Cents };
export type Entered = { readonly costs: Costs; readonly national: National | null };

export const categoryName = (category: Category): string => `categoriesCents.${category}`;
export const funderName = "national.funder";
export const nationalName = "national.requestedCents";

const isEmpty = (form: FormValues, name: string): boolean => form.text(name).trim() === "";

/** The amounts of a budget form, or an error at each that cannot be read. An empty category costs nothing. */
export const readEntered = (form: FormValues, page: PageContext): Result<Entered, FieldErrors> => {
  const { t } = page;
  const costs: { [category in Category]?: Cents } = {};
  let errors: FieldErrors = {};
  for (const category of costCategories.filter((name) => !isEmpty(form, categoryName(name)))) {
    const name = categoryName(category);
    const amount = amountIn(form, name);
    if (amount.ok) costs[category] = amount.value;
    else
      errors = {
        ...errors,
        ...errorAt(name, { label: t(`calls.category.${category}`), rule: amountRule(amount.error, page) }, page),
      };
  }
  const national = readNational(form, page);
  if (!national.ok) errors = { ...errors, ...national.error };
  return Object.keys(errors).length > 0 || !national.ok ? err(errors) : ok({ costs, national: national.value });
};

const readNational = (form: FormValues, page: PageContext): Result<National | null, FieldErrors> => {
  const { t } = page;
  if (isEmpty(form, funderName) && isEmpty(form, nationalName)) return ok(null);
  const funder = { label: t("proposals.field.nationalFunder"), rule: t("proposals.rule.funder") };
  if (isEmpty(form, funderName)) return err(errorAt(funderName, funder, page));
  const amount = amountIn(form, nationalName);
  const label = t("proposals.field.nationalRequested");
  return amount.ok
    ? ok({ funder: form.text(funderName).trim().toUpperCase(), requestedCents: amount.value })
    : err(errorAt(nationalName, { label, rule: amountRule(amount.error, page) }, page));
};

/** What follows from the amounts, by the code that checks the submission. */
export type Computed = CostBuildUp & { readonly nationalCents: Cents; readonly ownCents: Cents };

export const compute = (
  { costs, national }: Entered,
  { indirectBase, indirectRate }: Schemas["ProgrammeProfile"],
  rate: string,
): Computed => {
  const built = buildUpCosts(costs, {
    indirectBase,
    indirectRate: Rate.parse(indirectRate),
    fundingRate: Rate.parse(rate),
  });
  const nationalCents = national?.requestedCents ?? NO_CENTS;
  const afterUnion = minusAtLeastZero(built.totalEligibleCents, built.unionContributionCents);
  return { ...built, nationalCents, ownCents: minusAtLeastZero(afterUnion, nationalCents) };
};
