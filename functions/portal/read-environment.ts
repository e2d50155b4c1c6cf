import { readFileSync } from "node:fs";
import type { Assets } from "@grants/portal/page/page-context";
import { z } from "zod";
import type { SessionLimits } from "./sign-in/judge-session.ts";

const Environment = z.object({
  /** What stands before the name of an API function: "calls" is "<prefix>calls". */
  FUNCTION_PREFIX: z.string().default(""),
  /** Where the addresses of style sheets and scripts are; by default in assets.json beside the bundle. */
  ASSET_MANIFEST: z.string().min(1).optional(),
  /** "1" on a platform for demonstrations. */
  DEMO: z.string().optional(),
  /** What the portal proves itself with to the issuer, and what it encrypts sessions with. */
  OIDC_CLIENT_SECRET: z.string().min(32),
  SESSION_KEY: z.string().min(32),
  SESSIONS_TABLE: z.string().min(1),
  SESSION_IDLE_MINUTES: z.coerce.number().positive().default(30),
  SESSION_HOURS_MAX: z.coerce.number().positive().default(12),
  /** Where the site is, where something before the gateway changes the host: "https://grants.example". */
  SITE_ORIGIN: z
    .url({ protocol: /^https$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
});

const secondsPerMinute = 60;
const minutesPerHour = 60;

export type PortalEnvironment = {
  readonly functionPrefix: string;
  readonly assets: Assets;
  readonly demo: boolean;
  readonly siteOrigin: string | null;
  readonly clientSecret: string;
  readonly sessionKey: string;
  readonly sessionsTable: string;
  readonly limits: SessionLimits;
};

/** What the portal finds around it, once for each instance. Throws where it cannot serve a page. */
export const readEnvironment = (given: NodeJS.ProcessEnv, moduleUrl: string): PortalEnvironment => {
  const env = Environment.parse(given);
  const manifest = env.ASSET_MANIFEST ?? new URL("assets.json", moduleUrl);
  return {
    functionPrefix: env.FUNCTION_PREFIX,
    assets: z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(manifest, "utf8"))),
    demo: env.DEMO === "1",
    siteOrigin: env.SITE_ORIGIN ?? null,
    clientSecret: env.OIDC_CLIENT_SECRET,
    sessionKey: env.SESSION_KEY,
    sessionsTable: env.SESSIONS_TABLE,
    limits: {
      idleSecondsMax: env.SESSION_IDLE_MINUTES * secondsPerMinute,
      secondsMax: env.SESSION_HOURS_MAX * minutesPerHour * secondsPerMinute,
    },
  };
};
