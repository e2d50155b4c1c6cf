import type { UserId } from "@grants/kernel/id";
import { type SegregationViolation, type TransactionRole, checkSegregation } from "./check-segregation.ts";
import type { DueOrder } from "./payment-order.ts";
import type { PaymentRequest } from "./payment-request.ts";

/** The step would put two roles of one transaction into one hand (SOD-01 to SOD-04). */
export type SegregationViolated = {
  readonly kind: "SegregationViolated";
  readonly violations: readonly SegregationViolation<UserId>[];
};

type Step = { readonly role: TransactionRole; readonly person: UserId };

/** Nobody's superior is known yet: the rules on subordinates wait for the staff directory (assumption). */
const reportingLine: ReadonlyMap<UserId, UserId> = new Map();

/** What the step breaks when it is added to those already taken; `null` when nothing. */
export const refuseStep = (taken: readonly Step[], next: Step): SegregationViolated | null => {
  const violations = checkSegregation([...taken, next], reportingLine);
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
  person: UserId,
): SegregationViolated | null => {
  for (const { initiatedBy, verifiedBy, authorisedBy } of orders) {
    const taken: readonly Step[] = [
      { role: "INITIATOR", person: initiatedBy },
      { role: "VERIFIER", person: verifiedBy },
      { role: "AUTHORISING_OFFICER", person: authorisedBy },
    ];
    const refusal = refuseStep(taken, { role: "ACCOUNTING_OFFICER", person });
    if (refusal !== null) return refusal;
  }
  return null;
};
