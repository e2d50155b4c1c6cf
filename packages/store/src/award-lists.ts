import type { Change } from "@grants/core/audit/change";
import { AwardList, type AwardListHead, type AwardListManifest } from "@grants/core/evaluation/award-list";
import type { AwardId } from "@grants/core/cofunding/award";
import type { AwardCommitted, AwardListStore } from "@grants/core/evaluation/award-list-store";
import { Organisation } from "@grants/core/registry/organisation";
import { Ownership } from "@grants/core/registry/ownership-declaration";
import { type Beside, type HeadMove, commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { getMany } from "./evaluation-lists.ts";
import { type Wanted, getOne, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { awardKeys } from "./tables/awards.ts";
import { cofundingKeys } from "./tables/cofunding.ts";
import { registryKeys } from "./tables/registry.ts";

const inGrants = (key: Key): Wanted => ({ table: "grants", key });

const moveOf = (change: Change<AwardListHead>, manifest: AwardListManifest): HeadMove => ({
  change,
  key: awardKeys.awardList(change.aggregate),
  schema: "award-list/1",
  attached: manifest,
});

/** An award's head is born with the commitment of its money: as long as it is not there, none is committed. */
const uncommittedWrite = (db: Database, awardId: AwardId): Beside<AwardCommitted> => ({
  write: {
    ConditionCheck: {
      TableName: db.tables.grants,
      Key: cofundingKeys.award(awardId),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  lost: () => ({ kind: "AwardCommitted", awardId }),
});

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
  isCommitted: async (awardId) => (await getOne(db, "grants", cofundingKeys.award(awardId))) !== null,
  commit: async (change, manifest, command) =>
    commitOne(commit(db, { command, heads: [moveOf(change, manifest)], beside: [] })),
  commitAwardChange: async (change, { manifest, awardId }, command) => {
    const beside = [uncommittedWrite(db, awardId)];
    return commitOne(commit<AwardCommitted>(db, { command, heads: [moveOf(change, manifest)], beside }));
  },
  settle: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});
