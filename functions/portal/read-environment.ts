import { readFileSync } from "node:fs";
import type { Assets } from "@grants/portal/page/page-context";
import { z } from "zod";

const Environment = z.object({
  /** What stands before the name of an API function: "calls" is "<prefix>calls". */
  FUNCTION_PREFIX: z.string().default(""),
  /** Where the addresses of style sheets and scripts are; by default in assets.json beside the bundle. */
  ASSET_MANIFEST: z.string().min(1).optional(),
  /** "1" on a platform for demonstrations. */
  DEMO: z.string().optional(),
  SIGN_IN_PATH: z.string().min(1).optional(),
  /** Where the site is, where something before the gateway changes the host: "https://grants.example". */
  SITE_ORIGIN: z
    .url({ protocol: /^https$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
});

export type PortalEnvironment = {
  readonly functionPrefix: string;
  readonly assets: Assets;
  readonly demo: boolean;
  readonly signInPath: string | null;
  readonly siteOrigin: string | null;
};

/** What the portal finds around it, once for each instance. Throws where it cannot serve a page. */
export const readEnvironment = (given: NodeJS.ProcessEnv, moduleUrl: string): PortalEnvironment => {
  const env = Environment.parse(given);
  const manifest = env.ASSET_MANIFEST ?? new URL("assets.json", moduleUrl);
  return {
    functionPrefix: env.FUNCTION_PREFIX,
    assets: z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(manifest, "utf8"))),
    demo: env.DEMO === "1",
    signInPath: env.SIGN_IN_PATH ?? null,
    siteOrigin: env.SITE_ORIGIN ?? null,
  };
};
