import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalJson, type Json } from "@grants/kernel/canonical-json";
import { Digest } from "@grants/kernel/digest";
import { z } from "zod";
import type { Beside } from "./commit.ts";
import type { Database } from "./database.ts";
import { plainItem } from "./plain-item.ts";
import { type Item, type Wanted, getAll, getOne } from "./read.ts";
import type { Key } from "./table.ts";

/** Pages that are written at a time: of 100 rows each, and of some 50 kB. */
const pagesAtOnce = 8;
const keysPerRead = 100;
/** Eight pages of the largest rows stay below the four megabytes of a transaction. */
const pagesBesideMax = 8;

const Page = z.object({ sha256: Digest, rows: z.array(z.unknown()) });

/** Runs one task after the other in a few lanes: bounded parallel. */
export const inLanes = async <T, R>(
  items: readonly T[],
  lanes: number,
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const open = items.entries();
  const lane = async () => {
    for (const [place, item] of open) {
      // oxlint-disable-next-line no-await-in-loop -- a lane does one thing at a time.
      results[place] = await task(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return results;
};

const pageItem = (db: Database, key: Key, rows: readonly Json[]) => ({
  ...key,
  schema: "list-page/1",
  sha256: db.sha256(canonicalJson(rows)),
  rows,
});

/** Keeps a page once: the same rows again are the same page, others are an incident. */
const keepPage = async (db: Database, key: Key, rows: readonly Json[]): Promise<void> => {
  const item = pageItem(db, key, rows);
  try {
    await db.client.send(
      new PutCommand({
        TableName: db.tables.grants,
        Item: item,
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    if (Page.parse(plainItem(error.Item)).sha256 !== item.sha256)
      throw new Error(`Another page stands at ${key.pk} ${key.sk}.`, { cause: error });
  }
};

/** The same as a part of a transaction: the same page may be put again. */
const pageBeside = (db: Database, key: Key, rows: readonly Json[]): Beside<never> => {
  const item = pageItem(db, key, rows);
  return {
    write: {
      Put: {
        TableName: db.tables.grants,
        Item: item,
        ConditionExpression: "attribute_not_exists(pk) OR sha256 = :sha256",
        ExpressionAttributeValues: { ":sha256": item.sha256 },
      },
    },
    lost: () => {
      throw new Error(`Another page stands at ${key.pk} ${key.sk}.`);
    },
  };
};

/** Keeps a list page by page; pages count from 1. */
export const keepList = async (
  db: Database,
  keyOf: (page: number) => Key,
  pages: readonly (readonly Json[])[],
): Promise<void> => {
  await inLanes([...pages.entries()], pagesAtOnce, ([place, rows]) => keepPage(db, keyOf(place + 1), rows));
};

/**
 * The writes that keep a list together with the head that names it by its digest. A list too long for one transaction is put before it:
 * under a digest there is never another list.
 */
export const keepBeside = async (
  db: Database,
  keyOf: (page: number) => Key,
  pages: readonly (readonly Json[])[],
): Promise<readonly Beside<never>[]> => {
  if (pages.length <= pagesBesideMax) return pages.map((rows, place) => pageBeside(db, keyOf(place + 1), rows));
  await keepList(db, keyOf, pages);
  return [];
};

export const rowsOfPage = <T>(item: Item, row: z.ZodType<T>): readonly T[] => z.array(row).parse(Page.parse(item).rows);

/** A page's rows, none where there is no such page. */
export const loadListPage = async <T>(db: Database, key: Key, row: z.ZodType<T>): Promise<readonly T[]> => {
  const item = await getOne(db, "grants", key);
  return item === null ? [] : rowsOfPage(item, row);
};

/** Items by key, however many: hundred by hundred, side by side. */
export const getMany = async (db: Database, wanted: readonly Wanted[]): Promise<readonly (Item | null)[]> => {
  const starts = Array.from({ length: Math.ceil(wanted.length / keysPerRead) }, (_, part) => part * keysPerRead);
  const parts = await inLanes(starts, pagesAtOnce, (start) => getAll(db, wanted.slice(start, start + keysPerRead)));
  return parts.flat();
};
