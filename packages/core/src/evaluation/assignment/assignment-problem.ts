/** What a pair that may not be is worth: an expert barred from a proposal. */
export const barred = -1;

/**
 * Who could evaluate what, as numbers. The solver, the certificate and the explanation read the same problem and share nothing else.
 *
 * Sought are pairs of a proposal p and an expert e so that every proposal has exactly `seats[p]` different experts, every expert e between
 * `minLoads[e]` and `maxLoads[e]` proposals, no pair is barred, and the sum of the scores of all pairs is the highest that there is.
 */
export type AssignmentProblem = {
  readonly proposalsTotal: number;
  readonly expertsTotal: number;
  readonly seats: Int32Array;
  readonly minLoads: Int32Array;
  readonly maxLoads: Int32Array;
  /** By proposal, then expert: 0 or more, or `barred`. */
  readonly scores: Float64Array;
};

/** For each proposal its experts, in ascending order of their numbers. */
export type AssignmentPlan = readonly (readonly number[])[];

export const scoreOf = ({ scores, expertsTotal }: AssignmentProblem, proposal: number, expert: number): number =>
  scores[proposal * expertsTotal + expert] ?? barred;

export const loadsOf = (
  { expertsTotal }: Pick<AssignmentProblem, "expertsTotal">,
  plan: AssignmentPlan,
): Int32Array => {
  const loads = new Int32Array(expertsTotal);
  for (const experts of plan) for (const expert of experts) loads[expert] = (loads[expert] ?? 0) + 1;
  return loads;
};
