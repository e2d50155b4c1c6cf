import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { freePort } from "./http-server.ts";
import { becomesTrue } from "./poll.ts";
import { StartRefusal } from "./start-refusal.ts";

const launchAttemptsMax = 5;
const launchWithin = { everyMs: 5, withinMs: 10_000 };
/** An engine that is asked to end first moves its write-ahead log into its file. When that takes too long it is killed, which loses nothing either. */
const politeWithin = { everyMs: 5, withinMs: 1_500 };
const killedWithin = { everyMs: 5, withinMs: 5_000 };

export const embeddedProgram = () => createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
};

const commandLineOf = async (pid: number): Promise<readonly string[]> => {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
  } catch {
    return [];
  }
};

/** A process number is given again after its process: only a process that was started on this very file is our engine. */
export const isEngineOn = async (pid: number, databaseFile: string): Promise<boolean> =>
  (await commandLineOf(pid)).includes(databaseFile);

/** A killed platform leaves its engine running. What that engine acknowledged is in its file, so ending it loses nothing. */
export const endOrphan = async (pid: number, databaseFile: string): Promise<void> => {
  const isGone = async () => !(await isEngineOn(pid, databaseFile));
  if (await isGone()) return;
  signal(pid, "SIGTERM");
  if (await becomesTrue(isGone, politeWithin)) return;
  signal(pid, "SIGKILL");
  if (await becomesTrue(isGone, killedWithin)) return;
  throw new StartRefusal("EngineFailed", `The engine of an earlier platform (process ${pid}) does not end.`);
};

export const endProcess = async (child: ChildProcess): Promise<void> => {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  if (isGone()) return;
  child.kill("SIGTERM");
  if (await becomesTrue(isGone, politeWithin)) return;
  child.kill("SIGKILL");
  await becomesTrue(isGone, killedWithin);
};

/** A program that could not be started has process number 0 to Node, and a signal to 0 goes to everybody in this group, ourselves included. */
const killIfStarted = (child: ChildProcess): void => {
  if (child.pid !== undefined) child.kill("SIGKILL");
};

/**
 * Ends an engine and its temporary folder when this process ends in whatever way: nobody would ever start on that folder again. The shell waits
 * for the end of a pipe that only this process holds. Returns how to send it away.
 */
export const watchOver = (pid: number, folder: string): (() => void) => {
  const script = 'read -r _; kill "$0"; rm -rf -- "$1"';
  const guard = spawn("sh", ["-c", script, `${pid}`, folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.on("error", () => undefined).unref();
  return () => killIfStarted(guard);
};

/** Where an engine writes. Without a database file it keeps everything in memory. */
export type EngineFiles = { readonly log: string; readonly database?: string };

export type EngineProcess = { readonly child: ChildProcess; readonly pid: number; readonly port: number };

/** The log is a file and not a pipe, so that an engine which outlives its platform does not trip over a closed pipe. */
const spawnEngine = (program: string, files: EngineFiles, port: number): ChildProcess => {
  const log = openSync(files.log, "w");
  const place = files.database === undefined ? [] : ["--db-path", files.database];
  const child = spawn(program, ["--host", "127.0.0.1", "--port", `${port}`, ...place], {
    stdio: ["ignore", "ignore", log],
    // A group of its own: Ctrl-C in the terminal must reach the platform alone, which ends the engine last.
    detached: true,
  });
  closeSync(log);
  child.on("error", () => undefined);
  return child;
};

/**
 * Between finding a free port and using it somebody else may take it: then another one is tried. The process is noted before it is waited for,
 * so that an engine whose platform is killed at this very moment is found at the next start.
 */
export const launchEngine = async (
  program: string,
  files: EngineFiles,
  note: (pid: number, port: number) => Promise<void>,
  attempt = 1,
): Promise<EngineProcess> => {
  const port = await freePort();
  const child = spawnEngine(program, files, port);
  if (child.pid !== undefined) await note(child.pid, port);
  const readLog = () => readFileSync(files.log, "utf8");
  // The engine writes this line once it holds the port: whatever answers there from now on is ours.
  const isListening = () => readLog().includes("listening on");
  await becomesTrue(() => isListening() || child.exitCode !== null || child.pid === undefined, launchWithin);
  if (child.pid !== undefined && child.exitCode === null && isListening()) return { child, pid: child.pid, port };
  killIfStarted(child);
  if (attempt < launchAttemptsMax) return launchEngine(program, files, note, attempt + 1);
  throw new StartRefusal("EngineFailed", `The database engine does not start: ${readLog().trim() || program}`);
};
