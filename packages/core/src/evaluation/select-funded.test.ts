import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FunderCode } from "../access/rights.ts";
import { type Candidate, type FundingTerms, type NationalMoney, selectFunded } from "./select-funded.ts";

const be = FunderCode.parse("BE");
const nl = FunderCode.parse("NL");
const amount = (funder: FunderCode, value: number) => ({ funder, cents: cents(value) });

const candidate = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  unionCents: cents(100),
  national: [],
  nationallyIneligibleIn: [],
  vetoBy: [],
  ...over,
});
const asking = (id: string, belgian: number, dutch = 0, over: Partial<Candidate> = {}) =>
  candidate(id, { national: [amount(be, belgian), amount(nl, dutch)], ...over });

const money = (over: Partial<NationalMoney> = {}): NationalMoney => ({
  mode: "STRICT",
  potCents: cents(0),
  budgets: [
    { funder: be, budgetCents: cents(100) },
    { funder: nl, budgetCents: cents(100) },
  ],
  ...over,
});
const statuses = (groups: readonly (readonly Candidate[])[], terms: Partial<FundingTerms> = {}) =>
  Object.fromEntries(
    [...selectFunded(groups, { budgetCents: cents(1_000), national: money(), ...terms })].map(([id, { status }]) => [
      id,
      status,
    ]),
  );

describe("selecting what is funded without national money", () => {
  test("walks down while the topic's budget lasts", () => {
    const groups = [[candidate("a")], [candidate("b")], [candidate("c")]];
    const found = statuses(groups, { budgetCents: cents(200), national: null });
    expect(found).toEqual({ a: "MAIN", b: "MAIN", c: "RESERVE" });
  });

  test("lets a tie that does not fit as a whole wait", () => {
    const groups = [[candidate("a"), candidate("b")], [candidate("c")]];
    const found = statuses(groups, { budgetCents: cents(199), national: null });
    expect(found).toEqual({ a: "TIE_NEEDS_PANEL", b: "TIE_NEEDS_PANEL", c: "RESERVE" });
  });
});

describe("selecting what is funded in a joint action", () => {
  test("stops at the first gap, and tells what is missing", () => {
    const groups = [[asking("a", 60)], [asking("b", 41)], [asking("c", 1)]];
    const found = selectFunded(groups, { budgetCents: cents(1_000), national: money() });
    expect([...found.values()]).toEqual([
      { status: "MAIN", fromPot: [], missing: [] },
      { status: "GAP", fromPot: [], missing: [amount(be, 1)] },
      { status: "NOT_REACHED", fromPot: [], missing: [] },
    ]);
  });

  test("fits exactly", () => {
    expect(statuses([[asking("a", 60)], [asking("b", 40)]])).toEqual({ a: "MAIN", b: "MAIN" });
  });

  test("passes over a gap where the work programme says so", () => {
    const groups = [[asking("a", 60)], [asking("b", 41)], [asking("c", 1)]];
    const found = statuses(groups, { national: money({ mode: "SKIP" }) });
    expect(found).toEqual({ a: "MAIN", b: "GAP", c: "MAIN" });
  });

  test("takes nothing from the pot while national money lasts, and names whose part the pot pays", () => {
    const groups = [[asking("a", 90, 90)], [asking("b", 20, 30)]];
    const national = money({ mode: "MIXED", potCents: cents(30) });
    const found = selectFunded(groups, { budgetCents: cents(1_000), national });
    expect(found.get("a")).toMatchObject({ status: "MAIN", fromPot: [] });
    expect(found.get("b")).toMatchObject({ status: "MAIN", fromPot: [amount(be, 10), amount(nl, 20)] });
  });

  test("passes over a veto and a national ineligibility, which take nothing", () => {
    const groups = [
      [asking("a", 100, 0, { vetoBy: [be] })],
      [asking("b", 100, 0, { nationallyIneligibleIn: [nl] })],
      [asking("c", 100)],
    ];
    expect(statuses(groups)).toEqual({ a: "VETO", b: "NATIONAL_INELIGIBLE", c: "MAIN" });
  });

  test("keeps to the topic's budget as well: what was selected beyond it is in reserve", () => {
    const groups = [[asking("a", 10)], [asking("b", 10)], [asking("c", 200)]];
    expect(statuses(groups, { budgetCents: cents(199) })).toEqual({ a: "MAIN", b: "RESERVE", c: "GAP" });
  });
});

