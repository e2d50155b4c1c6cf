import { createRequire } from "node:module";
import type { AllocationProblem, Candidate } from "@grants/core/cofunding/allocation/allocation-problem";
import { checkAllocation } from "@grants/core/cofunding/allocation/check-allocation";
import { selectByRank } from "@grants/core/cofunding/allocation/select-by-rank";
import { solveAllocation } from "@grants/core/cofunding/allocation/solve-allocation";
import { cents } from "@grants/kernel/money";
import type highsLoader from "highs";
import type { Group, Row } from "../row.ts";

/** Its description of types is one of CommonJS. */
const loadHighs: typeof highsLoader.default = createRequire(import.meta.url)("highs");

const group = "allocation";
const size = { projects: 2_000, countries: 27 };
/** Parts of all selections that the solver may look at: what it finds after is worth little more. */
const partsMax = 41;
/** Seconds that HiGHS has; it proves no more of this model in ninety. */
const highsSeconds = 3;
/** The aim is a fifth; the first of them warms the machine up as well. */
const timeRatioBound = 0.75;
const instances = [
  { seed: 7, tightness: 0.3 },
  { seed: 11, tightness: 0.15 },
  { seed: 13, tightness: 0.5 },
] as const;

const chance = (start: number) => {
  let seed = start;
  return (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
};

/** A ranking with 2 to 6 partners a project, some countries more than others; each purse has a part of what is asked of it. */
const aRanking = ({ seed, tightness }: (typeof instances)[number]): AllocationProblem => {
  const draw = chance(seed * 1_000_003);
  const drafts = Array.from({ length: size.projects }, () => {
    const countries = new Set(Array.from({ length: 2 + draw(5) }, () => `C${draw(draw(size.countries) + 1)}`));
    return {
      worth: 16 + draw(15),
      shares: [...countries].map((purse) => ({ purse, needCents: cents((30 + draw(400)) * 1_000_00) })),
    };
  });
  const candidates = drafts
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ worth, shares }, place): Candidate => {
      const union = shares.reduce((sum, { needCents }) => sum + needCents, 0);
      return { id: `P${place}`, worth, needs: [{ purse: "U", needCents: cents(union) }, ...shares] };
    });
  const asked = (purse: string) =>
    candidates
      .flatMap(({ needs }) => needs)
      .reduce((sum, need) => (need.purse === purse ? sum + need.needCents : sum), 0);
  const budget = (purse: string, part: number) => ({ purse, budgetCents: cents(Math.round(asked(purse) * part)) });
  return {
    candidates,
    union: budget("U", tightness * 0.95),
    funders: Array.from({ length: size.countries }, (_, country) =>
      budget(`C${country}`, tightness * (0.7 + draw(50) / 100)),
    ),
    potCents: cents(0),
  };
};

/** The plain 0/1 model, as anybody would write it down; amounts in thousands, so that it is no worse off for large numbers. */
const plainModel = ({ candidates, union, funders }: AllocationProblem): string => {
  const name = (place: number) => `x${place}`;
  const rowOf = ({ purse, budgetCents }: (typeof funders)[number]) => {
    const terms = candidates.flatMap(({ needs }, place) =>
      needs.filter((need) => need.purse === purse).map(({ needCents }) => `${needCents / 100_000} ${name(place)}`),
    );
    return `${terms.join("\n + ")} <= ${budgetCents / 100_000}`;
  };
  return [
    "Maximize",
    candidates.map(({ worth }, place) => `${worth} ${name(place)}`).join("\n + "),
    "Subject To",
    ...[union, ...funders].map(rowOf),
    "Binary",
    candidates.map((_, place) => name(place)).join("\n"),
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

const perMille = (worth: number, atMost: number): number => Math.round(((atMost - worth) / worth) * 100_000) / 100;

const measure = (
  highs: Awaited<ReturnType<typeof loadHighs>>,
  instance: (typeof instances)[number],
): readonly Row[] => {
  const problem = aRanking(instance);
  const ours = timed(() => solveAllocation(problem, partsMax));
  const model = plainModel(problem);
  const plain = timed(() => highs.solve(model, { time_limit: highsSeconds }));
  const { worth, worthAtMost } = ours.result;
  const worths = new Map(problem.candidates.map((candidate) => [candidate.id, candidate.worth]));
  const greedy = selectByRank(problem).reduce((sum, id) => sum + (worths.get(id) ?? 0), 0);
  const of = (name: string) => `${name}, ${Math.round(instance.tightness * 100)} % of what is asked`;
  const plainWorth = Math.round(plain.result.ObjectiveValue);
  const rounded = (number: number) => Math.round(number * 1_000) / 1_000;
  return [
    {
      group,
      name: of("faults of the certificate"),
      instrument: "faults",
      figure: checkAllocation(problem, ours.result).length,
      baseline: null,
      bound: 0,
    },
    {
      group,
      name: of("time per plain HiGHS"),
      instrument: "ratio",
      figure: rounded(ours.ms / plain.ms),
      baseline: null,
      bound: timeRatioBound,
    },
    {
      group,
      name: of("worth of plain HiGHS per ours"),
      instrument: "ratio",
      figure: rounded(plainWorth / worth),
      baseline: null,
      bound: 1.002,
    },
    {
      group,
      name: of("worth in rank order per ours"),
      instrument: "ratio",
      figure: rounded(greedy / worth),
      baseline: null,
      bound: 1,
    },
    {
      group,
      name: of("proven gap, per mille"),
      instrument: "ratio",
      figure: perMille(worth, worthAtMost),
      baseline: null,
      bound: 10,
    },
  ];
};

/** 2,000 projects and 27 countries: what is found and proven, beside plain HiGHS on the 0/1 model and the selection in rank order. */
export const allocation: Group = async () => {
  const highs = await loadHighs();
  return instances.flatMap((instance) => measure(highs, instance));
};
