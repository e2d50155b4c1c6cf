import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Stored } from "@grants/core/audit/stored";
import { type Beside, commit } from "@grants/store/commit";
import type { HeadMove } from "@grants/store/head";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { type Item, getOne } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { type Key } from "@grants/store/table";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditItems } from "../support/evidence.ts";
import { aCommand, caller, receivedAt, transfer } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const callId = `call_${newId("call")}`;
const coordinator = `org_${newId("coordinator")}`;
const topicId = "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH";
const terms = [{ id: callId, version: 12 }];
const frozen = {
  sha256: sha256("document"),
  partsMark: sha256("parts").slice(0, 32),
  requestedCents: 12_345_678_91,
  eligibleCents: 24_691_357_82,
};

const committed = async (move: HeadMove, key: string, beside: readonly Beside<never>[] = []) => {
  const { value: result, units } = await withUnits(opened.db, () =>
    commit(opened.db, { command: aCommand({ key }), heads: [move], beside }),
  );
  const [stored] = result.ok ? result.value : [];
  if (stored === undefined) throw new Error(`The commit was refused: ${JSON.stringify(result)}`);
  return { stored, units };
};
const put = (item: Item): Beside<never> => ({ write: { Put: { TableName: opened.db.tables.grants, Item: item } } });

/** Heads, rows and entries of the sizes that the field has, at their largest. */
const proposalMove = (id: string, type: string, before: Stored<object> | null, members: object): HeadMove => {
  const next = { id, callId, topicId, coordinator, shard: 7, ...members };
  return {
    change: { aggregate: id, before, next, type, role: "applicant", terms },
    key: keys.proposal(id),
    schema: "proposal/1",
  };
};
const registerRow = (id: string, state: string) =>
  put({ ...keys.register(callId, 7, id), schema: "register-row/1", state, topicId });
const draft = (id: string) =>
  committed(proposalMove(id, "ProposalDrafted", null, { state: "writing" }), "draft", [
    registerRow(id, "writing"),
    put({
      ...keys.member(id, caller),
      schema: "member/1",
      user: caller,
      organisation: coordinator,
      role: "coordinator",
    }),
    put({ ...keys.mine(caller, `PROP#${id}`), schema: "mine/1", id }),
  ]);
const freeze = (id: string, before: Stored<object>) =>
  committed(proposalMove(id, "ProposalFrozen", before, { state: "frozen", frozen }), "freeze", [
    registerRow(id, "frozen"),
  ]);
const submit = (id: string, before: Stored<object>) => {
  const submitted = { ...frozen, receivedAt, callVersion: 12 };
  return committed(proposalMove(id, "ProposalSubmitted", before, { state: "submitted", frozen, submitted }), "submit", [
    registerRow(id, "submitted"),
  ]);
};
const commitFunds = (aggregate: string, pot: string) => {
  const next = {
    id: aggregate,
    callId,
    award: `awd_${newId("award")}`,
    line: "U1",
    cents: 12_345_678_91,
    state: "open",
  };
  const legs = transfer(`avail:${pot}:U1`, `reserved:${aggregate}`, next.cents);
  const journal = { type: "FundsCommitted", legs };
  const change = { aggregate, before: null, next, type: "FundsCommitted", role: "authorisingOfficer", terms } as const;
  return committed(
    { change: { ...change, journal }, key: { pk: `CMT#${aggregate}`, sk: "META" }, schema: "cmt/1" },
    "x",
  );
};
const fillPot = (pot: string) => {
  const id = `ja_${newId(pot)}`;
  const journal = { type: "FundsAppropriated", legs: transfer("source:budget", `avail:${pot}:U1`, 99_999_999_99) };
  const change = { aggregate: id, before: null, next: { id }, type: "Opened", role: "funder", terms, journal } as const;
  return committed({ change, key: { pk: `JA#${id}`, sk: "META" }, schema: "joint-action/1" }, "fill");
};

const headBytes = async (key: Key) => itemBytes((await getOne(opened.db, "grants", key)) ?? {});
const entryBytes = async (aggregate: string) => (await auditItems(opened.db, aggregate)).map(itemBytes);

describe("paying for a transaction", () => {
  test("a draft of five items costs 10 write units, freezing and submitting it 6 each", async () => {
    const id = `prop_${newId("units")}`;
    const drafted = await draft(id);
    const froze = await freeze(id, drafted.stored);
    const submitted = await submit(id, froze.stored);
    expect([drafted.units, froze.units, submitted.units]).toEqual([10, 6, 6]);
  });

  test("a commitment with postings on a pot costs 8", async () => {
    await fillPot(callId);
    const { units } = await commitFunds(`cmt_${newId("units")}`, callId);
    expect(units).toBe(8);
  });
});

describe("keeping heads and entries small", () => {
  test("the largest proposal fits", async () => {
    const id = `prop_${newId("sizes")}`;
    const drafted = await draft(id);
    const froze = await freeze(id, drafted.stored);
    await submit(id, froze.stored);
    expect(await headBytes(keys.proposal(id))).toBe(842);
    expect(await entryBytes(id)).toEqual([821, 858, 924]);
  });

  test("a commitment with postings fits", async () => {
    const [id, pot] = [`cmt_${newId("sizes")}`, `call_${newId("sizes")}`];
    await fillPot(pot);
    await commitFunds(id, pot);
    expect(await headBytes({ pk: `CMT#${id}`, sk: "META" })).toBe(411);
    expect(await entryBytes(id)).toEqual([866]);
  });
});

describe("counting the bytes of an item", () => {
  test("agrees with the engine: 1,024 bytes are one unit, 1,025 are two", async () => {
    const item = { pk: "size", sk: "1", n: -1_234_567, list: ["a", true, null], map: { a: 0.5, b: "x" } };
    const free = 1_024 - itemBytes({ ...item, text: "" });
    const cost = async (characters: number) => {
      const Item = { ...item, pk: `size${characters % 2}`, text: "x".repeat(characters - 1) };
      const { units } = await withUnits(opened.db, () =>
        opened.db.client.send(new PutCommand({ TableName: opened.db.tables.views, Item })),
      );
      return units;
    };
    expect([await cost(free), await cost(free + 1)]).toEqual([1, 2]);
  });
});
