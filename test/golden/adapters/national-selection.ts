import { selectByNationalBudgets } from "@grants/core/cofunding/select-by-national-budgets";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const AmountByCountry = z.record(z.string(), Cents);
const Input = z.object({
  mode: z.enum(["STRICT", "SKIP", "MIXED", "REAL"]),
  potCents: Cents,
  budgetsCents: AmountByCountry,
  projects: z.array(
    z.object({
      id: z.string(),
      needsCents: AmountByCountry,
      nationallyIneligible: z.array(z.string()).default([]),
      vetoBy: z.array(z.string()).default([]),
    }),
  ),
});

export const adapt = (raw: unknown) => {
  const { mode, potCents, budgetsCents, projects } = Input.parse(raw);
  const { outcomes, leftCentsByFunder, ...pot } = selectByNationalBudgets(
    projects.map(({ id, needsCents, nationallyIneligible, vetoBy }) => ({
      id,
      needs: Object.entries(needsCents).map(([funder, needCents]) => ({ funder, needCents })),
      nationallyIneligibleIn: nationallyIneligible,
      vetoBy,
    })),
    Object.entries(budgetsCents).map(([funder, budgetCents]) => ({ funder, budgetCents })),
    mode,
    potCents,
  );
  return {
    ...pot,
    statuses: Object.fromEntries(outcomes.map(({ id, status }) => [id, status])),
    selected: outcomes.filter(({ status }) => status === "SELECTED").map(({ id }) => id),
    gaps: outcomes
      .filter((outcome) => outcome.status === "GAP")
      .map(({ id, missing, missingTotalCents }) => ({
        project: id,
        missingCents: Object.fromEntries(missing.map(({ funder, missingCents }) => [funder, missingCents])),
        missingTotalCents,
      })),
    notReached: outcomes.filter(({ status }) => status === "NOT_REACHED").map(({ id }) => id),
    budgetsLeftCents: Object.fromEntries(leftCentsByFunder),
  };
};
