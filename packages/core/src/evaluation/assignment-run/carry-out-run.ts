import { canonicalJson } from "@grants/kernel/canonical-json";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Command } from "../../audit/command.ts";
import { type AssignExpertsDeps, assignExperts } from "../assign-experts.ts";
import type { RankingStore } from "../ranking-store.ts";
import type { RunOrder, RunProgress } from "./assignment-run.ts";
import { movedRow } from "./plan.ts";
import type { AssignmentWork, LoadedRun } from "./run-store.ts";

export type CarryOutDeps = AssignExpertsDeps & {
  readonly work: AssignmentWork;
  readonly rankings: Pick<RankingStore, "loadProgress">;
};
type CarryOut = Extract<RunOrder, { kind: "carryOut" }>;
type Refused = RunProgress["refused"][number];

/** Refusals that are named; how many there are is told by what is done. */
const refusedShown = 100;

/** The officer who adopted the plan names the experts, under their own rights as they are now; whoever repeats it sends the same command. */
const commandOf = ({ sha256 }: CarryOutDeps, { by, runId }: CarryOut, proposalId: string, at: Instant): Command => {
  const idempotencyKey = `${runId}#${proposalId}`;
  const keyHash = sha256(canonicalJson({ caller: by, operationId: "assignExperts", idempotencyKey }));
  return { caller: by, at, correlationId: "propose-assignments", keyHash, commandHash: keyHash };
};

const areSame = (some: readonly UserId[], others: readonly UserId[]): boolean =>
  some.length === others.length && some.every((user) => others.includes(user));

/** A page of the plan: each proposal by the rules and in the transaction that any assignment has; one that is refused stops no other. */
const carryOutPage = async (
  deps: CarryOutDeps,
  {
    order,
    loaded,
    page,
    now,
  }: { readonly order: CarryOut; readonly loaded: LoadedRun; readonly page: number; readonly now: Instant },
): Promise<{ readonly done: number; readonly refused: readonly Refused[] }> => {
  const { work, rankings } = deps;
  const { run, movesByHand = [] } = loaded;
  if (run.state.state !== "adopted") throw new Error(`${run.state.id} was not adopted.`);
  const rows = (await work.loadPlanPage(run.state, page)).map((row) => movedRow(row, movesByHand));
  const progress = await rankings.loadProgress(rows.map(({ proposalId }) => proposalId));
  const answers = await Promise.all(
    rows.map(async ({ proposalId, experts }, place): Promise<readonly Refused[]> => {
      const users = experts.map(({ user }) => user);
      const assignment = progress[place]?.assignment ?? null;
      if (assignment !== null && areSame(assignment.state.experts, users)) return [];
      const assigned = await assignExperts(deps, {
        proposalId,
        experts: users,
        expectedVersion: assignment?.version ?? 0,
        command: commandOf(deps, order, proposalId, now),
      });
      return assigned.ok ? [] : [{ proposalId, kind: assigned.error.kind }];
    }),
  );
  return { done: rows.length, refused: answers.flat() };
};

/** Names the experts of an adopted plan page by page. What was reached is noted: a pass that broke off goes on from there. */
export const carryOutRun = async (
  deps: CarryOutDeps,
  {
    order,
    nextPage,
    loaded,
    now,
  }: { readonly order: CarryOut; readonly nextPage: number; readonly loaded: LoadedRun; readonly now: Instant },
): Promise<number> => {
  const { work } = deps;
  const pages = loaded.index?.plan.length ?? 0;
  const { state } = loaded.run;
  const total = "proposals" in state ? state.proposals : 0;
  const before = await work.loadProgressOf(order.runId);
  const isResumed = before?.phase === "CARRYING_OUT";
  let done = isResumed ? before.done : 0;
  let refused: readonly Refused[] = isResumed ? before.refused : [];
  for (let page = nextPage; page <= pages; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a page is carried out and noted before the next one.
    const reached = await carryOutPage(deps, { order, loaded, page, now });
    done += reached.done;
    refused = [...refused, ...reached.refused].slice(0, refusedShown);
    // oxlint-disable-next-line no-await-in-loop -- a page is carried out and noted before the next one.
    await work.keepProgress(order.runId, { phase: "CARRYING_OUT", at: now, done, total, refused: [...refused] });
    // oxlint-disable-next-line no-await-in-loop -- a page is carried out and noted before the next one.
    await work.reached(order, page + 1);
  }
  await work.keepProgress(order.runId, { phase: "CARRIED_OUT", at: now, done, total, refused: [...refused] });
  return done - refused.length;
};
