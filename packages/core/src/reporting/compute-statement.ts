import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import { type CostBuildUp, type CostCategory, type DirectCosts, buildUpCosts } from "../agreements/build-up-costs.ts";
import type { DataSheet, Party } from "../agreements/data-sheet.ts";
import type { StatementContent } from "./financial-statement.ts";

/** Costs are stated where they are paid: a lump sum pays for work packages that are accepted, and asks for no costs (GA-13, FORM-03). */
export const statesCosts = ({ actionType }: Pick<DataSheet, "actionType">): boolean => actionType !== "LS";

/** A statement worked out line by line, as its beneficiary and whoever checks it read it. */
export type ComputedStatement = CostBuildUp & {
  /** Every category of the agreement, also those without costs. */
  readonly categories: readonly { readonly category: CostCategory; readonly cents: Cents }[];
};

const directCosts = ({ lines }: Pick<StatementContent, "lines">): DirectCosts =>
  Object.fromEntries(
    [...Map.groupBy(lines, ({ category }) => category)].map(([category, some]) => [
      category,
      sumCents(some.map(({ cents }) => cents)),
    ]),
  );

/** From the lines to the Union's share at the beneficiary's own rate (CLR-COST-01, CLR-MON-03). The maximum grant caps later (GA-05). */
export const computeStatement = (
  content: Pick<StatementContent, "lines">,
  { indirectBase, indirectRate, costCategories }: Pick<DataSheet, "indirectBase" | "indirectRate" | "costCategories">,
  { rate: fundingRate }: Pick<Party, "rate">,
): ComputedStatement => {
  const costs = directCosts(content);
  return {
    ...buildUpCosts(costs, { indirectBase, indirectRate, fundingRate }),
    categories: costCategories.map((category) => ({ category, cents: costs[category] ?? NO_CENTS })),
  };
};
