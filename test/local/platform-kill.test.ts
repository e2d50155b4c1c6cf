import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@grants/local/build";
import { cast } from "@grants/local/demo/people";
import { databaseName } from "@grants/local/engine";
import { isEngineOn } from "@grants/local/engine-process";
import { exportEvidence } from "@grants/local/export-evidence";
import type { Database } from "@grants/store/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createPlatformClient } from "../support/platform-client.ts";
import { openPlatformDatabase } from "../support/platform-database.ts";
import {
  type Acknowledged,
  type Notes,
  appropriationLane,
  coordinatorLane,
  rush,
  uniformOf,
} from "../support/platform-rush.ts";
import { findHalfTransactions } from "../support/platform-state.ts";
import { publishCall } from "../support/platform-thread.ts";
import { type PlatformProcess, newDataDir, removeDataDir, startPlatformProcess } from "../support/platform.ts";

const writesMax = 500;
const roundTripsAtOnce = 24;
const coordinators = [cast.anna, cast.joost, cast.chiara, cast.mikael, cast.ana];

const Verdict = z.looseObject({ valid: z.boolean(), entries: z.int(), journalEntries: z.int(), pots: z.int() });

/** What the tool for auditors says of everything that is written. */
const auditVerdict = async (db: Database, folder: string): Promise<z.infer<typeof Verdict>> => {
  await exportEvidence(db, folder);
  const script = join(repositoryRoot, "packages/local/src/verify-audit.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, "--json"]);
  return Verdict.parse(JSON.parse(stdout));
};

/** Everything asked again, in the order in which it was asked, a few at a time. */
const askAgain = async <T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<readonly R[]> => {
  const answers: R[] = [];
  for (let from = 0; from < all.length; from += roundTripsAtOnce)
    answers.push(...(await Promise.all(all.slice(from, from + roundTripsAtOnce).map(ask))));
  return answers;
};

const isPart = ({ ask }: Acknowledged): boolean => ask.path.includes("/parts/");
const proposalPathOf = ({ ask }: Acknowledged): string => /^\/v1\/proposals\/[^/]+/.exec(ask.path)?.[0] ?? "";

const Part = z.looseObject({ path: z.string(), version: z.int() });
const Draft = z.object({ parts: z.array(Part) });
const Frozen = z.object({ proposal: z.object({ frozen: z.object({ sha256: z.string() }) }) });

/** The last acknowledged version of each part of a proposal, by path. */
const lastParts = (saved: readonly Acknowledged[]): ReadonlyMap<string, unknown> => {
  const parts = saved.map(({ reply }) => Part.parse(reply.body)).toSorted((a, b) => a.version - b.version);
  return new Map(parts.map((part) => [part.path, part]));
};

describe("a platform that is killed in the middle of 500 writes", () => {
  let dataDir: string;
  let platform: PlatformProcess;

  beforeAll(async () => {
    dataDir = await newDataDir();
    platform = await startPlatformProcess({ dataDir, at: "2026-12-10T09:00:00Z" });
  });

  afterAll(async () => {
    await platform.kill9();
    await removeDataDir(dataDir);
  });

  /** Everybody writes until a moment that the seed decides. */
  const writeUntilKilled = async (seed: string, kill: () => Promise<unknown>): Promise<Notes> => {
    const killAt = 100 + Math.floor(uniformOf(seed) * 300);
    const client = createPlatformClient(platform.url);
    const callId = await publishCall(client);
    const lanes = [...coordinators, ...coordinators, ...coordinators].map((person) => coordinatorLane(callId, person));
    let killed: Promise<unknown> | undefined;
    const notes = await rush({
      client,
      lanes: [...lanes, appropriationLane(callId, cast.executiveDirector)],
      writesMax,
      onAcknowledged: (count) => {
        if (count === killAt) killed = kill();
      },
    });
    await killed;
    return notes;
  };

  const expectAllWritten = async ({ acknowledged, unanswered }: Notes): Promise<void> => {
    const client = createPlatformClient(platform.url);
    // What had no answer happened as a whole or not at all: asked again with its key it succeeds, and happens once.
    const late = await askAgain(unanswered, async (ask) => ({ ask, reply: await client.send(ask) }));
    expect(late.filter(({ reply }) => reply.status >= 300)).toEqual([]);
    const all = [...acknowledged, ...late];
    // What had an answer gives the same answer again, told from the entry that it left.
    const decisions = all.filter((one) => !isPart(one));
    const again = await askAgain(decisions, ({ ask }) => client.send(ask));
    expect(again).toEqual(decisions.map(({ reply }) => reply));
    // A part carries no entry: it stands as it was saved last.
    const savings = [...Map.groupBy(all.filter(isPart), proposalPathOf)];
    const drafts = await askAgain(savings, async ([path, saved]) => {
      const as = saved[0]?.ask.as;
      return client.must({ method: "GET", path, ...(as === undefined ? {} : { as }) });
    });
    expect(drafts.map((draft) => new Map(Draft.parse(draft).parts.map((part) => [part.path, part])))).toEqual(
      savings.map(([, saved]) => lastParts(saved)),
    );
    const frozen = decisions.filter(({ ask }) => ask.path.endsWith("/freeze"));
    const documents = await askAgain(frozen, ({ ask: { path, as }, reply }) => {
      const { sha256 } = Frozen.parse(reply.body).proposal.frozen;
      const document = { method: "GET", path: path.replace(/freeze$/, `documents/${sha256}`) } as const;
      return client.send({ ...document, ...(as === undefined ? {} : { as }) });
    });
    expect(documents.map(({ status }) => status)).toEqual(frozen.map(() => 200));
  };

  test.each([
    ["alone, its engine left running", "first seed", false],
    ["together with its engine", "second seed", true],
    ["once more on the same data", "third seed", false],
  ])("%s keeps every write that it acknowledged, and no half of one", async (_, seed, isWhole) => {
    const before = await openPlatformDatabase(dataDir);
    before.close();
    const engineSignals = isWhole ? [before.enginePid] : [];
    const notes = await writeUntilKilled(seed, async () => {
      const killed = platform.kill9();
      for (const pid of engineSignals) process.kill(pid, "SIGKILL");
      return killed;
    });
    expect(notes.acknowledged.length).toBeLessThan(writesMax);
    expect(notes.unanswered.length).toBeGreaterThan(0);

    platform = await startPlatformProcess({ dataDir });
    expect(await isEngineOn(before.enginePid, join(dataDir, "engine", databaseName))).toBe(false);
    const { db, close } = await openPlatformDatabase(dataDir);
    expect(await findHalfTransactions(db)).toEqual([]);
    await expectAllWritten(notes);
    expect(await findHalfTransactions(db)).toEqual([]);
    const verdict = await auditVerdict(db, join(dataDir, "export"));
    close();
    expect(verdict).toMatchObject({ valid: true, broken: null, differences: [] });
    expect(Math.min(verdict.entries, verdict.journalEntries, verdict.pots)).toBeGreaterThan(0);
    expect(platform.output()).not.toMatch(/error/i);
  });
});
