import { cents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AllocationProblem, type Candidate, isAffordable } from "./allocation-problem.ts";
import { type CertifiedSelection, checkAllocation } from "./check-allocation.ts";
import { selectByRank, topUpForNext } from "./select-by-rank.ts";
import { solveAllocation } from "./solve-allocation.ts";

const anyNeed = fc.integer({ min: 0, max: 40 });
const anyProblem: fc.Arbitrary<AllocationProblem> = fc
  .record({
    needs: fc.array(fc.tuple(anyNeed, anyNeed, anyNeed, anyNeed), { minLength: 1, maxLength: 12 }),
    worths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 }),
    budgets: fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 150 }))),
    potCents: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ needs, worths, budgets: [union = 0, first = 0, second = 0], potCents }) => ({
    candidates: needs.map((amounts, place): Candidate => ({
      id: `P${place}`,
      worth: worths.toSorted((a, b) => b - a)[place] ?? 0,
      needs: ["U", "AT", "BE", "CY"].map((purse, at) => ({ purse, needCents: cents(amounts[at] ?? 0) })),
    })),
    union: { purse: "U", budgetCents: cents(union) },
    // CY has no row, and so nothing.
    funders: [
      { purse: "AT", budgetCents: cents(first) },
      { purse: "BE", budgetCents: cents(second) },
    ],
    potCents: cents(potCents),
  }));

const subsetsOf = (ids: readonly string[]): readonly ReadonlySet<string>[] =>
  Array.from({ length: 2 ** ids.length }, (_, bits) => new Set(ids.filter((_id, place) => (bits >> place) % 2 === 1)));
const affordableSets = (problem: AllocationProblem) =>
  subsetsOf(problem.candidates.map(({ id }) => id)).filter((selected) => isAffordable(problem, selected));
const worthOf = ({ candidates }: AllocationProblem, selected: ReadonlySet<string>) =>
  candidates.reduce((sum, { id, worth }) => (selected.has(id) ? sum + worth : sum), 0);

const plenty = 10_000;
const seeds = 100;

describe("the selection that is worth most (MAT-02)", () => {
  test("is what looking at every selection finds, and its certificate holds", () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const solved = solveAllocation(problem, plenty);
        const best = affordableSets(problem).reduce((most, selected) => {
          const worth = worthOf(problem, selected);
          return worth > most ? worth : most;
        }, 0);
        expect([solved.worth, solved.worthAtMost]).toEqual([best, best]);
        expect(checkAllocation(problem, solved)).toEqual([]);
      }),
      { numRuns: seeds },
    );
  });

  test("stopped early, says how far from the best it can be", () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const [early, full] = [solveAllocation(problem, 1), solveAllocation(problem, plenty)];
        expect(early.worth).toBeLessThanOrEqual(full.worth);
        expect(early.worthAtMost).toBeGreaterThanOrEqual(full.worth);
        expect(checkAllocation(problem, early)).toEqual([]);
      }),
      { numRuns: seeds },
    );
  });

  test("passes nobody over for a worse one that needs at least as much", () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const { selected } = solveAllocation(problem, plenty);
        const isIn = new Set(selected);
        const passedOver = problem.candidates.filter(({ id }) => !isIn.has(id));
        const unfair = passedOver.flatMap((better) =>
          problem.candidates
            .slice(problem.candidates.indexOf(better) + 1)
            .filter(
              ({ id, needs }) =>
                isIn.has(id) && needs.every((need, at) => need.needCents >= (better.needs[at]?.needCents ?? 0)),
            ),
        );
        expect(unfair).toEqual([]);
      }),
      { numRuns: seeds },
    );
  });
});

describe("the selection by rank (MAT-02)", () => {
  test("is the lexicographically best of all that can be paid", () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const asWord = (selected: ReadonlySet<string>) =>
          problem.candidates.map(({ id }) => (selected.has(id) ? "1" : "0")).join("");
        const [best = ""] = affordableSets(problem).map(asWord).toSorted().toReversed();
        expect(asWord(new Set(selectByRank(problem)))).toBe(best);
      }),
      { numRuns: seeds },
    );
  });
});

