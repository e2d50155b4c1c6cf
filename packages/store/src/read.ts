import { BatchGetCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Rights } from "@grants/core/access/rights";
import type { Stored } from "@grants/core/audit/stored";
import { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import type { Database } from "./database.ts";
import { attemptsMax, pauseMs } from "./retry.ts";
import { type AccessPattern, type Key, type TableKey } from "./table.ts";
import { sharedKeys } from "./tables/shared.ts";

export type Item = Readonly<Record<string, unknown>>;
export type Wanted = { readonly table: TableKey; readonly key: Key };

type BatchGetRequest = NonNullable<ConstructorParameters<typeof BatchGetCommand>[0]["RequestItems"]>;

const placeOf = (tableName: string, { pk, sk }: Item | Key): string => [tableName, pk, sk].join("\n");

/**
 * Items by key, in one call and one wave, consistent, in the order asked for; `null` where there is none. At most 100 different keys.
 * Keys that a busy database leaves out are asked for again; throws when some stay unread.
 */
export const getAll = async (db: Database, wanted: readonly Wanted[]): Promise<readonly (Item | null)[]> => {
  const found = new Map<string, Item>();
  let open: BatchGetRequest = Object.fromEntries(
    [...Map.groupBy(wanted, ({ table }) => db.tables[table])].map(([name, some]) => [
      name,
      { Keys: [...new Map(some.map(({ key }) => [placeOf(name, key), key])).values()], ConsistentRead: true },
    ]),
  );
  for (let attempt = 1; Object.keys(open).length > 0; attempt += 1) {
    if (attempt > attemptsMax) throw new Error("The database left keys unread.");
    // oxlint-disable-next-line no-await-in-loop -- a busy database is left alone for a moment.
    if (attempt > 1) await db.pause(pauseMs(db.random, attempt - 1));
    // oxlint-disable-next-line no-await-in-loop -- only what was left unprocessed is asked for again.
    const { Responses = {}, UnprocessedKeys = {} } = await db.client.send(new BatchGetCommand({ RequestItems: open }));
    for (const [name, items] of Object.entries(Responses))
      for (const item of items) found.set(placeOf(name, item), item);
    open = UnprocessedKeys;
  }
  return wanted.map(({ table, key }) => found.get(placeOf(db.tables[table], key)) ?? null);
};

/** Keys of one batch. */
const keysMax = 100;

/** Any number of keys, a batch after the other, in the order asked for. */
export const getMany = async (db: Database, wanted: readonly Wanted[]): Promise<readonly (Item | null)[]> => {
  const found: (Item | null)[] = [];
  for (let start = 0; start < wanted.length; start += keysMax)
    // oxlint-disable-next-line no-await-in-loop -- one batch is in flight at a time.
    found.push(...(await getAll(db, wanted.slice(start, start + keysMax))));
  return found;
};

export const getOne = async (db: Database, table: TableKey, key: Key): Promise<Item | null> => {
  const { Item: item } = await db.client.send(
    new GetCommand({ TableName: db.tables[table], Key: key, ConsistentRead: true }),
  );
  return item ?? null;
};

export type QueryAsk = {
  readonly pk: string;
  readonly sk?: { readonly beginsWith: string } | { readonly from: string; readonly to: string };
  readonly limit?: number;
  readonly after?: Key;
  readonly descending?: boolean;
};

/** `next` is where the following page starts; `null` after the last one. */
export type QueryPage = { readonly items: readonly Item[]; readonly next: Key | null };

const sortCondition = (sk: QueryAsk["sk"]) => {
  if (sk === undefined) return { text: "", values: {} };
  if ("beginsWith" in sk) return { text: " AND begins_with(sk, :s)", values: { ":s": sk.beginsWith } };
  return { text: " AND sk BETWEEN :f AND :t", values: { ":f": sk.from, ":t": sk.to } };
};

/** What every partition of a pattern begins with: "REG#" of "REG#<callId>#<s2>". */
const partitionPrefix = ({ pk }: AccessPattern): string => pk.replace(/<.*$/, "");

/** One page of a query that has a row in the table of access patterns; never more than the pattern's limit. */
export const queryPage = async (
  db: Database,
  pattern: AccessPattern,
  { pk, sk, limit, after, descending = false }: QueryAsk,
): Promise<QueryPage> => {
  if (!pk.startsWith(partitionPrefix(pattern))) throw new Error(`No access pattern reads ${pk} as ${pattern.pk}.`);
  const condition = sortCondition(sk);
  const answer = await db.client.send(
    new QueryCommand({
      TableName: db.tables[pattern.table],
      KeyConditionExpression: `pk = :p${condition.text}`,
      ExpressionAttributeValues: { ":p": pk, ...condition.values },
      Limit: Math.min(limit ?? pattern.itemsMax, pattern.itemsMax),
      ScanIndexForward: !descending,
      ConsistentRead: true,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    }),
  );
  return { items: answer.Items ?? [], next: keyOf(answer.LastEvaluatedKey) };
};

const StoredKey = z.object({ pk: z.string(), sk: z.string() });
const keyOf = (key: Item | undefined): Key | null => (key === undefined ? null : StoredKey.parse(key));

/** All pages of a query whose size the rules bound; throws above the pattern's limit, because a bound that broke is an incident. */
export const queryAll = async (db: Database, pattern: AccessPattern, ask: QueryAsk): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let after: Key | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page = await queryPage(db, pattern, { ...ask, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && items.length <= pattern.itemsMax);
  if (items.length > pattern.itemsMax) throw new Error(`${ask.pk} holds more items than its pattern allows.`);
  return items;
};

/** Every item of a query that no rule bounds, page by page: for a worker, or for what is read to be summed and not to be shown. */
export const readThrough = async (db: Database, pattern: AccessPattern, ask: QueryAsk): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let after: Key | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended.
    const page: QueryPage = await queryPage(db, pattern, { ...ask, ...(after === null ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
};

/** What the head of every aggregate carries beside its state. */
export const Envelope = z.object({
  schema: z.string(),
  version: z.int().min(1),
  chainHash: Digest,
  keyHash: Digest,
  commandHash: Digest,
});

/** Reads a head by the schema that wrote it. Throws when it does not parse: an unreadable row is an incident, never skipped. */
export const toStored = <S>(schema: z.ZodType<S>, item: Item): Stored<S> => {
  const { schema: _written, ...envelope } = Envelope.parse(item);
  return { state: schema.parse(item), ...envelope };
};

export const toStoredOrNull = <S>(schema: z.ZodType<S>, item: Item | null | undefined): Stored<S> | null =>
  item === null || item === undefined ? null : toStored(schema, item);

export const rightsOf = (user: UserId): Wanted => ({ table: "people", key: sharedKeys.rights(user) });

/** A person without an access item has no rights; that is no error. */
export const toRights = (item: Item | null | undefined): Rights | null =>
  item === null || item === undefined ? null : Rights.parse(item);

/** Every other account of a person, as the staff directory wrote it into their rights. */
export const loadAccounts = async (db: Database, user: UserId): Promise<readonly UserId[]> =>
  toRights(await getOne(db, "people", sharedKeys.rights(user)))?.accounts ?? [];
