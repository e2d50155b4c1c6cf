import { type Result, err, ok } from "@grants/kernel/result";
import { type AssignmentPlan, type AssignmentProblem, barred, loadsOf, scoreOf } from "./assignment-problem.ts";

export type Move = { readonly proposal: number; readonly from: number; readonly to: number };
export type MoveRefusal = {
  readonly kind: "NotOnProposal" | "AlreadyOnProposal" | "BarredFromProposal" | "ExpertFull" | "BelowPromisedMinimum";
  readonly expert: number;
};
export type Moved = {
  readonly plan: AssignmentPlan;
  /** What the move adds to the total; below 0: what it costs. */
  readonly delta: number;
};

const refusalOf = (problem: AssignmentProblem, plan: AssignmentPlan, { proposal, from, to }: Move) => {
  const experts = plan[proposal] ?? [];
  const loads = loadsOf(problem, plan);
  if (!experts.includes(from)) return { kind: "NotOnProposal" as const, expert: from };
  if (experts.includes(to)) return { kind: "AlreadyOnProposal" as const, expert: to };
  if (scoreOf(problem, proposal, to) === barred) return { kind: "BarredFromProposal" as const, expert: to };
  if ((loads[to] ?? 0) >= (problem.maxLoads[to] ?? 0)) return { kind: "ExpertFull" as const, expert: to };
  if ((loads[from] ?? 0) <= (problem.minLoads[from] ?? 0))
    return { kind: "BelowPromisedMinimum" as const, expert: from };
  return null;
};

/** Gives one place of a proposal to another expert. Every limit holds afterwards as before, and the move says what it costs. */
export const moveExpert = (
  problem: AssignmentProblem,
  plan: AssignmentPlan,
  move: Move,
): Result<Moved, MoveRefusal> => {
  const refusal = refusalOf(problem, plan, move);
  if (refusal !== null) return err(refusal);
  const { proposal, from, to } = move;
  const moved = plan.map((experts, index) =>
    index === proposal ? experts.map((expert) => (expert === from ? to : expert)).toSorted((a, b) => a - b) : experts,
  );
  return ok({ plan: moved, delta: scoreOf(problem, proposal, to) - scoreOf(problem, proposal, from) });
};
