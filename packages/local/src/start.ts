import { resolve } from "node:path";
import { seedDemonstration, seedPeople } from "./demonstration.ts";
import { describeError } from "./http-server.ts";
import type { Platform } from "./platform.ts";
import { startProduct } from "./product.ts";
import { readSettings } from "./settings.ts";
import { StartRefusal } from "./start-refusal.ts";

const banner = ({ url, clock }: Platform, dataDir: string): string =>
  [
    `ECCC Grants   ${url}`,
    `People        ${url}/auth/sign-in: choose whose part you play; POST /_local/token gives scripts a token`,
    `Mail          ${url}/_local/mail: what would have been sent`,
    `Evidence      curl -X POST ${url}/_local/evidence: an export of it, for "npm run verify-audit -- FOLDER"`,
    `Clock         ${clock.now()}; start with "npm start -- --at 2027-01-10T09:00:00Z" for another time`,
    `Data          ${resolve(dataDir)}; "npm run reset" removes it`,
    `Stop          Ctrl-C; nothing is lost`,
  ].join("\n");

const start = async (): Promise<Platform> => {
  const { hasStory, ...settings } = readSettings(process.env, process.argv.slice(2));
  const seed = hasStory ? seedDemonstration : seedPeople;
  const platform = await startProduct({ ...settings, seed, report: console.error });
  console.log(banner(platform, settings.dataDir));
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
