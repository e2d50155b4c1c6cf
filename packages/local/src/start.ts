import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Instant } from "@grants/kernel/time";
import { assetsFolder } from "@grants/portal/assets/build";
import { tableDefinitions } from "@grants/store/table";
import { buildAll, type Bundles } from "./build.ts";
import { parseClockInstant } from "./clock.ts";
import { demoPeople, seedDemonstration } from "./demonstration.ts";
import { describeError } from "./http-server.ts";
import type { LambdaHandler } from "./lambda-runtime.ts";
import { type Platform, startPlatform } from "./platform.ts";
import type { Handlers } from "./platform-options.ts";
import { StartRefusal } from "./start-refusal.ts";

const portMax = 65_535;

/** Workers and what moves them. One that has no folder in `functions/` yet is left out. */
const streamWorkers = ["publish-events"];
const schedules = [
  { name: "close-calls", everySeconds: 60 },
  { name: "run-payments", everySeconds: 300 },
  { name: "seal-ledger", everySeconds: 300 },
];

type Settings = { readonly port: number; readonly dataDir: string; readonly at: Instant | undefined };

const readArguments = () => {
  try {
    return parseArgs({ options: { at: { type: "string" } } }).values;
  } catch {
    throw new StartRefusal("InvalidSetting", "The one argument is --at with an instant such as 2027-01-10T09:00:00Z.");
  }
};

const readSettings = (): Settings => {
  const values = readArguments();
  const port = Number(process.env["PORT"] || "3000");
  if (!Number.isInteger(port) || port < 0 || port > portMax)
    throw new StartRefusal("InvalidSetting", `PORT must be a number from 0 to ${portMax}, not ${process.env["PORT"]}.`);
  const at = values.at === undefined ? undefined : parseClockInstant(values.at);
  if (values.at !== undefined && at === undefined)
    throw new StartRefusal("InvalidSetting", `--at must be an instant such as 2027-01-10T09:00:00Z, not ${values.at}.`);
  return { port, dataDir: process.env["DATA_DIR"] || ".data", at };
};

const isHandler = (value: unknown): value is LambdaHandler => typeof value === "function";

const importHandlers = async ({ functions }: Bundles): Promise<Handlers> => {
  const modules = functions.map(async ({ name, bundle }) => {
    const { handler }: { handler?: unknown } = await import(pathToFileURL(bundle).href);
    if (!isHandler(handler)) throw new Error(`functions/${name} exports no handler`);
    return [name, handler] as const;
  });
  return Object.fromEntries(await Promise.all(modules));
};

const banner = ({ url, clock }: Platform, dataDir: string): string =>
  [
    `ECCC Grants   ${url}`,
    `People        ${url}/_local/actor: choose whose part you play`,
    `Mail          ${url}/_local/mail: what would have been sent`,
    `Clock         ${clock.now()}; start with "npm start -- --at 2027-01-10T09:00:00Z" for another time`,
    `Data          ${resolve(dataDir)}; "npm run reset" removes it`,
    `Stop          Ctrl-C; nothing is lost`,
  ].join("\n");

const start = async (): Promise<Platform> => {
  const { port, dataDir, at } = readSettings();
  const bundles = await buildAll();
  const isBuilt = (name: string) => bundles.functions.some((entry) => entry.name === name);
  const platform = await startPlatform({
    dataDir,
    port,
    at,
    handlers: () => importHandlers(bundles),
    tables: tableDefinitions.map(({ key, ...definition }) => ({ name: key, ...definition })),
    people: demoPeople,
    streamWorkers: streamWorkers.filter(isBuilt),
    schedules: schedules.filter(({ name }) => isBuilt(name)),
    assetsFolder,
    seed: seedDemonstration,
    engineEndpoint: process.env["DYNAMODB_ENDPOINT"] || undefined,
    report: console.error,
  });
  console.log(banner(platform, dataDir));
  return platform;
};

const stopOnSignals = (platform: Platform): void => {
  const stop = () => {
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(describeError(error));
        process.exit(1);
      },
    );
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
};

// A function that leaves a rejected promise behind loses its own instance in the cloud, not the platform.
process.on("unhandledRejection", (error) => console.error(describeError(error)));

try {
  stopOnSignals(await start());
} catch (error) {
  console.error(error instanceof StartRefusal ? error.message : describeError(error));
  process.exit(1);
}
