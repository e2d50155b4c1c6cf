import { pathToFileURL } from "node:url";
import { assetsFolder } from "@grants/portal/assets/build";
import { tableDefinitions } from "@grants/store/table";
import { permissions } from "../../../infra/permissions.ts";
import { buildAll, type Bundles } from "./build.ts";
import { demoPeople } from "./demonstration.ts";
import type { LambdaHandler } from "./lambda-runtime.ts";
import { type Platform, startPlatform } from "./platform.ts";
import type { Handlers, PlatformOptions } from "./platform-options.ts";

const secondsPerMinute = 60;

/** Workers and what moves them, as they are deployed. */
const workers = Object.entries(permissions);
const schedules = workers.flatMap(([name, { everyMinutes }]) =>
  everyMinutes === undefined ? [] : [{ name, everySeconds: everyMinutes * secondsPerMinute }],
);
const streamWorkers = workers.flatMap(([name, { wakesOn }]) =>
  wakesOn === undefined ? [] : [{ name, pkPrefixes: wakesOn }],
);

const fileWorkers = workers.flatMap(([name, { wakesOnFiles }]) =>
  wakesOnFiles === undefined ? [] : [{ name, prefixes: wakesOnFiles }],
);

const isHandler = (value: unknown): value is LambdaHandler => typeof value === "function";

const importHandler = async ({ name, bundle }: Bundles["functions"][number]): Promise<LambdaHandler> => {
  const { handler }: { handler?: unknown } = await import(pathToFileURL(bundle).href);
  if (!isHandler(handler)) throw new Error(`functions/${name} exports no handler`);
  return handler;
};

/** Imports a function when it is called for the first time, as Lambda does: a start waits for none of them. */
const whenCalled = (bundled: Bundles["functions"][number]): LambdaHandler => {
  let imported: Promise<LambdaHandler> | undefined;
  return async (event, context) => {
    imported ??= importHandler(bundled);
    const handler = await imported;
    return handler(event, context);
  };
};

const handlersOf = ({ functions }: Bundles): Handlers =>
  Object.fromEntries(functions.map((bundled) => [bundled.name, whenCalled(bundled)]));

export type ProductOptions = Omit<
  PlatformOptions,
  "handlers" | "tables" | "people" | "streamWorkers" | "fileWorkers" | "schedules" | "assetsFolder"
>;

/** The platform as it is deployed, on one machine: all functions as their bundles, all tables, the site's files. */
export const startProduct = async (options: ProductOptions): Promise<Platform> => {
  const bundles = await buildAll();
  return startPlatform({
    ...options,
    handlers: handlersOf(bundles),
    tables: tableDefinitions.map(({ key, ...definition }) => ({ name: key, ...definition })),
    people: demoPeople,
    streamWorkers,
    fileWorkers,
    schedules,
    assetsFolder,
  });
};
