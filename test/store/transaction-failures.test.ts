import { DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { commit } from "@grants/store/commit";
import { type Database, connect } from "@grants/store/database";
import { evidenceOf } from "@grants/store/evidence";
import { keys } from "@grants/store/tables/all";
import { type AwsClientStub, mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { aCommand, aMove, purseId, transfer } from "../support/purse.ts";

const tables = { grants: "grants", ledger: "ledger", people: "people", views: "views", sessions: "sessions" };
let mock: AwsClientStub<DynamoDBDocumentClient>;
let db: Database;
let pausesMs: number[];
beforeEach(() => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-1" }));
  mock = mockClient(client);
  pausesMs = [];
  const pause = async (milliseconds: number) => pausesMs.push(milliseconds);
  db = { ...connect(tables), client, pause };
});

type Reason = { readonly Code: string; readonly Item?: Record<string, { S: string } | { N: string }> };
const cancelled = (...reasons: readonly Reason[]) =>
  new TransactionCanceledException({ $metadata: {}, message: "cancelled", CancellationReasons: [...reasons] });
const conflict = { Code: "TransactionConflict" };
const held = { Code: "None" };
const named = (name: string) => Object.assign(new Error(name), { name });

const id = purseId("mocked");
const command = aCommand({ key: "mine" });
const first = { command, heads: [aMove(id)] } as const;
const commitFirst = () => commit(db, first);
/** The head as `command` left it, or as somebody else did. */
const headBy = (by: typeof command) => ({
  ...keys.proposal(id),
  schema: "purse/1",
  version: 1,
  chainHash: evidenceOf(db, aMove(id).change, by).entry.hash,
  keyHash: by.keyHash,
  commandHash: by.commandHash,
  id,
  state: "open",
});
const headIs = (item: object | null) =>
  mock.on(BatchGetCommand, { RequestItems: { grants: { Keys: [aMove(id).key], ConsistentRead: true } } }).resolves({
    Responses: { grants: item === null ? [] : [{ ...item, ...aMove(id).key }] },
  });
const entryIs = (by: typeof command) => {
  const { body, hash } = evidenceOf(db, aMove(id).change, by).entry;
  mock
    .on(BatchGetCommand, { RequestItems: { ledger: { Keys: [keys.auditEntry(id, 1)], ConsistentRead: true } } })
    .resolves({
      Responses: { ledger: [{ ...keys.auditEntry(id, 1), body, hash }] },
    });
};
const sent = () => mock.commandCalls(TransactWriteCommand).map((call) => call.args[0].input);

describe("committing while others are in the way", () => {
  test("sends the same input with the same token until it gets through", async () => {
    mock
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(conflict, held))
      .rejectsOnce(named("ThrottlingException"))
      .rejectsOnce(named("TransactionInProgressException"))
      .rejectsOnce(named("TimeoutError"))
      .resolves({});
    expect(await commitFirst()).toMatchObject({ ok: true, value: [{ version: 1 }] });
    expect(sent()).toHaveLength(5);
    expect(new Set(sent().map((input) => JSON.stringify(input))).size).toBe(1);
    expect(sent()[0]?.ClientRequestToken).toMatch(/^[0-9a-f]{36}$/);
  });

  test("uses another token for another request of the same command", async () => {
    mock.on(TransactWriteCommand).resolves({});
    await commitFirst();
    await commitFirst();
    expect(new Set(sent().map((input) => input.ClientRequestToken)).size).toBe(2);
  });

  test("gives up after ten attempts with nothing written", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled(conflict, held));
    headIs(null);
    expect(await commitFirst()).toEqual({ ok: false, error: { kind: "Busy", retryAfterSeconds: 2 } });
    expect(sent()).toHaveLength(10);
    expect(pausesMs).toHaveLength(9);
  });

  test("finds in the end that its own try got through", async () => {
    mock.on(TransactWriteCommand).rejects(named("TimeoutError"));
    headIs(headBy(command));
    entryIs(command);
    expect(await commitFirst()).toMatchObject({ ok: true, value: [{ version: 1, state: { id, state: "open" } }] });
  });

  test("finds in the end that somebody else was first", async () => {
    mock.on(TransactWriteCommand).rejects(named("TimeoutError"));
    headIs(headBy(aCommand({ key: "theirs" })));
    expect(await commitFirst()).toEqual({
      ok: false,
      error: { kind: "StaleVersion", expectedVersion: 0, actualVersion: 1 },
    });
  });

  test("is busy when not even the read is answered", async () => {
    mock.on(TransactWriteCommand).rejects(named("ThrottlingException"));
    mock.on(BatchGetCommand).rejects(named("ThrottlingException"));
    expect(await commitFirst()).toEqual({ ok: false, error: { kind: "Busy", retryAfterSeconds: 2 } });
  });

  test("throws when that read fails for another reason", async () => {
    mock.on(TransactWriteCommand).rejects(named("ThrottlingException"));
    mock.on(BatchGetCommand).rejects(named("AccessDeniedException"));
    await expect(commitFirst()).rejects.toThrow("AccessDeniedException");
  });
});

