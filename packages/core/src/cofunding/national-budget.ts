import { type NewId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CallId } from "../calls/call.ts";
import { JointActionId } from "./joint-action.ts";

export const NationalBudgetId = prefixedId("bud").brand("NationalBudgetId").meta({ id: "NationalBudgetId" });
export type NationalBudgetId = z.infer<typeof NationalBudgetId>;

/** A funder has one budget in a joint action: the same funder makes the same id. */
export const nationalBudgetIdOf = (newId: NewId, jointActionId: JointActionId, funder: FunderCode): NationalBudgetId =>
  NationalBudgetId.parse(`bud_${newId(`national-budget:${jointActionId}:${funder}`)}`);

/**
 * What a funder puts up for its own partners in a joint action (FIN-17). The amount is the sum of its appropriations; what is left of it is
 * the line of the call's pot that carries the funder's code.
 */
export const NationalBudget = z
  .object({
    state: z.literal("set"),
    id: NationalBudgetId,
    jointActionId: JointActionId,
    callId: CallId,
    funder: FunderCode,
    amountCents: Cents,
  })
  .meta({ id: "NationalBudget" });
export type NationalBudget = z.infer<typeof NationalBudget>;
