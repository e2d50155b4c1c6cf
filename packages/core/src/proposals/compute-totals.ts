import { cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { buildUpCosts } from "../agreements/build-up-costs.ts";
import type { ProgrammeProfile } from "../calls/call.ts";
import type { PartnerTotals, ProposalTotals } from "./document.ts";
import { type BudgetPart, type PartnerPart, rateClassOf } from "./part.ts";

const partnerTotals = (
  partner: PartnerPart,
  budget: BudgetPart | undefined,
  profile: ProgrammeProfile,
): PartnerTotals => {
  const rateClass = rateClassOf(partner, profile.programme);
  const rate = profile.rates[rateClass];
  const costs = buildUpCosts(budget?.categoriesCents ?? {}, {
    indirectBase: profile.indirectBase,
    indirectRate: profile.indirectRate,
    fundingRate: rate,
  });
  const nationalCents = budget?.national?.requestedCents ?? cents(0);
  const eligibleCents = costs.totalEligibleCents;
  return {
    slot: partner.slot,
    rateClass,
    rate,
    directCents: costs.directCents,
    indirectCents: costs.indirectCents,
    eligibleCents,
    requestedCents: costs.unionContributionCents,
    nationalCents,
    ownCents: minusAtLeastZero(minusAtLeastZero(eligibleCents, costs.unionContributionCents), nationalCents),
  };
};

/** The budget of a consortium: amounts are rounded per beneficiary, the total is the sum of the rounded amounts (CLR-MON-03). */
export const computeTotals = (
  partners: readonly PartnerPart[],
  budgets: readonly BudgetPart[],
  profile: ProgrammeProfile,
): ProposalTotals => {
  const budgetBySlot = new Map(budgets.map((budget) => [budget.slot, budget]));
  const totals = partners.map((partner) => partnerTotals(partner, budgetBySlot.get(partner.slot), profile));
  return {
    partners: totals,
    eligibleCents: sumCents(totals.map(({ eligibleCents }) => eligibleCents)),
    requestedCents: sumCents(totals.map(({ requestedCents }) => requestedCents)),
    nationalCents: sumCents(totals.map(({ nationalCents }) => nationalCents)),
  };
};
