import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type InKindCosts, valueInKind } from "./value-in-kind.ts";

const costs = (changes: Partial<InKindCosts> = {}): InKindCosts => ({
  entityType: "NCC",
  eligibleCostsCents: cents(800),
  unionContributionCents: cents(400),
  memberStateCashCents: cents(0),
  hasAuditorCertificate: true,
  ...changes,
});

describe("valuing a contribution in kind", () => {
  test.each(["NCC", "PUBLIC"] as const)(
    "of an entity of the kind %s counts what the Union does not bear (FIN-06)",
    (entityType) => {
      expect(valueInKind(costs({ entityType }))).toEqual({
        inKindCents: 400,
        financialCents: 0,
        countedInKindCents: 400,
        status: "CERTIFIED",
      });
    },
  );

  test("takes off the Member State's cash, which counts as money", () => {
    expect(valueInKind(costs({ memberStateCashCents: cents(100) }))).toEqual({
      inKindCents: 300,
      financialCents: 100,
      countedInKindCents: 300,
      status: "CERTIFIED",
    });
  });

  test("is never below nothing", () => {
    const inKindWithCash = (cash: number) => valueInKind(costs({ memberStateCashCents: cents(cash) })).inKindCents;
    expect(inKindWithCash(399)).toBe(1);
    expect(inKindWithCash(400)).toBe(0);
    expect(inKindWithCash(401)).toBe(0);
    expect(valueInKind(costs({ unionContributionCents: cents(801) })).inKindCents).toBe(0);
  });

  test("counts nothing before the auditor's certificate, but shows the value (CLR-FIN-02)", () => {
    expect(valueInKind(costs({ hasAuditorCertificate: false, memberStateCashCents: cents(100) }))).toEqual({
      inKindCents: 300,
      financialCents: 100,
      countedInKindCents: 0,
      status: "NOT_COUNTED_NO_CERTIFICATE",
    });
  });

  test.each([true, false])("never counts a private beneficiary's costs (certificate: %s)", (hasAuditorCertificate) => {
    const privateCosts = costs({ entityType: "PRIVATE", hasAuditorCertificate, memberStateCashCents: cents(50) });
    expect(valueInKind(privateCosts)).toEqual({
      inKindCents: 0,
      financialCents: 50,
      countedInKindCents: 0,
      status: "NOT_ELIGIBLE_AS_IN_KIND",
    });
  });

  test("counts no cost twice: Union, cash and kind together never pass the costs where the first two do not", () => {
    const amount = fc.nat(1000).map((value) => cents(value));
    fc.assert(
      fc.property(amount, amount, amount, (eligibleCostsCents, unionContributionCents, memberStateCashCents) => {
        const { inKindCents } = valueInKind(
          costs({ eligibleCostsCents, unionContributionCents, memberStateCashCents }),
        );
        const borne = unionContributionCents + memberStateCashCents;
        expect(inKindCents + borne).toBe(Math.max(borne, eligibleCostsCents));
      }),
    );
  });
});
