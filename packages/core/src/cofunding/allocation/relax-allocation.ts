import type { AllocationProblem } from "./allocation-problem.ts";
import { type Multipliers, multiplierUnit } from "./check-allocation.ts";
import {
  type Bounds,
  type LinearProgram,
  type LinearSolution,
  type Vertex,
  solveLinearProgram,
  startingVertex,
} from "./linear-program.ts";
import type { IndexedNeeds } from "./purse-room.ts";

/** Candidates of a part of all selections that are in or out, each decided once. */
export type Decided = readonly { readonly candidate: number; readonly isIn: boolean }[];

/** The problem as if candidates could be funded in part: what it is worth then is what no selection can pass. */
export type Relaxation = {
  readonly relax: (decided: Decided, from: Vertex) => LinearSolution;
  readonly start: Vertex;
  readonly multipliersOf: (solution: Float64Array) => Multipliers;
};

/** Prefers the better ranked among equals, too little to change what is optimal otherwise; ties would make the method turn in circles. */
const rankPreference = 1e-6;

/**
 * Rows: every purse, then the pot. Columns: every candidate, then for each purse but the Union's what the pot adds to it. Amounts are
 * measured in the largest need, so that numbers of one size meet.
 */
const programOf = ({ candidates, potCents }: AllocationProblem, { needs, budgets }: IndexedNeeds, unit: number) => {
  const potRow = budgets.length;
  const columns = [
    ...needs.map((all) => all.map(({ place, needCents }) => ({ row: place, amount: needCents / unit }))),
    ...budgets.slice(1).map((_, funder) => [
      { row: funder + 1, amount: -1 },
      { row: potRow, amount: 1 },
    ]),
  ];
  const entries = columns.flat();
  let start = 0;
  const preferred = (candidate: number) => (rankPreference * (candidates.length - candidate)) / candidates.length;
  const worths = candidates.map(({ worth }, candidate) => worth + preferred(candidate));
  return {
    limits: Float64Array.from([...budgets, potCents], (budget) => budget / unit),
    values: Float64Array.from(columns, (_, column) => worths[column] ?? 0),
    uppers: Float64Array.from(columns, (_, column) => (column < candidates.length ? 1 : Infinity)),
    starts: Int32Array.from([0, ...columns.map((column) => (start += column.length))]),
    rowOf: Int32Array.from(entries, ({ row }) => row),
    amounts: Float64Array.from(entries, ({ amount }) => amount),
  } satisfies LinearProgram;
};

export const openRelaxation = (problem: AllocationProblem, indexed: IndexedNeeds): Relaxation => {
  const unit = indexed.needs.flat().reduce((largest, { needCents }) => (needCents > largest ? needCents : largest), 1);
  const program = programOf(problem, indexed, unit);
  const boundsFor = (decided: Decided): Bounds => {
    const lowers = new Float64Array(program.uppers.length);
    const uppers = program.uppers.slice();
    for (const { candidate, isIn } of decided) {
      lowers[candidate] = Number(isIn);
      uppers[candidate] = Number(isIn);
    }
    return { lowers, uppers };
  };
  /** Whole numbers of worth for a cent; what rounding makes too large or too small is still a price, and any price bounds. */
  const priceOf = (multiplier: number): bigint =>
    multiplier > 0 ? BigInt(((multiplier / unit) * Number(multiplierUnit)).toFixed(0)) : 0n;
  return {
    start: startingVertex(program),
    relax: (decided, from) => solveLinearProgram(program, boundsFor(decided), from),
    multipliersOf: (solution) => {
      const pot = priceOf(solution[indexed.budgets.length] ?? 0);
      const [union = 0n, ...funders] = Array.from({ length: problem.funders.length + 1 }, (_, place) =>
        priceOf(solution[place] ?? 0),
      );
      return { pot, purses: [union, ...funders.map((price) => (price < pot ? price : pot))] };
    },
  };
};
