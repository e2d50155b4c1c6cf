import type { Instant } from "@grants/kernel/time";
import type { PlatformClock } from "./clock.ts";
import type { DemoPerson } from "./identity/people.ts";
import type { Invocation, LambdaHandler } from "./lambda-runtime.ts";
import type { FileWorker } from "./object-notifications.ts";
import type { Schedule } from "./scheduler.ts";
import type { StreamWorker } from "./streams.ts";
import type { LocalTable } from "./tables.ts";

/** Handlers by the name of their function. */
export type Handlers = Readonly<Record<string, LambdaHandler>>;

/** What a running platform offers to the program that started it. */
export type RunningPlatform = {
  readonly url: string;
  readonly clock: PlatformClock;
  /** The environment of the functions: how a script reaches the same tables and buckets. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves once the workers of the stream and of new files have handled all that was written before. */
  readonly settled: () => Promise<void>;
  /** Runs a scheduled worker now. Undefined for a name that is not scheduled. */
  readonly runSchedule: (name: string) => Promise<Invocation | undefined>;
};

export type PlatformOptions = {
  readonly dataDir: string;
  /** Port 0, which is the default, takes any free port. */
  readonly port?: number;
  /** Where the clock starts; without it, where it was left. */
  readonly at?: Instant | undefined;
  /** Handlers, or how to load them: that happens once the environment is set, which they read when they are imported. */
  readonly handlers: Handlers | (() => Promise<Handlers>);
  readonly tables: readonly LocalTable[];
  readonly people?: readonly DemoPerson[];
  /** Functions that read the stream of the table that has one. */
  readonly streamWorkers?: readonly StreamWorker[];
  /** Functions that new files wake. */
  readonly fileWorkers?: readonly FileWorker[];
  readonly schedules?: readonly Schedule[];
  /** Where the files below `/assets/` are. */
  readonly assetsFolder?: string;
  /** Loads the first data, on an empty folder only. It has an address of its own: nobody else is answered before it is done. */
  readonly seed?: ((platform: RunningPlatform) => Promise<void>) | undefined;
  /** An engine that runs elsewhere. */
  readonly engineEndpoint?: string | undefined;
  readonly functionTimeoutMs?: number;
  /** Takes lines for a terminal: what failed inside. */
  readonly report?: (line: string) => void;
};
