import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AssignmentProblem, barred } from "./assignment-problem.ts";
import { certifyAssignment } from "./certify-assignment.ts";
import { solveAssignment } from "./solve-assignment.ts";

const problem = (
  scores: readonly (readonly number[])[],
  seats: readonly number[],
  loads: readonly (readonly [number, number])[],
): AssignmentProblem => ({
  proposalsTotal: scores.length,
  expertsTotal: loads.length,
  seats: Int32Array.from(seats),
  minLoads: Int32Array.from(loads, ([least]) => least),
  maxLoads: Int32Array.from(loads, ([, most]) => most),
  scores: Float64Array.from(scores.flat()),
});

const subsets = (from: readonly number[], size: number): readonly (readonly number[])[] =>
  size === 0
    ? [[]]
    : from.flatMap((first, place) => subsets(from.slice(place + 1), size - 1).map((rest) => [first, ...rest]));

/** Tries everything. */
const bestByTrying = (given: AssignmentProblem): number | null => {
  const experts = Array.from({ length: given.expertsTotal }, (_, expert) => expert);
  const from = (proposal: number, loads: readonly number[]): number => {
    if (proposal === given.proposalsTotal)
      return loads.every((load, expert) => load >= (given.minLoads[expert] ?? 0)) ? 0 : -Infinity;
    const allowed = experts.filter(
      (expert) =>
        given.scores[proposal * given.expertsTotal + expert] !== barred &&
        (loads[expert] ?? 0) < (given.maxLoads[expert] ?? 0),
    );
    return subsets(allowed, given.seats[proposal] ?? 0)
      .map(
        (chosen) =>
          chosen.reduce((sum, expert) => sum + (given.scores[proposal * given.expertsTotal + expert] ?? 0), 0) +
          from(
            proposal + 1,
            loads.map((load, expert) => load + (chosen.includes(expert) ? 1 : 0)),
          ),
      )
      .reduce((best, total) => (total > best ? total : best), -Infinity);
  };
  const best = from(
    0,
    experts.map(() => 0),
  );
  return best === -Infinity ? null : best;
};

const small = fc
  .record({ proposals: fc.integer({ min: 1, max: 4 }), experts: fc.integer({ min: 1, max: 4 }) })
  .chain(({ proposals, experts }) =>
    fc
      .record({
        scores: fc.array(fc.array(fc.integer({ min: -1, max: 9 }), { minLength: experts, maxLength: experts }), {
          minLength: proposals,
          maxLength: proposals,
        }),
        seats: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: proposals, maxLength: proposals }),
        loads: fc.array(
          fc
            .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }))
            .map(([least, more]): readonly [number, number] => [least, least + more]),
          { minLength: experts, maxLength: experts },
        ),
      })
      .map(({ scores, seats, loads }) => problem(scores, seats, loads)),
  );

describe("assigning experts to proposals", () => {
  test("finds what trying everything finds, and proves it (EVA-02)", () => {
    fc.assert(
      fc.property(small, (given) => {
        const solved = solveAssignment(given);
        const proof = solved.ok ? certifyAssignment(given, solved.value.plan, solved.value.prices) : null;
        expect(proof?.objective ?? null).toBe(bestByTrying(given));
        expect(proof?.proven ?? true).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("never pairs an expert with a proposal that they are barred from (EVA-02)", () => {
    const solved = solveAssignment(
      problem(
        [[barred, 1, 1]],
        [2],
        [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
      ),
    );
    expect(solved).toMatchObject({ ok: true, value: { plan: [[1, 2]] } });
  });

  test("names the proposals that are short of experts, and by how many seats", () => {
    expect(
      solveAssignment(
        problem(
          [[barred, 1]],
          [2],
          [
            [0, 9],
            [0, 9],
          ],
        ),
      ),
    ).toMatchObject({
      error: { kind: "TooFewExperts", missing: 1, proposals: [0] },
    });
    const two = [
      [5, 5, barred],
      [5, 5, barred],
      [barred, barred, 5],
    ];
    expect(
      solveAssignment(
        problem(
          two,
          [2, 2, 1],
          [
            [0, 1],
            [0, 2],
            [0, 9],
          ],
        ),
      ),
    ).toMatchObject({
      error: { kind: "TooFewExperts", missing: 1, proposals: [0, 1], fullExperts: [0] },
    });
  });

  test("names the experts whose promised minimum cannot be kept", () => {
    expect(
      solveAssignment(
        problem(
          [[9, barred]],
          [1],
          [
            [0, 2],
            [1, 2],
          ],
        ),
      ),
    ).toMatchObject({
      error: { kind: "MinimumLoadsNotMet", missing: 1, experts: [1] },
    });
  });
});

describe("certifying an assignment", () => {
  const given = problem(
    [
      [9, 1],
      [8, 2],
    ],
    [1, 1],
    [
      [0, 1],
      [0, 1],
    ],
  );

  test("proves the best and does not prove the second best", () => {
    const prices = [8, 0];
    expect(certifyAssignment(given, [[0], [1]], prices)).toMatchObject({ faults: [], objective: 11, proven: true });
    expect(certifyAssignment(given, [[1], [0]], prices)).toMatchObject({ faults: [], objective: 9, proven: false });
  });

  test("finds a load beyond the limit, a seat too few, an expert twice and a barred pair", () => {
    const kinds = (plan: readonly (readonly number[])[], over = given) =>
      certifyAssignment(over, plan, [0, 0]).faults.map(({ kind }) => kind);
    expect(kinds([[0], [0]])).toEqual(["LoadOutside"]);
    expect(kinds([[0]])).toEqual(["WrongSeats", "WrongSeats"]);
    expect(kinds([[0, 0], [1]])).toContain("ExpertTwice");
    expect(
      kinds(
        [[0], [1]],
        problem(
          [
            [9, 1],
            [8, barred],
          ],
          [1, 1],
          [
            [0, 1],
            [0, 1],
          ],
        ),
      ),
    ).toEqual(["BarredPair"]);
  });
});
