import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "@grants/local/build";
import { removeData } from "@grants/local/engine";
import { watchOver } from "@grants/local/engine-process";

export type PlatformProcessOptions = {
  /** Where its data lies. Without it: a temporary folder, which `stop` removes. */
  readonly dataDir?: string;
  /** Port 0, which is the default, takes any free port. */
  readonly port?: number;
  /** Where its clock starts; without it, where it was left. */
  readonly at?: string;
  /** Whether it begins with the story of the demonstration. Without it: with its people alone. */
  readonly hasStory?: boolean;
  readonly env?: Readonly<Record<string, string>>;
};

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type PlatformProcess = {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Asks it to end, as a service manager would. */
  readonly stop: () => Promise<Ended>;
  /** Ends it as a machine does that runs out of memory. Its engine is left running. */
  readonly kill9: () => Promise<Ended>;
  /** All that it has said so far, on both streams. */
  readonly output: () => string;
};

const startsWithinMs = 30_000;
/** Longer than the platform gives the requests that are in flight. */
const endsWithinMs = 45_000;

const startScript = join(repositoryRoot, "packages/local/src/start.ts");

/** Where a start finds the modules that an earlier one compiled. */
export const compileCache = { NODE_COMPILE_CACHE: join(repositoryRoot, ".build/compile-cache") };

/** A folder for data of a platform, to be removed with `removeDataDir`. */
export const newDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), "grants-platform-"));

/** Removes the data and ends the engine that a killed platform left behind. Throws while a platform works there. */
export const removeDataDir = async (dataDir: string): Promise<void> => {
  if (existsSync(join(dataDir, "engine"))) await removeData(dataDir);
  await rm(dataDir, { recursive: true, force: true });
};

type Child = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly output: () => string;
};

const launch = (dataDir: string, { port = 0, at, hasStory = false, env = {} }: PlatformProcessOptions): Child => {
  const child = spawn(process.execPath, [startScript, ...(at === undefined ? [] : ["--at", at])], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      ...compileCache,
      DYNAMODB_ENDPOINT: "",
      DEMO_DATA: hasStory ? "story" : "none",
      ...env,
      DATA_DIR: dataDir,
      PORT: `${port}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${process.execPath} does not start`);
  const said: { stream: "stdout" | "stderr"; text: string }[] = [];
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => said.push({ stream, text }));
  const textOf = (wanted: string) => said.flatMap(({ stream, text }) => (stream === wanted ? [text] : [])).join("");
  const dismissGuard = watchOver(pid, dataDir);
  const ended = once(child, "close").then((): Ended => {
    dismissGuard();
    const { exitCode: code, signalCode: signal } = child;
    return { code, signal, stdout: textOf("stdout"), stderr: textOf("stderr") };
  });
  return { process: child, pid, ended, output: () => said.map(({ text }) => text).join("") };
};

/** The value, or an error once the time is over. */
const within = async <T>(awaited: Promise<T>, milliseconds: number, tooLate: () => Error): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tooLate()), milliseconds);
  try {
    return await Promise.race([awaited, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const end = async ({ process: child, ended, output }: Child, signal: NodeJS.Signals): Promise<Ended> => {
  child.kill(signal);
  try {
    return await within(ended, endsWithinMs, () => new Error(`The platform does not end:\n${output()}`));
  } finally {
    child.kill("SIGKILL");
  }
};

/** The address that the banner names. The banner comes when the platform answers, so it is what to wait for. */
const announcedUrl = async ({ process: child, ended, output }: Child): Promise<string> => {
  const announced = Promise.withResolvers<string>();
  const look = () => {
    const url = /^ECCC Grants +(http\S+)[^]*^Stop /m.exec(output())?.[1];
    if (url !== undefined) announced.resolve(url);
  };
  child.stdout?.on("data", look);
  const gone = ended.then(() => Promise.reject(new Error(`The platform did not start:\n${output()}`)));
  const late = () => new Error(`The platform does not get ready:\n${output()}`);
  return within(Promise.race([announced.promise, gone]), startsWithinMs, late);
};

/** The platform as people start it: a process of its own that is reached over HTTP. */
export const startPlatformProcess = async (options: PlatformProcessOptions = {}): Promise<PlatformProcess> => {
  const dataDir = options.dataDir ?? (await newDataDir());
  const removeOwn = async () => (options.dataDir === undefined ? removeDataDir(dataDir) : undefined);
  const child = launch(dataDir, options);
  try {
    const url = await announcedUrl(child);
    const health = await fetch(`${url}/health`);
    if (!health.ok) throw new Error(`GET /health: ${health.status}\n${child.output()}`);
    const stop = async () => {
      const ended = await end(child, "SIGTERM");
      await removeOwn();
      return ended;
    };
    return { url, pid: child.pid, dataDir, stop, kill9: () => end(child, "SIGKILL"), output: child.output };
  } catch (error) {
    await end(child, "SIGKILL");
    await removeOwn();
    throw error;
  }
};

/** A start that is expected to fail: what it said, and with which code it ended. */
export const failToStart = async (dataDir: string, options: PlatformProcessOptions = {}): Promise<Ended> => {
  const child = launch(dataDir, options);
  try {
    return await within(child.ended, startsWithinMs, () => new Error(`The platform started:\n${child.output()}`));
  } finally {
    child.process.kill("SIGKILL");
  }
};
