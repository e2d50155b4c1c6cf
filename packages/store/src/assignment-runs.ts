import {
  AssignmentRun,
  AssignmentRunId,
  RunBeside,
  type RunOrder,
  RunProgress,
} from "@grants/core/evaluation/assignment-run/assignment-run";
import { LoadRow, PlanRow } from "@grants/core/evaluation/assignment-run/plan";
import type { AssignmentRunStore, LoadedRun, PlanReader } from "@grants/core/evaluation/assignment-run/run-store";
import { z } from "zod";
import { type Beside, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany, loadListPage } from "./evaluation-lists.ts";
import { type Item, type Wanted, getAll, queryPage, rightsOf, toRights, toStored } from "./read.ts";
import type { Key } from "./table.ts";
import { assignmentKeys, assignmentPatterns } from "./tables/assignments.ts";
import { peopleKeys } from "./tables/people.ts";

const Named = z.object({ name: z.string() });
const RunOfCall = z.object({ runId: AssignmentRunId });
const inGrants = (key: Key): Wanted => ({ table: "grants", key });
const present = (item: Item | null | undefined): item is Item => item !== null && item !== undefined;

export const toLoadedRun = (item: Item | null | undefined): LoadedRun | null =>
  present(item) ? { run: toStored(AssignmentRun, item), ...RunBeside.parse(item) } : null;
export const toRunProgress = (item: Item | null | undefined): RunProgress | null =>
  present(item) ? RunProgress.parse(item) : null;

export const createPlanReader = (db: Database): PlanReader => ({
  loadPlanPage: (run, page) => loadListPage(db, assignmentKeys.planPage(run.id, run.planSha256, page), PlanRow),
  loadLoadPage: (run, page) => loadListPage(db, assignmentKeys.loadPage(run.id, run.planSha256, page), LoadRow),
});

export const runOrderKey = ({ at, runId, kind }: RunOrder): Key => assignmentKeys.runOrder(at, runId, kind);

/** Runs of the assignment of experts: asked for, looked at, changed by hand, adopted. */
export const createAssignmentRunStore = (db: Database): AssignmentRunStore => ({
  ...createPlanReader(db),
  loadRun: async (runId, caller) => {
    const [rights, head, progress] = await getAll(db, [
      rightsOf(caller),
      inGrants(assignmentKeys.assignmentRun(runId)),
      inGrants(assignmentKeys.runProgress(runId)),
    ]);
    return { rights: toRights(rights), loaded: toLoadedRun(head), progress: toRunProgress(progress) };
  },
  listRuns: async (callId) => {
    const { pk } = assignmentKeys.runOfCall(callId, "", "");
    const ask = { pk, sk: { beginsWith: "RUN#" }, descending: true };
    const { items } = await queryPage(db, assignmentPatterns.runsOfCall, ask);
    const wanted = items.map((item) => inGrants(assignmentKeys.assignmentRun(RunOfCall.parse(item).runId)));
    return (await getMany(db, wanted)).flatMap((item) => toLoadedRun(item)?.run ?? []);
  },
  loadNames: async (users) => {
    const people = [...new Set(users)];
    const items = await getMany(
      db,
      people.map((user) => ({ table: "people", key: peopleKeys.person(user) })),
    );
    return new Map(
      people.map((user, place) => {
        const item = items[place];
        return [user, present(item) ? Named.parse(item).name : ""];
      }),
    );
  },
  commitRun: async (change, { attached, order }, command) => {
    const TableName = db.tables.grants;
    const { id, callId } = change.next;
    const head = { change, key: assignmentKeys.assignmentRun(id), schema: "assignment-run/1", attached };
    const ofCall: readonly Beside<never>[] =
      change.before === null
        ? [
            {
              write: {
                Put: {
                  TableName,
                  Item: { ...assignmentKeys.runOfCall(callId, command.at, id), schema: "run-of-call/1", runId: id },
                },
              },
            },
          ]
        : [];
    const ordered: readonly Beside<never>[] =
      order === null
        ? []
        : [
            {
              write: { Put: { TableName, Item: { ...runOrderKey(order), schema: "run-order/1", order, nextPage: 1 } } },
            },
          ];
    return commitOne(commit(db, { command, heads: [head], beside: [...ofCall, ...ordered] }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
