import { type AssignmentPlan, type AssignmentProblem, barred, scoreOf } from "./assignment-problem.ts";

/** For each proposal the experts that are looked at, the best first. */
export type Shortlists = readonly (readonly number[])[];

/** Experts of one score are spread over the proposals, so that the shortlists do not all name the same ones. */
const spread = 7;

/** The best experts of every proposal, so many of each as there are. */
export const shortlistsOf = (problem: AssignmentProblem, width: number): Shortlists =>
  Array.from({ length: problem.proposalsTotal }, (_, proposal) => {
    const { expertsTotal } = problem;
    const turn = (expert: number) => (expert + proposal * spread) % expertsTotal;
    return Array.from({ length: expertsTotal }, (__, expert) => expert)
      .filter((expert) => scoreOf(problem, proposal, expert) !== barred)
      .toSorted((a, b) => scoreOf(problem, proposal, b) - scoreOf(problem, proposal, a) || turn(a) - turn(b))
      .slice(0, width);
  });

/**
 * The shortlists with everybody on them who would be worth more, at these prices, than the worst expert chosen. `null`: there is nobody, so
 * what is best among the shortlisted is best among all.
 */
export const widened = (
  problem: AssignmentProblem,
  shortlists: Shortlists,
  { plan, prices }: { readonly plan: AssignmentPlan; readonly prices: readonly number[] },
): Shortlists | null => {
  let anybody = false;
  const wider = shortlists.map((shortlist, proposal) => {
    const worth = (expert: number) => scoreOf(problem, proposal, expert) - (prices[expert] ?? 0);
    const least = (plan[proposal] ?? []).reduce((low, expert) => (worth(expert) < low ? worth(expert) : low), Infinity);
    const listed = new Set(shortlist);
    const missed = prices.flatMap((_, expert) =>
      scoreOf(problem, proposal, expert) !== barred && !listed.has(expert) && worth(expert) > least ? [expert] : [],
    );
    anybody ||= missed.length > 0;
    return missed.length === 0 ? shortlist : [...shortlist, ...missed];
  });
  return anybody ? wider : null;
};
