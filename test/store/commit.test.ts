import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { hashOfBody, stateAfter } from "@grants/core/audit/entry";
import { hashOfJournal } from "@grants/core/ledger/journal";
import type { Command } from "@grants/core/audit/command";
import { auditEntryBytesMax, headBytesMax, transactionItemsMax } from "@grants/kernel/limits";
import { commit } from "@grants/store/commit";
import type { HeadMove } from "@grants/store/head";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, auditItems, journalBodies, journalItems } from "../support/evidence.ts";
import { aCommand, aMove, commitPurse, caller, purseId, receivedAt, transfer } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const committed = async (move: HeadMove, command?: Command) => commitPurse(opened.db, move, command);
const headOf = async (id: string) => getOne(opened.db, "grants", aMove(id).key);

describe("committing a first version", () => {
  test("writes the state under version 1 with the hash of its entry", async () => {
    const id = purseId("created");
    const stored = await committed(aMove(id, { next: { id, state: "open", holder: "BE" } }));
    const [entry] = await auditItems(opened.db, id);
    expect(stored).toMatchObject({ version: 1, state: { id, state: "open", holder: "BE" }, chainHash: entry?.hash });
    expect(await headOf(id)).toEqual({
      pk: `PURSE#${id}`,
      sk: "META",
      schema: "purse/1",
      version: 1,
      chainHash: stored.chainHash,
      keyHash: aCommand().keyHash,
      commandHash: aCommand().commandHash,
      id,
      state: "open",
      holder: "BE",
    });
  });

  test("writes an entry that says who did what, when, and on which terms", async () => {
    const id = purseId("entry");
    await committed(aMove(id, { next: { id, state: "open", holder: "BE" }, terms: [{ id: "call_1", version: 3 }] }));
    expect(await auditBodies(opened.db, id)).toEqual([
      {
        v: 1,
        aggregate: id,
        version: 1,
        type: "PurseOpened",
        at: receivedAt,
        actor: caller,
        role: "applicant",
        terms: { call_1: 3 },
        prevHash: sha256(`eccc-audit/1\n${id}`),
        keyHash: aCommand().keyHash,
        commandHash: aCommand().commandHash,
        correlationId: aCommand().correlationId,
        facts: { state: "open", holder: "BE" },
      },
    ]);
  });

  test("is refused where the aggregate exists already", async () => {
    const id = purseId("twice");
    await committed(aMove(id));
    const second = await commit(opened.db, { command: aCommand({ key: "other" }), heads: [aMove(id)] });
    expect(second).toEqual({ ok: false, error: { kind: "StaleVersion", expectedVersion: 0, actualVersion: 1 } });
  });
});

const attach = (move: HeadMove, attached: object): HeadMove => ({ ...move, attached: { ...attached } });

