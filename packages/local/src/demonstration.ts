import type { DemoPerson } from "./actors.ts";
import type { RunningPlatform } from "./platform-options.ts";

/** Whose parts one may play on a local platform. */
export const demoPeople: readonly DemoPerson[] = [];

/** The data with which a local platform begins. */
export const seedDemonstration: ((platform: RunningPlatform) => Promise<void>) | undefined = undefined;
