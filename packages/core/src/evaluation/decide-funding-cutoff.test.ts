import { cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideFundingCutoff } from "./decide-funding-cutoff.ts";

const request = (id: string, requestedCents: number) => ({ id, requestedCents: cents(requestedCents) });
const cutoff = (budgetCents: number, ranking: ReturnType<typeof request>[][]) =>
  decideFundingCutoff(cents(budgetCents), ranking);

describe("cutting a ranking off at the budget", () => {
  const ranking = [[request("A", 300)], [request("B", 200)], [request("C", 100)]];

  test("funds a request that is exactly what is left", () => {
    expect(cutoff(600, ranking)).toEqual({
      main: ["A", "B", "C"],
      reserve: [],
      tieNeedsPanel: [],
      unspentCents: 0,
      sealOfExcellenceCandidates: [],
    });
  });

  test("stops one cent before it, and never skips to a cheaper one (DSC-07)", () => {
    expect(cutoff(499, ranking)).toEqual({
      main: ["A"],
      reserve: ["B", "C"],
      tieNeedsPanel: [],
      unspentCents: 199,
      sealOfExcellenceCandidates: ["B", "C"],
    });
  });

  test("leaves unspent what the last one does not need", () => {
    expect(cutoff(601, ranking).unspentCents).toBe(1);
  });

  test("funds nobody from nothing, except a request for nothing", () => {
    expect(cutoff(0, ranking).reserve).toEqual(["A", "B", "C"]);
    expect(cutoff(0, [[request("FREE", 0)], [request("A", 1)]]).main).toEqual(["FREE"]);
  });

  test("of an empty ranking leaves the whole budget", () => {
    expect(cutoff(600, [])).toMatchObject({ main: [], reserve: [], tieNeedsPanel: [], unspentCents: 600 });
  });

  test("funds a tie that fits as a whole, to the cent (CLR-RANK-04)", () => {
    const tied = [[request("A", 300), request("B", 200)], [request("C", 100)]];
    expect(cutoff(500, tied)).toMatchObject({ main: ["A", "B"], reserve: ["C"], tieNeedsPanel: [], unspentCents: 0 });
  });

  test("lets a tie wait for the panel that misses a cent: neither funded nor in reserve, and no candidate for the seal", () => {
    const tied = [[request("TOP", 100)], [request("A", 300), request("B", 200)], [request("C", 1)]];
    expect(cutoff(599, tied)).toEqual({
      main: ["TOP"],
      reserve: ["C"],
      tieNeedsPanel: ["A", "B"],
      unspentCents: 499,
      sealOfExcellenceCandidates: ["C"],
    });
  });

  test("puts a tie below the cut-off into the reserve list like the others", () => {
    const tied = [[request("TOP", 100)], [request("A", 3), request("B", 2)], [request("C", 1)]];
    expect(cutoff(99, tied)).toMatchObject({ main: [], reserve: ["TOP", "A", "B", "C"], tieNeedsPanel: [] });
  });
});

describe("a cut-off, whatever the ranking", () => {
  const groups = fc
    .array(fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }), { maxLength: 8 })
    .map((all) => all.map((group, place) => group.map((value, index) => request(`P${place}.${index}`, value))));

  test("conserves the budget, overspends nothing, loses nobody and keeps the order of the ranking in the reserve list (DSC-09)", () => {
    fc.assert(
      fc.property(fc.nat(300), groups, (budgetCents, ranking) => {
        const { main, reserve, tieNeedsPanel, unspentCents } = cutoff(budgetCents, ranking);
        const requests = new Map(ranking.flat().map(({ id, requestedCents }) => [id, requestedCents]));
        const spentCents = sumCents(main.map((id) => requests.get(id) ?? cents(0)));
        expect(spentCents + unspentCents).toBe(budgetCents);
        expect([...main, ...tieNeedsPanel, ...reserve]).toEqual([...requests.keys()]);
      }),
    );
  });

  test("stops only where the next group does not fit, and never skips (DSC-07)", () => {
    fc.assert(
      fc.property(fc.nat(300), groups, (budgetCents, ranking) => {
        const { main, unspentCents } = cutoff(budgetCents, ranking);
        const next = ranking.find((group) => group.every(({ id }) => !main.includes(id)));
        const nextCents = next === undefined ? Infinity : sumCents(next.map(({ requestedCents }) => requestedCents));
        expect(nextCents).toBeGreaterThan(unspentCents);
      }),
    );
  });
});