describe("committing a next version", () => {
  test("is refused when somebody was first, and writes nothing", async () => {
    const id = purseId("stale");
    const before = await committed(aMove(id));
    await committed(aMove(id, { before, next: { id, state: "open", holder: "first" } }), aCommand({ key: "first" }));
    const late = aMove(id, { before, next: { id, state: "closed", holder: "late" } });
    const result = await commit(opened.db, { command: aCommand({ key: "late" }), heads: [late] });
    expect(result).toEqual({ ok: false, error: { kind: "StaleVersion", expectedVersion: 1, actualVersion: 2 } });
    expect(await headOf(id)).toMatchObject({ version: 2, holder: "first" });
    expect(await auditItems(opened.db, id)).toHaveLength(2);
  });

  test("takes away what the state no longer has", async () => {
    const id = purseId("less");
    const before = await committed(aMove(id, { next: { id, state: "open", holder: "BE" } }));
    await committed(aMove(id, { before, next: { id, state: "closed" } }), aCommand({ key: "2" }));
    expect(await headOf(id)).not.toHaveProperty("holder");
    expect((await auditBodies(opened.db, id)).at(-1)?.facts).toEqual({ state: "closed", holder: null });
  });

  test("keeps the gate that a closing call has let down meanwhile", async () => {
    const id = purseId("gate");
    const before = await committed(aMove(id));
    const { key } = aMove(id);
    await opened.db.client.send(
      new UpdateCommand({
        TableName: opened.db.tables.grants,
        Key: key,
        UpdateExpression: "SET gate = :seal",
        ExpressionAttributeValues: { ":seal": "sealed" },
      }),
    );
    await committed(aMove(id, { before, next: { id, state: "closed" } }), aCommand({ key: "2" }));
    expect(await headOf(id)).toMatchObject({ version: 2, state: "closed", gate: "sealed" });
  });

  test("keeps what is attached until something of that name is attached again", async () => {
    const id = purseId("attached");
    const first = await committed(attach(aMove(id), { published: { text: "one" }, note: "kept" }));
    const second = await committed(aMove(id, { before: first }), aCommand({ key: "2" }));
    expect(await headOf(id)).toMatchObject({ version: 2, published: { text: "one" }, note: "kept" });
    await committed(attach(aMove(id, { before: second }), { published: { text: "three" } }), aCommand({ key: "3" }));
    expect(await headOf(id)).toMatchObject({ version: 3, published: { text: "three" }, note: "kept" });
    expect((await auditBodies(opened.db, id)).map(({ facts }) => facts)).toEqual([{ state: "open" }, {}, {}]);
  });

  test("stores the bytes that were hashed, each naming the one before", async () => {
    const id = purseId("bytes");
    const first = await committed(aMove(id, { next: { id, state: "open", holder: 'Žofie – 25 €, \u2028 "x"' } }));
    const second = await committed(aMove(id, { before: first, next: { id, state: "closed" } }), aCommand({ key: "2" }));
    const [one, two] = await auditItems(opened.db, id);
    expect(one?.hash).toBe(hashOfBody(sha256, one?.body ?? ""));
    expect(two?.hash).toBe(hashOfBody(sha256, two?.body ?? ""));
    expect(two?.body).toContain(`"prevHash":"${first.chainHash}"`);
    expect(second.chainHash).toBe(two?.hash);
  });

  test("leaves entries that fold to the head", async () => {
    const id = purseId("fold");
    const first = await committed(aMove(id, { next: { id, state: "open", holder: "BE" } }));
    const second = await committed(aMove(id, { before: first, next: { id, state: "closed" } }), aCommand({ key: "2" }));
    const bodies = await auditBodies(opened.db, id);
    expect(bodies.reduce<object | null>(stateAfter, null)).toEqual(second.state);
  });
});

const gated = (move: HeadMove) => ({
  ...move,
  condition: { expression: "attribute_not_exists(gate)", refusal: { kind: "GateDown" } as const },
});

describe("committing under a further condition on the head", () => {
  test("succeeds while the condition holds", async () => {
    const id = purseId("gate up");
    const before = await committed(aMove(id));
    const result = await commit(opened.db, { command: aCommand({ key: "2" }), heads: [gated(aMove(id, { before }))] });
    expect(result.ok).toBe(true);
  });

  test("is refused in its own words when the version is still the expected one", async () => {
    const id = purseId("gate down");
    const before = await committed({ ...aMove(id) });
    const { key } = aMove(id);
    await opened.db.client.send(
      new UpdateCommand({
        TableName: opened.db.tables.grants,
        Key: key,
        UpdateExpression: "SET gate = :seal",
        ExpressionAttributeValues: { ":seal": "sealed" },
      }),
    );
    const result = await commit(opened.db, { command: aCommand({ key: "2" }), heads: [gated(aMove(id, { before }))] });
    expect(result).toEqual({ ok: false, error: { kind: "GateDown" } });
    const stale = await commit(opened.db, { command: aCommand({ key: "3" }), heads: [gated(aMove(id))] });
    expect(stale).toMatchObject({ ok: false, error: { kind: "StaleVersion" } });
  });
});

