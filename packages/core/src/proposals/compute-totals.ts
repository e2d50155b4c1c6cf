import { minusAtLeastZero, NO_CENTS, sumCents } from "@grants/kernel/money";
import { buildUpCosts } from "../agreements/build-up-costs.ts";
import type { ProgrammeProfile } from "../calls/call.ts";
import type { PartnerTotals, ProposalTotals } from "./document.ts";
import { type BudgetPart, type CostsPart, type PartnerPart, rateClassOf } from "./part.ts";
import { indirectIncludedOf, otherUnionCents, plannedBudgets } from "./planned-budgets.ts";

type Planned = { readonly budget: BudgetPart | undefined; readonly costs: readonly CostsPart[] };

/** What is declared is shown, what is not is not: a document from before a question was asked stays as it is. */
const declaredTotals = (budget: BudgetPart | undefined) => {
  const { otherUnion = [], incomeCents } = budget ?? {};
  return {
    ...(otherUnion.length === 0 ? {} : { otherUnionCents: otherUnionCents({ otherUnion }) }),
    ...(incomeCents === undefined ? {} : { incomeCents }),
  };
};

const partnerTotals = (partner: PartnerPart, { budget, costs }: Planned, profile: ProgrammeProfile): PartnerTotals => {
  const rateClass = rateClassOf(partner, profile.programme);
  const rate = profile.rates[rateClass];
  const built = buildUpCosts(budget?.categoriesCents ?? {}, {
    indirectBase: profile.indirectBase,
    indirectRate: profile.indirectRate,
    fundingRate: rate,
    indirectIncluded: indirectIncludedOf(partner.slot, costs),
  });
  const nationalCents = budget?.national?.requestedCents ?? NO_CENTS;
  const declared = declaredTotals(budget);
  const { totalEligibleCents: eligibleCents, unionContributionCents: requestedCents } = built;
  const others = [
    requestedCents,
    nationalCents,
    declared.otherUnionCents ?? NO_CENTS,
    declared.incomeCents ?? NO_CENTS,
  ];
  return {
    slot: partner.slot,
    rateClass,
    rate,
    directCents: built.directCents,
    indirectCents: built.indirectCents,
    eligibleCents,
    requestedCents,
    nationalCents,
    ...declared,
    ownCents: minusAtLeastZero(eligibleCents, sumCents(others)),
  };
};

/** The budget of a consortium: amounts are rounded per beneficiary, the total is the sum of the rounded amounts (CLR-MON-03). */
export const computeTotals = (
  partners: readonly PartnerPart[],
  budgets: readonly BudgetPart[],
  profile: ProgrammeProfile,
  costs: readonly CostsPart[] = [],
): ProposalTotals => {
  const budgetBySlot = new Map(plannedBudgets(budgets, costs).map((budget) => [budget.slot, budget]));
  const totals = partners.map((partner) =>
    partnerTotals(partner, { budget: budgetBySlot.get(partner.slot), costs }, profile),
  );
  return {
    partners: totals,
    eligibleCents: sumCents(totals.map(({ eligibleCents }) => eligibleCents)),
    requestedCents: sumCents(totals.map(({ requestedCents }) => requestedCents)),
    nationalCents: sumCents(totals.map(({ nationalCents }) => nationalCents)),
  };
};
