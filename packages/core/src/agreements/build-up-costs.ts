import { parseFraction, type Rate } from "@grants/kernel/fraction";
import { type Cents, NO_CENTS, minusAtLeastZero, shareOf, sumCents } from "@grants/kernel/money";
import { z } from "zod";

/**
 * The categories of a budget: A personnel, B subcontracting, C purchases, D other costs, of which support to third parties (FSTP)
 * and internally invoiced goods and services (CLR-COST-01).
 */
export const CostCategory = z.enum(["A", "B", "C", "D_FSTP", "D_INTERNAL", "D_OTHER"]).meta({ id: "CostCategory" });
export type CostCategory = z.infer<typeof CostCategory>;

/** Direct costs in cents; a category that is not named costs nothing. */
export type DirectCosts = { readonly [category in CostCategory]?: Cents | undefined };

export type CostRules = {
  /** Categories on which indirect costs are counted; a category named twice counts once (FORM-05, HSC-08). */
  readonly indirectBase: readonly CostCategory[];
  readonly indirectRate: Rate;
  readonly fundingRate: Rate;
  /** Of the direct costs, those that carry their indirect costs already, as lump sums do: no flat rate comes on top (FORM-05). */
  readonly indirectIncluded?: DirectCosts;
};

export type CostBuildUp = {
  readonly directCents: Cents;
  readonly indirectBaseCents: Cents;
  readonly indirectCents: Cents;
  readonly totalEligibleCents: Cents;
  readonly unionContributionCents: Cents;
};

/**
 * From direct costs to the Union's contribution. Indirect costs are rounded to the cent before they are added; the contribution is a
 * share of direct and indirect costs together and is rounded again (CLR-COST-01). It knows no ceiling: a maximum grant caps later (GA-05).
 */
export const buildUpCosts = (costs: DirectCosts, rules: CostRules): CostBuildUp => {
  const of = (category: CostCategory) => costs[category] ?? NO_CENTS;
  const directCents = sumCents(CostCategory.options.map(of));
  const { indirectIncluded = {} } = rules;
  const indirectBaseCents = sumCents(
    [...new Set(rules.indirectBase)].map((category) =>
      minusAtLeastZero(of(category), indirectIncluded[category] ?? NO_CENTS),
    ),
  );
  const indirectCents = shareOf(indirectBaseCents, parseFraction(rules.indirectRate));
  const totalEligibleCents = sumCents([directCents, indirectCents]);
  const unionContributionCents = shareOf(totalEligibleCents, parseFraction(rules.fundingRate));
  return { directCents, indirectBaseCents, indirectCents, totalEligibleCents, unionContributionCents };
};
