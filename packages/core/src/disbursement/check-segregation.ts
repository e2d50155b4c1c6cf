import { z } from "zod";

/** What a person did on a transaction. A deputy acts with the role he or she deputises for (CLR-SOD-01). */
export const TransactionRole = z
  .enum([
    "INITIATOR",
    "VERIFIER",
    "AUTHORISING_OFFICER",
    "ACCOUNTING_OFFICER",
    "EX_ANTE_CONTROLLER",
    "EX_POST_CONTROLLER",
  ])
  .meta({ id: "TransactionRole" });
export type TransactionRole = z.infer<typeof TransactionRole>;

/** One step of the event log of a transaction. Persons are natural persons: two accounts of one person are one. */
export type TransactionStep<Person extends string> = { readonly role: TransactionRole; readonly person: Person };

/** Each person's direct superior. */
export type ReportingLine<Person extends string> = ReadonlyMap<Person, Person>;

export type SegregationRule =
  | "VERIFIER_IS_INITIATOR"
  | "VERIFIER_SUBORDINATE_TO_INITIATOR"
  | "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER"
  | "SAME_PERSON_IN_TWO_ROLES"
  | "EX_POST_IS_EX_ANTE"
  | "EX_POST_SUBORDINATE_TO_EX_ANTE";

export type SegregationViolation<Person extends string> = {
  readonly rule: SegregationRule;
  readonly roles: readonly [TransactionRole, TransactionRole];
  readonly persons: readonly [Person, Person];
};

type Conflict = {
  readonly rule: SegregationRule;
  /** `SAME`: one person holds both roles; `SUBORDINATE`: the holder of the first reports to the holder of the second, at any level. */
  readonly when: "SAME" | "SUBORDINATE";
  readonly roles: readonly [TransactionRole, TransactionRole];
};

/** Every pair of roles that must be apart on one transaction. What is not here is allowed: the initiator may report to the verifier. */
const conflicts: readonly Conflict[] = [
  // SOD-02, FR 74(5).
  { rule: "VERIFIER_IS_INITIATOR", when: "SAME", roles: ["VERIFIER", "INITIATOR"] },
  { rule: "VERIFIER_SUBORDINATE_TO_INITIATOR", when: "SUBORDINATE", roles: ["VERIFIER", "INITIATOR"] },
  // SOD-01, FR 72.
  {
    rule: "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER",
    when: "SAME",
    roles: ["AUTHORISING_OFFICER", "ACCOUNTING_OFFICER"],
  },
  // SOD-04: nobody holds two of {initiator, verifier, authorising officer, accounting officer}.
  { rule: "SAME_PERSON_IN_TWO_ROLES", when: "SAME", roles: ["INITIATOR", "AUTHORISING_OFFICER"] },
  { rule: "SAME_PERSON_IN_TWO_ROLES", when: "SAME", roles: ["INITIATOR", "ACCOUNTING_OFFICER"] },
  { rule: "SAME_PERSON_IN_TWO_ROLES", when: "SAME", roles: ["VERIFIER", "AUTHORISING_OFFICER"] },
  { rule: "SAME_PERSON_IN_TWO_ROLES", when: "SAME", roles: ["VERIFIER", "ACCOUNTING_OFFICER"] },
  // SOD-03, FR 74(6): a verifier carried out an ex-ante control too (CLR-SOD-01).
  { rule: "EX_POST_IS_EX_ANTE", when: "SAME", roles: ["EX_POST_CONTROLLER", "EX_ANTE_CONTROLLER"] },
  { rule: "EX_POST_IS_EX_ANTE", when: "SAME", roles: ["EX_POST_CONTROLLER", "VERIFIER"] },
  {
    rule: "EX_POST_SUBORDINATE_TO_EX_ANTE",
    when: "SUBORDINATE",
    roles: ["EX_POST_CONTROLLER", "EX_ANTE_CONTROLLER"],
  },
  { rule: "EX_POST_SUBORDINATE_TO_EX_ANTE", when: "SUBORDINATE", roles: ["EX_POST_CONTROLLER", "VERIFIER"] },
];

/**
 * Every breach of the segregation of duties on a transaction, from what was done on it and not from static roles (SOD-01 to SOD-04,
 * CLR-SOD-01). An empty list allows it. Asked before a step: append the step that somebody wants to take.
 */
export const checkSegregation = <Person extends string>(
  steps: readonly TransactionStep<Person>[],
  superiors: ReportingLine<Person>,
): readonly SegregationViolation<Person>[] => {
  const holders = (role: TransactionRole) => [
    ...new Set(steps.filter((step) => step.role === role).map(({ person }) => person)),
  ];
  return conflicts.flatMap(({ rule, when, roles }) => {
    const [first, second] = roles;
    return holders(first)
      .flatMap((a) => holders(second).map((b) => [a, b] as const))
      .filter(([a, b]) => (when === "SAME" ? a === b : reportsTo(a, b, superiors)))
      .map((persons) => ({ rule, roles, persons }));
  });
};

/** Whether a person reports to another, at any level. Nobody reports to oneself; a circle in the reporting line ends the search. */
const reportsTo = <Person extends string>(
  person: Person,
  superior: Person,
  superiors: ReportingLine<Person>,
): boolean => {
  const asked = new Set<Person>([person]);
  let next = superiors.get(person);
  while (next !== undefined && !asked.has(next)) {
    if (next === superior) return true;
    asked.add(next);
    next = superiors.get(next);
  }
  return false;
};
