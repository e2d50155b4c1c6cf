import { type Result, err, ok } from "@grants/kernel/result";
import { type AssignmentPlan, type AssignmentProblem, barred } from "./assignment-problem.ts";
import type { Flow } from "./flow.ts";
import { nearestRoom } from "./nearest-room.ts";
import { type Shortlists, shortlistsOf, widened } from "./shortlists.ts";

export type SolvedAssignment = {
  readonly plan: AssignmentPlan;
  /** What one more place of an expert would add to the total; below 0: what it costs to give the expert the minimum. */
  readonly prices: readonly number[];
};
/** Experts are too few for these proposals whatever is done: at least `missing` more places are needed. */
export type TooFewExperts = {
  readonly kind: "TooFewExperts";
  readonly missing: number;
  readonly proposals: readonly number[];
  /** Those who could take them, all of them full. */
  readonly fullExperts: readonly number[];
};
/** What experts were promised at least cannot be kept: there is too little that they may evaluate. */
export type MinimumLoadsNotMet = {
  readonly kind: "MinimumLoadsNotMet";
  readonly missing: number;
  readonly experts: readonly number[];
};

const closedPair = -Infinity;

/** Every proposal takes the best of its shortlist, as if nobody had a limit. */
const takenFrom = ({ expertsTotal, seats }: AssignmentProblem, shortlists: Shortlists): readonly number[][] => {
  const held = Array.from({ length: expertsTotal }, (): number[] => []);
  for (const [proposal, shortlist] of shortlists.entries())
    for (const expert of shortlist.slice(0, seats[proposal])) held[expert]?.push(proposal);
  return held;
};

const flowOf = (problem: AssignmentProblem, shortlists: Shortlists): Flow => {
  const held = takenFrom(problem, shortlists);
  const { expertsTotal, minLoads, maxLoads, scores } = problem;
  const open = Float64Array.from(scores, (score) => (score === barred ? closedPair : score));
  const counted = new Int32Array(expertsTotal);
  const surplus = new Int32Array(expertsTotal + 1);
  for (const [expert, proposals] of held.entries()) {
    for (const proposal of proposals) open[proposal * expertsTotal + expert] = closedPair;
    const load = proposals.length;
    const [least, most] = [minLoads[expert] ?? 0, maxLoads[expert] ?? 0];
    counted[expert] = load < least ? least : load > most ? most : load;
    surplus[expert] = load - counted[expert];
    surplus[expertsTotal] = (surplus[expertsTotal] ?? 0) - surplus[expert];
  }
  return {
    problem,
    pool: expertsTotal,
    shortlists,
    open,
    held,
    counted,
    surplus,
    potentials: new Float64Array(expertsTotal + 1),
  };
};

/** Hands one unit of work on along the path that was found. */
const moveAlong = ({ problem, pool, open, held, counted, surplus }: Flow, path: ReturnType<typeof nearestRoom>) => {
  let at = path.room;
  surplus[at] = (surplus[at] ?? 0) + 1;
  for (let from = path.cameFrom[at] ?? -1; from !== -1; from = path.cameFrom[at] ?? -1) {
    if (at === pool) counted[from] = (counted[from] ?? 0) + 1;
    else if (from === pool) counted[at] = (counted[at] ?? 0) - 1;
    else {
      const proposal = path.byProposal[at] ?? -1;
      const row = proposal * problem.expertsTotal;
      const theirs = held[from] ?? [];
      theirs.splice(theirs.indexOf(proposal), 1);
      held[at]?.push(proposal);
      open[row + from] = problem.scores[row + from] ?? barred;
      open[row + at] = closedPair;
    }
    at = from;
  }
  surplus[at] = (surplus[at] ?? 0) - 1;
};

