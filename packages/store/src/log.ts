import type { LedgerEntry, LogRow, LogState, LogStore, LogWrite } from "@grants/core/audit/log-store";
import { AccessDigest, type AccessDigestStore } from "@grants/core/audit/digest-access-log";
import { emptyEdge } from "@grants/core/audit/log-tiles";
import { LogKey, type LogKeyStore } from "@grants/core/audit/log-key";
import { dayOf } from "@grants/core/audit/seal-log";
import { SignedHead } from "@grants/core/audit/tree-head";
import { Digest } from "@grants/kernel/digest";
import { z } from "zod";
import { commit } from "./commit.ts";
import { commitOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { append } from "./evidence.ts";
import { type Item, getOne, queryPage, readThrough, toStoredOrNull } from "./read.ts";
import { type Key, versionKey, versionMax } from "./table.ts";
import { evidenceKeys, evidencePatterns } from "./tables/evidence.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";
import { type Write, sendTransaction } from "./transaction.ts";

const hashes = z.array(z.string());
const LogItem = z.object({
  version: z.int().min(1),
  size: z.int().min(0),
  levels: z.array(hashes),
  head: z.object({ size: z.int(), digest: Digest, day: z.string() }).optional(),
  open: z.array(z.object({ size: z.int(), day: z.string(), isAnchored: z.boolean() })),
});

export const toLogState = (item: Item | null | undefined): LogState => {
  if (item === null || item === undefined) return { version: 0, edge: emptyEdge, head: null, open: [] };
  const { version, size, levels, head = null, open } = LogItem.parse(item);
  return { version, edge: { size, levels }, head, open };
};

const EntryItem = z.object({ sk: z.string(), body: z.string(), hash: Digest });
const PlaceItem = z.object({ sk: z.string(), hash: Digest, index: z.int(), day: z.string() });
export type LogPlace = LogRow & { readonly index: number; readonly day: string };

const versionOf = (sk: string): number => Number(sk.slice("V#".length));

export const toPlace = (aggregate: string, item: Item): LogPlace => {
  const { sk, hash, index, day } = PlaceItem.parse(item);
  return { aggregate, version: versionOf(sk), hash, index, day };
};

const toEntry = (aggregate: string, item: Item): LedgerEntry => {
  const { sk, body, hash } = EntryItem.parse(item);
  return { aggregate, version: versionOf(sk), body, hash };
};

const stateItem = ({ edge, head, open }: LogState, version: number): Item => ({
  schema: "log/1",
  version,
  size: edge.size,
  levels: edge.levels,
  ...(head === null ? {} : { head }),
  open,
});

/** The state under its version: whoever read an older one writes nothing. */
const stateWrite = (db: Database, before: LogState, next: LogState): Write => ({
  Put: {
    TableName: db.tables.grants,
    Item: { ...evidenceKeys.log(), ...stateItem(next, before.version + 1) },
    ...(before.version === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "version = :was", ExpressionAttributeValues: { ":was": before.version } }),
  },
});

/** Another run of the worker was first where a condition was lost: what it wrote stands. */
const write = async (db: Database, writes: readonly Write[]): Promise<LogWrite> => {
  const outcome = await sendTransaction(db, writes);
  if (outcome.kind === "contended") throw new Error("The database is too busy to write the log.");
  return outcome.kind === "committed" ? "written" : "moved";
};

/** How many aggregates are asked about at a time. */
const lookupsAtOnce = 20;

const lastSealed = async (db: Database, aggregates: readonly string[]): Promise<Map<string, LogRow>> => {
  const last = new Map<string, LogRow>();
  for (let from = 0; from < aggregates.length; from += lookupsAtOnce) {
    const some = aggregates.slice(from, from + lookupsAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- a bounded number of questions is open at a time.
    const pages = await Promise.all(
      some.map((aggregate) => {
        const { pk } = evidenceKeys.logPlace(aggregate, 1);
        return queryPage(db, evidencePatterns.logPlaces, { pk, sk: { beginsWith: "V#" }, limit: 1, descending: true });
      }),
    );
    for (const [place, { items }] of pages.entries()) {
      const [aggregate, item] = [some[place], items[0]];
      if (aggregate !== undefined && item !== undefined) last.set(aggregate, toPlace(aggregate, item));
    }
  }
  return last;
};

const placeWrite = (db: Database, { aggregate, version, hash }: LogRow, at: { index: number; day: string }): Write => ({
  Put: {
    TableName: db.tables.grants,
    Item: { ...evidenceKeys.logPlace(aggregate, version), schema: "log-place/1", hash, ...at },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** A put of its own on the ledger that may be there already, from an earlier try. */
const appendOnce = async (db: Database, key: Key, item: Item): Promise<void> => {
  await write(db, [append(db, key, item)]);
};

/** The log of all entries, by its one writer. */
export const createLogStore = (db: Database): LogStore => ({
  loadLog: async () => toLogState(await getOne(db, "grants", evidenceKeys.log())),
  lastSealed: (aggregates) => lastSealed(db, aggregates),
  entriesAfter: async (aggregate, version) => {
    const { pk, sk } = sharedKeys.auditEntry(aggregate, version + 1);
    const range = { from: sk, to: versionKey(versionMax) };
    const items = await readThrough(db, sharedPatterns.auditTrail, { pk, sk: range });
    return items.map((item) => toEntry(aggregate, item));
  },
  append: (log, { rows, edge, tiles, at }) => {
    const day = dayOf(at);
    const from = log.edge.size;
    return write(db, [
      stateWrite(db, log, { ...log, edge }),
      append(db, evidenceKeys.logLeaves(day, from), {
        from,
        rows: rows.map(({ aggregate, version, hash }) => `${aggregate} ${version} ${hash}`),
      }),
      ...tiles.map((tile) => append(db, evidenceKeys.logTile(tile.level, tile.index), { hashes: tile.hashes })),
      ...rows.map((row, place) => placeWrite(db, row, { index: from + place, day })),
    ]);
  },
  putHead: (log, { body, signature }, next) => {
    if (next.head === null) throw new Error("There is no head to put.");
    const { day, size } = next.head;
    return write(db, [
      stateWrite(db, log, next),
      append(db, evidenceKeys.treeHead(day, size), {
        body,
        signature,
        ...(log.head === null ? {} : { previousDay: log.head.day }),
      }),
    ]);
  },
  loadHead: async ({ size, day }) => {
    const item = await getOne(db, "ledger", evidenceKeys.treeHead(day, size));
    return item === null ? null : SignedHead.parse(item);
  },
  putTimeStamp: ({ size, day }, token) => appendOnce(db, evidenceKeys.timeStamp(day, size), { token }),
  putOpen: (log, open) => write(db, [stateWrite(db, log, { ...log, open })]),
});

export const createLogKeyStore = (db: Database): LogKeyStore => ({
  load: async () => toStoredOrNull(LogKey, await getOne(db, "grants", evidenceKeys.logKey())),
  commit: (change, command) =>
    commitOne(commit(db, { command, heads: [{ change, key: evidenceKeys.logKey(), schema: "log-key/1" }] })),
});

export const createAccessDigestStore = (db: Database): AccessDigestStore => ({
  load: async () => toStoredOrNull(AccessDigest, await getOne(db, "grants", evidenceKeys.accessDigest())),
  commit: (change, command) =>
    commitOne(
      commit(db, { command, heads: [{ change, key: evidenceKeys.accessDigest(), schema: "access-digest/1" }] }),
    ),
});
