import { Instant, LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { describe, expect, test } from "vitest";
import { ContributionLine, contributionStatuses, contributionSteps, formOf, statusOf } from "./contribution-line.ts";

const day = (text: string) => LocalDate.parse(text);
const aLine = (over: object = {}) =>
  ContributionLine.parse({
    state: "due",
    id: `lin_${newId("line")}`,
    jointActionId: `ja_${newId("joint action")}`,
    funder: "BE",
    purpose: "OPERATIONAL",
    channel: "VIA_ECCC",
    forYear: 2027,
    pledgedCents: 100,
    committedCents: 100,
    committedAt: Instant.parse("2026-12-01T09:00:00.000Z"),
    dueOn: "2027-01-31",
    contributedCents: 0,
    ...over,
  });

describe("the way of a contribution", () => {
  test("begins with the pledge and reaches every step from there", () => {
    const reached = new Set(["pledged"]);
    for (const from of reached)
      for (const to of contributionSteps[contributionStatuses.find((status) => status === from) ?? "paid"])
        reached.add(to);
    expect([...reached].toSorted()).toEqual([...contributionStatuses].toSorted());
  });

  test("ends before it was owed, or where the money is there until the next tranche is called (MAT-04)", () => {
    const ends = contributionStatuses.filter((status) => contributionSteps[status].every((to) => to === "due"));
    expect(ends).toEqual(["withdrawn", "committed", "paid", "remedied"]);
    expect(contributionSteps.withdrawn).toEqual([]);
  });

  test("comes back to where it was by the next tranche alone", () => {
    const later = (from: (typeof contributionStatuses)[number], seen: readonly string[]): readonly string[] =>
      contributionSteps[from].flatMap((to) => (seen.includes(to) ? [to] : later(to, [...seen, to])));
    expect([...new Set(later("pledged", ["pledged"]))]).toEqual(["due"]);
  });

  test("goes through the written notice and the period before it is a default (FIN-10)", () => {
    expect(contributionStatuses.filter((from) => contributionSteps[from].includes("default"))).toEqual([
      "remedyPeriod",
    ]);
    expect(contributionStatuses.filter((from) => contributionSteps[from].includes("remedyPeriod"))).toEqual([
      "notified",
    ]);
  });
});

describe("what the clock makes of a line", () => {
  test.each([
    ["2027-01-30", "due"],
    ["2027-01-31", "due"],
    ["2027-02-01", "overdue"],
  ])("on %s it is %s", (today, status) => {
    expect(statusOf(aLine(), day(today))).toBe(status);
  });

  test("a line that is paid is never overdue", () => {
    expect(statusOf(aLine({ state: "paid", contributedCents: 100 }), day("2030-01-01"))).toBe("paid");
  });

  test("a line that was not called is not due, whatever the day", () => {
    expect(statusOf(aLine({ state: "committed" }), day("2030-01-01"))).toBe("committed");
  });
});

test.each([
  ["VIA_ECCC", "FINANCIAL"],
  ["DIRECT_TO_BENEFICIARY", "FINANCIAL"],
  ["IN_KIND", "IN_KIND"],
] as const)("a contribution %s is %s (FIN-05)", (channel, form) => {
  expect(formOf(channel)).toBe(form);
});
