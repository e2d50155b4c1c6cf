import { costLineCentsMax, unitRateCentsMax } from "@grants/kernel/limits";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CostItem,
  CostLine,
  Quantity,
  categoriesOf,
  categoryOf,
  lineCents,
  quantityOf,
  sumLines,
} from "./cost-line.ts";

const line = (over: object) => CostLine.parse({ item: "A1", description: "", ...over });
const isTaken = (over: object) => CostLine.safeParse({ item: "A1", description: "", ...over }).success;

describe("a cost line", () => {
  test.each([
    { over: { kind: "amount", amountCents: 1_000_01 }, cents: 1_000_01 },
    { over: { kind: "lumpSum", amountCents: 1 }, cents: 1 },
    { over: { kind: "units", item: "C3", units: "3", rateCents: 33_33 }, cents: 99_99 },
    { over: { kind: "days", days: "12.5", rateCents: 312_50 }, cents: 3_906_25 },
    { over: { kind: "days", days: "0", rateCents: 312_50 }, cents: 0 },
    // Half a cent goes away from zero; less does not.
    { over: { kind: "units", units: "0.5", rateCents: 1 }, cents: 1 },
    { over: { kind: "units", units: "0.49", rateCents: 1 }, cents: 0 },
    { over: { kind: "units", units: "99999.99", rateCents: 100_00 }, cents: 999_999_900 },
  ])("comes to whole cents, rounded once, half up (CLR-MON-01): $over", ({ over, cents }) => {
    expect(lineCents(line(over))).toBe(cents);
  });

  test.each([
    ["a billion euro", { kind: "amount", amountCents: costLineCentsMax }, true],
    ["a cent more", { kind: "amount", amountCents: costLineCentsMax + 1 }, false],
    ["units that come to a billion euro", { kind: "units", units: "1000", rateCents: unitRateCentsMax }, true],
    ["units that come to more", { kind: "units", units: "1000.01", rateCents: unitRateCentsMax }, false],
    ["a rate above a million euro", { kind: "units", units: "1", rateCents: unitRateCentsMax + 1 }, false],
    ["a part of a cent", { kind: "amount", amountCents: 0.5 }, false],
    ["a negative amount", { kind: "amount", amountCents: -1 }, false],
    ["days of personnel", { kind: "days", item: "A4", days: "1", rateCents: 1 }, true],
    ["days of travel", { kind: "days", item: "C1", days: "1", rateCents: 1 }, false],
    ["an amount and days", { kind: "amount", amountCents: 1, days: "1" }, false],
    ["indirect costs", { kind: "amount", item: "E", amountCents: 1 }, false],
    ["a description of 80 letters", { kind: "amount", amountCents: 1, description: "x".repeat(80) }, true],
    ["one of 81", { kind: "amount", amountCents: 1, description: "x".repeat(81) }, false],
  ])("of %s is taken or refused: %o", (_, over, taken) => {
    expect(isTaken(over)).toBe(taken);
  });

  test.each(["1.50", "01", "1.", ".5", "1e3", "-1", "100000", "1.234", "1,5", ""])(
    "does not take %s as how many",
    (text) => {
      expect(Quantity.safeParse(text).success).toBe(false);
    },
  );

  test("writes every number of hundredths in one way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (hundredths) => {
        const text = quantityOf(hundredths);
        expect(Quantity.parse(text)).toBe(text);
        expect(lineCents(line({ kind: "units", units: text, rateCents: 100 }))).toBe(hundredths);
      }),
    );
  });
});

describe("the lines of a budget", () => {
  test("add up to the same sum by line and by category (CLR-COST-01)", () => {
    const aLine = fc
      .record({
        item: fc.constantFrom(...CostItem.options),
        amountCents: fc.integer({ min: 0, max: costLineCentsMax }),
      })
      .map(({ item, amountCents }) => line({ kind: "amount", item, amountCents }));
    fc.assert(
      fc.property(fc.array(aLine), (lines) => {
        const byCategory = categoriesOf(lines);
        const sum = Object.values(byCategory).reduce((all, amount) => all + amount, 0);
        expect(sum).toBe(sumLines(lines));
        expect(new Set(Object.keys(byCategory))).toEqual(new Set(lines.map(({ item }) => categoryOf(item))));
      }),
    );
  });

  test("belong to the categories of the model agreement", () => {
    expect(CostItem.options.map((item) => `${item} ${categoryOf(item)}`)).toEqual([
      "A1 A",
      "A2 A",
      "A3 A",
      "A4 A",
      "B B",
      "C1 C",
      "C2 C",
      "C3 C",
      "D1 D_FSTP",
      "D2 D_INTERNAL",
      "D3 D_OTHER",
    ]);
  });
});
