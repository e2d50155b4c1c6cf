import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { hashOfBody } from "@grants/core/audit/entry";
import type { Stored } from "@grants/core/audit/stored";
import type { JournalDraft } from "@grants/core/ledger/journal";
import { exportEvidence, exportFiles, readExport } from "@grants/local/export-evidence";
import { commit } from "@grants/store/commit";
import { keys } from "@grants/store/tables/all";
import { verifyAuditExport } from "@grants/store/verify-audit-export";
import { sha256 } from "@grants/store/sha256";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { aCommand, aMove, purseId, transfer } from "../support/purse.ts";

const program = new URL("../../packages/local/src/verify-audit.ts", import.meta.url).pathname;

let opened: OpenDatabase;
let folder: string;

const step = async (id: string, before: Stored<object> | null, holder: string, journal?: JournalDraft) => {
  const next = { id, state: "open", holder } as const;
  const heads = [aMove(id, { before, next, ...(journal === undefined ? {} : { journal }) })] as const;
  const result = await commit(opened.db, { command: aCommand({ key: `${id} ${holder}` }), heads });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value[0] ?? null;
};
const journalOf = (from: string, to: string, cents: number): JournalDraft => ({
  type: "MoneyMoved",
  legs: transfer(from, to, cents),
});
const ids = ["a", "b", "c"].map((name) => purseId(`exported ${name}`));

beforeAll(async () => {
  opened = await openDatabase();
  folder = await mkdtemp(join(tmpdir(), "evidence-"));
  for (const id of ids) {
    const one = await step(id, null, "one", journalOf("source:budget", "avail:call_1:U1", 100_00));
    const two = await step(id, one, "two – é \u2028 \u0085");
    await step(id, two, "three", journalOf("avail:call_1:U1", `reserved:${id}`, 30_00));
  }
  await exportEvidence(opened.db, folder);
});
afterAll(async () => {
  await opened.stop();
  await rm(folder, { recursive: true });
});

type ExportFile = keyof typeof exportFiles;
const linesOf = async (file: ExportFile, from = folder) =>
  (await readFile(join(from, exportFiles[file]), "utf8")).split("\n").slice(0, -1);

/** The verdict on a copy of the export in which the lines of one file were changed. */
const verdictOn = async (file: ExportFile, change: (lines: readonly string[]) => readonly string[]) => {
  const copy = await mkdtemp(join(tmpdir(), "tampered-"));
  await cp(folder, copy, { recursive: true });
  await writeFile(
    join(copy, exportFiles[file]),
    change(await linesOf(file))
      .map((line) => `${line}\n`)
      .join(""),
  );
  const verdict = await verifyAuditExport(readExport(copy));
  await rm(copy, { recursive: true });
  return verdict;
};
/** Where in the export an aggregate's versions stand, and the aggregate that comes first. */
const firstChain = async () => {
  const lines = await linesOf("audit");
  const id = /"aggregate":"([^"]+)"/.exec(lines[0] ?? "")?.[1] ?? "";
  const places = lines.flatMap((line, index) => (line.includes(`"aggregate":"${id}"`) ? [index] : []));
  return { id, lines, places };
};

describe("exporting the evidence", () => {
  test("writes every entry as digest, tab and the bytes that were hashed, in the order of versions", async () => {
    const { places, lines } = await firstChain();
    expect(lines).toHaveLength(9);
    expect(lines.every((line) => line.slice(0, 64) === hashOfBody(sha256, line.slice(65)) && line[64] === "\t")).toBe(
      true,
    );
    const versions = places.map((place) => Number(/"version":(\d+)\}$/.exec(lines[place] ?? "")?.[1]));
    expect(versions).toEqual([1, 2, 3]);
  });

  test("writes a line for every head and an object for every pot", async () => {
    const heads = (await linesOf("heads")).map((line) => line.split("\t"));
    expect(new Set(heads.map(([id]) => id))).toEqual(new Set(ids));
    expect(heads.map(([, version]) => version)).toEqual(["3", "3", "3"]);
    expect(JSON.parse(await readFile(join(folder, exportFiles.pots), "utf8"))).toEqual([
      { pot: "call_1", n: 6, lines: { U1: 210_00 } },
    ]);
  });

  test("holds", async () => {
    expect(await verifyAuditExport(readExport(folder))).toEqual({
      valid: true,
      entries: 9,
      chains: 3,
      broken: null,
      log: { heads: 0, sealed: 0, isTrusted: false, broken: null },
      ballots: { recounted: 0, broken: null },
      journalEntries: 6,
      pots: 1,
      balanceCents: 0n,
      differences: [],
      differenceCount: 0,
    });
  });
});

