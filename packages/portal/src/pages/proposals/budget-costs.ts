import { buildUpCosts, type CostBuildUp } from "@grants/core/agreements/build-up-costs";
import { categoriesOf, type CostLine } from "@grants/core/proposals/cost-line";
import { otherUnionCents } from "@grants/core/proposals/planned-budgets";
import { Rate } from "@grants/kernel/fraction";
import { type Cents, minusAtLeastZero, NO_CENTS, sumCents } from "@grants/kernel/money";
import { err, ok, type Result } from "@grants/kernel/result";
import type { Schemas } from "../../api-client.ts";
import type { FieldErrors } from "../../components/error-summary.tsx";
import { amountIn, amountRule } from "../../forms/amounts.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { PageContext } from "../../page/page-context.ts";
import { costCategories } from "../calls/vocabulary.ts";
import { readGrants, type OtherGrant } from "./other-funding.ts";
import { errorAt } from "./part-page.ts";

type Category = (typeof costCategories)[number];
export type National = { readonly funder: string; readonly requestedCents: Cents };
/** Direct costs by category; one that is left empty costs nothing. */
type Costs = { readonly [category in Category]?: Cents };
export type Entered = {
  readonly costs: Costs;
  readonly national: National | null;
  readonly ownCents: Cents | null;
  readonly incomeCents: Cents | null;
  readonly otherUnion: readonly OtherGrant[];
};

export const categoryName = (category: Category): string => `categoriesCents.${category}`;
export const funderName = "national.funder";
export const nationalName = "national.requestedCents";
export const ownName = "ownCents";
export const incomeName = "incomeCents";

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
  const own = readOptional(form, { name: ownName, label: t("budget.field.own") }, page);
  const income = readOptional(form, { name: incomeName, label: t("budget.field.income") }, page);
  const grants = readGrants(form, page);
  for (const read of [national, own, income, grants]) errors = { ...errors, ...(read.ok ? {} : read.error) };
  if (!national.ok || !own.ok || !income.ok || !grants.ok || Object.keys(errors).length > 0) return err(errors);
  return ok({
    costs,
    national: national.value,
    ownCents: own.value,
    incomeCents: income.value,
    otherUnion: grants.value,
  });
};

/** An amount that need not be given; nothing is not the same as zero. */
const readOptional = (
  form: FormValues,
  { name, label }: { readonly name: string; readonly label: string },
  page: PageContext,
): Result<Cents | null, FieldErrors> => {
  if (isEmpty(form, name)) return ok(null);
  const amount = amountIn(form, name);
  return amount.ok ? amount : err(errorAt(name, { label, rule: amountRule(amount.error, page) }, page));
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
export type Computed = CostBuildUp & {
  readonly nationalCents: Cents;
  readonly otherUnionCents: Cents;
  readonly incomeCents: Cents;
  /** What remains for the partner. */
  readonly ownCents: Cents;
  readonly statedOwnCents: Cents | null;
};

type Terms = {
  readonly profile: Schemas["ProgrammeProfile"];
  readonly rate: string;
  /** The partner's cost lines: where there are any, they are its costs. */
  readonly lines: readonly CostLine[];
};

export const compute = (entered: Entered, { profile, rate, lines }: Terms): Computed => {
  const { costs, national, otherUnion } = entered;
  const built = buildUpCosts(lines.length > 0 ? categoriesOf(lines) : costs, {
    indirectBase: profile.indirectBase,
    indirectRate: Rate.parse(profile.indirectRate),
    fundingRate: Rate.parse(rate),
    indirectIncluded: categoriesOf(lines.filter(({ kind }) => kind === "lumpSum")),
  });
  const nationalCents = national?.requestedCents ?? NO_CENTS;
  const incomeCents = entered.incomeCents ?? NO_CENTS;
  const granted = otherUnionCents({ otherUnion: [...otherUnion] });
  const others = sumCents([built.unionContributionCents, nationalCents, granted, incomeCents]);
  return {
    ...built,
    nationalCents,
    otherUnionCents: granted,
    incomeCents,
    ownCents: minusAtLeastZero(built.totalEligibleCents, others),
    statedOwnCents: entered.ownCents,
  };
};
