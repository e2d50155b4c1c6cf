import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type Engine, startEngine } from "@grants/local/engine";
import { createRuntime, type LambdaHandler } from "@grants/local/lambda-runtime";
import { consumeStream } from "@grants/local/streams";
import { createTables, engineClient } from "@grants/local/tables";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let engine: Engine;
let folder: string;
let tableCount = 0;

beforeAll(async () => {
  engine = await startEngine();
  folder = mkdtempSync(join(tmpdir(), "local-streams-"));
});

afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true });
});

const aTable = async () => {
  tableCount += 1;
  const name = `ledger${tableCount}`;
  await createTables(engine.endpoint, [{ name, stream: true }]);
  return name;
};

const write = async (TableName: string, from: number, to: number): Promise<void> => {
  if (from > to) return;
  const Item = { pk: { S: `N#${from}` }, sk: { S: "-" }, bytes: { B: Buffer.from([1, 2, 3]) } };
  await engineClient(engine.endpoint).send(new PutItemCommand({ TableName, Item }));
  await write(TableName, from + 1, to);
};

const numbersOf = ({ Records }: DynamoDBStreamEvent) =>
  Records.map(({ dynamodb }) => Number(dynamodb?.Keys?.["pk"]?.S?.slice(2)));

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

type Over = { readonly shiftMs?: number; readonly pkPrefixes?: readonly string[] };

const consume = (table: string, worker: LambdaHandler, { shiftMs = 0, ...filter }: Over = {}) =>
  consumeStream({
    endpoint: engine.endpoint,
    table,
    workers: [{ name: "worker", ...filter }],
    runtime: createRuntime({ handlers: { worker } }),
    clock: { shifted: (machineMs) => machineMs + shiftMs },
    folder: join(folder, table),
  });

describe("consuming a stream", () => {
  test("hands over every record once, in its order, in batches of at most 100", async () => {
    const table = await aTable();
    const batches: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => void batches.push(numbersOf(event));
    await write(table, 1, 120);
    const consumers = await consume(table, worker);
    await consumers.settled();
    await write(table, 121, 125);
    await consumers.settled();
    await consumers.stop();
    expect(batches).toEqual([numbers(1, 100), numbers(101, 120), numbers(121, 125)]);
  });

  test("makes the event that Lambda would get, at the platform's time", async () => {
    const table = await aTable();
    const events: DynamoDBStreamEvent[] = [];
    const yearMs = 365 * 24 * 3_600_000;
    const consumers = await consume(table, (event: DynamoDBStreamEvent) => void events.push(event), {
      shiftMs: yearMs,
    });
    await write(table, 1, 1);
    await consumers.settled();
    await consumers.stop();
    const record = events[0]?.Records[0];
    expect(record).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-west-1",
      eventSourceARN: expect.stringContaining(`table/${table}/stream/`),
      dynamodb: { NewImage: { pk: { S: "N#1" }, bytes: { B: "AQID" } }, SequenceNumber: expect.any(String) },
    });
    const writtenAtMs = (record?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1_000;
    expect(Math.abs(writtenAtMs - Date.now() - yearMs)).toBeLessThan(60_000);
  });

  test("goes on after a restart where it had got to", async () => {
    const table = await aTable();
    const handled: number[] = [];
    const worker = (event: DynamoDBStreamEvent) => void handled.push(...numbersOf(event));
    await write(table, 1, 3);
    const first = await consume(table, worker);
    await first.settled();
    await first.stop();
    await write(table, 4, 5);
    const second = await consume(table, worker);
    await second.settled();
    await second.stop();
    expect(handled).toEqual([1, 2, 3, 4, 5]);
  });

  test("hands over again what was in hand when the platform was cut off", async () => {
    const table = await aTable();
    await write(table, 1, 3);
    const inHand = Promise.withResolvers<number[]>();
    const cutOff = (event: DynamoDBStreamEvent) => {
      inHand.resolve(numbersOf(event));
      return new Promise(() => undefined);
    };
    await consume(table, cutOff);
    const handled: number[] = [];
    const before = await inHand.promise;
    const consumers = await consume(table, (event: DynamoDBStreamEvent) => void handled.push(...numbersOf(event)));
    await consumers.settled();
    await consumers.stop();
    expect([before, handled]).toEqual([numbers(1, 3), numbers(1, 3)]);
  });

  test("tries a batch again that its worker threw at", async () => {
    const table = await aTable();
    const attempts: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => {
      attempts.push(numbersOf(event));
      if (attempts.length === 1) throw new Error("not today");
    };
    await write(table, 1, 3);
    const consumers = await consume(table, worker);
    await consumers.settled();
    await consumers.stop();
    expect(attempts).toEqual([numbers(1, 3), numbers(1, 3)]);
  });

  test("goes on from the first record that its worker reports as failed", async () => {
    const table = await aTable();
    const attempts: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => {
      attempts.push(numbersOf(event));
      const failed = attempts.length === 1 ? event.Records.filter((_, index) => index === 1 || index === 3) : [];
      return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })) };
    };
    await write(table, 1, 4);
    const consumers = await consume(table, worker);
    await consumers.settled();
    await consumers.stop();
    expect(attempts).toEqual([numbers(1, 4), numbers(2, 4)]);
  });

  test("takes a failure that names no record of the batch for one of the whole batch", async () => {
    const table = await aTable();
    const attempts: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => {
      attempts.push(numbersOf(event));
      return { batchItemFailures: attempts.length === 1 ? [{ itemIdentifier: "none" }] : [] };
    };
    await write(table, 1, 2);
    const consumers = await consume(table, worker);
    await consumers.settled();
    await consumers.stop();
    expect(attempts).toEqual([numbers(1, 2), numbers(1, 2)]);
  });

  test("calls a worker with a filter for new items of its prefixes, and for nothing else", async () => {
    const table = await aTable();
    const batches: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => void batches.push(numbersOf(event));
    await write(table, 1, 12);
    await write(table, 10, 10);
    const consumers = await consume(table, worker, { pkPrefixes: ["N#1", "N#7"] });
    await consumers.settled();
    await write(table, 2, 3);
    await consumers.settled();
    await consumers.stop();
    expect(batches).toEqual([[1, 7, 10, 11, 12]]);
  });

  test("hands a failed record of a filtered batch over again, with those behind it", async () => {
    const table = await aTable();
    const attempts: number[][] = [];
    const worker = (event: DynamoDBStreamEvent) => {
      attempts.push(numbersOf(event));
      const failed = attempts.length === 1 ? event.Records.at(1)?.dynamodb?.SequenceNumber : undefined;
      return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
    };
    await write(table, 1, 12);
    const consumers = await consume(table, worker, { pkPrefixes: ["N#1"] });
    await consumers.settled();
    await consumers.stop();
    expect(attempts).toEqual([
      [1, 10, 11, 12],
      [10, 11, 12],
    ]);
  });

  test("keeps a position for each worker", async () => {
    const table = await aTable();
    const handled = { quick: 0, slow: 0 };
    const count = (name: keyof typeof handled) => (event: DynamoDBStreamEvent) => {
      handled[name] += event.Records.length;
    };
    await write(table, 1, 3);
    const consumers = await consumeStream({
      endpoint: engine.endpoint,
      table,
      workers: [{ name: "quick" }, { name: "slow" }],
      runtime: createRuntime({ handlers: { quick: count("quick"), slow: count("slow") } }),
      clock: { shifted: (machineMs) => machineMs },
      folder: join(folder, table),
    });
    await consumers.settled();
    await consumers.stop();
    expect(handled).toEqual({ quick: 3, slow: 3 });
  });
});