const refusalOf = (flow: Flow, path: ReturnType<typeof nearestRoom>): TooFewExperts | MinimumLoadsNotMet => {
  const { expertsTotal, maxLoads } = flow.problem;
  const experts = Array.from({ length: expertsTotal }, (_, expert) => expert);
  const overloaded = experts.filter((expert) => (flow.surplus[expert] ?? 0) > 0);
  if (overloaded.length === 0) {
    const short = experts.filter((expert) => (flow.surplus[expert] ?? 0) < 0);
    const missing = short.reduce((sum, expert) => sum - (flow.surplus[expert] ?? 0), 0);
    return { kind: "MinimumLoadsNotMet", missing, experts: short };
  }
  const fullExperts = experts.filter(
    (expert) => path.distances[expert] !== Infinity && (flow.held[expert]?.length ?? 0) >= (maxLoads[expert] ?? 0),
  );
  const proposals = [...new Set(fullExperts.flatMap((expert) => flow.held[expert] ?? []))].toSorted((a, b) => a - b);
  const missing = overloaded.reduce((sum, expert) => sum + (flow.surplus[expert] ?? 0), 0);
  return { kind: "TooFewExperts", missing, proposals, fullExperts };
};

const planOf = ({ problem, held }: Flow): AssignmentPlan => {
  const plan = Array.from({ length: problem.proposalsTotal }, (): number[] => []);
  for (const [expert, proposals] of held.entries()) for (const proposal of proposals) plan[proposal]?.push(expert);
  return plan;
};

/** How many seats are settled, of how many that had to move. */
export type Progress = (settled: number, total: number) => void;

type Solved = Result<SolvedAssignment, TooFewExperts | MinimumLoadsNotMet>;

const solveAmong = (problem: AssignmentProblem, shortlists: Shortlists, onProgress: Progress): Solved => {
  const flow = flowOf(problem, shortlists);
  const total = flow.surplus.reduce((sum, units) => sum + (units > 0 ? units : 0), 0);
  for (let settled = 0; settled < total; settled += 1) {
    const path = nearestRoom(flow);
    if (path.room === -1) return err(refusalOf(flow, path));
    moveAlong(flow, path);
    onProgress(settled + 1, total);
  }
  const base = flow.potentials[flow.pool] ?? 0;
  const prices = Array.from(flow.potentials.subarray(0, flow.pool), (potential) => base - potential);
  return ok({ plan: planOf(flow), prices });
};

/** How many experts a proposal looks at before anybody else is needed. */
const firstWidth = 40;

const shortOfExperts = ({ seats }: AssignmentProblem, all: Shortlists): TooFewExperts | null => {
  const lacking = (proposal: number) => (seats[proposal] ?? 0) - (all[proposal]?.length ?? 0);
  const proposals = Array.from(seats, (_, proposal) => proposal).filter((proposal) => lacking(proposal) > 0);
  const missing = proposals.reduce((sum, proposal) => sum + lacking(proposal), 0);
  return proposals.length === 0 ? null : { kind: "TooFewExperts", missing, proposals, fullExperts: [] };
};

/**
 * The best assignment that there is, by successive shortest paths over shortlists that grow until nobody beside them could do better. The
 * problem is a network, so whole experts cost nothing: what is best in fractions is best in whole experts (total unimodularity), and the
 * prices prove it (`certifyAssignment`).
 */
export const solveAssignment = (problem: AssignmentProblem, onProgress: Progress = () => undefined): Solved => {
  const all = shortlistsOf(problem, problem.expertsTotal);
  const short = shortOfExperts(problem, all);
  if (short !== null) return err(short);
  let shortlists: Shortlists = all.map((experts) => experts.slice(0, firstWidth));
  let solved = solveAmong(problem, shortlists, onProgress);
  if (!solved.ok) {
    shortlists = all;
    solved = solveAmong(problem, shortlists, onProgress);
  }
  while (solved.ok) {
    const wider = widened(problem, shortlists, solved.value);
    if (wider === null) return solved;
    shortlists = wider;
    solved = solveAmong(problem, shortlists, onProgress);
  }
  return solved;
};
