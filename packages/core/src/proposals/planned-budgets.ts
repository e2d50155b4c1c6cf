import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import type { DirectCosts } from "../agreements/build-up-costs.ts";
import { type CostLine, categoriesOf, sumLines } from "./cost-line.ts";
import type { BudgetPart, CostsPart } from "./part.ts";

export const linesOf = (slot: string, costs: readonly CostsPart[]): readonly CostLine[] =>
  costs.filter((part) => part.slot === slot).flatMap(({ lines }) => lines);

/**
 * The budgets as they count: the categories of a partner that plans by lines are the sums of its lines, those of another are as entered.
 * Never both: the checklist refuses a partner that has lines and entered categories.
 */
export const plannedBudgets = (budgets: readonly BudgetPart[], costs: readonly CostsPart[]): readonly BudgetPart[] => {
  const planned = [...new Set(costs.filter(({ lines }) => lines.length > 0).map(({ slot }) => slot))];
  const unbudgeted = planned
    .filter((slot) => !budgets.some((budget) => budget.slot === slot))
    .map((slot): BudgetPart => ({ kind: "budget", slot, categoriesCents: {} }));
  return [...budgets, ...unbudgeted]
    .map((budget) =>
      planned.includes(budget.slot)
        ? { ...budget, categoriesCents: categoriesOf(linesOf(budget.slot, costs)) }
        : budget,
    )
    .toSorted((a, b) => (a.slot < b.slot ? -1 : 1));
};

/** Of the costs of a partner, those that carry their indirect costs already (FORM-05). */
export const indirectIncludedOf = (slot: string, costs: readonly CostsPart[]): DirectCosts =>
  categoriesOf(linesOf(slot, costs).filter(({ kind }) => kind === "lumpSum"));

/** Money of other Union grants that is granted and pays the costs of this budget (MAT-07). What is applied for pays nothing yet. */
export const otherUnionCents = ({ otherUnion = [] }: Pick<BudgetPart, "otherUnion">): Cents =>
  sumCents(
    otherUnion
      .filter(({ standing, coversSameCosts }) => standing === "RECEIVED" && coversSameCosts)
      .map(({ amountCents }) => amountCents),
  );

export type CostMatrix = {
  /** Direct costs by work package of one partner, in the order of the work packages that were asked for. */
  readonly rows: readonly { readonly slot: string; readonly cells: readonly Cents[]; readonly sumCents: Cents }[];
  readonly columnCents: readonly Cents[];
  readonly totalCents: Cents;
};

/** Direct costs by partner and work package, with their sums. */
export const costMatrix = (
  slots: readonly string[],
  workPackages: readonly string[],
  costs: readonly CostsPart[],
): CostMatrix => {
  const cell = (slot: string, workPackage: string): Cents =>
    sumCents(
      costs
        .filter((part) => part.slot === slot && part.workPackage === workPackage)
        .map(({ lines }) => sumLines(lines)),
    );
  const rows = slots.map((slot) => {
    const cells = workPackages.map((workPackage) => cell(slot, workPackage));
    return { slot, cells, sumCents: sumCents(cells) };
  });
  return {
    rows,
    columnCents: workPackages.map((_, column) => sumCents(rows.map(({ cells }) => cells[column] ?? NO_CENTS))),
    totalCents: sumCents(rows.map(({ sumCents: rowCents }) => rowCents)),
  };
};
