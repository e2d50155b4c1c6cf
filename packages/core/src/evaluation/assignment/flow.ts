import type { AssignmentProblem } from "./assignment-problem.ts";
import type { Shortlists } from "./shortlists.ts";

/**
 * The flow of units of work between the experts and one more node, `pool`, that stands for all loads together. Every proposal holds its best
 * experts from the start, so that some hold more than they may; what is too much moves by the cheapest path to who has room.
 */
export type Flow = {
  readonly problem: AssignmentProblem;
  readonly pool: number;
  readonly shortlists: Shortlists;
  /** The score where a pair may still be taken; -Infinity where it is barred or taken. */
  readonly open: Float64Array;
  /** The proposals that each expert holds. */
  readonly held: readonly number[][];
  /** What each expert counts for in the pool: within the loads allowed. */
  readonly counted: Int32Array;
  /** What a node has too much of; below 0: too little. */
  readonly surplus: Int32Array;
  /** Keeps every step's cost at 0 or more. */
  readonly potentials: Float64Array;
};
