import { Rate, fraction } from "@grants/kernel/fraction";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { Cents, NO_CENTS, allocate, sumCents } from "@grants/kernel/money";
import { z } from "zod";
import { categoriesOf } from "../proposals/cost-line.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import { PartnerSlot, WorkPackageNumber } from "../proposals/part.ts";
import { type CostRules, buildUpCosts } from "./build-up-costs.ts";

/** What the Union pays for a work package once it is accepted, to each beneficiary that works in it (GA-13). */
export const LumpSumPackage = z
  .object({
    workPackage: WorkPackageNumber,
    title: z.string(),
    /** Of all beneficiaries. */
    unionCents: Cents,
    /** In the order of the parties; nobody who has no part of it. */
    shares: z.array(z.object({ slot: PartnerSlot, unionCents: Cents })).max(partnersPerProposalMax),
  })
  .meta({ id: "LumpSumPackage" });
export type LumpSumPackage = z.infer<typeof LumpSumPackage>;

type Beneficiary = { readonly slot: string; readonly maxContributionCents: Cents };
type Rules = Pick<CostRules, "indirectBase" | "indirectRate">;

/** Direct and indirect costs of one partner in one work package, as they were planned. */
const costsIn = (
  { costs = [] }: Pick<ProposalDocument, "costs">,
  { slot, workPackage }: { readonly slot: string; readonly workPackage: string },
  rules: Rules,
): Cents => {
  const lines = costs
    .filter((part) => part.slot === slot && part.workPackage === workPackage)
    .flatMap((part) => part.lines);
  const indirectIncluded = categoriesOf(lines.filter(({ kind }) => kind === "lumpSum"));
  return buildUpCosts(categoriesOf(lines), { ...rules, fundingRate: Rate.parse("1"), indirectIncluded })
    .totalEligibleCents;
};

/**
 * The lump sum of each beneficiary shared among the work packages in proportion to what it planned for each; the shares of a beneficiary
 * make its maximum contribution, to the cent (GA-13, CLR-MON-02). `null` where a beneficiary planned for no work package: nothing of its
 * grant could be paid by one.
 */
export const lumpSumPackages = (
  document: Pick<ProposalDocument, "workPackages" | "costs">,
  parties: readonly Beneficiary[],
  rules: Rules,
): LumpSumPackage[] | null => {
  const { workPackages = [] } = document;
  const given = parties.map(({ slot, maxContributionCents }) => {
    const planned = workPackages.map(({ workPackage }) => ({
      key: workPackage,
      costsCents: costsIn(document, { slot, workPackage }, rules),
    }));
    if (maxContributionCents === 0) return { slot, byPackage: new Map<string, Cents>() };
    if (planned.every(({ costsCents }) => costsCents === 0)) return null;
    const weighted = planned.map(({ key, costsCents }) => ({ key, weight: fraction(BigInt(costsCents), 1n) }));
    return { slot, byPackage: allocate<string>(maxContributionCents, weighted) };
  });
  const all = given.flatMap((one) => one ?? []);
  if (all.length < given.length) return null;
  return workPackages.map(({ workPackage, title }) => {
    const shares = all.flatMap(({ slot, byPackage }) => {
      const unionCents = byPackage.get(workPackage) ?? NO_CENTS;
      return unionCents === 0 ? [] : [{ slot: PartnerSlot.parse(slot), unionCents }];
    });
    return { workPackage, title, unionCents: sumCents(shares.map(({ unionCents }) => unionCents)), shares };
  });
};
