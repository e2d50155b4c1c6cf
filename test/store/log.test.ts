import { type LedgerEntry } from "@grants/core/audit/log-store";
import { appendToLog } from "@grants/core/audit/append-to-log";
import { hashOfBody } from "@grants/core/audit/entry";
import { type LogEdge, appendLeaves, emptyEdge, rootOfEdge } from "@grants/core/audit/log-tiles";
import { instantOfEpoch } from "@grants/kernel/time";
import { append } from "@grants/store/evidence";
import { createLogStore } from "@grants/store/log";
import { keys } from "@grants/store/tables/all";
import { sendTransaction } from "@grants/store/transaction";
import { sha256, sha256OfBytes } from "@grants/store/sha256";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { aChain, type Chain } from "../support/chain.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

const at = instantOfEpoch(Date.parse("2027-01-10T09:00:00.000Z"));
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(() => opened.stop());

/** Writes entries to the ledger as commits do, without their heads. */
const write = async (chain: Chain): Promise<void> => {
  const { db } = opened;
  for (let from = 0; from < chain.entries.length; from += 50)
    await sendTransaction(
      db,
      chain.entries
        .slice(from, from + 50)
        .map(({ aggregate, version, body, hash }) => append(db, keys.auditEntry(aggregate, version), { body, hash })),
    );
};
const deps = () => ({ log: createLogStore(opened.db), sha256, sha256OfBytes });
const bring = (entries: readonly LedgerEntry[]) => appendToLog(deps(), { entries, at });

const Leaves = z.array(z.object({ from: z.int(), rows: z.array(z.string()) }));
/** Every leaf of the log, as the ledger holds them. */
const leaves = async (): Promise<readonly string[]> => {
  const { client, tables } = opened.db;
  const { Items } = await client.send(
    new QueryCommand({
      TableName: tables.ledger,
      KeyConditionExpression: "pk = :p AND begins_with(sk, :s)",
      ExpressionAttributeValues: { ":p": "LOG#20270110", ":s": "LEAVES#" },
    }),
  );
  return Leaves.parse(Items).flatMap(({ rows }) => rows);
};
const leavesOf = async ({ aggregate }: Chain) => (await leaves()).filter((row) => row.startsWith(`${aggregate} `));
const rowsOf = ({ entries }: Chain) => entries.map(({ aggregate, version, hash }) => `${aggregate} ${version} ${hash}`);
const edge = async (): Promise<LogEdge> => (await createLogStore(opened.db).loadLog()).edge;

describe("appending what the stream brings", () => {
  test("takes each entry once and in order, however late, often and mixed it comes", async () => {
    const runs = fc.sample(
      fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 8 }), { minLength: 3, maxLength: 6 }),
      { numRuns: 4, seed: 7 },
    );
    for (const [run, batches] of runs.entries()) {
      const chain = aChain(`stream ${run}`, 12);
      await write(chain);
      for (const batch of batches) await bring(batch.flatMap((place) => chain.entries[place] ?? []));
      await bring(chain.entries.slice(-1));
      expect(await leavesOf(chain)).toEqual(rowsOf(chain));
    }
  });

  test("reads from the ledger what the stream lost", async () => {
    const chain = aChain("lost", 9);
    await write(chain);
    await bring(chain.entries.slice(0, 2));
    expect(await bring(chain.entries.slice(6, 7))).toEqual({ appended: 7, held: [] });
    expect(await leavesOf(chain)).toEqual(rowsOf(chain));
  });

  test("takes more than one transaction holds, and fills tiles on the way", async () => {
    const chain = aChain("many", 170);
    await write(chain);
    const before = (await edge()).size;
    expect(await bring(chain.entries)).toEqual({ appended: 170, held: [] });
    expect((await edge()).size).toBe(before + 170);
    expect((await edge()).levels.every((hashes) => hashes.length < 32)).toBe(true);
    expect(await leaves()).toHaveLength(before + 170);
  });

  test("lets one of several workers win each place", async () => {
    const chains = [1, 2, 3].map((name) => aChain(`race ${name}`, 5));
    await Promise.all(chains.map(write));
    const all = chains.flatMap(({ entries }) => entries);
    const done = await Promise.all([bring(all), bring(all.toReversed()), bring(all.slice(4, 11))]);
    expect(done.reduce((sum, { appended }) => sum + appended, 0)).toBe(15);
    for (const chain of chains) expect(await leavesOf(chain)).toEqual(rowsOf(chain));
  });
});

describe("appending what is not what its chain says", () => {
  test("holds back an entry whose predecessor is gone, and takes the others", async () => {
    const [gap, whole] = [aChain("gap", 4), aChain("whole", 2)];
    await write({ ...gap, entries: gap.entries.toSpliced(1, 1) });
    await write(whole);
    expect(await bring([...gap.entries.slice(2, 3), ...whole.entries])).toEqual({
      appended: 3,
      held: [{ aggregate: gap.aggregate, version: 2, because: "VersionMissing" }],
    });
    expect(await leavesOf(gap)).toEqual(rowsOf(gap).slice(0, 1));
  });

  test("holds back an entry that was altered, with or without its digest", async () => {
    const chain = aChain("altered", 2);
    const [first, second] = chain.entries;
    const body = second?.body.replace('"holder":"altered 2"', '"holder":"forged"') ?? "";
    const prevHash = /"prevHash":"[0-9a-f]{64}"/;
    const unlinked = second?.body.replace(prevHash, `"prevHash":"${sha256("x")}"`) ?? "";
    const entry = (over: object) => ({ aggregate: chain.aggregate, version: 2, hash: sha256(""), body: "", ...over });
    const given = [first, entry({ body, hash: second?.hash })].flatMap((one) => one ?? []);
    expect(await bring(given)).toMatchObject({ appended: 1, held: [{ version: 2, because: "BodyDoesNotMatchHash" }] });
    expect(await bring([entry({ body: unlinked, hash: hashOfBody(sha256, unlinked) })])).toMatchObject({
      appended: 0,
      held: [{ because: "ChainDoesNotLink" }],
    });
    expect(await bring(chain.entries)).toEqual({ appended: 1, held: [] });
  });
});

describe("the log as it stands", () => {
  test("has the root of all its leaves, whatever order they came in", async () => {
    const hashes = (await leaves()).map((row) => row.split(" ")[2] ?? "");
    expect(rootOfEdge(sha256OfBytes, await edge())).toBe(
      rootOfEdge(sha256OfBytes, appendLeaves(sha256OfBytes, emptyEdge, hashes).edge),
    );
  });
});
