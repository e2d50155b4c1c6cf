import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Instant } from "@grants/kernel/time";
import { freePort } from "@grants/local/http-server";
import type { Platform } from "@grants/local/platform";
import type { PlatformOptions, RunningPlatform } from "@grants/local/platform-options";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aPlatform, isWritten, newFolder, write } from "./a-platform.ts";

describe("starting a platform", () => {
  let dataDir: string;
  const platforms: Platform[] = [];
  const started = async (over: Partial<PlatformOptions> = {}) => {
    const platform = await aPlatform({ dataDir, ...over });
    platforms.push(platform);
    return platform;
  };

  beforeEach(() => {
    dataDir = newFolder();
  });

  afterEach(async () => {
    await Promise.all(platforms.splice(0).map((platform) => platform.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("loads its first data once, through an address of its own", async () => {
    const seeds: string[] = [];
    const seed: PlatformOptions["seed"] = async ({ url, clock }) => {
      seeds.push((await (await fetch(`${url}/v1/calls`)).text()).slice(0, 1));
      await clock.set(Instant.parse("2027-01-10T09:00:00.000Z"));
    };
    const first = await started({ seed });
    await first.stop();
    const second = await started({ seed });
    expect(seeds).toEqual(["{"]);
    expect(second.clock.now()).toMatch(/^2027-01-10T09:00:/);
  });

  test("answers nobody before its first data is there", async () => {
    const port = await freePort();
    const order: string[] = [];
    const asked = Promise.withResolvers<Response>();
    const seed = async ({ url }: RunningPlatform) => {
      asked.resolve(fetch(`http://127.0.0.1:${port}/health`));
      void asked.promise.then(() => order.push("answered"));
      // Time enough for an answer to come, were it given.
      await fetch(`${url}/health`);
      await fetch(`${url}/health`);
      order.push("seeded");
    };
    await started({ port, seed });
    await asked.promise;
    expect(order).toEqual(["seeded", "answered"]);
  });

  test("begins anew where loading was cut off", async () => {
    const failing = started({
      seed: async (platform) => {
        await write(platform, "grants", "half");
        throw new Error("the seed does not parse");
      },
    });
    await expect(failing).rejects.toThrow("the seed does not parse");
    const platform = await started({ seed: async () => undefined });
    expect(await isWritten(platform, "grants", "half")).toBe(false);
  });

  test("never loads into a folder that has data", async () => {
    const first = await started();
    await write(first, "grants", "mine");
    await first.stop();
    const second = await started({ seed: () => Promise.reject(new Error("seeded")) });
    expect(await isWritten(second, "grants", "mine")).toBe(true);
  });

  test("is refused on a busy port, in a sentence", async () => {
    const first = await started();
    const port = Number(new URL(first.url).port);
    const second = aPlatform({ dataDir: join(dataDir, "other"), port });
    await expect(second).rejects.toMatchObject({
      kind: "PortBusy",
      message: expect.stringContaining(`Port ${port} is in use`),
    });
  });

  test("is refused on a folder where another works, and leaves that one alone", async () => {
    const first = await started();
    await expect(aPlatform({ dataDir })).rejects.toMatchObject({ kind: "FolderInUse" });
    expect((await fetch(`${first.url}/health`)).status).toBe(200);
  });

  test("is refused in a folder with other things", async () => {
    writeFileSync(join(dataDir, "letter.txt"), "dear");
    await expect(aPlatform({ dataDir })).rejects.toMatchObject({ kind: "FolderForeign" });
  });

  test("puts the environment back when it stops", async () => {
    process.env["AWS_PROFILE"] = "mine";
    const platform = await started();
    const inside = process.env["AWS_PROFILE"];
    await platform.stop();
    expect([inside, process.env["AWS_PROFILE"], process.env["AWS_ENDPOINT_URL_S3"]]).toEqual([
      undefined,
      "mine",
      undefined,
    ]);
    delete process.env["AWS_PROFILE"];
  });

  test("imports the handlers when the environment is set", async () => {
    let table: string | undefined;
    await started({
      handlers: async () => {
        table = process.env["GRANTS_TABLE"];
        return {};
      },
    });
    expect(table).toBe("grants");
  });
});

describe("stopping a platform", () => {
  test("finishes the requests in flight", async () => {
    const dataDir = newFolder();
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const slow = async () => {
      begun.resolve();
      await finish.promise;
      return { statusCode: 200, body: "done" };
    };
    const platform = await aPlatform({ dataDir, handlers: { portal: slow } });
    const answer = fetch(platform.url).then((response) => response.text());
    await begun.promise;
    const stopped = platform.stop();
    finish.resolve();
    expect(await answer).toBe("done");
    await stopped;
    rmSync(dataDir, { recursive: true });
  });

  test("loses nothing", async () => {
    const dataDir = newFolder();
    const first = await aPlatform({ dataDir });
    await write(first, "grants", "kept");
    await first.stop();
    const second = await aPlatform({ dataDir });
    const isKept = await isWritten(second, "grants", "kept");
    await second.stop();
    rmSync(dataDir, { recursive: true });
    expect(isKept).toBe(true);
  });
});
