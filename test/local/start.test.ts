import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@grants/local/build";
import { cast } from "@grants/local/demo/people";
import { removeData } from "@grants/local/engine";
import { readExport } from "@grants/local/export-evidence";
import { freePort } from "@grants/local/http-server";
import { verifyAuditExport } from "@grants/store/verify-audit-export";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { aFetchingVisitor } from "../support/fetching-visitor.ts";
import { compileCache } from "../support/platform.ts";
import { walkLinks } from "../support/walk-links.ts";
import { newFolder } from "./a-platform.ts";

const Exported = z.object({ folder: z.string(), entries: z.int() });

type Ended = { readonly code: unknown; readonly output: string; readonly complaints: string };

let dataDir: string;
let port: number;
let platform: ChildProcess;
let banner: string;

const run = (script: string, over: Record<string, string> = {}, args: readonly string[] = []) =>
  spawn(process.execPath, [join(repositoryRoot, "packages/local/src", script), ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, ...compileCache, DATA_DIR: dataDir, PORT: `${port}`, ...over },
    stdio: ["ignore", "pipe", "pipe"],
  });

const ended = async (child: ChildProcess): Promise<Ended> => {
  let output = "";
  let complaints = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (complaints += chunk));
  const [code]: unknown[] = await once(child, "close");
  return { code, output, complaints };
};

beforeAll(async () => {
  dataDir = newFolder();
  port = await freePort();
  platform = run("start.ts", {}, ["--at", "2027-07-01T09:00:00Z"]);
  const announced = Promise.withResolvers<string>();
  platform.stdout?.on("data", (chunk) => announced.resolve(String(chunk)));
  let complaints = "";
  platform.stderr?.on("data", (chunk) => (complaints += String(chunk)));
  platform.once("exit", () => announced.reject(new Error(`It ended before it began: ${complaints}`)));
  banner = await announced.promise;
});

afterAll(async () => {
  platform.kill("SIGKILL");
  await removeData(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** One of those who have the same part in the demonstration. */
const onePerPart = [...new Map(Object.values(cast).map((one) => [one.role, one])).values()];

describe("npm start", () => {
  test("announces its address, its data and its clock once it answers", async () => {
    expect(banner).toContain(`http://127.0.0.1:${port}`);
    expect(banner).toContain(dataDir);
    expect(banner).toMatch(/^Clock +2027-07-01T09:00:/m);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });

  test("exports its evidence beside its data, which verifies without it", async () => {
    const exported = await fetch(`http://127.0.0.1:${port}/_local/evidence`, { method: "POST" });
    const { folder, entries } = Exported.parse(await exported.json());
    expect(folder).toBe(join(dataDir, "evidence"));
    const verdict = await verifyAuditExport(readExport(folder));
    expect(verdict).toMatchObject({ valid: true, entries, broken: null });
    expect(entries).toBeGreaterThan(400);
    expect(verdict.log.heads).toBeGreaterThan(0);
  });

  describe("begins with a demonstration whose links", () => {
    let open: ReadonlySet<string>;
    beforeAll(async () => {
      open = (await walkLinks(await aFetchingVisitor(`http://127.0.0.1:${port}`, null), new Set())).kinds;
    });

    test("lead whoever has not signed in to calls, evidence and the rules of the house", () => {
      expect([...open]).toEqual(expect.arrayContaining(["/en/calls", "/en/calls/:id", "/en/evidence", "/en/privacy"]));
    });

    test.each(onePerPart)("lead the $role to no page that is refused", async ({ id }) => {
      const { kinds, refused } = await walkLinks(await aFetchingVisitor(`http://127.0.0.1:${port}`, id), open);
      expect(refused).toEqual([]);
      expect(kinds.size).toBeGreaterThan(1);
    });
  });

  test.each([
    ["on a busy port", {}, [], /^Port \d+ is in use\./],
    ["on the data of another", { PORT: "0" }, [], /^Another platform \(process \d+\) works on the data in /],
    ["with an unknown argument", {}, ["--fast"], /^The one argument is --at /],
  ])("%s ends with one sentence", async (_, environment, args, sentence) => {
    const { code, output, complaints } = await ended(run("start.ts", environment, args));
    expect([code, output, complaints.trim().split("\n")]).toEqual([1, "", [expect.stringMatching(sentence)]]);
  });

  test("refuses to reset what it works on", async () => {
    const { code, complaints } = await ended(run("reset.ts"));
    expect([code, complaints]).toEqual([1, expect.stringMatching(/^Another platform /)]);
  });

  test("stops cleanly at Ctrl-C, after which its data can be reset", async () => {
    platform.kill("SIGINT");
    const [code]: unknown[] = await once(platform, "exit");
    const reset = await ended(run("reset.ts"));
    expect([code, reset.code, reset.complaints]).toEqual([0, 0, ""]);
  });
});
