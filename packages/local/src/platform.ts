import { connect } from "@grants/store/database";
import { openClock, type PlatformClock } from "./clock.ts";
import { startCloudServices } from "./cloud-services.ts";
import { type Closing, createClosing } from "./closing.ts";
import { dataPaths, refuseForeignFolder } from "./data-folder.ts";
import { startEngine } from "./engine.ts";
import { exportEvidence } from "./export-evidence.ts";
import { applyEnvironment, functionEnvironment, openSecrets } from "./environment.ts";
import { sweepExpired } from "./expiry-sweep.ts";
import { startIdentity } from "./identity/identity.ts";
import { createFrontDoor, listenWith, type Serve } from "./front-door.ts";
import { createRuntime, type LambdaHandler, type LambdaRuntime } from "./lambda-runtime.ts";
import { createLocalControl } from "./local-control.ts";
import type { PlatformOptions, RunningPlatform } from "./platform-options.ts";
import { type Scheduler, startScheduler } from "./scheduler.ts";
import { markSeeded, prepareSeeding } from "./seeding.ts";
import { createStaticAssets } from "./static-assets.ts";
import { consumeStream, type StreamConsumers } from "./streams.ts";
import { createTables, engineClient } from "./tables.ts";

const requestGraceMs = 30_000;
const sweepEverySeconds = 600;

export type Platform = RunningPlatform & {
  /** Finishes requests in flight, then the workers, and ends the engine last. */
  readonly stop: () => Promise<void>;
};

type Options = PlatformOptions & { readonly report: (line: string) => void };

type Tables = { readonly endpoint: string; readonly isToSeed: boolean };

const startTables = async (options: Options, closing: Closing): Promise<Tables> => {
  const { dataDir, engineEndpoint, report } = options;
  await refuseForeignFolder(dataDir);
  let isToSeed = false;
  const engine = await startEngine({
    dataDir,
    endpoint: engineEndpoint,
    prepare: async () => {
      isToSeed = await prepareSeeding(dataDir, options.seed !== undefined);
    },
    onUnexpectedEnd: () => report("The database engine has ended. Start the platform again; nothing is lost."),
  });
  closing.add(engine.stop);
  await createTables(engine.endpoint, options.tables);
  return { endpoint: engine.endpoint, isToSeed };
};

/** The functions, called by their names. Their handlers are imported later, when the environment is there. */
const createFunctions = ({ functionTimeoutMs, handlers, report }: Options, afterCall: () => void) => {
  const loaded: Record<string, LambdaHandler> = {};
  const plain = createRuntime({ handlers: loaded, timeoutMs: functionTimeoutMs, report });
  const runtime: LambdaRuntime = {
    has: plain.has,
    invoke: async (functionName, event) => {
      const invocation = await plain.invoke(functionName, event);
      afterCall();
      return invocation;
    },
  };
  const load = async (): Promise<void> => {
    Object.assign(loaded, typeof handlers === "function" ? await handlers() : handlers);
  };
  return { runtime, plain, load };
};

type Inside = { readonly endpoint: string; readonly clock: PlatformClock; readonly runtime: LambdaRuntime };

const noStream: StreamConsumers = {
  wake: () => undefined,
  settled: async () => undefined,
  stop: async () => undefined,
};

const startStream = async (options: Options, inside: Inside, closing: Closing): Promise<StreamConsumers> => {
  const { streamWorkers: workers = [], dataDir, report } = options;
  const table = options.tables.find(({ stream }) => stream)?.name;
  if (table === undefined || workers.length === 0) return noStream;
  const consumers = await consumeStream({ ...inside, table, workers, folder: dataPaths(dataDir).streams, report });
  closing.add(consumers.stop);
  return consumers;
};

const startSchedules = (options: Options, { endpoint, clock, runtime }: Inside, closing: Closing): Scheduler => {
  const client = engineClient(endpoint);
  const sweep = () => sweepExpired(client, options.tables, clock.nowMs());
  const scheduler = startScheduler({
    schedules: options.schedules ?? [],
    chores: [{ name: "expiry sweep", everySeconds: sweepEverySeconds, run: sweep }],
    runtime,
    clock,
    report: options.report,
  });
  closing.add(() => client.destroy());
  closing.add(scheduler.stop);
  return scheduler;
};

