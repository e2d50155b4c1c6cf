import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { connect } from "@grants/store/database";
import { isContention } from "@grants/store/retry";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import { type Fault, withContention } from "../support/contention.ts";

const tables = { grants: "g", ledger: "l", people: "p", views: "v", sessions: "s" };
const attempts = Array.from({ length: 300 }, (_, index) => index);
const every: Readonly<Partial<Record<Fault, number>>> = {
  conflict: 0.1,
  throttled: 0.1,
  inProgress: 0.1,
  lostRequest: 0.1,
  lostAnswer: 0.1,
  lateWrite: 0.1,
};

/** What 300 attempts at a transaction meet, and what of it reached the database. */
const meet = async (seed: string) => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
  const mock = mockClient(client);
  mock.on(TransactWriteCommand).resolves({});
  mock.on(GetCommand).resolves({ Item: { found: true } });
  const { db, counts, landed } = withContention({ ...connect(tables), client }, seed, every);
  const write = { Put: { TableName: "g", Item: { pk: "a", sk: "b" } } };
  const errors: unknown[] = [];
  for (const _ of attempts) {
    const request = new TransactWriteCommand({ TransactItems: [write, write] });
    errors.push(
      await db.client.send(request).then(
        () => null,
        (error: unknown) => error,
      ),
    );
  }
  await landed();
  const read = await db.client.send(new GetCommand({ TableName: "g", Key: { pk: "a", sk: "b" } }));
  return { counts: Object.fromEntries(counts), errors, reached: mock.commandCalls(TransactWriteCommand).length, read };
};

const namesOf = async (seed: string) =>
  (await meet(seed)).errors.map((error) => (error instanceof Error ? error.name : ""));

describe("a client that makes trouble", () => {
  test("meets every fault, and only such as a real database has", async () => {
    const { counts, errors } = await meet("seed");
    const kinds = ["conflict", "inProgress", "lateWrite", "lostAnswer", "lostRequest", "none", "throttled"];
    expect(Object.keys(counts).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(kinds);
    const failures = errors.filter((error) => error !== null);
    expect(failures).toHaveLength(attempts.length - (counts["none"] ?? 0));
    expect(failures.every(isContention)).toBe(true);
  });

  test("lets through what a fault lets through, and nothing else", async () => {
    const { counts, reached, read } = await meet("seed");
    const through = ["none", "lostAnswer", "lateWrite"].reduce((sum, fault) => sum + (counts[fault] ?? 0), 0);
    expect(reached).toBe(through);
    expect(read.Item).toEqual({ found: true });
  });

  test("makes the same trouble with the same seed, and other trouble with another", async () => {
    const [one, again, other] = [await namesOf("seed"), await namesOf("seed"), await namesOf("other")];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });
});
