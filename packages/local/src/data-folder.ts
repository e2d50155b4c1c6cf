import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StartRefusal } from "./start-refusal.ts";

/** Where a platform keeps what: all of it, so that a reset removes this and nothing else. */
export const dataPaths = (dataDir: string) => {
  const root = resolve(dataDir);
  return {
    engine: join(root, "engine"),
    objects: join(root, "objects"),
    mail: join(root, "mail"),
    streams: join(root, "streams"),
    evidence: join(root, "evidence"),
    clock: join(root, "clock.json"),
    seed: join(root, "seed.json"),
    secrets: join(root, "secrets.json"),
    identity: join(root, "identity.json"),
    timeStampKeys: join(root, "time-stamp-keys.json"),
  } as const;
};

/** `Foreign`: a folder with things of somebody else, into which no platform writes and from which none is removed. */
export const inspectFolder = async (dataDir: string): Promise<"Absent" | "Platform" | "Foreign"> => {
  const names = await readdir(dataDir).catch(() => []);
  if (names.length === 0) return "Absent";
  const { engine } = dataPaths(dataDir);
  const isJustBegun = names.length === 1 && names[0] === "engine";
  return existsSync(join(engine, "lock")) || isJustBegun ? "Platform" : "Foreign";
};

export const refuseForeignFolder = async (dataDir: string): Promise<void> => {
  if ((await inspectFolder(dataDir)) !== "Foreign") return;
  throw new StartRefusal(
    "FolderForeign",
    `${resolve(dataDir)} holds other things than a platform's data. Set DATA_DIR to an empty folder or to one that does not exist.`,
  );
};

/** What says who works in a folder, inside its engine's folder. It goes last. */
const lockFiles = new Set(["lock", "holder.json"]);

/** Removes all data, and leaves the lock to whoever holds it. */
export const clearData = async (dataDir: string): Promise<void> => {
  const { engine, ...others } = dataPaths(dataDir);
  const engineFiles = (await readdir(engine)).filter((name) => !lockFiles.has(name)).map((name) => join(engine, name));
  const paths = [...engineFiles, ...Object.values(others)];
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
};

/** Removes the data, the lock and, unless somebody keeps other things there, the folder. */
export const removeFolder = async (dataDir: string): Promise<void> => {
  const { engine } = dataPaths(dataDir);
  await clearData(dataDir);
  await Promise.all([...lockFiles].map((name) => rm(join(engine, name), { force: true })));
  await rmdir(engine);
  if ((await readdir(dataDir)).length === 0) await rmdir(dataDir);
};