/** The same database behind a client that does something else right after the first page of the ledger was read, so often. */
const disturbed = (times: number, act: (time: number) => Promise<unknown>) => {
  let time = 0;
  const { client, tables } = opened.db;
  const send = async (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
    const answer = await client.send(command);
    const isLedger = command instanceof ScanCommand && command.input.TableName === tables.ledger;
    if (isLedger && time < times) await act((time += 1));
    return answer;
  };
  const proxy = new Proxy(client, { get: (target, name) => (name === "send" ? send : Reflect.get(target, name)) });
  return { tables, client: proxy };
};
const exported = async (times: number, name: string) => {
  const other = await mkdtemp(join(tmpdir(), "evidence-"));
  const act = (time: number) => step(purseId(`${name} ${time}`), null, "meanwhile");
  const done = exportEvidence(disturbed(times, act), other);
  return { done, other };
};

describe("exporting a large platform, or one that is at work", () => {
  test("reads page after page", async () => {
    const id = purseId("large");
    for (let version = 1; version <= 25; version += 1) {
      const item = { ...keys.journalEntry(id, version), body: `${version} ${"x".repeat(100_000)}`, hash: sha256("x") };
      await opened.db.client.send(new PutCommand({ TableName: opened.db.tables.ledger, Item: item }));
    }
    const { done, other } = await exported(0, "none");
    await done;
    const large = (await linesOf("journal", other)).filter((line) => line.length > 100_000);
    expect(large.map((line) => Number.parseInt(line.slice(65), 10))).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    await rm(other, { recursive: true });
  });

  test("begins again when something was written meanwhile", async () => {
    const { done, other } = await exported(2, "disturbed");
    expect(await done).toEqual(await exportEvidence(opened.db, other));
    await rm(other, { recursive: true });
  });

  test("throws when the platform never rests", async () => {
    const { done, other } = await exported(1_000, "restless");
    await expect(done).rejects.toThrow(/does not rest/);
    await rm(other, { recursive: true });
  });
});

