import type { KeptTreeHead, TreeHeadStore } from "@grants/core/audit/list-tree-heads";
import { LogKey, logKeyId } from "@grants/core/audit/log-key";
import { SignedHead, TreeHead } from "@grants/core/audit/tree-head";
import { z } from "zod";
import type { Database } from "./database.ts";
import { toLogState } from "./log.ts";
import { newId } from "./new-id.ts";
import { type Item, getMany, getOne, queryPage } from "./read.ts";
import { evidenceKeys, evidencePatterns } from "./tables/evidence.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const HeadItem = SignedHead.extend({ previousDay: z.string().optional() });
const EntryItem = z.object({ body: z.string() });
const StampItem = z.object({ token: z.string() });

const toListed = (item: Item, stamp: Item | null | undefined): KeptTreeHead => {
  const signed = SignedHead.parse(item);
  return {
    ...TreeHead.parse(JSON.parse(signed.body)),
    ...signed,
    ...(stamp === null || stamp === undefined ? {} : { timeStamp: StampItem.parse(stamp).token }),
  };
};

const listDay = async (db: Database, day: string) => {
  const ask = { pk: evidenceKeys.treeHead(day, 0).pk, sk: { beginsWith: "HEAD#" }, descending: true };
  const { items } = await queryPage(db, evidencePatterns.treeHeads, ask);
  const sizes = items.map((item) => TreeHead.parse(JSON.parse(HeadItem.parse(item).body)).size);
  const stamps = await getMany(
    db,
    sizes.map((size) => ({ table: "ledger", key: evidenceKeys.timeStamp(day, size) })),
  );
  const heads = items.map((item, place) => toListed(item, stamps[place]));
  const oldest = items.at(-1);
  const previousDay = oldest === undefined ? undefined : HeadItem.parse(oldest).previousDay;
  const before = previousDay === undefined ? null : await headBefore(db, previousDay, sizes.at(-1) ?? 0);
  return { heads, before, earlierDay: previousDay === undefined || previousDay === day ? null : previousDay };
};

/** The last head of a day that is smaller. */
const headBefore = async (db: Database, day: string, size: number): Promise<SignedHead | null> => {
  const { pk, sk: to } = evidenceKeys.treeHead(day, size - 1);
  const range = { from: evidenceKeys.treeHead(day, 0).sk, to };
  const { items } = await queryPage(db, evidencePatterns.treeHeads, { pk, sk: range, limit: 1, descending: true });
  return items[0] === undefined ? null : SignedHead.parse(items[0]);
};

/** Tree heads as the public sees them. */
export const createTreeHeadStore = (db: Database): TreeHeadStore => ({
  listHeads: async (day) => {
    const on = day ?? toLogState(await getOne(db, "grants", evidenceKeys.log())).head?.day;
    return on === undefined ? { heads: [], before: null, earlierDay: null } : listDay(db, on);
  },
  currentKey: async () => {
    const item = await getOne(db, "grants", evidenceKeys.logKey());
    return item === null ? null : LogKey.parse(item);
  },
  keyBodies: async () => {
    const { pk } = sharedKeys.auditEntry(logKeyId(newId), 1);
    const { items } = await queryPage(db, sharedPatterns.auditTrail, { pk, sk: { beginsWith: "V#" } });
    return items.map((item) => EntryItem.parse(item).body);
  },
});
