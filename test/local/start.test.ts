import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@grants/local/build";
import { removeData } from "@grants/local/engine";
import { freePort } from "@grants/local/http-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileCache } from "../support/platform.ts";
import { newFolder } from "./a-platform.ts";

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
  platform = run("start.ts", {}, ["--at", "2027-01-10T09:00:00Z"]);
  const announced = Promise.withResolvers<string>();
  platform.stdout?.on("data", (chunk) => announced.resolve(String(chunk)));
  banner = await announced.promise;
});

afterAll(async () => {
  platform.kill("SIGKILL");
  await removeData(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

describe("npm start", () => {
  test("announces its address, its data and its clock once it answers", async () => {
    expect(banner).toContain(`http://127.0.0.1:${port}`);
    expect(banner).toContain(dataDir);
    expect(banner).toContain("2027-01-10T09:00:0");
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
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
