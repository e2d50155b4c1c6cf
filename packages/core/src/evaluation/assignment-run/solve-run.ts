import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { scoreOf, type AssignmentPlan, type AssignmentProblem } from "../assignment/assignment-problem.ts";
import { certifyAssignment } from "../assignment/certify-assignment.ts";
import { repairAssignment } from "../assignment/repair-assignment.ts";
import { type MinimumLoadsNotMet, type TooFewExperts, solveAssignment } from "../assignment/solve-assignment.ts";
import type { AssignmentRun, QueuedRun, RunBeside, Shortage } from "./assignment-run.ts";
import { type Before, composePlan } from "./compose-plan.ts";
import { type GatherProblemDeps, type GatheredProblem, gatherProblem } from "./gather-problem.ts";
import { digestOfPlan, indexOf, movedRow, planPagesOf } from "./plan.ts";
import type { LoadedRun } from "./run-store.ts";

/** Proposals and experts of a shortage that are named. */
const shortageShown = 50;

type Proven = { readonly plan: AssignmentPlan; readonly gap: number; readonly changes: number | null };
type Impossible = TooFewExperts | MinimumLoadsNotMet | { readonly kind: "NothingToAssign"; readonly missing: 0 };

/** Solves and lets independent code count limits and total anew. A plan with a fault is a bug, and is never kept. */
const solveAndCheck = (problem: AssignmentProblem, before: AssignmentPlan | null): Result<Proven, Impossible> => {
  if (problem.proposalsTotal === 0) return err({ kind: "NothingToAssign", missing: 0 });
  const repaired = before === null ? null : repairAssignment(problem, before);
  const solved = repaired ?? solveAssignment(problem);
  if (!solved.ok) return solved;
  const solvedOn = repaired?.ok === true ? repaired.value : null;
  const certificate = certifyAssignment(solvedOn?.problem ?? problem, solved.value.plan, solved.value.prices);
  const [fault] = certificate.faults;
  if (fault !== undefined) throw new Error(`The assignment breaks a limit: ${JSON.stringify(fault)}.`);
  const { bound, objective } = certificate;
  return ok({ plan: solved.value.plan, gap: bound - objective, changes: solvedOn?.changes ?? null });
};

const pointsOf = (problem: AssignmentProblem, plan: AssignmentPlan): number =>
  plan.reduce(
    (sum, experts, proposal) => experts.reduce((points, expert) => points + scoreOf(problem, proposal, expert), sum),
    0,
  );

/**
 * Who evaluated what before: the plan with its moves; where it was adopted, the experts whom the proposals have by now, since single ones
 * may have been named by hand.
 */
const loadBefore = async (deps: GatherProblemDeps, basedOn: LoadedRun, gathered: GatheredProblem): Promise<Before> => {
  const { run, index = { plan: [], loads: [] }, movesByHand = [] } = basedOn;
  const { state } = run;
  if (!("planSha256" in state)) throw new Error(`${state.id} has no plan to change.`);
  const pages = await Promise.all(index.plan.map((_, place) => deps.work.loadPlanPage(state, place + 1)));
  const planned = pages
    .flat()
    .map((row) => movedRow(row, movesByHand))
    .map(({ proposalId, experts }): readonly [string, readonly UserId[]] => {
      const named = gathered.progress.get(proposalId)?.assignment?.state.experts;
      return [proposalId, state.state === "adopted" && named !== undefined ? named : experts.map(({ user }) => user)];
    });
  return new Map(planned);
};

/** The plan before in the numbers of the problem now; who is gone is left out. */
const planBefore = ({ proposals, experts }: GatheredProblem, before: Before): AssignmentPlan => {
  const placeOf = new Map(experts.map(({ user }, place) => [user, place]));
  return proposals.map(({ proposalId }) =>
    (before.get(proposalId) ?? []).flatMap((user) => placeOf.get(user) ?? []).toSorted((a, b) => a - b),
  );
};

/** Places of before that somebody else holds now: those of whoever is lost among them. */
const changedPlaces = ({ proposals, experts }: GatheredProblem, before: Before, plan: AssignmentPlan): number =>
  proposals.reduce((sum, { proposalId }, proposal) => {
    const now = new Set((plan[proposal] ?? []).map((place) => experts[place]?.user));
    return sum + (before.get(proposalId) ?? []).filter((user) => !now.has(user)).length;
  }, 0);

const shortageOf = (gathered: GatheredProblem, refusal: Impossible): Shortage => {
  const proposals = "proposals" in refusal ? refusal.proposals : [];
  const experts = "experts" in refusal ? refusal.experts : "fullExperts" in refusal ? refusal.fullExperts : [];
  return {
    proposals: proposals.slice(0, shortageShown).flatMap((place) => {
      const id = gathered.proposals[place]?.proposalId;
      const dossier = id === undefined ? undefined : gathered.progress.get(id)?.dossier;
      return dossier === undefined ? [] : [{ proposalId: dossier.proposalId, acronym: dossier.acronym }];
    }),
    experts: experts.slice(0, shortageShown).flatMap((place) => gathered.experts[place]?.user ?? []),
  };
};

export type Outcome = {
  readonly next: AssignmentRun;
  readonly attached: Partial<RunBeside>;
  readonly type: "AssignmentSolved" | "AssignmentNotPossible";
};

/** Reads, solves, checks and keeps the plan under its digest. The head, which makes it known, is the caller's to move. */
export const solveRun = async (
  deps: GatherProblemDeps,
  {
    queued,
    loaded,
    basedOn,
    now,
    onRead,
  }: {
    readonly queued: QueuedRun;
    readonly loaded: LoadedRun;
    readonly basedOn: LoadedRun | null;
    readonly now: Instant;
    readonly onRead: (proposals: number) => Promise<void>;
  },
): Promise<Outcome> => {
  const { sha256, work } = deps;
  const gathered = await gatherProblem(deps, { callId: queued.callId, terms: loaded.terms, now });
  const before: Before = basedOn === null ? new Map() : await loadBefore(deps, basedOn, gathered);
  await onRead(gathered.proposals.length);
  const solved = solveAndCheck(gathered.problem, basedOn === null ? null : planBefore(gathered, before));
  const { inputSha256 } = gathered;
  if (!solved.ok) {
    const { kind: because, missing } = solved.error;
    const next = { ...queued, state: "impossible" as const, inputSha256, because, missing };
    return { next, attached: { shortage: shortageOf(gathered, solved.error) }, type: "AssignmentNotPossible" };
  }
  const { plan, gap } = solved.value;
  const composed = composePlan(gathered, plan, before);
  const pages = planPagesOf(composed.plan, composed.loads);
  const planSha256 = digestOfPlan(sha256, pages);
  await work.keepPlan({ id: queued.id, planSha256 }, pages);
  const next: AssignmentRun = {
    ...queued,
    state: "solved",
    inputSha256,
    planSha256,
    proposals: gathered.proposals.length,
    experts: gathered.experts.length,
    points: pointsOf(gathered.problem, plan),
    gap,
    ...(basedOn === null ? {} : { changes: changedPlaces(gathered, before, plan) }),
  };
  return { next, attached: { index: indexOf(pages) }, type: "AssignmentSolved" };
};
