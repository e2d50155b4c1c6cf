import type { UserId } from "@grants/kernel/id";
import type { Actor } from "../access/actor.ts";
import { type SegregationViolation, type TransactionRole, checkSegregation } from "./check-segregation.ts";
import type { DueOrder } from "./payment-order.ts";
import type { PaymentRequest } from "./payment-request.ts";

/** The step would put two roles of one transaction into one hand (SOD-01 to SOD-04). */
export type SegregationViolated = {
  readonly kind: "SegregationViolated";
  readonly violations: readonly SegregationViolation<UserId>[];
};

type Step = { readonly role: TransactionRole; readonly person: UserId };

/** Who takes a step: one account, or all that stands behind it. */
export type StepTaker = UserId | Actor;

const reportingLineOf = ({ persons, superiors }: Actor): ReadonlyMap<UserId, UserId> => {
  const line = new Map<UserId, UserId>();
  const [direct] = superiors;
  for (const person of persons) if (direct !== undefined) line.set(person, direct);
  for (const [place, person] of superiors.entries()) {
    const next = superiors[place + 1];
    if (next !== undefined) line.set(person, next);
  }
  return line;
};

/**
 * What the step breaks when it is added to those already taken; `null` when nothing. Neither the account that acts nor another one of the
 * same person, nor the person whose deputy it is, may have had another part (CLR-SOD-01).
 */
export const refuseStep = (
  taken: readonly Step[],
  role: TransactionRole,
  taker: StepTaker,
): SegregationViolated | null => {
  const actor = typeof taker === "string" ? { persons: [taker], superiors: [] } : taker;
  const steps = actor.persons.map((person) => ({ role, person }));
  const violations = checkSegregation([...taken, ...steps], reportingLineOf(actor));
  return violations.length === 0 ? null : { kind: "SegregationViolated", violations };
};

/** Who has done what on a request so far. */
export const stepsOf = (request: PaymentRequest): readonly Step[] => [
  { role: "INITIATOR", person: request.initiatedBy },
  ...("verifiedBy" in request ? [{ role: "VERIFIER", person: request.verifiedBy } as const] : []),
  ...("authorisedBy" in request ? [{ role: "AUTHORISING_OFFICER", person: request.authorisedBy } as const] : []),
];

/** The three persons behind an order, as its run keeps them. */
export type OrderPersons = Pick<DueOrder, "initiatedBy" | "verifiedBy" | "authorisedBy">;

/** Whoever pays has had no other part in any of these orders. */
export const refuseAccountingOfficer = (
  orders: readonly OrderPersons[],
  payer: StepTaker,
): SegregationViolated | null => {
  for (const { initiatedBy, verifiedBy, authorisedBy } of orders) {
    const taken: readonly Step[] = [
      { role: "INITIATOR", person: initiatedBy },
      { role: "VERIFIER", person: verifiedBy },
      { role: "AUTHORISING_OFFICER", person: authorisedBy },
    ];
    const refusal = refuseStep(taken, "ACCOUNTING_OFFICER", payer);
    if (refusal !== null) return refusal;
  }
  return null;
};
