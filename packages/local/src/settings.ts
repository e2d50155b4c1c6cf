import { parseArgs } from "node:util";
import type { Instant } from "@grants/kernel/time";
import { parseClockInstant } from "./clock.ts";
import { StartRefusal } from "./start-refusal.ts";

const portMax = 65_535;
const anInstant = "an instant such as 2027-01-10T09:00:00Z";

export type Settings = {
  readonly port: number;
  readonly dataDir: string;
  readonly at: Instant | undefined;
  readonly engineEndpoint: string | undefined;
  /** Whether an empty folder begins with the story of the demonstration, or with its people alone. */
  readonly hasStory: boolean;
};

export const readDataDir = (environment: NodeJS.ProcessEnv): string => environment["DATA_DIR"] || ".data";

const parseArguments = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: { at: { type: "string" } } }).values;
  } catch {
    throw new StartRefusal("InvalidSetting", `The one argument is --at with ${anInstant}.`);
  }
};

/** How a person wants the platform to start. Throws `StartRefusal`. */
export const readSettings = (environment: NodeJS.ProcessEnv, args: readonly string[]): Settings => {
  const given = parseArguments(args);
  const portText = environment["PORT"] || "3000";
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > portMax)
    throw new StartRefusal("InvalidSetting", `PORT must be a number from 0 to ${portMax}, not ${portText}.`);
  const at = given.at === undefined ? undefined : parseClockInstant(given.at);
  if (given.at !== undefined && at === undefined)
    throw new StartRefusal("InvalidSetting", `--at must be ${anInstant}, not ${given.at}.`);
  const demoData = environment["DEMO_DATA"] || "story";
  if (demoData !== "story" && demoData !== "none")
    throw new StartRefusal("InvalidSetting", `DEMO_DATA must be story or none, not ${demoData}.`);
  return {
    port,
    dataDir: readDataDir(environment),
    at,
    engineEndpoint: environment["DYNAMODB_ENDPOINT"] || undefined,
    hasStory: demoData === "story",
  };
};
