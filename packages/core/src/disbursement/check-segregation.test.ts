import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TransactionRole, TransactionRole as TransactionRoles, checkSegregation } from "./check-segregation.ts";

const step = (role: TransactionRole, person: string) => ({ role, person });
const rules = (steps: readonly ReturnType<typeof step>[], reportsTo: Record<string, string> = {}) =>
  checkSegregation(steps, new Map(Object.entries(reportsTo))).map(({ rule }) => rule);

const fourPersons = [
  step("INITIATOR", "ana"),
  step("VERIFIER", "bo"),
  step("AUTHORISING_OFFICER", "cy"),
  step("ACCOUNTING_OFFICER", "di"),
];

describe("segregation of duties on a transaction", () => {
  test("holds among four persons who report to the authorising officer", () => {
    expect(rules(fourPersons, { ana: "cy", bo: "cy" })).toEqual([]);
  });

  test.each([
    ["INITIATOR", "VERIFIER", "VERIFIER_IS_INITIATOR"],
    ["AUTHORISING_OFFICER", "ACCOUNTING_OFFICER", "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER"],
    ["INITIATOR", "AUTHORISING_OFFICER", "SAME_PERSON_IN_TWO_ROLES"],
    ["INITIATOR", "ACCOUNTING_OFFICER", "SAME_PERSON_IN_TWO_ROLES"],
    ["VERIFIER", "AUTHORISING_OFFICER", "SAME_PERSON_IN_TWO_ROLES"],
    ["VERIFIER", "ACCOUNTING_OFFICER", "SAME_PERSON_IN_TWO_ROLES"],
    ["EX_ANTE_CONTROLLER", "EX_POST_CONTROLLER", "EX_POST_IS_EX_ANTE"],
    ["VERIFIER", "EX_POST_CONTROLLER", "EX_POST_IS_EX_ANTE"],
  ] as const)("refuses one person as %s and %s", (one, other, rule) => {
    expect(rules([step(one, "ana"), step(other, "ana")])).toEqual([rule]);
    expect(rules([step(other, "ana"), step(one, "ana")])).toEqual([rule]);
  });

  test.each([
    ["INITIATOR", "INITIATOR"],
    ["VERIFIER", "EX_ANTE_CONTROLLER"],
    ["INITIATOR", "EX_POST_CONTROLLER"],
  ] as const)("allows one person as %s and %s", (one, other) => {
    expect(rules([step(one, "ana"), step(other, "ana")])).toEqual([]);
  });

  test("names every rule that is broken, with roles and persons", () => {
    const violations = checkSegregation(
      [...fourPersons, step("VERIFIER", "ana"), step("ACCOUNTING_OFFICER", "cy")],
      new Map(),
    );
    expect(violations).toEqual([
      { rule: "VERIFIER_IS_INITIATOR", roles: ["VERIFIER", "INITIATOR"], persons: ["ana", "ana"] },
      {
        rule: "AUTHORISING_OFFICER_IS_ACCOUNTING_OFFICER",
        roles: ["AUTHORISING_OFFICER", "ACCOUNTING_OFFICER"],
        persons: ["cy", "cy"],
      },
    ]);
  });

  test("names a breach once, however often the steps were taken", () => {
    expect(rules([step("INITIATOR", "ana"), step("VERIFIER", "ana"), step("VERIFIER", "ana")])).toHaveLength(1);
  });

  test("knows the roles of a transaction", () => {
    expect(TransactionRoles.options).toEqual([
      "INITIATOR",
      "VERIFIER",
      "AUTHORISING_OFFICER",
      "ACCOUNTING_OFFICER",
      "EX_ANTE_CONTROLLER",
      "EX_POST_CONTROLLER",
    ]);
  });

  test("of no steps holds", () => {
    expect(rules([])).toEqual([]);
  });
});

describe("the reporting line", () => {
  const initiated = [step("INITIATOR", "ana"), step("VERIFIER", "bo")];

  test.each([
    ["directly", { bo: "ana" }],
    ["through two superiors", { bo: "x", x: "y", y: "ana" }],
    ["in a circle", { bo: "ana", ana: "bo" }],
  ])("lets no verifier report to the initiator %s", (_, reportsTo) => {
    expect(rules(initiated, reportsTo)).toEqual(["VERIFIER_SUBORDINATE_TO_INITIATOR"]);
  });

  test.each([
    ["the other way round", { ana: "bo" }],
    ["to the same superior", { ana: "cy", bo: "cy" }],
    ["in a circle without the initiator", { bo: "x", x: "y", y: "x" }],
    ["to oneself", { bo: "bo" }],
  ])("allows it %s", (_, reportsTo) => {
    expect(rules(initiated, reportsTo)).toEqual([]);
  });

  test("finds a person who is both only once, as the same person", () => {
    const both = [step("INITIATOR", "ana"), step("VERIFIER", "ana")];
    expect(rules(both, { ana: "x", x: "ana" })).toEqual(["VERIFIER_IS_INITIATOR"]);
  });

  test.each(["EX_ANTE_CONTROLLER", "VERIFIER"] as const)("lets no ex-post controller report to the %s", (role) => {
    const controlled = [step(role, "ana"), step("EX_POST_CONTROLLER", "bo")];
    expect(rules(controlled, { bo: "x", x: "ana" })).toEqual(["EX_POST_SUBORDINATE_TO_EX_ANTE"]);
    expect(rules(controlled, { ana: "bo" })).toEqual([]);
  });

  test("is followed to any depth (property)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (depth) => {
        const line = Object.fromEntries(Array.from({ length: depth }, (_, level) => [`p${level}`, `p${level + 1}`]));
        const steps = [step("INITIATOR", `p${depth}`), step("VERIFIER", "p0")];
        expect(rules(steps, line)).toEqual(["VERIFIER_SUBORDINATE_TO_INITIATOR"]);
      }),
    );
  });

  test("never matters among persons who all differ and report to nobody (property)", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...TransactionRoles.options]), (roles) => {
        expect(rules(roles.map((role) => step(role, role)))).toEqual([]);
      }),
    );
  });
});
