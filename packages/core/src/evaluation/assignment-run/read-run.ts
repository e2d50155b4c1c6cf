import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { Command } from "../../audit/command.ts";
import type { Stored } from "../../audit/stored.ts";
import type { CallId, CallNotFound, CallVersion } from "../../calls/call.ts";
import type { RankingStore } from "../ranking-store.ts";
import type { AssignmentRun, AssignmentRunId, RunProgress, Shortage } from "./assignment-run.ts";
import { type AssignmentRunNotFound, type AssignmentRunNotOpen, findRun } from "./find-run.ts";
import { type LoadRow, type PlanRow, movedLoad, movedRow } from "./plan.ts";
import type { AssignmentRunStore, LoadedRun } from "./run-store.ts";

type Runs = { readonly runs: AssignmentRunStore };
export type Names = ReadonlyMap<UserId, string>;

export type RunsOfCall = {
  readonly version: CallVersion;
  readonly isSealed: boolean;
  readonly runs: readonly Stored<AssignmentRun>[];
};

/** The runs of a call, the newest first, beside the topics that one may ask for. */
export const listAssignmentRuns = async (
  { runs, rankings }: Runs & { readonly rankings: Pick<RankingStore, "loadCall"> },
  { callId, command }: { readonly callId: CallId; readonly command: Command },
): Promise<Result<RunsOfCall, NotAllowed | CallNotFound>> => {
  const [{ rights, call, version }, listed] = await Promise.all([
    rankings.loadCall(callId, command.caller),
    runs.listRuns(callId),
  ]);
  const role = decideAccess("listAssignmentRuns", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  return ok({ version, isSealed: call.state.state === "sealed", runs: listed });
};

export type ShownRun = {
  readonly loaded: LoadedRun;
  readonly progress: RunProgress | null;
  readonly names: Names;
  readonly allowedActions: readonly AllowedAction[];
};

const openTo = { moveExpert: ["solved"], adoptAssignment: ["solved"], replaceExpert: ["solved", "adopted"] } as const;
const steps = ["moveExpert", "adoptAssignment", "replaceExpert"] as const;

/** Where a run stands: how far its worker is, what came out, and what may be done with it. */
export const readAssignmentRun = async (
  { runs }: Runs,
  { runId, command }: { readonly runId: AssignmentRunId; readonly command: Command },
): Promise<Result<ShownRun, NotAllowed | AssignmentRunNotFound>> => {
  const found = await findRun(runs, { runId, action: "readAssignmentRun", command });
  if (!found.ok) return found;
  const { loaded, progress, rights } = found.value;
  const { state } = loaded.run.state;
  const allowedActions = steps.map((action): AllowedAction => {
    const access = decideAccess(action, rights, {}, command.at);
    if (!access.ok) return { action, allowed: false, because: access.error.because };
    const isOpen = openTo[action].some((one) => one === state);
    return isOpen ? { action, allowed: true } : { action, allowed: false, because: "AssignmentRunNotOpen" };
  });
  const moved = (loaded.movesByHand ?? []).flatMap(({ from, to }) => [from, to]);
  const names = await runs.loadNames([...moved, ...loaded.terms.lost, ...expertsOf(loaded.shortage)]);
  return ok({ loaded, progress, names, allowedActions });
};

const expertsOf = (shortage: Shortage | undefined): readonly UserId[] => shortage?.experts ?? [];

export type ShownPage<T> = {
  readonly rows: readonly T[];
  readonly names: Names;
  readonly page: number;
  readonly pages: number;
  readonly version: number;
};
type AskPage = { readonly runId: AssignmentRunId; readonly page: number; readonly command: Command };
type PageError = NotAllowed | AssignmentRunNotFound | AssignmentRunNotOpen;

/** A page of a plan as it stands after the moves by hand: for every proposal its experts, and why these. */
export const readAssignmentPlan = async (
  { runs }: Runs,
  { runId, page, command }: AskPage,
): Promise<Result<ShownPage<PlanRow>, PageError>> => {
  const found = await findRun(runs, { runId, action: "readAssignmentPlan", command });
  if (!found.ok) return found;
  const { run, index, movesByHand = [] } = found.value.loaded;
  if (!("planSha256" in run.state)) return err({ kind: "AssignmentRunNotOpen", state: run.state.state });
  const rows = (await runs.loadPlanPage(run.state, page)).map((row) => movedRow(row, movesByHand));
  const named = rows.flatMap(({ experts, alternatives }) => [
    ...experts.flatMap(({ user, passed }) => [user, ...passed.map((other) => other.user)]),
    ...alternatives.map(({ user }) => user),
  ]);
  const names = await runs.loadNames(named);
  return ok({ rows, names, page, pages: index?.plan.length ?? 0, version: run.version });
};

/** A page of the experts with how much each has to do, those without anything too. */
export const readAssignmentLoads = async (
  { runs }: Runs,
  { runId, page, command }: AskPage,
): Promise<Result<ShownPage<LoadRow>, PageError>> => {
  const found = await findRun(runs, { runId, action: "readAssignmentLoads", command });
  if (!found.ok) return found;
  const { run, index, movesByHand = [] } = found.value.loaded;
  if (!("planSha256" in run.state)) return err({ kind: "AssignmentRunNotOpen", state: run.state.state });
  const rows = (await runs.loadLoadPage(run.state, page)).map((row) => movedLoad(row, movesByHand));
  const names = await runs.loadNames(rows.map(({ user }) => user));
  return ok({ rows, names, page, pages: index?.loads.length ?? 0, version: run.version });
};