/** Three projects, of which the third lacks 30 in AT and 20 in BE; the pot has 25. */
const short: AllocationProblem = {
  candidates: [
    {
      id: "Q1",
      worth: 3,
      needs: [
        { purse: "U", needCents: cents(100) },
        { purse: "AT", needCents: cents(50) },
      ],
    },
    {
      id: "Q2",
      worth: 2,
      needs: [
        { purse: "U", needCents: cents(100) },
        { purse: "BE", needCents: cents(50) },
      ],
    },
    {
      id: "Q3",
      worth: 1,
      needs: [
        { purse: "U", needCents: cents(100) },
        { purse: "AT", needCents: cents(40) },
        { purse: "BE", needCents: cents(40) },
      ],
    },
  ],
  union: { purse: "U", budgetCents: cents(300) },
  funders: [
    { purse: "AT", budgetCents: cents(60) },
    { purse: "BE", budgetCents: cents(70) },
  ],
  potCents: cents(25),
};

describe("the smallest top-up for the next project", () => {
  const selected = new Set(["Q1", "Q2"]);

  test("is what the pot does not fill, from either funder or from both (MAT-02)", () => {
    expect(topUpForNext(short, selected)).toEqual({
      id: "Q3",
      shortfalls: [
        { purse: "AT", missingCents: 30 },
        { purse: "BE", missingCents: 20 },
      ],
      leastTotalCents: 25,
      alone: [{ purse: "AT", addCents: 25 }],
    });
  });

  test.each([
    { added: 24, isEnough: false },
    { added: 25, isEnough: true },
  ])("brings it in with $added from AT alone: $isEnough", ({ added, isEnough }) => {
    const [austria, belgium] = short.funders;
    const topped = {
      ...short,
      funders: [{ purse: "AT", budgetCents: cents(Number(austria?.budgetCents) + added) }, belgium].filter(
        (row) => row !== undefined,
      ),
    };
    expect(selectByRank(topped).includes("Q3")).toBe(isEnough);
  });

  test("names the Union alone where only the Union lacks something", () => {
    const problem = { ...short, union: { purse: "U", budgetCents: cents(299) }, potCents: cents(50) };
    expect(topUpForNext(problem, selected)).toMatchObject({ leastTotalCents: 1, alone: [{ purse: "U", addCents: 1 }] });
  });

  test("is nobody's alone where the Union and a funder lack something", () => {
    const problem = { ...short, union: { purse: "U", budgetCents: cents(299) } };
    expect(topUpForNext(problem, selected)).toMatchObject({ leastTotalCents: 26, alone: [] });
  });

  test("is not there when all are in", () => {
    expect(topUpForNext(short, new Set(["Q1", "Q2", "Q3"]))).toBeNull();
  });
});

describe("checking a certificate", () => {
  const solved = solveAllocation(short, plenty);
  const faulty = (changed: Partial<CertifiedSelection>) =>
    checkAllocation(short, { ...solved, ...changed }).map(({ kind }) => kind);
  const free = { purses: [0n, 0n, 0n], pot: 0n };

  test.each([
    { what: "somebody unknown", changed: { selected: ["Q1", "Q2", "Q9"] }, kinds: ["UnknownCandidate"] },
    { what: "more than can be paid", changed: { selected: ["Q1", "Q2", "Q3"], worth: 6 }, kinds: ["NotAffordable"] },
    { what: "another worth", changed: { worth: 6 }, kinds: ["WorthDiffers"] },
    { what: "no leaves", changed: { leaves: [] }, kinds: ["PartMissing"] },
    {
      what: "half of the selections",
      changed: { leaves: [{ decided: [{ candidate: 0, isIn: true }], multipliers: free }] },
      kinds: ["PartMissing", "BoundDiffers"],
    },
    {
      what: "a bound that the prices do not give",
      changed: { leaves: [{ decided: [], multipliers: free }] },
      kinds: ["BoundDiffers"],
    },
    {
      what: "a price below nothing",
      changed: { leaves: [{ decided: [], multipliers: { ...free, purses: [-1n, 0n, 0n] } }] },
      kinds: ["MultipliersNotAllowed"],
    },
    {
      what: "a funder dearer than the pot",
      changed: { leaves: [{ decided: [], multipliers: { purses: [0n, 1n, 0n], pot: 0n } }] },
      kinds: ["MultipliersNotAllowed"],
    },
    {
      what: "a leaf given up that can be paid",
      changed: { leaves: [{ decided: [], multipliers: null }] },
      kinds: ["StillAffordable"],
    },
  ])("finds $what", ({ changed, kinds }) => {
    expect(checkAllocation(short, solved)).toEqual([]);
    expect(faulty(changed)).toEqual(kinds);
  });
});