/** The tables as the functions name them where no environment says otherwise. */
const usualTables = { grants: "grants", ledger: "ledger", people: "people", views: "views", sessions: "sessions" };

/** Writes what `verify-audit` reads into a folder beside the data, the same one each time. */
const createEvidenceExport = (dataDir: string, endpoint: string, closing: Closing) => {
  const client = engineClient(endpoint);
  closing.add(() => client.destroy());
  const { evidence: folder } = dataPaths(dataDir);
  return async () => ({ folder, ...(await exportEvidence(connect(usualTables, client), folder)) });
};

type Started = {
  readonly serve: Serve;
  readonly platform: Omit<RunningPlatform, "url">;
  readonly isToSeed: boolean;
};

const startInside = async (options: Options, pagesPort: number, closing: Closing): Promise<Started> => {
  const { dataDir, people = [], assetsFolder = ".build/assets", fileWorkers = [], report } = options;
  const { endpoint, isToSeed } = await startTables(options, closing);
  const clock = await openClock({ file: dataPaths(dataDir).clock, at: options.at });
  let stream = noStream;
  const { runtime, plain, load } = createFunctions(options, () => stream.wake());
  const services = await startCloudServices({ dataDir, pagesPort, clock, runtime, fileWorkers, report }, closing);
  const secrets = await openSecrets(dataPaths(dataDir).secrets);
  const { identity: secretsFile } = dataPaths(dataDir);
  const identity = await startIdentity({ port: pagesPort, people, secretsFile, clock, report }, closing);
  const addresses = { dynamodb: endpoint, pages: `http://127.0.0.1:${pagesPort}`, ...services.addresses };
  const environment = functionEnvironment(addresses, secrets, identity.addresses);
  closing.add(applyEnvironment(environment));
  await load();
  stream = await startStream(options, { endpoint, clock, runtime: plain }, closing);
  const scheduler = startSchedules(options, { endpoint, clock, runtime }, closing);
  // Files first: what their workers write may be news for the stream's.
  const settled = async (): Promise<void> => {
    await services.notifications.settled();
    await stream.settled();
  };
  const control = createLocalControl({
    clock,
    identity,
    mailbox: services.mailbox,
    scheduler,
    settled,
    exportEvidence: createEvidenceExport(dataDir, endpoint, closing),
  });
  const assets = createStaticAssets(assetsFolder);
  return {
    serve: createFrontDoor({ runtime, clock, identity, assets, control, report }),
    platform: { clock, environment, settled, runSchedule: scheduler.runNow },
    isToSeed,
  };
};

/** Loads the first data through a door of its own. */
const runSeed = async ({ dataDir, seed, at, report }: Options, started: Started): Promise<void> => {
  const { serve, platform, isToSeed } = started;
  if (seed === undefined || !isToSeed) return;
  const side = await listenWith(Promise.resolve(serve), 0, report);
  try {
    await seed({ ...platform, url: side.url });
  } finally {
    await side.close(requestGraceMs);
  }
  // A story moves the clock while it is told; whoever asked for a time begins at that time.
  if (at !== undefined) await platform.clock.set(at);
  await markSeeded(dataDir);
};

/** Everything on one machine: the engine, the services, the functions, and one address for all of it. Throws `StartRefusal`. */
export const startPlatform = async (given: PlatformOptions): Promise<Platform> => {
  const options = { report: () => undefined, ...given };
  const door = Promise.withResolvers<Serve>();
  door.promise.catch(() => undefined);
  // The port is taken first, so that a busy one is told at once; until the door opens, requests wait.
  const listening = await listenWith(door.promise, options.port ?? 0, options.report);
  const closing = createClosing();
  try {
    const started = await startInside(options, listening.port, closing);
    await runSeed(options, started);
    door.resolve(started.serve);
    closing.add(() => listening.close(requestGraceMs));
    return { ...started.platform, url: listening.url, stop: closing.closeAll };
  } catch (error) {
    door.reject(error);
    await listening.close(0);
    await closing.closeAll();
    throw error;
  }
};
