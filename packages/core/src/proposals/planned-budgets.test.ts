import { NO_CENTS, cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { computeTotals } from "./compute-totals.ts";
import { CostItem } from "./cost-line.ts";
import { BudgetPart, CostsPart, PartnerPart } from "./part.ts";
import { costMatrix, otherUnionCents, plannedBudgets } from "./planned-budgets.ts";

const aPartner = (slot: string, over: object = {}) =>
  PartnerPart.parse({
    kind: "partner",
    slot,
    name: "Ministry",
    pic: "999888777",
    country: "BE",
    isSme: false,
    isNonProfit: false,
    isPublicBody: true,
    ...over,
  });
const aBudget = (slot: string, over: object = {}) =>
  BudgetPart.parse({ kind: "budget", slot, categoriesCents: {}, ...over });
const someCosts = (slot: string, workPackage: string, ...lines: readonly object[]) =>
  CostsPart.parse({ kind: "costs", slot, workPackage, lines });
const amount = (item: string, amountCents: number, kind = "amount") => ({ kind, item, description: "", amountCents });

describe("the budget of a partner", () => {
  const costs = [
    someCosts("p001", "w01", amount("A1", 100_00), amount("C1", 10_00)),
    someCosts("p001", "w02", amount("A2", 50_00)),
    someCosts("p002", "w01"),
  ];

  test("is the sum of its lines where it has any, else what is entered", () => {
    const entered = [aBudget("p001", { ownCents: 1 }), aBudget("p002", { categoriesCents: { B: 7 } })];
    expect(plannedBudgets(entered, costs)).toEqual([
      aBudget("p001", { ownCents: 1, categoriesCents: { A: 150_00, C: 10_00 } }),
      aBudget("p002", { categoriesCents: { B: 7 } }),
    ]);
  });

  test("is there as soon as there are lines", () => {
    expect(plannedBudgets([], costs)).toEqual([aBudget("p001", { categoriesCents: { A: 150_00, C: 10_00 } })]);
  });

  test("never counts lines and entered amounts together", () => {
    const [both] = plannedBudgets([aBudget("p001", { categoriesCents: { A: 1, B: 2 } })], costs);
    expect(both?.categoriesCents).toEqual({ A: 150_00, C: 10_00 });
  });
});

describe("the totals of a consortium that plans by lines", () => {
  const slots = ["p001", "p002", "p003"];
  const packages = ["w01", "w02", "w03", "w04"];
  const aCell = fc.array(
    fc.record({
      item: fc.constantFrom(...CostItem.options),
      amountCents: fc.integer({ min: 0, max: 1_000_000_00 }),
      kind: fc.constantFrom("amount", "lumpSum"),
    }),
    { maxLength: 4 },
  );
  const aPlan = fc
    .array(aCell, { minLength: 12, maxLength: 12 })
    .map((cells) =>
      cells.map((lines, index) =>
        someCosts(
          slots[index % 3] ?? "",
          packages[index % 4] ?? "",
          ...lines.map(({ item, amountCents, kind }) => amount(item, amountCents, kind)),
        ),
      ),
    );

  test("are the same by line, category, work package, partner and whole; each partner is rounded by itself (CLR-MON-03)", () => {
    const partners = slots.map((slot, index) => aPartner(slot, { isSme: index === 1 }));
    fc.assert(
      fc.property(aPlan, (costs) => {
        const lines = costs.flatMap((part) => part.lines);
        const sum = lines.reduce((all, line) => all + ("amountCents" in line ? line.amountCents : 0), 0);
        const matrix = costMatrix(slots, packages, costs);
        const totals = computeTotals(partners, [], programmeProfiles.SME, costs);
        expect(matrix.totalCents).toBe(sum);
        expect(matrix.columnCents.reduce((all, one) => all + one, 0)).toBe(sum);
        const byCategory = plannedBudgets([], costs).flatMap((budget) => Object.values(budget.categoriesCents));
        expect(byCategory.reduce((all, one) => all + one, 0)).toBe(sum);
        expect(totals.partners.map(({ directCents }) => directCents)).toEqual(
          matrix.rows.map(({ sumCents }) => sumCents),
        );
        expect(totals.requestedCents).toBe(totals.partners.reduce((all, one) => all + one.requestedCents, 0));
        for (const one of totals.partners) {
          expect(one.directCents + one.indirectCents).toBe(one.eligibleCents);
          expect(one.requestedCents + one.nationalCents + one.ownCents).toBe(one.eligibleCents);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("add no flat rate to a lump sum, which carries its indirect costs (FORM-05)", () => {
    const totals = (kind: string) =>
      computeTotals([aPartner("p001")], [], programmeProfiles.SG, [
        someCosts("p001", "w01", amount("A1", 1_000_00), amount("C1", 500_00, kind)),
      ]).partners[0];
    expect(totals("amount")).toMatchObject({ directCents: 1_500_00, indirectCents: 105_00 });
    expect(totals("lumpSum")).toMatchObject({ directCents: 1_500_00, indirectCents: 70_00 });
  });

  test("leave to the partner what nobody else pays, and name other grants only where there are some (MAT-07)", () => {
    const other = (standing: string, coversSameCosts: boolean, amountCents: number) => ({
      reference: "101226928",
      standing,
      coversSameCosts,
      amountCents,
    });
    const budget = aBudget("p001", {
      categoriesCents: { A: 1_000_00 },
      incomeCents: 35_00,
      otherUnion: [other("RECEIVED", true, 100_00), other("APPLIED_FOR", true, 9), other("RECEIVED", false, 9)],
    });
    expect(computeTotals([aPartner("p001")], [budget], programmeProfiles.SG).partners[0]).toMatchObject({
      eligibleCents: 1_070_00,
      requestedCents: 535_00,
      otherUnionCents: 100_00,
      incomeCents: 35_00,
      ownCents: 400_00,
    });
    const [plain] = computeTotals([aPartner("p001")], [aBudget("p001")], programmeProfiles.SG).partners;
    expect(Object.keys(plain ?? {})).not.toContain("otherUnionCents");
    expect(otherUnionCents({})).toBe(NO_CENTS);
  });
});

describe("the matrix of partners and work packages", () => {
  test("has a cell for every pair, in the order that was asked for", () => {
    const costs = [someCosts("p002", "w02", amount("B", 5)), someCosts("p001", "w01", amount("B", 3))];
    expect(costMatrix(["p002", "p001"], ["w01", "w02"], costs)).toEqual({
      rows: [
        { slot: "p002", cells: [0, 5], sumCents: 5 },
        { slot: "p001", cells: [3, 0], sumCents: 3 },
      ],
      columnCents: [3, 5],
      totalCents: cents(8),
    });
  });
});
