import { Rate } from "@grants/kernel/fraction";
import { cents, sumCents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CostCategory } from "../agreements/build-up-costs.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import { refuseLines } from "./check-statement.ts";
import { computeStatement, statesCosts } from "./compute-statement.ts";
import { StatementLine } from "./financial-statement.ts";
import { standingOf } from "./report-period.ts";

const on = (day: string) => LocalDate.parse(day);
const first = { number: 1, from: on("2027-05-10"), to: on("2028-11-09") };
const last = { number: 2, from: on("2028-11-10"), to: on("2030-05-09") };
const sheet: Pick<DataSheet, "costCategories" | "reportingPeriods" | "indirectBase" | "indirectRate"> = {
  costCategories: ["A", "B", "C", "D_OTHER"],
  reportingPeriods: [first, last],
  indirectBase: ["A", "C"],
  indirectRate: Rate.parse("7/100"),
};
const line = (over: object = {}) =>
  StatementLine.parse({ category: "A", description: "Analysts", incurredOn: "2028-01-15", cents: 1_000_00, ...over });
const refusal = (over: object, { period = first, today = "2031-01-01" } = {}) =>
  refuseLines({ lines: [line({ incurredOn: period.from }), line(over)] }, { sheet, period, today: on(today) });

describe("a line of a financial statement", () => {
  test.each([
    ["2027-05-09", "BEFORE_PERIOD"],
    ["2027-05-10", null],
    ["2028-11-09", null],
    ["2028-11-10", "AFTER_PERIOD"],
  ])("of %s belongs to the period of 10 May 2027 to 9 November 2028, or is refused as %s (FORM-06)", (day, because) => {
    expect(refusal({ incurredOn: day })).toEqual(
      because === null ? null : { kind: "StatementLineRefused", line: 2, because },
    );
  });

  test.each([
    ["2028-01-15", null],
    ["2028-01-14", "IN_FUTURE"],
  ])("of 15 January 2028 can be stated on %s, or is refused as %s (FORM-06)", (today, because) => {
    expect(refusal({}, { today })?.because ?? null).toBe(because);
  });

  test.each([
    ["2030-05-10", true, null],
    ["2030-07-08", true, null],
    ["2030-07-09", true, "AFTER_PERIOD"],
    ["2030-05-10", undefined, "AFTER_PERIOD"],
  ])(
    "of %s for the final report (%s) is eligible until that report is due (FORM-06)",
    (day, forFinalReport, because) => {
      const over = { incurredOn: day, forFinalReport };
      expect(refusal(over, { period: last })?.because ?? null).toBe(because);
    },
  );

  test("has no final report in a period that is not the last one, no category that the agreement lacks, and costs something", () => {
    expect(refusal({ forFinalReport: true })?.because).toBe("NOT_FINAL");
    expect(refusal({ category: "D_FSTP" })?.because).toBe("CATEGORY_NOT_COVERED");
    expect(refusal({ cents: 0 })?.because).toBe("NOTHING");
    expect(refusal({ cents: 1 })).toBeNull();
  });
});

describe("the report of a period", () => {
  test.each([
    ["2027-05-09", null, "NOT_BEGUN", 0],
    ["2027-05-10", null, "RUNNING", 0],
    ["2028-11-09", null, "RUNNING", 0],
    ["2028-11-10", null, "DUE", 0],
    ["2029-01-08", null, "DUE", 0],
    ["2029-01-09", null, "OVERDUE", 1],
    ["2029-06-01", "2029-01-08", "SENT", 0],
    ["2029-06-01", "2029-01-10", "SENT_LATE", 2],
  ])("seen on %s, received %s, is %s (GA-07, CLR-CAL-03)", (today, receivedOn, state, daysLate) => {
    const seen = { today: on(today), receivedOn: receivedOn === null ? null : on(receivedOn) };
    expect(standingOf(first, seen)).toMatchObject({ dueOn: "2029-01-08", legalDueOn: "2029-01-08", state, daysLate });
  });
});

test.each([
  ["SME", true],
  ["RIA", true],
  ["LS", false],
] as const)("the costs of a grant of type %s are stated: %s (GA-13)", (actionType, expected) => {
  expect(statesCosts({ actionType })).toBe(expected);
});

describe("a financial statement worked out", () => {
  test("adds flat indirect costs, rounded, and takes the beneficiary's own rate (CLR-COST-01, CLR-MON-03)", () => {
    const lines = [line({ cents: 33 }), line({ category: "C", cents: 18 }), line({ category: "B", cents: 100 })];
    expect(computeStatement({ lines }, sheet, { rate: Rate.parse("1/2") })).toEqual({
      categories: [
        { category: "A", cents: 33 },
        { category: "B", cents: 100 },
        { category: "C", cents: 18 },
        { category: "D_OTHER", cents: 0 },
      ],
      directCents: 151,
      indirectBaseCents: 51,
      indirectCents: 4,
      totalEligibleCents: 155,
      unionContributionCents: 78,
    });
  });

  test("says the same whatever the order of its lines, and adds up to them (CLR-COST-01)", () => {
    const aLine = fc
      .record({ category: fc.constantFrom(...CostCategory.options), cents: fc.integer({ min: 1, max: 1_000_000_000 }) })
      .map(line);
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 20 }), (lines) => {
        const computed = computeStatement({ lines }, sheet, { rate: Rate.parse("3/4") });
        expect(computeStatement({ lines: lines.toReversed() }, sheet, { rate: Rate.parse("3/4") })).toEqual(computed);
        expect(computed.directCents).toBe(sumCents(lines.map((one) => cents(one.cents))));
      }),
    );
  });
});
