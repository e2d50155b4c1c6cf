import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dataPaths, removeFolder } from "./data-folder.ts";
import { embeddedProgram, type EngineFiles, endOrphan, endProcess, launchEngine, watchOver } from "./engine-process.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { StartRefusal } from "./start-refusal.ts";

export type Engine = {
  /** Address of a DynamoDB-compatible engine. */
  readonly endpoint: string;
  /** The engine's process, or undefined where the endpoint is somebody else's. */
  readonly pid: number | undefined;
  /** Ends the engine after its last write and frees the folder. */
  readonly stop: () => Promise<void>;
};

export type EngineOptions = {
  /** The engine's file lies in `<dataDir>/engine`. Without it: everything in memory, gone with `stop`. */
  readonly dataDir?: string;
  /** An engine that runs elsewhere. The folder is locked all the same. */
  readonly endpoint?: string | undefined;
  readonly findProgram?: () => string;
  /** Runs when the folder is ours and no engine works on it yet. */
  readonly prepare?: () => Promise<void>;
  /** Called when the engine ends without having been stopped. */
  readonly onUnexpectedEnd?: () => void;
};

export const databaseName = "tables.db";

const programOrRefusal = (findProgram: () => string): string => {
  try {
    return findProgram();
  } catch {
    throw new StartRefusal(
      "EngineMissing",
      `There is no embedded database engine for ${process.platform}-${process.arch}. Start any DynamoDB-compatible engine ` +
        `(for example "docker run -p 8000:8000 amazon/dynamodb-local") and set DYNAMODB_ENDPOINT=http://127.0.0.1:8000.`,
    );
  }
};

const lockOrRefusal = async (folder: string): Promise<FolderLock> => {
  const lock = await lockFolder(folder);
  if (!("heldBy" in lock)) return lock;
  const holder = lock.heldBy === undefined ? "another process" : `process ${lock.heldBy.platformPid}`;
  throw new StartRefusal(
    "FolderInUse",
    `Another platform (${holder}) works on the data in ${dirname(folder)}. Stop it, or set DATA_DIR to another folder.`,
  );
};

const launchInto = async (lock: FolderLock, files: EngineFiles, options: EngineOptions): Promise<Engine> => {
  const program = programOrRefusal(options.findProgram ?? embeddedProgram);
  const note = (pid: number, port: number) => lock.note({ platformPid: process.pid, engine: { pid, port } });
  const { child, pid, port } = await launchEngine(program, files, note);
  const unexpected = () => options.onUnexpectedEnd?.();
  child.once("exit", unexpected);
  const stop = async () => {
    child.off("exit", unexpected);
    await endProcess(child);
    await lock.note({ platformPid: process.pid, engine: null });
    lock.release();
  };
  return { endpoint: `http://127.0.0.1:${port}`, pid, stop };
};

/** What nobody comes back to is not written to disk: that saves the wait for it at every write. */
const filesIn = (folder: string, { dataDir }: EngineOptions): EngineFiles => {
  const database = join(folder, databaseName);
  return { log: `${database}.log`, ...(dataDir === undefined ? {} : { database }) };
};

const startIn = async (folder: string, options: EngineOptions): Promise<Engine> => {
  const lock = await lockOrRefusal(folder);
  const databaseFile = join(folder, databaseName);
  try {
    const orphan = lock.previous?.engine;
    if (orphan) await endOrphan(orphan.pid, databaseFile);
    await options.prepare?.();
    if (options.endpoint === undefined) return await launchInto(lock, filesIn(folder, options), options);
    await lock.note({ platformPid: process.pid, engine: null });
    return { endpoint: options.endpoint, pid: undefined, stop: async () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** The database engine of one machine, its data on disk in `<dataDir>/engine`. A folder has one platform at a time. Without a folder: in memory. */
export const startEngine = async (options: EngineOptions = {}): Promise<Engine> => {
  if (options.dataDir !== undefined) {
    const folder = dataPaths(options.dataDir).engine;
    mkdirSync(folder, { recursive: true });
    return startIn(folder, options);
  }
  const folder = await mkdtemp(join(tmpdir(), "engine-"));
  const engine = await startIn(folder, options);
  const dismiss = engine.pid === undefined ? () => undefined : watchOver(engine.pid, folder);
  const stop = async () => {
    dismiss();
    await engine.stop();
    await rm(folder, { recursive: true });
  };
  return { ...engine, stop };
};

/** Empties a data folder on which no platform works, after ending an engine that was left running there. */
export const removeData = async (dataDir: string): Promise<void> => {
  const folder = dataPaths(dataDir).engine;
  const lock = await lockOrRefusal(folder);
  try {
    const orphan = lock.previous?.engine;
    if (orphan) await endOrphan(orphan.pid, join(folder, databaseName));
    await removeFolder(dataDir);
  } finally {
    lock.release();
  }
};
