import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cast } from "@grants/local/demo/people";
import { databaseName } from "@grants/local/engine";
import { isEngineOn } from "@grants/local/engine-process";
import { freePort } from "@grants/local/http-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { aCallContent } from "../support/builders.ts";
import { type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import { itemsOf, openPlatformDatabase } from "../support/platform-database.ts";
import {
  type Ended,
  type PlatformProcess,
  failToStart,
  newDataDir,
  removeDataDir,
  startPlatformProcess,
} from "../support/platform.ts";

const CallReply = z.object({ version: z.int(), call: z.object({ id: z.string() }) });

const newCall = { method: "POST", path: "/v1/calls", as: cast.programmeOfficer, body: aCallContent() } as const;

const statusOf = async (url: string) => (await fetch(`${url}/health`)).status;

/** A start that was refused with one line for people, without a stack trace or a place in the code. */
const inOneSentence = (sentence: RegExp): Ended => ({
  code: 1,
  signal: null,
  stdout: "",
  stderr: expect.toSatisfy((text: string) => sentence.test(text) && !/\n.|\bat .*\.ts|node:|Error/.test(text)),
});

let root: string;
beforeAll(async () => {
  root = await newDataDir();
});
afterAll(async () => rm(root, { recursive: true }));

describe("starting on a folder of data", () => {
  let dataDir: string;
  beforeAll(() => {
    // A folder that does not exist, below one that does not, with a name that needs quoting in a shell.
    dataDir = join(root, "data of mine", "2027");
  });
  afterAll(async () => removeDataDir(dataDir));

  test("makes it where DATA_DIR says, and finds all of it again", async () => {
    const first = await startPlatformProcess({ dataDir, at: "2026-11-20T09:00:00Z" });
    const made = CallReply.parse(await createPlatformClient(first.url).must(newCall));
    const ended = await first.stop();
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    expect(ended.stdout).toContain(`${dataDir};`);

    const second = await startPlatformProcess({ dataDir });
    const client = createPlatformClient(second.url);
    const read = await client.must({
      method: "GET",
      path: `/v1/calls/${made.call.id}/draft`,
      as: cast.programmeOfficer,
    });
    expect(CallReply.parse(read)).toEqual(made);
    // The clock goes on from where it was left.
    expect(second.output()).toContain("2026-11-20T09:0");
    await second.stop();
  });

  test("is refused where somebody keeps other things", async () => {
    const foreign = join(root, "letters");
    await mkdir(foreign);
    await writeFile(join(foreign, "letter.txt"), "dear");
    expect(await failToStart(foreign)).toEqual(
      inOneSentence(/letters holds other things than a platform's data\. Set DATA_DIR /),
    );
  });
});

describe("a platform that runs", () => {
  let platform: PlatformProcess;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    platform = await startPlatformProcess({ port });
  });
  afterAll(async () => {
    await platform.stop();
  });

  test("listens where PORT says, on this machine alone", async () => {
    expect(platform.url).toBe(`http://127.0.0.1:${port}`);
    expect(await statusOf(platform.url)).toBe(200);
  });

  test("keeps a second one from its folder, and goes on", async () => {
    const sentence = new RegExp(`^Another platform \\(process ${platform.pid}\\) works on the data in `);
    expect(await failToStart(platform.dataDir)).toEqual(inOneSentence(sentence));
    expect(await statusOf(platform.url)).toBe(200);
  });

  test("keeps a second one from its port, and goes on", async () => {
    const refused = await failToStart(join(root, "second"), { port });
    expect(refused).toEqual(inOneSentence(new RegExp(`^Port ${port} is in use\\. `)));
    expect(await statusOf(platform.url)).toBe(200);
  });
});

const lanesCount = 12;

/** Writes one call after the other until the platform answers no more. */
const writeUntilClosed = async (client: PlatformClient, onWritten: (callId: string) => void): Promise<void> => {
  for (;;) {
    const reply = await client.send(newCall).catch(() => null);
    if (reply === null) return;
    if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
    onWritten(CallReply.parse(reply.body).call.id);
  }
};

describe("ending a platform in the middle of its work", () => {
  test("answers what was asked and keeps all that it answered", async () => {
    const dataDir = await newDataDir();
    const platform = await startPlatformProcess({ dataDir, at: "2026-11-20T09:00:00Z" });
    const before = await openPlatformDatabase(dataDir);
    before.close();
    const client = createPlatformClient(platform.url);
    const written: string[] = [];
    const enough = Promise.withResolvers<void>();
    const lanes = Array.from({ length: lanesCount }, () =>
      writeUntilClosed(client, (callId) => {
        written.push(callId);
        if (written.length === 5 * lanesCount) enough.resolve();
      }),
    );
    await enough.promise;
    const ended = await platform.stop();
    await Promise.all(lanes);
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    expect(await isEngineOn(before.enginePid, join(dataDir, "engine", databaseName))).toBe(false);

    const again = await startPlatformProcess({ dataDir });
    const after = await openPlatformDatabase(dataDir);
    const heads = (await itemsOf(after.db, "grants")).filter(({ sk }) => sk === "HEAD");
    after.close();
    await again.stop();
    await removeDataDir(dataDir);
    // Nothing that was answered is missing, and nothing was done whose answer was cut off.
    expect(heads.map(({ id }) => String(id)).toSorted()).toEqual(written.toSorted());
  });
});
