import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { removeData, startEngine } from "@grants/local/engine";
import { isEngineOn } from "@grants/local/engine-process";
import { becomesTrue } from "@grants/local/poll";
import { createTables, engineClient } from "@grants/local/tables";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const tables = [{ name: "grants", stream: false }];
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "local-engine-"));
});

/** Also ends the engines of platforms that were killed. */
afterEach(async () => {
  const killed = children.splice(0).filter((child) => child.kill("SIGKILL"));
  await Promise.all(killed.map((child) => once(child, "exit")));
  await removeData(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** A platform in a process of its own, which puts items one after another and prints each number once it is acknowledged. */
const startWriter = async (): Promise<{ child: ChildProcess; enginePid: number; acknowledged: () => number }> => {
  const program = `
    import { startEngine } from "@grants/local/engine";
    import { becomesTrue } from "@grants/local/poll";
import { createTables, engineClient } from "@grants/local/tables";
    import { PutItemCommand } from "@aws-sdk/client-dynamodb";
    const engine = await startEngine({ dataDir: ${JSON.stringify(dataDir)} });
    await createTables(engine.endpoint, ${JSON.stringify(tables)});
    const client = engineClient(engine.endpoint);
    console.log("engine " + engine.pid);
    for (let n = 0; ; n += 1) {
      await client.send(new PutItemCommand({ TableName: "grants", Item: { pk: { S: "N#" + n }, sk: { S: "-" } } }));
      console.log("ack " + n);
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let output = "";
  const enough = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk) => {
    output += chunk;
    if (output.includes("ack 20")) enough.resolve();
  });
  await enough.promise;
  return {
    child,
    enginePid: Number(/engine (\d+)/.exec(output)?.[1]),
    acknowledged: () => Number(output.slice(0, output.lastIndexOf("\n")).split("ack ").at(-1)),
  };
};

const itemsStored = async (client: DynamoDBClient) => {
  const { Count } = await client.send(new ScanCommand({ TableName: "grants", Select: "COUNT" }));
  return Count ?? 0;
};

const isRunning = async (pid: number): Promise<boolean> => {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return commandLine.includes("dynoxide");
};

const notInstalled = () => {
  throw new Error("Cannot find module");
};

describe("starting the engine", () => {
  test("keeps what was written over a stop and a start", async () => {
    const first = await startEngine({ dataDir });
    await createTables(first.endpoint, tables);
    await engineClient(first.endpoint).send(new PutItemCommand({ TableName: "grants", Item: key("A") }));
    await first.stop();
    const second = await startEngine({ dataDir });
    await createTables(second.endpoint, tables);
    const { Item } = await engineClient(second.endpoint).send(
      new GetItemCommand({ TableName: "grants", Key: key("A") }),
    );
    await second.stop();
    expect(Item).toEqual(key("A"));
  });

  test("is refused on a folder where another platform works, naming its process", async () => {
    const first = await startEngine({ dataDir });
    const second = startEngine({ dataDir });
    await expect(second).rejects.toMatchObject({
      kind: "FolderInUse",
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.stop();
  });

  test("is won by one of ten that start on one folder at once", async () => {
    const starts = await Promise.allSettled(Array.from({ length: 10 }, () => startEngine({ dataDir })));
    const winners = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    await Promise.all(winners.map((engine) => engine.stop()));
    expect(winners).toHaveLength(1);
  });

  test("is refused on a folder where another process works", async () => {
    const { child } = await startWriter();
    await expect(startEngine({ dataDir })).rejects.toMatchObject({
      kind: "FolderInUse",
      message: expect.stringContaining(`process ${child.pid}`),
    });
  });

  test("after the platform was killed ends the orphan and finds every acknowledged write", async () => {
    const { child, enginePid, acknowledged } = await startWriter();
    child.kill("SIGKILL");
    await once(child, "exit");
    const engine = await startEngine({ dataDir });
    const stored = await itemsStored(engineClient(engine.endpoint));
    const orphanRuns = await isEngineOn(enginePid, join(dataDir, "engine", "tables.db"));
    await engine.stop();
    expect(orphanRuns).toBe(false);
    expect(stored).toBeGreaterThanOrEqual(acknowledged() + 1);
  });

  test("does not end a process that merely has the orphan's number", async () => {
    const engine = await startEngine({ dataDir });
    await engine.stop();
    const stranger = spawn("sleep", ["60"]);
    children.push(stranger);
    const holder = { platformPid: 1, engine: { pid: stranger.pid, port: 1 } };
    writeFileSync(join(dataDir, "engine", "holder.json"), JSON.stringify(holder));
    const next = await startEngine({ dataDir });
    await next.stop();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test("uses another engine's endpoint when it is given one", async () => {
    const engine = await startEngine({ dataDir, endpoint: "http://127.0.0.1:9" });
    await engine.stop();
    expect(engine).toMatchObject({ endpoint: "http://127.0.0.1:9", pid: undefined });
  });

  test("says how to get an engine where none is embedded", async () => {
    await expect(startEngine({ dataDir, findProgram: notInstalled })).rejects.toMatchObject({
      kind: "EngineMissing",
      message: expect.stringContaining("DYNAMODB_ENDPOINT"),
    });
  });

  test("passes on what the engine complains about", async () => {
    const start = startEngine({ dataDir, findProgram: () => "/nonexistent/engine" });
    await expect(start).rejects.toMatchObject({ kind: "EngineFailed" });
  });

  test("tells when the engine ends by itself", async () => {
    const unexpected = Promise.withResolvers<void>();
    const engine = await startEngine({ dataDir, onUnexpectedEnd: () => unexpected.resolve() });
    process.kill(Number(engine.pid), "SIGKILL");
    await expect(unexpected.promise).resolves.toBeUndefined();
    await engine.stop();
  });
});

describe("an engine without a data folder", () => {
  test("ends with its process, however that ends", async () => {
    const program = `
      import { startEngine } from "@grants/local/engine";
      const engine = await startEngine();
      console.log(engine.pid);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line]: unknown[] = await once(child.stdout, "data");
    const pid = Number(line);
    const ranBefore = await isRunning(pid);
    child.kill("SIGKILL");
    const isGone = await becomesTrue(async () => !(await isRunning(pid)), { everyMs: 10, withinMs: 3_000 });
    expect([ranBefore, isGone]).toEqual([true, true]);
  });
});

describe("removing the data", () => {
  test("is refused while a platform works on it", async () => {
    const engine = await startEngine({ dataDir });
    await expect(removeData(dataDir)).rejects.toMatchObject({ kind: "FolderInUse" });
    await engine.stop();
  });

  test("leaves what somebody else keeps in the folder", async () => {
    const engine = await startEngine({ dataDir });
    await engine.stop();
    writeFileSync(join(dataDir, "notes.txt"), "mine");
    await removeData(dataDir);
    const fresh = await startEngine({ dataDir });
    await createTables(fresh.endpoint, tables);
    const stored = await itemsStored(engineClient(fresh.endpoint));
    await fresh.stop();
    expect(stored).toBe(0);
  });
});
