import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { ExpertStore } from "../../experts/expert-store.ts";
import { weighConflicts } from "../../experts/weigh-conflicts.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import { barred } from "../assignment/assignment-problem.ts";
import { matchOf, scoreOfMatch } from "../assignment/match-score.ts";
import { type MoveRefusal as Refusal, moveExpert } from "../assignment/move-expert.ts";
import type { RankingStore } from "../ranking-store.ts";
import {
  type AssignmentRun,
  type AssignmentRunId,
  type FoundRun,
  type MoveByHand,
  type RunTerms,
  movesPerRunMax,
} from "./assignment-run.ts";
import { type AssignmentRunNotFound, type AssignmentRunNotOpen, findRun } from "./find-run.ts";
import { type LoadRow, type PlanRow, movedLoad, movedRow, pageOf } from "./plan.ts";
import type { AssignmentRunStore, LoadedRun } from "./run-store.ts";
import { soughtIn } from "./sought-in.ts";

/** A limit that the move would break, and whom it is about. */
export type MoveRefused = {
  readonly kind: "MoveRefused";
  readonly because: Refusal["kind"] | "TooManyMoves";
  readonly field: "from" | "to";
  readonly expert: UserId;
};
/** The plan has no such proposal, or the pool had no such expert when it was made. */
export type NotInPlan = { readonly kind: "NotInPlan"; readonly field: "proposalId" | "from" | "to" };
export type MoveExpertError =
  | NotAllowed
  | AssignmentRunNotFound
  | AssignmentRunNotOpen
  | NotInPlan
  | MoveRefused
  | CommitRefusal;

export type MoveExpertDeps = {
  readonly runs: AssignmentRunStore;
  readonly rankings: Pick<RankingStore, "loadProgress">;
  readonly experts: Pick<ExpertStore, "loadExpert" | "loadGround">;
  readonly sha256: Sha256;
};
export type PlannedMove = {
  readonly proposalId: ProposalId;
  readonly from: UserId;
  readonly to: UserId;
};
type MovePlannedExpert = PlannedMove & {
  readonly runId: AssignmentRunId;
  readonly reason: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

type Places = { readonly row: PlanRow; readonly from: LoadRow; readonly to: LoadRow };

/** The proposal's row and both experts' loads as the moves before left them. */
const findPlaces = async (
  runs: AssignmentRunStore,
  { index = { plan: [], loads: [] }, movesByHand = [] }: LoadedRun,
  state: FoundRun,
  { proposalId, from, to }: PlannedMove,
): Promise<Result<Places, NotInPlan>> => {
  const loadOf = async (user: UserId) => {
    const rows = await runs.loadLoadPage(state, pageOf(index.loads, user));
    const row = rows.find((one) => one.user === user);
    return row === undefined ? null : movedLoad(row, movesByHand);
  };
  const [rows, ofFrom, ofTo] = await Promise.all([
    runs.loadPlanPage(state, pageOf(index.plan, proposalId)),
    loadOf(from),
    loadOf(to),
  ]);
  const row = rows.find((one) => one.proposalId === proposalId);
  if (row === undefined) return err({ kind: "NotInPlan", field: "proposalId" });
  if (ofFrom === null) return err({ kind: "NotInPlan", field: "from" });
  if (ofTo === null) return err({ kind: "NotInPlan", field: "to" });
  return ok({ row: movedRow(row, movesByHand), from: ofFrom, to: ofTo });
};

/** What somebody is worth to a proposal today: barred by a conflict that nobody set aside, or because they gave the place back. */
const scoreToday = async (
  { rankings, experts, sha256 }: MoveExpertDeps,
  { proposalId, to }: PlannedMove,
  terms: RunTerms,
  command: Command,
): Promise<number> => {
  const [{ kept }, ground, [progress]] = await Promise.all([
    experts.loadExpert(to, command.caller),
    experts.loadGround(proposalId, [to], dateInZone(command.at)),
    rankings.loadProgress([proposalId]),
  ]);
  const bar = weighConflicts(ground, { at: command.at, sha256 }).get(to);
  const isOut = (bar !== undefined && !bar.isSetAside) || (progress?.withdrawn ?? []).includes(to);
  if (kept === null || progress === undefined || isOut || terms.lost.includes(to)) return barred;
  const offered = {
    keywords: new Set<string>(kept.profile.expertise),
    languages: new Set<string>(kept.profile.languages),
  };
  return scoreOfMatch(matchOf(soughtIn(terms, progress.dossier.topicId), offered, false));
};

/**
 * The move as the smallest problem that says whether it may be: one proposal, both experts, and of their limits what all other proposals
 * leave. Expert 0 holds the place, expert 1 is to take it.
 */
const decideMove = (
  { row, from, to }: Places,
  move: PlannedMove,
  score: number,
): Result<Pick<MoveByHand, "score" | "delta">, MoveRefused> => {
  const held = row.experts.map(({ user }) => user);
  const others = held.filter((user) => user !== move.from && user !== move.to);
  const before = row.experts.find(({ user }) => user === move.from)?.score ?? 0;
  const places = [move.from, move.to, ...others];
  const problem = {
    proposalsTotal: 1,
    expertsTotal: places.length,
    seats: Int32Array.of(held.length),
    minLoads: Int32Array.from(places, (_, place) => (place === 0 ? from.least - from.load + 1 : 0)),
    maxLoads: Int32Array.from(places, (_, place) => (place === 1 ? to.most - to.load : 1)),
    scores: Float64Array.from(places, (_, place) => [before, score][place] ?? 0),
  };
  const plan = [held.map((user) => places.indexOf(user))];
  const moved = moveExpert(problem, plan, { proposal: 0, from: 0, to: 1 });
  if (moved.ok) return ok({ score, delta: moved.value.delta });
  const field = moved.error.expert === 0 ? "from" : "to";
  return err({ kind: "MoveRefused", because: moved.error.kind, field, expert: move[field] });
};

/** A person gives one place of a plan to another expert, and says why. All limits are kept, and the move says what it costs. */
export const movePlannedExpert = async (
  deps: MoveExpertDeps,
  { runId, reason, expectedVersion, command, ...move }: MovePlannedExpert,
): Promise<Result<Stored<AssignmentRun>, MoveExpertError>> => {
  const { runs, sha256 } = deps;
  const found = await findRun(runs, { runId, action: "moveExpert", command });
  if (!found.ok) return found;
  const { loaded, role } = found.value;
  const { run, terms, movesByHand = [] } = loaded;
  if (run.version !== expectedVersion) return runs.settle(run, expectedVersion, command);
  if (run.state.state !== "solved") return err({ kind: "AssignmentRunNotOpen", state: run.state.state });
  if (movesByHand.length >= movesPerRunMax)
    return err({ kind: "MoveRefused", because: "TooManyMoves", field: "from", expert: move.from });
  const places = await findPlaces(runs, loaded, run.state, move);
  if (!places.ok) return places;
  const decided = decideMove(places.value, move, await scoreToday(deps, move, terms, command));
  if (!decided.ok) return decided;
  const moves: readonly MoveByHand[] = [...movesByHand, { ...move, ...decided.value, at: command.at }];
  const next: AssignmentRun = {
    ...run.state,
    points: run.state.points + decided.value.delta,
    movesSha256: sha256(canonicalJson(moves)),
  };
  const change = { aggregate: runId, before: run, next, type: "ExpertMoved", role, terms: [], notes: { reason } };
  return runs.commitRun(change, { attached: { movesByHand: [...moves] }, order: null }, command);
};
