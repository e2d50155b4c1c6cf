import type { UserId } from "@grants/kernel/id";
import { type AssignmentPlan, barred, loadsOf, scoreOf } from "../assignment/assignment-problem.ts";
import { type Passed, explainProposal } from "../assignment/explain-assignment.ts";
import { matchOf } from "../assignment/match-score.ts";
import type { GatheredProblem } from "./gather-problem.ts";
import { type LoadRow, type PlanRow, type PlannedExpert } from "./plan.ts";

/** Better experts that are named; how many there are stands beside. */
const passedShown = 3;
const alternativesShown = 8;

/** Experts by proposal as they were before, in the order of their places. */
export type Before = ReadonlyMap<string, readonly UserId[]>;

type Composed = { readonly plan: readonly PlanRow[]; readonly loads: readonly LoadRow[] };

const userAt = ({ experts }: GatheredProblem, place: number): UserId => {
  const expert = experts[place];
  if (expert === undefined) throw new Error(`There is no expert ${place}.`);
  return expert.user;
};

/** What stands against a better expert in a plan that was changed as little as possible is that another one was kept. */
const reasonOf = (because: Passed["because"]) => (because === "MOVED_BY_HAND" ? "KEPT_FROM_BEFORE" : because);

const alternativesOf = (gathered: GatheredProblem, proposal: number, chosen: readonly number[], loads: Int32Array) =>
  gathered.experts
    .flatMap((_, expert) => {
      const score = scoreOf(gathered.problem, proposal, expert);
      const hasRoom = (loads[expert] ?? 0) < (gathered.problem.maxLoads[expert] ?? 0);
      return score === barred || !hasRoom || chosen.includes(expert) ? [] : [{ expert, score }];
    })
    .toSorted((a, b) => b.score - a.score || (loads[a.expert] ?? 0) - (loads[b.expert] ?? 0) || a.expert - b.expert)
    .slice(0, alternativesShown)
    .map(({ expert, score }) => ({ user: userAt(gathered, expert), score }));

/** Who was there before keeps the place in the order, so that a rapporteur stays one; newcomers follow, the best match first. */
const inOrder = (experts: readonly PlannedExpert[], before: readonly UserId[] | undefined): PlannedExpert[] => {
  if (before === undefined) return [...experts];
  const kept = before.flatMap((user) => experts.filter((expert) => expert.user === user));
  const added = experts.filter(({ user }) => !before.includes(user));
  return [...kept, ...added.map((expert) => ({ ...expert, isNew: true }))];
};

/** The plan in words that an officer reads: experts with what they are worth, who was passed over and why, who else has room. */
export const composePlan = (gathered: GatheredProblem, plan: AssignmentPlan, before: Before): Composed => {
  const { problem, proposals, experts, progress } = gathered;
  const loads = loadsOf(problem, plan);
  const rows = proposals.map(({ proposalId, sought }, proposal): PlanRow => {
    const dossier = progress.get(proposalId)?.dossier;
    if (dossier === undefined) throw new Error(`${proposalId} has no dossier.`);
    const chosen = explainProposal(problem, plan, proposal, loads).map(
      ({ expert, score, choice, passed }): PlannedExpert => {
        const { expertise: keywords, languages } = experts[expert]?.profile ?? { expertise: [], languages: [] };
        const match = matchOf(
          sought,
          { keywords: new Set<string>(keywords), languages: new Set<string>(languages) },
          false,
        );
        return {
          user: userAt(gathered, expert),
          score,
          expertise: match.expertise,
          language: match.language,
          choice,
          passed: passed.slice(0, passedShown).map((other) => ({
            user: userAt(gathered, other.expert),
            score: other.score,
            because: reasonOf(other.because),
          })),
        };
      },
    );
    const { acronym, title, topicId } = dossier;
    return {
      proposalId,
      topicId,
      acronym,
      title,
      experts: inOrder(chosen, before.get(proposalId)),
      alternatives: alternativesOf(gathered, proposal, plan[proposal] ?? [], loads),
    };
  });
  return {
    plan: rows,
    loads: experts.map(({ user }, expert) => ({
      user,
      load: loads[expert] ?? 0,
      least: problem.minLoads[expert] ?? 0,
      most: problem.maxLoads[expert] ?? 0,
    })),
  };
};
