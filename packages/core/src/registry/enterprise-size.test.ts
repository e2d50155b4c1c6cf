import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SizeDeclaration, decideSize } from "./enterprise-size.ts";

const million = 1_000_000_00;
const figures = (workUnits: string, turnoverCents: number, balanceSheetCents: number) => ({
  workUnits,
  turnoverCents,
  balanceSheetCents,
});
const year = (own: object, related: readonly object[] = []) => ({ own, related });
const declared = (latest: object, over: object = {}) =>
  SizeDeclaration.parse({ isEnterprise: true, isPublicControlled: false, latest, ...over });
const sizeOf = (latest: object, over: object = {}) => decideSize(declared(latest, over));
const small = year(figures("30", 5 * million, 5 * million));
const medium = year(figures("100", 20 * million, 20 * million));
const large = year(figures("300", 20 * million, 20 * million));

describe("the size of an enterprise", () => {
  test.each([
    ["9.99", 2 * million, 9 * million, "MICRO"],
    ["10", 2 * million, 2 * million, "SMALL"],
    ["9", 2 * million + 1, 2 * million + 1, "SMALL"],
    ["9", 2 * million + 1, 2 * million, "MICRO"],
    ["49.99", 10 * million, 43 * million, "SMALL"],
    ["50", 10 * million, 10 * million, "MEDIUM"],
    ["49", 10 * million + 1, 10 * million + 1, "MEDIUM"],
    ["249.99", 50 * million, 44 * million, "MEDIUM"],
    ["249.99", 50 * million + 1, 43 * million, "MEDIUM"],
    ["249.99", 50 * million + 1, 43 * million + 1, "NOT_SME"],
    ["250", 0, 0, "NOT_SME"],
  ])("of %s persons, turnover %i, balance sheet %i is %s", (workUnits, turnover, balance, size) => {
    expect(sizeOf(year(figures(workUnits, turnover, balance)))).toBe(size);
  });

  test("counts linked enterprises whole and partners by their share", () => {
    const own = figures("40", 4 * million, 4 * million);
    const other = figures("30", 8 * million, 8 * million);
    expect(sizeOf(year(own, [{ kind: "LINKED", figures: other }]))).toBe("MEDIUM");
    expect(sizeOf(year(own, [{ kind: "PARTNER", share: "1/4", figures: other }]))).toBe("SMALL");
    expect(sizeOf(year(own, [{ kind: "PARTNER", share: "1/3", figures: other }]))).toBe("MEDIUM");
  });

  test.each(["6/25", "51/100"])("knows no partner that holds %s", (share) => {
    const related = [{ kind: "PARTNER", share, figures: figures("1", 0, 0) }];
    expect(() => declared(year(figures("1", 0, 0), related))).toThrow("A partner holds");
  });

  test("is none of these for a body that is no enterprise, or that public bodies hold a quarter of", () => {
    expect(sizeOf(small, { isEnterprise: false })).toBe("NOT_SME");
    expect(sizeOf(small, { isPublicControlled: true })).toBe("NOT_SME");
  });

  test("changes after two years in a row only", () => {
    expect(sizeOf(large, { previous: medium })).toBe("MEDIUM");
    expect(sizeOf(large, { previous: large, formerSize: "MEDIUM" })).toBe("NOT_SME");
    expect(sizeOf(medium, { previous: large, formerSize: "MEDIUM" })).toBe("MEDIUM");
    expect(sizeOf(small, { previous: small, formerSize: "MEDIUM" })).toBe("SMALL");
  });

  test("never grows smaller by another linked enterprise", () => {
    const order = ["MICRO", "SMALL", "MEDIUM", "NOT_SME"];
    const some = fc.record({
      workUnits: fc.integer({ min: 0, max: 400 }).map(String),
      turnoverCents: fc.integer({ min: 0, max: 60 * million }),
      balanceSheetCents: fc.integer({ min: 0, max: 60 * million }),
    });
    fc.assert(
      fc.property(some, some, (own, other) => {
        const [alone, together] = [sizeOf(year(own)), sizeOf(year(own, [{ kind: "LINKED", figures: other }]))];
        expect(order.indexOf(together)).toBeGreaterThanOrEqual(order.indexOf(alone));
      }),
    );
  });
});
