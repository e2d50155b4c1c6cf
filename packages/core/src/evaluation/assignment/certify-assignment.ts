import { type AssignmentPlan, type AssignmentProblem, barred } from "./assignment-problem.ts";

export type AssignmentFault =
  | { readonly kind: "WrongSeats"; readonly proposal: number }
  | { readonly kind: "ExpertTwice"; readonly proposal: number; readonly expert: number }
  | { readonly kind: "BarredPair"; readonly proposal: number; readonly expert: number }
  | { readonly kind: "LoadOutside"; readonly expert: number; readonly load: number };

export type Certificate = {
  readonly faults: readonly AssignmentFault[];
  /** The sum of the scores, counted anew. */
  readonly objective: number;
  /** No assignment whatever can have more. */
  readonly bound: number;
  readonly proven: boolean;
};

const faultsOfSeats = (problem: AssignmentProblem, plan: AssignmentPlan): readonly AssignmentFault[] =>
  Array.from(problem.seats).flatMap((seats, proposal) => {
    const experts = plan[proposal] ?? [];
    const faults: AssignmentFault[] = experts.length === seats ? [] : [{ kind: "WrongSeats", proposal }];
    for (const [place, expert] of experts.entries()) {
      const score = problem.scores[proposal * problem.expertsTotal + expert] ?? barred;
      if (experts.indexOf(expert) !== place) faults.push({ kind: "ExpertTwice", proposal, expert });
      if (expert < 0 || expert >= problem.expertsTotal || score === barred)
        faults.push({ kind: "BarredPair", proposal, expert });
    }
    return faults;
  });

const faultsOfLoads = (problem: AssignmentProblem, plan: AssignmentPlan): readonly AssignmentFault[] => {
  const counts = new Map<number, number>();
  for (const expert of plan.flat()) counts.set(expert, (counts.get(expert) ?? 0) + 1);
  return Array.from(problem.minLoads).flatMap((least, expert): AssignmentFault[] => {
    const load = counts.get(expert) ?? 0;
    return load < least || load > (problem.maxLoads[expert] ?? 0) ? [{ kind: "LoadOutside", expert, load }] : [];
  });
};

/** The most that a proposal can have when every expert costs their price. */
const bestAtPrices = (problem: AssignmentProblem, proposal: number, prices: readonly number[]): number =>
  prices
    .flatMap((price, expert) => {
      const score = problem.scores[proposal * problem.expertsTotal + expert] ?? barred;
      return score === barred ? [] : [score - price];
    })
    .toSorted((a, b) => b - a)
    .slice(0, problem.seats[proposal])
    .reduce((sum, worth) => sum + worth, 0);

/**
 * Checks an assignment by other means than it was found by. Whatever the prices are, no assignment can be worth more than the bound: each
 * proposal takes the best at those prices, and each expert's places are paid for (weak duality). Where the total meets it, it is the best.
 */
export const certifyAssignment = (
  problem: AssignmentProblem,
  plan: AssignmentPlan,
  prices: readonly number[],
): Certificate => {
  const faults = [
    ...(plan.length === problem.proposalsTotal ? [] : [{ kind: "WrongSeats" as const, proposal: plan.length }]),
    ...faultsOfSeats(problem, plan),
    ...faultsOfLoads(problem, plan),
  ];
  const objective = plan
    .flatMap((experts, proposal) =>
      experts.map((expert) => problem.scores[proposal * problem.expertsTotal + expert] ?? 0),
    )
    .reduce((sum, score) => sum + score, 0);
  const places = prices.reduce(
    (sum, price, expert) => sum + price * ((price > 0 ? problem.maxLoads : problem.minLoads)[expert] ?? 0),
    0,
  );
  const bound = Array.from(problem.seats, (_, proposal) => bestAtPrices(problem, proposal, prices)).reduce(
    (sum, worth) => sum + worth,
    places,
  );
  return { faults, objective, bound, proven: faults.length === 0 && objective === bound };
};
