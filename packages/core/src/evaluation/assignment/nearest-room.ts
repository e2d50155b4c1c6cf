import type { Flow } from "./flow.ts";

type Path = {
  /** Where the path ends: a node with too little; -1: there is none to reach. */
  readonly room: number;
  readonly distances: Float64Array;
  readonly cameFrom: Int32Array;
  /** The proposal that is handed on into this expert. */
  readonly byProposal: Int32Array;
};

/** From an expert into another: every proposal that the one holds may be handed to any other who may take it. */
const reachExperts = (
  { problem, shortlists, open, held, potentials }: Flow,
  at: number,
  path: Path,
  cheapest: Float64Array,
) => {
  const { expertsTotal, scores } = problem;
  for (const proposal of held[at] ?? []) {
    const row = proposal * expertsTotal;
    const base = (path.distances[at] ?? 0) + (potentials[at] ?? 0) + (scores[row + at] ?? 0);
    if (base >= (cheapest[proposal] ?? Infinity)) continue;
    cheapest[proposal] = base;
    for (const expert of shortlists[proposal] ?? []) {
      const distance = base - (open[row + expert] ?? 0) - (potentials[expert] ?? 0);
      if (distance >= (path.distances[expert] ?? 0)) continue;
      path.distances[expert] = distance;
      path.cameFrom[expert] = at;
      path.byProposal[expert] = proposal;
    }
  }
};

const reach = ({ potentials }: Flow, at: number, to: number, path: Path) => {
  const distance = (path.distances[at] ?? 0) + (potentials[at] ?? 0) - (potentials[to] ?? 0);
  if (distance >= (path.distances[to] ?? 0)) return;
  path.distances[to] = distance;
  path.cameFrom[to] = at;
};

const reachFrom = (flow: Flow, at: number, path: Path, cheapest: Float64Array) => {
  const { problem, pool, counted } = flow;
  if (at === pool) {
    for (let expert = 0; expert < pool; expert += 1)
      if ((counted[expert] ?? 0) > (problem.minLoads[expert] ?? 0)) reach(flow, pool, expert, path);
    return;
  }
  if ((counted[at] ?? 0) < (problem.maxLoads[at] ?? 0)) reach(flow, at, pool, path);
  reachExperts(flow, at, path, cheapest);
};

const nearestOpen = (distances: Float64Array, done: Uint8Array): number => {
  let nearest = -1;
  let least = Infinity;
  for (let node = 0; node < distances.length; node += 1) {
    const distance = distances[node] ?? Infinity;
    if (done[node] !== 0 || distance >= least) continue;
    least = distance;
    nearest = node;
  }
  return nearest;
};

/** Costs stay 0 or more after the unit has moved: a node that was passed is raised by its distance, every other by that of the end. */
const raise = ({ potentials }: Flow, { distances, room }: Path) => {
  const end = distances[room] ?? 0;
  for (const [node, distance] of distances.entries())
    potentials[node] = (potentials[node] ?? 0) + (distance < end ? distance : end);
};

/** The cheapest way from any node that has too much to one that has too little (Dijkstra over experts; proposals are the steps). */
export const nearestRoom = (flow: Flow): Path => {
  const nodes = flow.pool + 1;
  const distances = new Float64Array(nodes).fill(Infinity);
  const path = { distances, cameFrom: new Int32Array(nodes).fill(-1), byProposal: new Int32Array(nodes).fill(-1) };
  const cheapest = new Float64Array(flow.problem.proposalsTotal).fill(Infinity);
  const done = new Uint8Array(nodes);
  for (const [node, surplus] of flow.surplus.entries()) if (surplus > 0) distances[node] = 0;
  for (let at = nearestOpen(distances, done); at !== -1; at = nearestOpen(distances, done)) {
    if ((flow.surplus[at] ?? 0) < 0) {
      raise(flow, { ...path, room: at });
      return { ...path, room: at };
    }
    done[at] = 1;
    reachFrom(flow, at, { ...path, room: -1 }, cheapest);
  }
  return { ...path, room: -1 };
};