describe("committing something beside the head", () => {
  const UniqueItem = z.object({ owner: z.string() });
  const unique = (name: string, owner: string) => ({
    write: {
      Put: {
        TableName: opened.db.tables.grants,
        Item: { pk: `UNIQ#${name}`, sk: "-", owner },
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
      },
    },
    lost: (item: object | null) => ({ kind: "NameTaken", by: UniqueItem.parse(item).owner }) as const,
  });

  test("writes both", async () => {
    const id = purseId("beside");
    await commit(opened.db, { command: aCommand(), heads: [aMove(id)], beside: [unique("beside", id)] });
    expect(await getOne(opened.db, "grants", { pk: "UNIQ#beside", sk: "-" })).toMatchObject({ owner: id });
  });

  test("writes neither when the condition beside is lost, and says what stands there", async () => {
    const [one, two] = [purseId("taken one"), purseId("taken two")];
    await commit(opened.db, { command: aCommand(), heads: [aMove(one)], beside: [unique("taken", one)] });
    const result = await commit(opened.db, {
      command: aCommand(),
      heads: [aMove(two)],
      beside: [unique("taken", two)],
    });
    expect(result).toEqual({ ok: false, error: { kind: "NameTaken", by: one } });
    expect(await headOf(two)).toBeNull();
    expect(await auditItems(opened.db, two)).toHaveLength(0);
  });

  test("answers a repetition from the head although the condition beside is lost as well", async () => {
    const id = purseId("beside again");
    const plan = { command: aCommand(), heads: [aMove(id)], beside: [unique("again", id)] } as const;
    const first = await commit(opened.db, plan);
    expect(await commit(opened.db, plan)).toEqual(first);
  });
});

describe("committing several heads", () => {
  test("moves all of them, each with its own chain", async () => {
    const [one, two] = [purseId("both one"), purseId("both two")];
    const result = await commit(opened.db, { command: aCommand(), heads: [aMove(one), aMove(two)] });
    expect(result).toMatchObject({ ok: true, value: [{ state: { id: one } }, { state: { id: two } }] });
    expect(await auditItems(opened.db, one)).toHaveLength(1);
    expect(await auditItems(opened.db, two)).toHaveLength(1);
  });

  test("moves none when one of them is stale", async () => {
    const [one, two] = [purseId("half one"), purseId("half two")];
    await committed(aMove(two));
    const command = aCommand({ key: "both" });
    const result = await commit(opened.db, { command, heads: [aMove(one), aMove(two)] });
    expect(result).toEqual({ ok: false, error: { kind: "StaleVersion", expectedVersion: 0, actualVersion: 1 } });
    expect(await headOf(one)).toBeNull();
  });
});

describe("committing words that are not for the chain", () => {
  const NoteItem = z.object({ notes: z.record(z.string(), z.object({ value: z.string(), salt: z.string() })) });
  const noteOf = async (id: string) => NoteItem.parse(await getOne(opened.db, "people", keys.note(id, 1))).notes;

  test("keeps them in people and puts a salted digest into the entry", async () => {
    const id = purseId("note");
    await committed(aMove(id, { notes: { reason: "Ms Peeters is ill." } }));
    const [entry] = await auditItems(opened.db, id);
    const [body] = await auditBodies(opened.db, id);
    const { reason } = await noteOf(id);
    expect(reason?.value).toBe("Ms Peeters is ill.");
    expect(reason?.salt).toMatch(/^[0-9a-f]{64}$/);
    expect(body?.commitments).toEqual({ reason: sha256(`${reason?.salt ?? ""}Ms Peeters is ill.`) });
    expect(entry?.body).not.toContain("Peeters");
  });

  test("gives the same words another digest each time", async () => {
    const [one, two] = [purseId("note one"), purseId("note two")];
    await committed(aMove(one, { notes: { agreed: "yes" } }));
    await committed(aMove(two, { notes: { agreed: "yes" } }));
    const [[first], [second]] = await Promise.all([auditBodies(opened.db, one), auditBodies(opened.db, two)]);
    expect(first?.commitments?.["agreed"]).not.toBe(second?.commitments?.["agreed"]);
  });
});