const theirs = aCommand({ key: "theirs" });
const marshalled = (by: typeof command) => ({
  schema: { S: "purse/1" },
  version: { N: "1" },
  chainHash: { S: headBy(by).chainHash },
  keyHash: { S: by.keyHash },
  commandHash: { S: by.commandHash },
});
const lost = (by: typeof command) => ({ Code: "ConditionalCheckFailed", Item: marshalled(by) });

describe("committing what the database refuses", () => {
  test("sends a lost condition once, also beside a conflict", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled(lost(theirs), conflict));
    expect(await commitFirst()).toMatchObject({ ok: false, error: { kind: "StaleVersion" } });
    expect(sent()).toHaveLength(1);
    expect(pausesMs).toHaveLength(0);
  });

  test("throws what it does not know, unsent again", async () => {
    const error = named("ValidationException");
    mock.on(TransactWriteCommand).rejects(error);
    await expect(commitFirst()).rejects.toBe(error);
    expect(sent()).toHaveLength(1);
  });

  test("throws a cancellation that names an invalid write", async () => {
    const error = cancelled({ Code: "ConditionalCheckFailed" }, { Code: "ValidationError" });
    mock.on(TransactWriteCommand).rejects(error);
    await expect(commitFirst()).rejects.toBe(error);
  });

  test("throws when a head loses a condition that it does not have", async () => {
    mock.on(TransactWriteCommand).rejects(cancelled({ Code: "ConditionalCheckFailed" }, held));
    await expect(commitFirst()).rejects.toThrow(/does not have/);
  });

  describe("because a pot is empty while the head is in contention", () => {
    const legs = transfer("avail:call_x:U1", "reserved:call_x:U1", 5);
    const plan = { command, heads: [aMove(id, { journal: { type: "FundsCommitted", legs } })] } as const;
    const empty = { Code: "ConditionalCheckFailed", Item: { pk: { S: "POT#call_x" }, n: { N: "1" }, lU1: { N: "4" } } };
    const refusal = { kind: "FundsInsufficient", pot: "call_x", line: "U1", leftCents: 4 };
    const potLost = () => mock.on(TransactWriteCommand).rejects(cancelled(conflict, empty, held, held));

    test("is refused when the head has not moved", async () => {
      potLost();
      headIs(null);
      expect(await commit(db, plan)).toEqual({ ok: false, error: refusal });
    });

    test("is answered with its own earlier success when the head has moved by it", async () => {
      potLost();
      headIs(headBy(command));
      entryIs(command);
      expect(await commit(db, plan)).toMatchObject({ ok: true, value: [{ version: 1 }] });
    });

    test("reads no head when the head's condition held", async () => {
      mock.on(TransactWriteCommand).rejects(cancelled(held, empty, held, held));
      expect(await commit(db, plan)).toEqual({ ok: false, error: refusal });
      expect(mock.commandCalls(BatchGetCommand)).toHaveLength(0);
    });
  });
});

describe("sending the same bytes", () => {
  test("puts identical requests on the wire, token included", async () => {
    const bodies: string[] = [];
    const answer = JSON.stringify({
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      CancellationReasons: [{ Code: "TransactionConflict" }, { Code: "None" }],
    });
    const client = new DynamoDBClient({
      region: "eu-west-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      requestHandler: {
        handle: async ({ body }: { readonly body: Uint8Array }) => {
          bodies.push(new TextDecoder().decode(body));
          const response = { statusCode: 400, headers: {}, body: new TextEncoder().encode(answer) };
          return { response };
        },
      },
    });
    const wired = { ...connect(tables, client), pause: async () => undefined };
    expect(await commit(wired, first)).toMatchObject({ ok: false, error: { kind: "Busy" } });
    const transactions = bodies.filter((body) => body.includes("ClientRequestToken"));
    expect(transactions).toHaveLength(10);
    expect(new Set(transactions).size).toBe(1);
  });
});
