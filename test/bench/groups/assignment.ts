import { createRequire } from "node:module";
import { type AssignmentProblem, barred, scoreOf } from "@grants/core/evaluation/assignment/assignment-problem";
import { certifyAssignment } from "@grants/core/evaluation/assignment/certify-assignment";
import { matchOf, scoreOfMatch } from "@grants/core/evaluation/assignment/match-score";
import { pairsOf, repairAssignment, withoutExperts } from "@grants/core/evaluation/assignment/repair-assignment";
import { solveAssignment } from "@grants/core/evaluation/assignment/solve-assignment";
import type highsLoader from "highs";
import type { Group } from "../row.ts";

/** Its description of types is one of CommonJS. */
const loadHighs: typeof highsLoader.default = createRequire(import.meta.url)("highs");

const group = "assignment";
const size = { proposals: 2_000, experts: 500, seats: 3, keywords: 60, languages: 6, lost: 20 };
/** Plain HiGHS on the same model in the same run is the measure: no slower than it. */
const ratioBound = 1;
const rounded = (number: number): number => Math.round(number * 100) / 100;

/** A row of numbers that looks like chance and is always the same. */
const chance = () => {
  let seed = 20_270_210;
  return (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
};

const aCall = (): AssignmentProblem => {
  const draw = chance();
  const many = <T>(count: number, one: () => T): readonly T[] => Array.from({ length: count }, one);
  const experts = many(size.experts, () => ({
    keywords: new Set(many(5, () => `K${draw(size.keywords)}`)),
    languages: new Set(many(2, () => `L${draw(size.languages)}`)),
  }));
  const rows = many(size.proposals, () => {
    /** Some fields are sought more than others. */
    const keywords = new Map(many(4, () => [`K${draw(draw(size.keywords) + 1)}`, 1 + draw(3)] as const));
    const sought = { keywords, language: `L${draw(size.languages)}` };
    return experts.map((offered) => (draw(33) === 0 ? barred : scoreOfMatch(matchOf(sought, offered, draw(99) === 0))));
  });
  return {
    proposalsTotal: size.proposals,
    expertsTotal: size.experts,
    seats: new Int32Array(size.proposals).fill(size.seats),
    minLoads: new Int32Array(size.experts).map(() => 4 + draw(5)),
    maxLoads: new Int32Array(size.experts).map(() => 12 + draw(4)),
    scores: Float64Array.from(rows.flat()),
  };
};

/** The model as anybody would write it down: a variable for every pair that may be. */
const linearProgram = (problem: AssignmentProblem): string => {
  const proposals = Array.from({ length: problem.proposalsTotal }, (_, proposal) => proposal);
  const experts = Array.from({ length: problem.expertsTotal }, (_, expert) => expert);
  const may = (proposal: number, expert: number) => scoreOf(problem, proposal, expert) !== barred;
  const nameOf = (proposal: number, expert: number) => `x${proposal}_${expert}`;
  const byProposal = proposals.map((proposal) => experts.filter((expert) => may(proposal, expert)));
  const byExpert = experts.map((expert) => proposals.filter((proposal) => may(proposal, expert)));
  const pairs = (between: string, wordOf: (proposal: number, expert: number) => string) =>
    byProposal.map((row, proposal) => row.map((expert) => wordOf(proposal, expert)).join(between)).join(between);
  const loads = byExpert.flatMap((column, expert) => {
    const sum = column.map((proposal) => nameOf(proposal, expert)).join("\n + ");
    return [`${sum} <= ${problem.maxLoads[expert] ?? 0}`, `${sum} >= ${problem.minLoads[expert] ?? 0}`];
  });
  return [
    "Maximize",
    pairs("\n + ", (proposal, expert) => `${scoreOf(problem, proposal, expert)} ${nameOf(proposal, expert)}`),
    "Subject To",
    ...byProposal.map(
      (row, proposal) =>
        `${row.map((expert) => nameOf(proposal, expert)).join("\n + ")} = ${problem.seats[proposal] ?? 0}`,
    ),
    ...loads,
    "Bounds",
    pairs("\n", (proposal, expert) => `0 <= ${nameOf(proposal, expert)} <= 1`),
    "End",
  ].join("\n");
};

/** Processor time, since others may use the machine. */
const timed = <T>(act: () => T): { readonly result: T; readonly ms: number } => {
  const before = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
};

const told = (name: string, instrument: "ms" | "bytes", figure: number, baseline: number | null = null) => ({
  group,
  name,
  instrument,
  figure: Math.round(figure),
  baseline: baseline === null ? null : Math.round(baseline),
  bound: null,
});
const faultless = (name: string, figure: number) => ({
  group,
  name,
  instrument: "faults" as const,
  figure,
  baseline: null,
  bound: 0,
});

/** 500 experts and 2,000 proposals of 3 each, proven, beside plain HiGHS on the same model; then without 20 of the experts. */
export const assignment: Group = async () => {
  const problem = aCall();
  const ours = timed(() => solveAssignment(problem));
  const oursBytes = process.memoryUsage().rss;
  if (!ours.result.ok) throw new Error(ours.result.error.kind);
  const { plan, prices } = ours.result.value;
  const proof = certifyAssignment(problem, plan, prices);
  const lost = new Set(Array.from({ length: size.lost }, (_, index) => index * 7));
  const left = withoutExperts(problem, lost);
  const repaired = timed(() => repairAssignment(left, plan));
  if (!repaired.result.ok) throw new Error(repaired.result.error.kind);
  const { changes, ...repair } = repaired.result.value;
  const proofOfRepair = certifyAssignment(repair.problem, repair.plan, repair.prices);
  const highs = await loadHighs();
  const program = linearProgram(problem);
  const plain = timed(() => highs.solve(program));
  const plainBytes = process.memoryUsage().rss;
  return [
    {
      ...told("time per plain HiGHS, same model", "ms", 0),
      instrument: "ratio",
      figure: rounded(ours.ms / plain.ms),
      bound: ratioBound,
    },
    faultless("limits broken, as independent code counts", proof.faults.length),
    faultless("gap between total and proven bound", proof.bound - proof.objective),
    faultless(
      "total that plain HiGHS has more",
      Math.max(0, Math.round(plain.result.ObjectiveValue) - proof.objective),
    ),
    faultless("after losing 20: changes beyond theirs", changes - pairsOf(problem, plan, lost)),
    faultless(
      "after losing 20: limits broken or gap",
      proofOfRepair.faults.length + proofOfRepair.bound - proofOfRepair.objective,
    ),
    told("processor time", "ms", ours.ms, plain.ms),
    told("processor time of assigning again", "ms", repaired.ms),
    told("memory resident", "bytes", oursBytes, plainBytes),
  ];
};