describe("verifying an export that was tampered with", () => {
  test("names the line of a changed entry", async () => {
    const verdict = await verdictOn("audit", (lines) =>
      lines.with(4, (lines[4] ?? "").replace('"role":"a', '"role":"b')),
    );
    expect(verdict).toMatchObject({
      valid: false,
      broken: { kind: "BodyDoesNotMatchHash", line: 5 },
    });
  });

  test("names the line behind a deleted entry", async () => {
    const { id, places } = await firstChain();
    const [, second = 0, third = 0] = places;
    const verdict = await verdictOn("audit", (lines) => lines.toSpliced(second, 1));
    expect(verdict.broken).toEqual({
      kind: "VersionMissing",
      line: third,
      aggregate: id,
      version: 2,
    });
  });

  test("names the line of an inserted entry", async () => {
    const { id, places } = await firstChain();
    const [, second = 0] = places;
    const verdict = await verdictOn("audit", (lines) => lines.toSpliced(second + 1, 0, lines[second] ?? ""));
    expect(verdict.broken).toMatchObject({ kind: "VersionMissing", line: second + 2, aggregate: id, version: 3 });
  });

  test("names the first of two entries that changed places", async () => {
    const { id, places } = await firstChain();
    const [, second = 0, third = 0] = places;
    const verdict = await verdictOn("audit", (lines) =>
      lines.with(second, lines[third] ?? "").with(third, lines[second] ?? ""),
    );
    expect(verdict.broken).toMatchObject({ kind: "VersionMissing", line: second + 1, aggregate: id, version: 2 });
  });

  test("names the head that a truncated export does not reach", async () => {
    const verdict = await verdictOn("audit", (lines) => lines.slice(0, -1));
    expect(verdict).toMatchObject({
      valid: false,
      entries: 8,
      broken: { kind: "HeadNotReached", version: 3 },
    });
  });

  test("names what cannot be a line", async () => {
    const verdict = await verdictOn("audit", (lines) => ["", ...lines]);
    expect(verdict.broken).toEqual({ kind: "BodyDoesNotMatchHash", line: 1 });
  });

  test("names the head that was taken, and the chain that nobody ends", async () => {
    const verdict = await verdictOn("heads", (lines) => lines.slice(1));
    expect(verdict).toMatchObject({ valid: false, broken: { kind: "HeadMissing", version: 3 } });
    expect((await verdictOn("heads", (lines) => [...lines, "purse_x"])).broken).toMatchObject({
      kind: "HeadNotReached",
    });
  });

  test("names postings that were changed or taken", async () => {
    const changed = await verdictOn("journal", (lines) => lines.with(0, (lines[0] ?? "").replace("00", "01")));
    expect(changed).toMatchObject({
      valid: false,
      broken: null,
      differences: [{ kind: "JournalDoesNotMatchHash", line: 1 }, {}, {}, {}],
    });
    const taken = await verdictOn("journal", (lines) => lines.slice(1));
    expect(taken.differences.map(({ kind }) => kind)).toEqual(["JournalMissing", "PotLineDiffers", "PotCountDiffers"]);
  });

  test("counts all differences and shows the first hundred", async () => {
    const verdict = await verdictOn("journal", (lines) => [
      ...lines,
      ...Array.from({ length: 150 }, () => lines[0] ?? ""),
    ]);
    expect([verdict.differenceCount, verdict.differences.length, verdict.valid]).toEqual([150, 100, false]);
  });
});

describe("running verify-audit", () => {
  type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const ended = Promise.withResolvers<Ended>();
    const child = execFile(process.execPath, [program, ...args], (_, stdout, stderr) =>
      ended.resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    return ended.promise;
  };

  test("prints the verdict and ends with 0 when everything holds", async () => {
    expect(await run(folder)).toEqual({
      code: 0,
      stdout:
        "audit    9 entries in 3 chains: every chain holds\n" +
        "log      0 entries under 0 signed heads: nothing is sealed\n" +
        "ballots  0 counted again: every result follows from its votes\n" +
        "ledger   6 entries, balance 0.00 EUR, 1 pots: every cent recomputes\n" +
        "verdict  valid\n",
      stderr: "",
    });
  });

  test("ends with 1 and names every finding when something does not hold", async () => {
    const copy = await mkdtemp(join(tmpdir(), "tampered-"));
    await cp(folder, copy, { recursive: true });
    await writeFile(join(copy, exportFiles.pots), '[{"pot":"call_1","n":6,"lines":{"U1":1}}]');
    await writeFile(join(copy, exportFiles.heads), "");
    const [inWords, asJson] = [await run(copy), await run(copy, "--json")];
    expect([inWords.code, asJson.code]).toEqual([1, 1]);
    expect(inWords.stdout).toContain("first broken link: HeadMissing, aggregate purse_");
    expect(inWords.stdout).toContain("PotLineDiffers, pot call_1, line U1, keptCents 1, postedCents 21000\n");
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      valid: false,
      entries: 9,
      balanceCents: 0,
      broken: { kind: "HeadMissing" },
      differences: [{ kind: "PotLineDiffers", pot: "call_1", line: "U1", keptCents: 1, postedCents: 210_00 }],
    });
    await rm(copy, { recursive: true });
  });

  test("ends with 2 and a sentence when there is no export, or no folder is named", async () => {
    const nowhere = await run(join(folder, "none"));
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining("There is no whole export in") });
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining("Usage:") });
  });
});
