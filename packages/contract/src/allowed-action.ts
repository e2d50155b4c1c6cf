import { z } from "@hono/zod-openapi";

/** What a person may do with a thing, and why not. */
export const AllowedAction = z
  .object({ action: z.string(), allowed: z.boolean(), because: z.string().optional() })
  .meta({ id: "AllowedAction" });
