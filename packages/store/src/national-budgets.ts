import { JointAction } from "@grants/core/cofunding/joint-action";
import type { NationalBudgets } from "@grants/core/cofunding/national-budgets";
import { cents } from "@grants/kernel/money";
import { queryBudgets, queryVerdicts, toPotState } from "./cofunding-items.ts";
import type { Database } from "./database.ts";
import { getAll, toStoredOrNull } from "./read.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { sharedKeys } from "./tables/shared.ts";

/** The Member States' money and verdicts, as the ranking reads them: one wave. */
export const createNationalBudgets = (db: Database): NationalBudgets => ({
  load: async ({ jointActionId, callId }) => {
    const [[head, potItem], budgets, verdicts] = await Promise.all([
      getAll(db, [
        { table: "grants", key: cofundingKeys.jointAction(jointActionId) },
        { table: "grants", key: sharedKeys.pot(callId) },
      ]),
      queryBudgets(db, jointActionId),
      queryVerdicts(db, jointActionId),
    ]);
    const jointAction = toStoredOrNull(JointAction, head);
    if (jointAction === null) return null;
    const pot = toPotState(potItem ?? null);
    return {
      jointActionId,
      version: jointAction.version,
      areVerdictsLocked: jointAction.state.state === "verdictsLocked",
      purses: budgets.map(({ state: { funder, amountCents } }) => ({
        funder,
        budgetCents: amountCents,
        leftCents: cents(pot?.lines[funder] ?? 0),
      })),
      verdicts: verdicts.map(({ state: { proposalId, slot, funder, outcome } }) => ({
        proposalId,
        slot,
        funder,
        outcome,
      })),
    };
  },
});
