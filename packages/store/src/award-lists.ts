import { AwardList } from "@grants/core/evaluation/award-list";
import type { AwardListStore } from "@grants/core/evaluation/award-list-store";
import { Organisation } from "@grants/core/registry/organisation";
import { Ownership } from "@grants/core/registry/ownership-declaration";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import { type Wanted, getOne, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { awardKeys } from "./tables/awards.ts";
import { registryKeys } from "./tables/registry.ts";

const inGrants = (key: Key): Wanted => ({ table: "grants", key });

/** What became of awards after their decision. */
export const createAwardListStore = (db: Database): AwardListStore => ({
  load: async (id) => toStoredOrNull(AwardList, await getOne(db, "grants", awardKeys.awardList(id))),
  loadNewcomers: async (ids) => {
    const wanted = ids.flatMap((id) => [registryKeys.organisation(id), registryKeys.ownership(id)].map(inGrants));
    const items = await getMany(db, wanted);
    return ids.map((_, place) => ({
      organisation: toStoredOrNull(Organisation, items[2 * place])?.state ?? null,
      ownership: toStoredOrNull(Ownership, items[2 * place + 1])?.state ?? null,
    }));
  },
  commit: async (change, manifest, command) => {
    const head = { change, key: awardKeys.awardList(change.aggregate), schema: "award-list/1", attached: manifest };
    return commitOne(commit(db, { command, heads: [head], beside: [] }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
