import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Database, connect } from "@grants/store/database";
import { getAll, getOne, queryAll, queryPage, toRights, toStored } from "@grants/store/read";
import { type AccessPattern } from "@grants/store/table";
import { accessPatterns, keys } from "@grants/store/tables/all";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { caller } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const pattern: AccessPattern = { ...accessPatterns.registerShard, itemsMax: 10 };
const sortKey = (index: number) => `prop_${`${index}`.padStart(3, "0")}`;
const partition = (name: string) => `REG#${name}#00`;

const at = (index: number) => ({ table: "grants", key: { pk: partition("keys"), sk: sortKey(index) } }) as const;

/** A partition with so many items. */
const fill = async (name: string, count: number) => {
  const puts = numbers(count).map((index) => ({
    PutRequest: { Item: { pk: partition(name), sk: sortKey(index), index } },
  }));
  await opened.db.client.send(new BatchWriteCommand({ RequestItems: { [opened.db.tables.grants]: puts } }));
};

describe("reading by keys", () => {
  test("gives items in the order asked for, of several tables, and null where there is none", async () => {
    await fill("keys", 3);
    const items = await getAll(opened.db, [at(2), { table: "people", key: keys.rights("usr_1") }, at(7), at(0), at(2)]);
    expect(items.map((item) => item?.["index"] ?? null)).toEqual([2, null, null, 0, 2]);
  });

  test("asks nobody when nothing is wanted", async () => {
    expect(await getAll(opened.db, [])).toEqual([]);
  });

  test("gives null for a single item that is not there", async () => {
    expect(await getOne(opened.db, "people", keys.rights("usr_2"))).toBeNull();
  });
});

const left = (...sks: readonly string[]) => ({
  g: { Keys: sks.map((sk) => ({ pk: "P", sk })), ConsistentRead: true },
});
const found = (...sks: readonly string[]) => ({ g: sks.map((sk) => ({ pk: "P", sk, found: sk })) });

describe("reading by keys while the database is busy", () => {
  const tables = { grants: "g", ledger: "l", people: "p", views: "v", sessions: "s" };
  const wanted = ["a", "b", "c"].map((sk) => ({ table: "grants", key: { pk: "P", sk } }) as const);
  const mocked = () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
    const pausesMs: number[] = [];
    const pause = async (milliseconds: number) => pausesMs.push(milliseconds);
    const db: Database = { ...connect(tables, client), client, pause };
    return { mock: mockClient(client), db, pausesMs };
  };
  test("asks again for what was left unprocessed, and for nothing else", async () => {
    const { mock, db, pausesMs } = mocked();
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: found("b"), UnprocessedKeys: left("a", "c") })
      .resolvesOnce({ Responses: found(), UnprocessedKeys: left("a", "c") })
      .resolvesOnce({ Responses: found("a", "c"), UnprocessedKeys: {} });
    const items = await getAll(db, wanted);
    expect(items.map((item) => item?.["found"])).toEqual(["a", "b", "c"]);
    const asked = mock.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems);
    expect(asked).toEqual([left("a", "b", "c"), left("a", "c"), left("a", "c")]);
    expect(pausesMs).toHaveLength(2);
  });

  test("throws when keys stay unread after ten attempts", async () => {
    const { mock, db } = mocked();
    mock.on(BatchGetCommand).resolves({ Responses: found("b"), UnprocessedKeys: left("a", "c") });
    await expect(getAll(db, wanted)).rejects.toThrow(/left keys unread/);
    expect(mock.commandCalls(BatchGetCommand)).toHaveLength(10);
  });
});

describe("reading a page of a query", () => {
  test("never gives more than the pattern allows, whatever is asked for", async () => {
    await fill("page", 12);
    const page = await queryPage(opened.db, pattern, { pk: partition("page"), limit: 1_000 });
    expect(page.items).toHaveLength(10);
    const rest = await queryPage(opened.db, pattern, {
      pk: partition("page"),
      ...(page.next === null ? {} : { after: page.next }),
    });
    expect(rest).toMatchObject({ items: [{ index: 10 }, { index: 11 }], next: null });
  });

  test("reads a prefix, a range with both ends, and backwards", async () => {
    await fill("range", 12);
    const pk = partition("range");
    const indexes = async (ask: object) =>
      (await queryPage(opened.db, pattern, { pk, ...ask })).items.map((item) => item["index"]);
    expect(await indexes({ sk: { beginsWith: "prop_01" } })).toEqual([10, 11]);
    expect(await indexes({ sk: { from: sortKey(3), to: sortKey(5) } })).toEqual([3, 4, 5]);
    expect(await indexes({ descending: true, limit: 2 })).toEqual([11, 10]);
  });

  test("throws where no pattern reads that partition", async () => {
    await expect(queryPage(opened.db, pattern, { pk: "PROP#prop_1" })).rejects.toThrow(/No access pattern/);
  });
});

describe("reading all of a query", () => {
  test.each([0, 9, 10])("gives all %i items up to the pattern's limit", async (count) => {
    const name = `all ${count}`;
    await Promise.all(numbers(Math.sign(count)).map(() => fill(name, count)));
    expect(await queryAll(opened.db, pattern, { pk: partition(name) })).toHaveLength(count);
  });

  test("gives all items in pages of any size", async () => {
    await fill("small pages", 10);
    const items = await queryAll(opened.db, pattern, { pk: partition("small pages"), limit: 3 });
    expect(items.map((item) => item["index"])).toEqual(numbers(10));
  });

  test("throws one item above the pattern's limit", async () => {
    await fill("too many", 11);
    await expect(queryAll(opened.db, pattern, { pk: partition("too many") })).rejects.toThrow(/more items than/);
  });

  test("throws above the limit without reading on to the end", async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
    const mock = mockClient(client);
    const db = { ...opened.db, client };
    const page = { Items: numbers(4).map((index) => ({ index })), LastEvaluatedKey: { pk: "P", sk: "next" } };
    mock.on(QueryCommand).resolves(page);
    await expect(queryAll(db, pattern, { pk: partition("endless"), limit: 4 })).rejects.toThrow(/more items than/);
    expect(mock.commandCalls(QueryCommand)).toHaveLength(3);
  });
});

describe("reading a head", () => {
  const Thing = z.object({ id: z.string(), state: z.literal("open") });
  const digest = "a".repeat(64);
  const item = { schema: "thing/1", version: 2, chainHash: digest, keyHash: digest, commandHash: digest };

  test("gives the state by its schema, apart from what the head itself carries", () => {
    expect(toStored(Thing, { pk: "P", sk: "META", ...item, id: "x", state: "open", gate: "sealed" })).toEqual({
      state: { id: "x", state: "open" },
      version: 2,
      chainHash: digest,
      keyHash: digest,
      commandHash: digest,
    });
  });

  test("throws when it does not parse, because an unreadable row is an incident", () => {
    expect(() => toStored(Thing, { ...item, id: "x", state: "ajar" })).toThrow(/invalid_value/);
    expect(() => toStored(Thing, { ...item, version: 0, id: "x", state: "open" })).toThrow(/too_small/);
  });
});

describe("reading rights", () => {
  test("gives none for a person without an access item", () => {
    expect(toRights(null)).toBeNull();
  });

  test("gives the grants of a person who has one", () => {
    const grants = [{ role: "auditor" }];
    expect(toRights({ ...keys.rights(caller), user: caller, grants })).toEqual({ user: caller, grants });
  });

  test("throws for an unknown role", () => {
    expect(() => toRights({ user: caller, grants: [{ role: "king" }] })).toThrow(/invalid_value/);
  });
});
