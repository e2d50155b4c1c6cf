import type { AllocationProblem } from "./allocation-problem.ts";
import type { CertifiedSelection, Leaf, Multipliers } from "./check-allocation.ts";
import { improveByExchange, preferBetterRanked, takeInOrder } from "./improve-selection.ts";
import type { Vertex } from "./linear-program.ts";
import { indexNeeds } from "./purse-room.ts";
import { type Decided, openRelaxation } from "./relax-allocation.ts";

/** A part of all selections that may still hold a better one. */
type Part = {
  readonly decided: Decided;
  /** No selection of this part is worth more. */
  readonly worthAtMost: number;
  readonly multipliers: Multipliers;
  readonly vertex: Vertex;
  readonly x: Float64Array;
};

/** Errors of rounding are far below; a bound that comes this near to the next whole number is taken for it. */
const boundTolerance = 1e-3;
const wholeTolerance = 1e-6;

const floorOf = (value: number): number => {
  const fraction = value % 1;
  return fraction < 0 ? value - fraction - 1 : value - fraction;
};

/** How far from being in or out; nothing at a whole number. */
const openness = (share: number): number => (share < 1 / 2 ? share : 1 - share);

const mostOpen = (candidates: number, x: Float64Array): number | undefined => {
  let most: number | undefined;
  for (let candidate = 0; candidate < candidates; candidate += 1) {
    const here = openness(x[candidate] ?? 0);
    if (here > wholeTolerance && (most === undefined || here > openness(x[most] ?? 0))) most = candidate;
  }
  return most;
};

/** The search: what it has found so far, and the parts in which it may find better. */
const openSearch = (problem: AllocationProblem) => {
  const indexed = indexNeeds(problem);
  const relaxation = openRelaxation(problem, indexed);
  const places = problem.candidates.map((_, candidate) => candidate);
  const worthOf = (funded: ReadonlySet<number>) =>
    [...funded].reduce((sum, candidate) => sum + (problem.candidates[candidate]?.worth ?? 0), 0);
  let best: ReadonlySet<number> = takeInOrder(problem, indexed, places);
  let bestWorth = worthOf(best);

  /** Takes what the relaxation funds in whole first, then what it funds most of, then the ranking. */
  const tryRounding = (x: Float64Array, isThorough: boolean) => {
    const order = places.toSorted((a, b) => (x[b] ?? 0) - (x[a] ?? 0) || a - b);
    const rounded = takeInOrder(problem, indexed, order);
    const found =
      isThorough || worthOf(rounded) > bestWorth ? improveByExchange(problem, indexed, order, rounded) : rounded;
    if (worthOf(found) <= bestWorth) return;
    best = found;
    bestWorth = worthOf(found);
  };
  /** A part with its bound, or the leaf that it is when nothing in it can be paid. */
  const look = (decided: Decided, from: Vertex): Part | Leaf => {
    const relaxed = relaxation.relax(decided, from);
    if (relaxed.status === "INFEASIBLE") return { decided, multipliers: null };
    if (relaxed.status === "UNFINISHED") throw new Error("The relaxation of an allocation did not come to an end.");
    const { x, multipliers, vertex } = relaxed;
    const worth = problem.candidates.reduce((sum, candidate, place) => sum + candidate.worth * (x[place] ?? 0), 0);
    tryRounding(x, decided.length === 0);
    return {
      decided,
      worthAtMost: floorOf(worth + boundTolerance),
      multipliers: relaxation.multipliersOf(multipliers),
      vertex,
      x,
    };
  };
  return { indexed, relaxation, look, best: () => ({ funded: best, worth: bestWorth }) };
};

const isPart = (found: Part | Leaf): found is Part => "vertex" in found;
const leafOf = ({ decided, multipliers }: Part): Leaf => ({ decided, multipliers });

/**
 * The selection that is worth most, or one with the proof of how far from it it can be: branch and bound over the linear relaxation,
 * which looks at no more than `partsMax` parts. The same problem gives the same answer. A selection that departs from the rank order is
 * an illustration, never a decision (MAT-02).
 */
export const solveAllocation = (problem: AllocationProblem, partsMax: number): CertifiedSelection => {
  const search = openSearch(problem);
  const root = search.look([], search.relaxation.start);
  const leaves: Leaf[] = isPart(root) ? [] : [root];
  const open: Part[] = isPart(root) ? [root] : [];
  for (let parts = 1; parts < partsMax; parts += 2) {
    open.sort((a, b) => a.worthAtMost - b.worthAtMost || a.decided.length - b.decided.length);
    const part = open.at(-1);
    if (part === undefined || part.worthAtMost <= search.best().worth) break;
    open.pop();
    const candidate = mostOpen(problem.candidates.length, part.x);
    if (candidate === undefined) {
      leaves.push(leafOf(part));
      continue;
    }
    for (const isIn of [false, true]) {
      const found = search.look([...part.decided, { candidate, isIn }], part.vertex);
      if (isPart(found) && found.worthAtMost > search.best().worth) open.push(found);
      else leaves.push(isPart(found) ? leafOf(found) : found);
    }
  }
  const { funded, worth } = search.best();
  const chosen = preferBetterRanked(problem, search.indexed, funded);
  return {
    selected: problem.candidates.filter((_, place) => chosen.has(place)).map(({ id }) => id),
    worth: [...chosen].reduce((sum, place) => sum + (problem.candidates[place]?.worth ?? 0), 0),
    worthAtMost: open.reduce((most, part) => (part.worthAtMost > most ? part.worthAtMost : most), worth),
    leaves: [...leaves, ...open.map(leafOf)],
  };
};
