import { type Cents, NO_CENTS, minusAtLeastZero, sumCents } from "@grants/kernel/money";

/** The costs of one participant in a funded project of a joint action. */
export type InKindCosts = {
  readonly entityType: "NCC" | "PUBLIC" | "PRIVATE";
  readonly eligibleCostsCents: Cents;
  readonly unionContributionCents: Cents;
  /** Cash of the Member State that already pays these costs: counted as money, never twice. */
  readonly memberStateCashCents: Cents;
  /** The certificate of the independent external auditor whom the Member State appointed (FIN-07). */
  readonly hasAuditorCertificate: boolean;
};

export type InKindValue = {
  readonly inKindCents: Cents;
  readonly financialCents: Cents;
  /** What counts as contributed: nothing before the certificate (CLR-FIN-02). */
  readonly countedInKindCents: Cents;
  readonly status: "CERTIFIED" | "NOT_COUNTED_NO_CERTIFICATE" | "NOT_ELIGIBLE_AS_IN_KIND";
};

/** The in-kind contribution: eligible costs of public entities that neither the Union nor the Member State's cash bears (FIN-06). */
export const valueInKind = (costs: InKindCosts): InKindValue => {
  const { eligibleCostsCents, unionContributionCents, memberStateCashCents } = costs;
  const financialCents = memberStateCashCents;
  // Costs of private beneficiaries never count as in-kind, certified or not.
  if (costs.entityType === "PRIVATE")
    return { inKindCents: NO_CENTS, financialCents, countedInKindCents: NO_CENTS, status: "NOT_ELIGIBLE_AS_IN_KIND" };
  const inKindCents = minusAtLeastZero(eligibleCostsCents, sumCents([unionContributionCents, memberStateCashCents]));
  return costs.hasAuditorCertificate
    ? { inKindCents, financialCents, countedInKindCents: inKindCents, status: "CERTIFIED" }
    : { inKindCents, financialCents, countedInKindCents: NO_CENTS, status: "NOT_COUNTED_NO_CERTIFICATE" };
};
