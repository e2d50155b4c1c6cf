import { type AssignmentPlan, type AssignmentProblem, barred, loadsOf, scoreOf } from "./assignment-problem.ts";

/** Why somebody who suits a proposal better was not given to it. */
export type Passed = {
  readonly expert: number;
  readonly score: number;
  /** `FULL`: they have all they can take. `NEEDED_TO_GIVE_MINIMUM`: the one chosen would have had less than was promised. */
  readonly because: "FULL" | "NEEDED_TO_GIVE_MINIMUM" | "MOVED_BY_HAND";
};
export type Explained = {
  readonly expert: number;
  readonly score: number;
  /** 1: nobody who may evaluate the proposal suits it better. */
  readonly choice: number;
  readonly passed: readonly Passed[];
};

/**
 * Why a proposal has these experts. In the best assignment every better choice that was passed over is either full or gives way to somebody's
 * minimum (the prices of all others are 0); anything else was a person's move.
 */
export const explainProposal = (
  problem: AssignmentProblem,
  plan: AssignmentPlan,
  proposal: number,
  loads: Int32Array = loadsOf(problem, plan),
): readonly Explained[] => {
  const chosen = plan[proposal] ?? [];
  const candidates = Array.from(loads, (load, expert) => ({ expert, load, score: scoreOf(problem, proposal, expert) }));
  return chosen
    .map((expert) => {
      const score = scoreOf(problem, proposal, expert);
      const better = candidates.filter((other) => other.score !== barred && other.score > score);
      const atMinimum = (loads[expert] ?? 0) <= (problem.minLoads[expert] ?? 0);
      const passed = better
        .filter((other) => !chosen.includes(other.expert))
        .toSorted((a, b) => b.score - a.score || a.expert - b.expert)
        .map((other): Passed => {
          const isFull = other.load >= (problem.maxLoads[other.expert] ?? 0);
          const because = isFull ? "FULL" : atMinimum ? "NEEDED_TO_GIVE_MINIMUM" : "MOVED_BY_HAND";
          return { expert: other.expert, score: other.score, because };
        });
      return { expert, score, choice: better.length + 1, passed };
    })
    .toSorted((a, b) => b.score - a.score || a.expert - b.expert);
};
