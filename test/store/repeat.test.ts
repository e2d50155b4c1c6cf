import type { Command } from "@grants/core/audit/command";
import type { Stored } from "@grants/core/audit/stored";
import { addMilliseconds } from "@grants/kernel/time";
import { commit } from "@grants/store/commit";
import { settleOne } from "@grants/store/commit-one";
import type { HeadMove } from "@grants/store/head";
import { storedAt } from "@grants/store/settle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditItems } from "../support/evidence.ts";
import { aCommand, aMove, commitPurse, purseId } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const committed = async (move: HeadMove, command?: Command) => commitPurse(opened.db, move, command);

const earlier = aCommand({ key: "2", body: "close" });
/** Sent again a minute later: the instant of the request is another one, the command is the same. */
const again = { ...earlier, at: addMilliseconds(earlier.at, 60_000) };

/** A purse at version 2 by `earlier`, and how it stood before. */
const closedPurse = async (name: string) => {
  const id = purseId(name);
  const before = await committed(aMove(id, { next: { id, state: "open", holder: "BE" } }));
  const move = (holder: string) => aMove(id, { before, next: { id, state: "closed", holder } });
  const first = await committed(move("17:00"), earlier);
  const moveOn = async (holder: string, was: Stored<object>) =>
    committed(aMove(id, { before: was, next: { id, state: "open", holder } }), aCommand({ key: holder }));
  return { id, before, move, first, moveOn };
};

describe("sending a command again", () => {
  test("is answered with what it did the first time, not with what it would do now", async () => {
    const { id, move, first } = await closedPurse("again");
    const result = await commit(opened.db, { command: again, heads: [move("17:01")] });
    expect(result).toEqual({ ok: true, value: [first] });
    expect(await auditItems(opened.db, id)).toHaveLength(2);
  });

  test("is answered the same after the head has moved on", async () => {
    const { id, move, first, moveOn } = await closedPurse("again later");
    await moveOn("third", first);
    const result = await commit(opened.db, { command: again, heads: [move("17:01")] });
    expect(result).toEqual({ ok: true, value: [first] });
    expect(await auditItems(opened.db, id)).toHaveLength(3);
  });

  test("is answered the same where it created the aggregate", async () => {
    const id = purseId("create again");
    const first = await committed(aMove(id), earlier);
    const result = await commit(opened.db, { command: again, heads: [aMove(id, { type: "Another" })] });
    expect(result).toEqual({ ok: true, value: [first] });
  });

  test("is answered for every head that it moved", async () => {
    const [one, two] = [purseId("pair one"), purseId("pair two")];
    const plan = { command: earlier, heads: [aMove(one), aMove(two)] } as const;
    const first = await commit(opened.db, plan);
    const [, second] = first.ok ? first.value : [];
    await committed(aMove(two, { before: second ?? null }), aCommand({ key: "third" }));
    expect(await commit(opened.db, plan)).toEqual(first);
  });

  test("throws when it names other heads than the first time", async () => {
    const [one, two] = [purseId("others one"), purseId("others two")];
    await committed(aMove(one), earlier);
    const result = commit(opened.db, { command: again, heads: [aMove(one), aMove(two)] });
    await expect(result).rejects.toThrow(/repeated with other heads/);
  });
});

describe("using a key again for another command", () => {
  const other = aCommand({ key: "2", body: "keep open" });

  test("is refused as such", async () => {
    const { move } = await closedPurse("reused");
    const result = await commit(opened.db, { command: other, heads: [move("other")] });
    expect(result).toEqual({ ok: false, error: { kind: "IdempotencyKeyReused" } });
  });

  test("is refused as such after the head has moved on", async () => {
    const { move, first, moveOn } = await closedPurse("reused later");
    await moveOn("third", first);
    const result = await commit(opened.db, { command: other, heads: [move("other")] });
    expect(result).toEqual({ ok: false, error: { kind: "IdempotencyKeyReused" } });
  });
});

describe("naming a version that is gone", () => {
  test("is refused as stale after the head has moved on twice", async () => {
    const { move, first, moveOn } = await closedPurse("stale later");
    await moveOn("third", first);
    const result = await commit(opened.db, { command: aCommand({ key: "late" }), heads: [move("late")] });
    expect(result).toEqual({ ok: false, error: { kind: "StaleVersion", expectedVersion: 1, actualVersion: 3 } });
  });
});

const ask = (id: string, stored: Stored<object>, command = again) =>
  settleOne(opened.db, { aggregate: id, expectedVersion: 1, stored }, command);

describe("answering a command whose version is gone when it is read", () => {
  test("gives its own success while that is the last version", async () => {
    const { id, first } = await closedPurse("settle");
    expect(await ask(id, first)).toEqual({ ok: true, value: first });
  });

  test("gives its own success as it was, folded from the entries, after the head has moved on", async () => {
    const { id, first, moveOn } = await closedPurse("settle later");
    const third = await moveOn("third", first);
    expect(await ask(id, third)).toEqual({ ok: true, value: first });
  });

  test("is refused as stale for somebody else's version", async () => {
    const { id, first, moveOn } = await closedPurse("settle other");
    const third = await moveOn("third", first);
    expect(await ask(id, third, aCommand({ key: "other" }))).toEqual({
      ok: false,
      error: { kind: "StaleVersion", expectedVersion: 1, actualVersion: 3 },
    });
  });

  test("is refused as stale for a version that is still to come", async () => {
    const { id, first } = await closedPurse("settle ahead");
    const result = await settleOne(opened.db, { aggregate: id, expectedVersion: 5, stored: first }, again);
    expect(result).toEqual({ ok: false, error: { kind: "StaleVersion", expectedVersion: 5, actualVersion: 2 } });
  });
});

describe("folding an aggregate to one of its versions", () => {
  test("reads as many pages as the chain is long", async () => {
    const id = purseId("long");
    const versions = 105;
    const states = [await committed(aMove(id))];
    for (let version = 2; version <= versions; version += 1) {
      const [before] = states.slice(-1);
      const next = { id, state: "open", holder: `${version}` } as const;
      states.push(await committed(aMove(id, { before: before ?? null, next }), aCommand({ key: `${version}` })));
    }
    expect(await storedAt(opened.db, id, 104)).toEqual(states[103]);
    expect(await storedAt(opened.db, id, 1)).toEqual(states[0]);
  });

  test("throws where the chain does not reach that far", async () => {
    const { id } = await closedPurse("short");
    await expect(storedAt(opened.db, id, 3)).rejects.toThrow(/has a gap/);
  });
});
