import { type Result, ok } from "@grants/kernel/result";
import { type AssignmentPlan, type AssignmentProblem, barred, loadsOf, scoreOf } from "./assignment-problem.ts";
import {
  type MinimumLoadsNotMet,
  type Progress,
  type SolvedAssignment,
  type TooFewExperts,
  solveAssignment,
} from "./solve-assignment.ts";

export type RepairedAssignment = SolvedAssignment & {
  /** What was solved: kept pairs weigh more than all scores together. The prices prove the repair on this problem. */
  readonly problem: AssignmentProblem;
  /** How many pairs of before are no more. */
  readonly changes: number;
};

/** More than all scores of any assignment together, so that one kept pair outweighs whatever match there is. */
const keptPoints = ({ scores, seats }: AssignmentProblem): number =>
  seats.reduce((sum, count) => sum + count, 0) * scores.reduce((most, score) => (score > most ? score : most), 0) + 1;

const keeping = (problem: AssignmentProblem, before: AssignmentPlan): AssignmentProblem => {
  const points = keptPoints(problem);
  const scores = Float64Array.from(problem.scores);
  for (const [proposal, experts] of before.entries())
    for (const expert of experts) {
      const score = scoreOf(problem, proposal, expert);
      if (score !== barred) scores[proposal * problem.expertsTotal + expert] = score + points;
    }
  return { ...problem, scores };
};

/**
 * Solves again after experts were lost, added or barred: `problem` is how things are now. First the fewest pairs change, then the match of
 * those that must is the best; both are proven by the same certificate.
 */
export const repairAssignment = (
  problem: AssignmentProblem,
  before: AssignmentPlan,
  onProgress?: Progress,
): Result<RepairedAssignment, TooFewExperts | MinimumLoadsNotMet> => {
  const weighted = keeping(problem, before);
  const solved = solveAssignment(weighted, onProgress);
  if (!solved.ok) return solved;
  const { plan } = solved.value;
  const changes = before.reduce(
    (sum, experts, proposal) => sum + experts.filter((expert) => !(plan[proposal] ?? []).includes(expert)).length,
    0,
  );
  return ok({ ...solved.value, problem: weighted, changes });
};

/** The problem without experts who are gone: nobody may be given them, and nothing is promised to them. */
export const withoutExperts = (problem: AssignmentProblem, lost: ReadonlySet<number>): AssignmentProblem => {
  const gone = (loads: Int32Array) => loads.map((load, expert) => (lost.has(expert) ? 0 : load));
  const { minLoads, maxLoads, scores, expertsTotal } = problem;
  return {
    ...problem,
    minLoads: gone(minLoads),
    maxLoads: gone(maxLoads),
    scores: scores.map((score, pair) => (lost.has(pair % expertsTotal) ? barred : score)),
  };
};

/** How many pairs a loss costs at least: the places of those who are gone. */
export const pairsOf = (problem: AssignmentProblem, plan: AssignmentPlan, lost: ReadonlySet<number>): number =>
  loadsOf(problem, plan).reduce((sum, load, expert) => sum + (lost.has(expert) ? load : 0), 0);
