import { canonicalJson } from "@grants/kernel/canonical-json";
import { UserId } from "@grants/kernel/id";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { Command } from "../../audit/command.ts";
import type { RunOrder } from "./assignment-run.ts";
import { type CarryOutDeps, carryOutRun } from "./carry-out-run.ts";
import type { GatherProblemDeps } from "./gather-problem.ts";
import type { AssignmentWork } from "./run-store.ts";
import { solveRun } from "./solve-run.ts";

export type WorkOnRunsDeps = CarryOutDeps & GatherProblemDeps & { readonly report: (error: unknown) => void };
export type RunsReport = { readonly solved: number; readonly assigned: number };

/** Longer than a worker may run: a claim that is over belongs to nobody who is still at it. */
const claimMs = 16 * 60_000;

/** The worker acts under an account of its own; whoever repeats a step sends the same command. */
const solvingCommand = ({ newId, sha256 }: WorkOnRunsDeps, runId: string, at: Instant): Command => {
  const caller = UserId.parse(`usr_${newId("worker:propose-assignments")}`);
  const keyHash = sha256(canonicalJson({ caller, operationId: "solveAssignment", idempotencyKey: runId }));
  return { caller, at, correlationId: "propose-assignments", keyHash, commandHash: keyHash };
};

const loadRun = async (work: AssignmentWork, runId: RunOrder["runId"]) => {
  const loaded = await work.loadOne(runId);
  if (loaded === null) throw new Error(`${runId} is gone.`);
  return loaded;
};

const solveOrder = async (deps: WorkOnRunsDeps, { runId }: RunOrder, now: Instant): Promise<number> => {
  const { work } = deps;
  const loaded = await loadRun(work, runId);
  const { state: queued } = loaded.run;
  // A pass before this one moved the head and was cut off before it took the order away.
  if (queued.state !== "queued") return 0;
  const basedOn = queued.basedOn === undefined ? null : await loadRun(work, queued.basedOn);
  const progress = (phase: "READING" | "SOLVING" | "SOLVED", total: number) =>
    work.keepProgress(runId, { phase, at: now, done: 0, total, refused: [] });
  await progress("READING", 0);
  const { next, attached, type } = await solveRun(deps, {
    queued,
    loaded,
    basedOn,
    now,
    onRead: (proposals) => progress("SOLVING", proposals),
  });
  const change = { aggregate: runId, before: loaded.run, next, type, role: "system" as const, terms: [] };
  const committed = await work.commitOutcome(change, attached, solvingCommand(deps, runId, now));
  if (!committed.ok && committed.error.kind !== "StaleVersion")
    throw new Error(`What came out of ${runId} could not be kept: ${committed.error.kind}.`);
  await progress("SOLVED", "proposals" in next ? next.proposals : 0);
  return 1;
};

/**
 * A schedule tells the time in whole seconds: what was decided in the second in which a run was asked for would not have happened yet. A run
 * is worked on at its own instant at the earliest.
 */
const workedOnAt = (order: RunOrder, now: Instant): Instant => (order.at > now ? order.at : now);

/** One pass over the runs that wait, one after the other: solved and proven, or carried out once an officer adopted them. */
export const workOnRuns = async (deps: WorkOnRunsDeps, now: Instant): Promise<RunsReport> => {
  const { work, report } = deps;
  let [solved, assigned] = [0, 0];
  for (const { order, nextPage } of await work.listOrders()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one problem at a time fills the worker.
      if (!(await work.claim(order, now, addMilliseconds(now, claimMs)))) continue;
      // oxlint-disable-next-line no-await-in-loop -- one problem at a time fills the worker.
      if (order.kind === "solve") solved += await solveOrder(deps, order, workedOnAt(order, now));
      else {
        // oxlint-disable-next-line no-await-in-loop -- one problem at a time fills the worker.
        const loaded = await loadRun(work, order.runId);
        // oxlint-disable-next-line no-await-in-loop -- one problem at a time fills the worker.
        assigned += await carryOutRun(deps, { order, nextPage, loaded, now: workedOnAt(order, now) });
      }
      // oxlint-disable-next-line no-await-in-loop -- one problem at a time fills the worker.
      await work.done(order);
    } catch (error) {
      // One that fails stops no other, and is tried again when its claim is over.
      report(error);
    }
  }
  return { solved, assigned };
};
