import { type Rate, parseFraction } from "@grants/kernel/fraction";
import { type Cents, cents, shareOf, sumCents } from "@grants/kernel/money";
import type { ProjectOutcome } from "./select-by-national-budgets.ts";

/** A project in rank order with its eligible amount and what the selection made of it. */
export type ToppedUpProject = { readonly eligibleCents: Cents; readonly status: ProjectOutcome["status"] };

export type TopUp = {
  readonly eligibleAboveFirstGapCents: Cents;
  readonly unionTopUpCents: Cents;
  readonly nationalMinimumCents: Cents;
};

/**
 * The Union's top-up of a co-funded selection: its rate of the eligible amounts of the projects selected above the first gap; the rest is
 * the least that the states pay (CLR-MAT-02). A veto or a national ineligibility is not counted and is no gap.
 */
export const topUp = (rate: Rate, projects: readonly ToppedUpProject[]): TopUp => {
  const firstGap = projects.findIndex(({ status }) => status === "GAP");
  const aboveFirstGap = firstGap === -1 ? projects : projects.slice(0, firstGap);
  const selected = aboveFirstGap.filter(({ status }) => status === "SELECTED");
  const eligibleAboveFirstGapCents = sumCents(selected.map(({ eligibleCents }) => eligibleCents));
  const unionTopUpCents = shareOf(eligibleAboveFirstGapCents, parseFraction(rate));
  return {
    eligibleAboveFirstGapCents,
    unionTopUpCents,
    nationalMinimumCents: cents(eligibleAboveFirstGapCents - unionTopUpCents),
  };
};