describe("a tie in a joint action", () => {
  test("is funded as a whole where national money reaches for all of it", () => {
    const groups = [[asking("a", 50), asking("b", 50)], [asking("c", 1)]];
    expect(statuses(groups)).toEqual({ a: "MAIN", b: "MAIN", c: "GAP" });
  });

  test("waits for the panel where it does not, and the list stops there", () => {
    const groups = [[asking("a", 50), asking("b", 51)], [asking("c", 1)]];
    expect(statuses(groups)).toEqual({ a: "TIE_NEEDS_PANEL", b: "TIE_NEEDS_PANEL", c: "NOT_REACHED" });
  });

  test("is none where all but one are vetoed", () => {
    const groups = [[asking("a", 50, 0, { vetoBy: [be] }), asking("b", 101)], [asking("c", 1)]];
    expect(statuses(groups)).toEqual({ a: "VETO", b: "GAP", c: "NOT_REACHED" });
  });

  test("keeps a veto apart from those that wait", () => {
    const groups = [[asking("a", 60), asking("b", 60), asking("c", 1, 0, { vetoBy: [be] })]];
    const later = [asking("d", 1, 0, { nationallyIneligibleIn: [be] })];
    expect(statuses([...groups, later])).toEqual({
      a: "TIE_NEEDS_PANEL",
      b: "TIE_NEEDS_PANEL",
      c: "VETO",
      d: "NATIONAL_INELIGIBLE",
    });
  });

  test("behind a gap needs nobody: the list has stopped before it", () => {
    const groups = [[asking("a", 101)], [asking("b", 1), asking("c", 1)]];
    expect(statuses(groups)).toEqual({ a: "GAP", b: "NOT_REACHED", c: "NOT_REACHED" });
  });

  test("behind the end of the topic's budget waits in reserve", () => {
    const groups = [[asking("a", 1)], [asking("b", 1)], [asking("c", 60), asking("d", 60)], [asking("e", 1)]];
    expect(statuses(groups, { budgetCents: cents(150) })).toEqual({
      a: "MAIN",
      b: "RESERVE",
      c: "RESERVE",
      d: "RESERVE",
      e: "RESERVE",
    });
  });
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("the money of a selection", () => {
  const needs = fc.record({ belgian: fc.nat(60), dutch: fc.nat(60), union: fc.integer({ min: 1, max: 300 }) });
  const modes = fc.constantFrom("STRICT", "SKIP", "MIXED", "REAL");

  test("never spends more than the topic, a funder or the pot has", () => {
    fc.assert(
      fc.property(fc.array(needs, { maxLength: 8 }), modes, fc.nat(50), (asked, mode, pot) => {
        const filled = mode === "MIXED" || mode === "REAL" ? pot : 0;
        const candidates = asked.map(({ belgian, dutch, union }, place) =>
          asking(`p${place}`, belgian, dutch, { unionCents: cents(union) }),
        );
        const national = money({ mode, potCents: cents(filled) });
        const found = selectFunded(
          candidates.map((one) => [one]),
          { budgetCents: cents(500), national },
        );
        const main = candidates.filter(({ id }) => found.get(id)?.status === "MAIN");
        const fromPot = main.flatMap(({ id }) => found.get(id)?.fromPot ?? []);
        const paidBy = (funder: FunderCode) =>
          sum(main.flatMap((one) => one.national.filter((need) => need.funder === funder).map((need) => need.cents))) -
          sum(fromPot.filter((share) => share.funder === funder).map((share) => share.cents));
        expect(sum(main.map(({ unionCents }) => unionCents))).toBeLessThanOrEqual(500);
        expect(paidBy(be)).toBeLessThanOrEqual(100);
        expect(paidBy(nl)).toBeLessThanOrEqual(100);
        expect(sum(fromPot.map((share) => share.cents))).toBeLessThanOrEqual(filled);
      }),
    );
  });
});
