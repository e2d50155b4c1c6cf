import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AssignmentProblem, barred, loadsOf } from "./assignment-problem.ts";
import { certifyAssignment } from "./certify-assignment.ts";
import { explainProposal } from "./explain-assignment.ts";
import { moveExpert } from "./move-expert.ts";
import { pairsOf, repairAssignment, withoutExperts } from "./repair-assignment.ts";
import { solveAssignment } from "./solve-assignment.ts";

const problem = (
  scores: readonly (readonly number[])[],
  seats: number,
  loads: readonly (readonly [number, number])[],
): AssignmentProblem => ({
  proposalsTotal: scores.length,
  expertsTotal: loads.length,
  seats: new Int32Array(scores.length).fill(seats),
  minLoads: Int32Array.from(loads, ([least]) => least),
  maxLoads: Int32Array.from(loads, ([, most]) => most),
  scores: Float64Array.from(scores.flat()),
});
const roomy = fc
  .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }), { minLength: 10, maxLength: 10 })
  .map((scores) =>
    problem(
      scores,
      3,
      Array.from({ length: 8 }, (): readonly [number, number] => [1, 6]),
    ),
  );
const solvedPlan = (given: AssignmentProblem) => {
  const solved = solveAssignment(given);
  return solved.ok ? solved.value.plan : [];
};

describe("assigning again after experts were lost", () => {
  test("changes nothing when nobody was lost", () => {
    fc.assert(
      fc.property(roomy, (given) => {
        const plan = solvedPlan(given);
        expect(repairAssignment(given, plan)).toMatchObject({ value: { plan, changes: 0 } });
      }),
      { numRuns: 50 },
    );
  });

  test("changes no more pairs than those of the lost where there is room, and proves that it is least", () => {
    fc.assert(
      fc.property(roomy, fc.integer({ min: 0, max: 7 }), (given, expert) => {
        const plan = solvedPlan(given);
        const left = withoutExperts(given, new Set([expert]));
        const repaired = repairAssignment(left, plan);
        expect(repaired).toMatchObject({ value: { changes: pairsOf(given, plan, new Set([expert])) } });
        const proof = repaired.ok
          ? certifyAssignment(repaired.value.problem, repaired.value.plan, repaired.value.prices)
          : null;
        expect(proof).toMatchObject({ proven: true, faults: [] });
      }),
      { numRuns: 50 },
    );
  });

  test("moves somebody else on only where nobody free may take the place", () => {
    const scores = [
      [5, 5, barred],
      [5, barred, 5],
    ];
    const before = [[1], [0]];
    const left = withoutExperts(
      problem(scores, 1, [
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      new Set([1]),
    );
    expect(repairAssignment(left, before)).toMatchObject({ value: { plan: [[0], [2]], changes: 2 } });
  });
});

describe("explaining an assignment", () => {
  test("says that the second choice was taken because the first is full", () => {
    const given = problem(
      [
        [9, 5],
        [9, 1],
      ],
      1,
      [
        [0, 1],
        [0, 1],
      ],
    );
    expect(explainProposal(given, solvedPlan(given), 0)).toEqual([
      { expert: 1, score: 5, choice: 2, passed: [{ expert: 0, score: 9, because: "FULL" }] },
    ]);
  });

  test("says that somebody's promised minimum came first", () => {
    const given = problem([[9, 5]], 1, [
      [0, 1],
      [1, 1],
    ]);
    expect(explainProposal(given, [[1]], 0)[0]?.passed).toEqual([
      { expert: 0, score: 9, because: "NEEDED_TO_GIVE_MINIMUM" },
    ]);
  });

  test("never finds a move by hand in what the solver chose", () => {
    fc.assert(
      fc.property(roomy, (given) => {
        const plan = solvedPlan(given);
        const reasons = plan.flatMap((_, proposal) =>
          explainProposal(given, plan, proposal).flatMap(({ passed }) => passed.map(({ because }) => because)),
        );
        expect(reasons).not.toContain("MOVED_BY_HAND");
      }),
      { numRuns: 100 },
    );
  });
});

describe("moving an expert by hand", () => {
  const given = problem(
    [
      [9, 5, barred, 4],
      [1, 2, 3, 4],
    ],
    1,
    [
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 1],
    ],
  );
  const plan = [[0], [3]];
  const kind = (move: { proposal: number; from: number; to: number }, on = plan) => {
    const moved = moveExpert(given, on, move);
    return moved.ok ? moved.value.delta : moved.error.kind;
  };

  test("says what it costs", () => {
    expect(kind({ proposal: 0, from: 0, to: 1 })).toBe(-4);
  });

  test("is refused where a limit would not hold (EVA-02)", () => {
    expect(kind({ proposal: 0, from: 0, to: 2 })).toBe("BarredFromProposal");
    expect(kind({ proposal: 0, from: 0, to: 3 })).toBe("ExpertFull");
    expect(kind({ proposal: 1, from: 3, to: 1 })).toBe("BelowPromisedMinimum");
    expect(kind({ proposal: 0, from: 1, to: 2 })).toBe("NotOnProposal");
    expect(kind({ proposal: 0, from: 0, to: 0 })).toBe("AlreadyOnProposal");
  });

  test("keeps every limit, and its cost is the change of the total", () => {
    fc.assert(
      fc.property(roomy, fc.nat(9), fc.nat(2), fc.nat(7), (free, proposal, place, to) => {
        const before = solvedPlan(free);
        const move = { proposal, from: before[proposal]?.[place] ?? 0, to };
        const moved = moveExpert(free, before, move);
        const { plan: after, delta } = moved.ok ? moved.value : { plan: before, delta: 0 };
        const { faults, objective } = certifyAssignment(free, after, []);
        expect(faults).toEqual([]);
        expect(objective - certifyAssignment(free, before, []).objective).toBe(delta);
        expect(loadsOf(free, after).reduce((sum, load) => sum + load, 0)).toBe(30);
      }),
      { numRuns: 100 },
    );
  });
});