describe("committing postings", () => {
  test("stores them under the version and names their digest in the entry", async () => {
    const id = purseId("postings");
    const legs = [...transfer("cash:a", "cash:b", 125_00)];
    await committed(aMove(id, { journal: { type: "MoneyMoved", legs } }));
    const [posting] = await journalItems(opened.db, id);
    const [body] = await auditBodies(opened.db, id);
    expect(await journalBodies(opened.db, id)).toEqual([
      { v: 1, aggregate: id, version: 1, type: "MoneyMoved", at: receivedAt, legs },
    ]);
    expect(body?.journal).toBe(posting?.hash);
    expect(posting?.hash).toBe(hashOfJournal(sha256, posting?.body ?? ""));
  });

  test("throws, and writes nothing, when they do not balance", async () => {
    const id = purseId("unbalanced");
    const [from] = transfer("cash:a", "cash:b", 1);
    const legs = [from, ...transfer("cash:a", "cash:b", 1)].filter((leg) => leg !== undefined);
    await expect(committed(aMove(id, { journal: { type: "MoneyMoved", legs } }))).rejects.toThrow(/sum to zero/);
    expect(await headOf(id)).toBeNull();
  });
});

const typed = (name: string, characters: number) => aMove(purseId(name), { type: "T".repeat(characters) });

describe("committing what the store cannot keep", () => {
  test("throws when the head is one byte too large, and takes one that just fits", async () => {
    const id = purseId("head size");
    const third = { id, state: "open", holder: "x".repeat(200), remark: "" } as const;
    const first = await committed(aMove(id, { next: third }));
    const most = { ...third, purpose: "x".repeat(150) };
    const before = await committed(aMove(id, { before: first, next: most }), aCommand({ key: "2" }));
    const free = headBytesMax - itemBytes((await headOf(id)) ?? {});
    const filled = (characters: number) => aMove(id, { before, next: { ...most, remark: "x".repeat(characters) } });
    const command = aCommand({ key: "3" });
    await expect(committed(filled(free + 1), command)).rejects.toThrow(`has ${headBytesMax + 1} bytes`);
    await expect(committed(filled(free), command)).resolves.toMatchObject({ version: 3 });
  });

  test("throws when the entry is one byte too large, and takes one that just fits", async () => {
    const id = purseId("entry size");
    await committed(aMove(id, { type: "T" }));
    const [entry] = await auditItems(opened.db, id);
    const free = auditEntryBytesMax - itemBytes(entry ?? {});
    await expect(committed(typed("entry too large", free + 2))).rejects.toThrow(`has ${auditEntryBytesMax + 1} bytes`);
    await expect(committed(typed("entry fits", free + 1))).resolves.toMatchObject({ version: 1 });
  });

  test("throws when the state does not carry its id", async () => {
    const id = purseId("no id");
    await expect(committed(aMove(id, { next: { id: "other", state: "open" } }))).rejects.toThrow(/carry its id/);
  });

  test("throws when the state has a member that belongs to the head", async () => {
    const id = purseId("own version");
    const next = { id, state: "open" as const, version: 7 };
    await expect(committed(aMove(id, { next }))).rejects.toThrow(/two members named version/);
  });

  test("throws when the transaction has too many items", async () => {
    const heads = Array.from({ length: transactionItemsMax / 2 + 1 }, (_, index) => aMove(purseId(`many ${index}`)));
    const [first, ...others] = heads;
    const all = first === undefined ? null : ([first, ...others] as const);
    await expect(commit(opened.db, { command: aCommand(), heads: all ?? [aMove("none")] })).rejects.toThrow(
      `holds ${transactionItemsMax} items`,
    );
  });

  test("throws when the ledger is ahead of its head, because that is no race", async () => {
    const id = purseId("ahead");
    await opened.db.client.send(
      new PutCommand({ TableName: opened.db.tables.ledger, Item: { ...keys.auditEntry(id, 1), body: "{}", hash: "" } }),
    );
    await expect(committed(aMove(id))).rejects.toThrow(/ahead of its head/);
    expect(await headOf(id)).toBeNull();
  });
});
