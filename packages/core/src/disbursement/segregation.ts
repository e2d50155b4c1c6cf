import type { UserId } from "@grants/kernel/id";
import type { Actor } from "../access/actor.ts";
import { type SegregationViolation, type TransactionRole, checkSegregation } from "./check-segregation.ts";
import type { DueOrder } from "./payment-order.ts";
import type { PaymentRequest } from "./payment-request.ts";
import type { PaymentRun } from "./payment-run.ts";

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

type Hands = Partial<OrderPersons>;

const stepsAs = (role: TransactionRole, persons: readonly (UserId | undefined)[]): readonly Step[] =>
  persons.flatMap((person) => (person === undefined ? [] : [{ role, person }]));

/** Each step under the account that took it, and under the person whose deputy took it: neither has another part (CLR-SOD-01). */
const stepsBehind = (hands: Hands): readonly Step[] => {
  const { initiatedBy, initiatedFor, verifiedBy, verifiedFor, authorisedBy, authorisedFor } = hands;
  return [
    ...stepsAs("INITIATOR", [initiatedBy, initiatedFor]),
    ...stepsAs("VERIFIER", [verifiedBy, verifiedFor]),
    ...stepsAs("AUTHORISING_OFFICER", [authorisedBy, authorisedFor]),
  ];
};

/** Who has done what on a request so far. */
export const stepsOf = (request: PaymentRequest): readonly Step[] => stepsBehind(request);

/** The persons behind an order, as its run keeps them. */
export type OrderPersons = Pick<
  DueOrder,
  "initiatedBy" | "verifiedBy" | "authorisedBy" | "initiatedFor" | "verifiedFor" | "authorisedFor"
>;

export const personsBehindOrder = (order: OrderPersons): OrderPersons => {
  const { initiatedBy, verifiedBy, authorisedBy, initiatedFor, verifiedFor, authorisedFor } = order;
  return {
    initiatedBy,
    verifiedBy,
    authorisedBy,
    ...(initiatedFor === undefined ? {} : { initiatedFor }),
    ...(verifiedFor === undefined ? {} : { verifiedFor }),
    ...(authorisedFor === undefined ? {} : { authorisedFor }),
  };
};

/** Who asked for a run, and for whom. */
export const makerOf = ({ createdBy, createdFor }: Pick<PaymentRun, "createdBy" | "createdFor">): Actor => ({
  persons: createdFor === undefined ? [createdBy] : [createdBy, createdFor],
  superiors: [],
});

/** Whoever pays has had no other part in any of these orders. */
export const refuseAccountingOfficer = (
  orders: readonly OrderPersons[],
  payer: StepTaker,
): SegregationViolated | null => {
  for (const order of orders) {
    const refusal = refuseStep(stepsBehind(order), "ACCOUNTING_OFFICER", payer);
    if (refusal !== null) return refusal;
  }
  return null;
};
