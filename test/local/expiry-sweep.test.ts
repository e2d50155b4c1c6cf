import { PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { type Engine, startEngine } from "@grants/local/engine";
import { sweepExpired } from "@grants/local/expiry-sweep";
import { createTables, engineClient } from "@grants/local/tables";
import { afterAll, beforeAll, expect, test } from "vitest";

const tables = [
  { name: "sessions", stream: false, ttlAttribute: "expiresAt" },
  { name: "grants", stream: false },
];
const nowSeconds = 1_800_000_000;

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await createTables(engine.endpoint, tables);
});

afterAll(async () => {
  await engine.stop();
});

test("a sweep deletes what has expired, to the second, and nothing else", async () => {
  const client = engineClient(engine.endpoint);
  const put = (TableName: string, pk: string, expiresAt?: number) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: pk }, sk: { S: "-" }, ...(expiresAt !== undefined && { expiresAt: { N: `${expiresAt}` } }) },
      }),
    );
  await put("sessions", "before", nowSeconds - 1);
  await put("sessions", "now", nowSeconds);
  await put("sessions", "after", nowSeconds + 1);
  await put("sessions", "for ever");
  await put("grants", "no expiry here", 1);
  const swept = await sweepExpired(client, tables, nowSeconds * 1_000 + 999);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "sessions" }));
  const { Count } = await client.send(new ScanCommand({ TableName: "grants" }));
  const left = new Set(Items.map(({ pk }) => pk?.S));
  expect([swept, left, Count]).toEqual([1, new Set(["now", "after", "for ever"]), 1]);
});

test("creating tables again leaves them as they are", async () => {
  const client = engineClient(engine.endpoint);
  await client.send(new PutItemCommand({ TableName: "grants", Item: { pk: { S: "kept" }, sk: { S: "-" } } }));
  await createTables(engine.endpoint, tables);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "grants" }));
  expect(Items.map(({ pk }) => pk?.S)).toContain("kept");
});
