import { cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideAwards, missingForCeiling } from "./decide-ceiling.ts";

const usual = cents(60_000_00);
const award = (thirdParty: string, amount: number, subCall = "S1") => ({
  subCall,
  thirdParty,
  awardCents: cents(amount),
});

describe("a ceiling for third parties", () => {
  const bare = { exceptionReason: null, isReportedInActivityReport: false };

  test.each([59_999_99, 60_000_00])("of %i needs no reason (FSTP-01)", (ceiling) => {
    expect(missingForCeiling({ ...bare, ceilingCents: cents(ceiling) }, usual)).toEqual([]);
  });

  test("of one cent more needs a reason and its place in the activity report (FSTP-02)", () => {
    const above = { ...bare, ceilingCents: cents(60_000_01) };
    expect(missingForCeiling(above, usual)).toEqual(["exceptionReason", "reportedInActivityReport"]);
    const reasoned = { ...above, exceptionReason: "CRISIS_MANAGEMENT" } as const;
    expect(missingForCeiling(reasoned, usual)).toEqual(["reportedInActivityReport"]);
    expect(missingForCeiling({ ...reasoned, isReportedInActivityReport: true }, usual)).toEqual([]);
  });
});

describe("awards to third parties", () => {
  test("reach the ceiling over all sub-calls and not a cent more (FSTP-03)", () => {
    const { awards } = decideAwards(usual, [
      award("TP1", 40_000_00),
      award("TP1", 20_000_01, "S2"),
      award("TP1", 20_000_00, "S3"),
    ]);
    expect(awards.map(({ isAccepted }) => isAccepted)).toEqual([true, false, true]);
  });

  test("never pass the ceiling of anybody, and another's never count (CLR-FSTP-01)", () => {
    const anyAward = fc.record({ thirdParty: fc.constantFrom("A", "B"), amount: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(anyAward, { maxLength: 20 }), (offered) => {
        const all = offered.map(({ thirdParty, amount }) => award(thirdParty, amount));
        const { awards, totalCentsByThirdParty } = decideAwards(cents(150), all);
        const alone = decideAwards(
          cents(150),
          all.filter(({ thirdParty }) => thirdParty === "A"),
        );
        expect(awards.filter(({ thirdParty }) => thirdParty === "A")).toEqual(alone.awards);
        for (const [thirdParty, total] of totalCentsByThirdParty) {
          const accepted = awards.filter((one) => one.thirdParty === thirdParty && one.isAccepted);
          expect(sumCents(accepted.map(({ awardCents }) => awardCents))).toBe(total);
          expect(total).toBeLessThanOrEqual(150);
        }
      }),
    );
  });
});
