import { WorkProgrammeHead, WorkProgrammeRecord, type WorkProgramme } from "@grants/core/calls/work-programme";
import type { StoredWorkProgramme, WorkProgrammeStore } from "@grants/core/calls/record-work-programme";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { type Item, getAll, getOne, queryAll, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { callKeys, callPatterns } from "./tables/calls.ts";
import { sharedKeys } from "./tables/shared.ts";

/** The record rides on the head, so that a work programme is one read. */
const Attached = z.object({ record: WorkProgrammeRecord });
const Row = z.object({ id: z.string() });

const toFound = (item: Item | null): StoredWorkProgramme | null => {
  const head = toStoredOrNull(WorkProgrammeHead, item);
  return head === null ? null : { head, record: Attached.parse(item).record };
};

export const toWorkProgramme = (item: Item | null): WorkProgramme | null => {
  const found = toFound(item);
  return found === null ? null : { head: found.head.state, record: found.record };
};

export const createWorkProgrammeStore = (db: Database): WorkProgrammeStore => ({
  load: async (id, caller) => {
    const [rights = null, head = null] = await getAll(db, [
      rightsOf(caller),
      { table: "grants", key: callKeys.workProgramme(id) },
    ]);
    return { rights: toRights(rights), found: toFound(head) };
  },
  loadRights: async (caller) => toRights(await getOne(db, "people", sharedKeys.rights(caller))),
  loadPublic: async (id) => toFound(await getOne(db, "grants", callKeys.workProgramme(id))),
  list: async () => {
    const rows = await queryAll(db, callPatterns.workProgrammes, { pk: callKeys.workProgrammeRow("").pk });
    if (rows.length === 0) return [];
    const heads = await getAll(
      db,
      rows.map((row) => ({ table: "grants", key: callKeys.workProgramme(Row.parse(row).id) })),
    );
    return heads.flatMap((item) => toFound(item) ?? []);
  },
  commit: async (change, record, command) => {
    const id = change.aggregate;
    const row = { ...callKeys.workProgrammeRow(id), schema: "work-programme-row/1", id };
    const beside = [{ write: { Put: { TableName: db.tables.grants, Item: row } } }];
    const head = { change, key: callKeys.workProgramme(id), schema: "work-programme/1", attached: { record } };
    return commitOne(commit(db, { command, heads: [head], beside }));
  },
  settle: (head, expectedVersion, command) =>
    settleOne(db, { aggregate: head.state.id, expectedVersion, stored: head }, command),
});
