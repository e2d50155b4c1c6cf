import type { AccessLog } from "@grants/core/audit/access-log";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api.ts";

const anId = /^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/;

/**
 * Notes who asked for what is personal or of a bank account, and what became of it, before the answer leaves. Written once, at the end of the
 * request; when it cannot be written the request fails, since what is not logged is not shown.
 */
export const logAccess =
  (log: AccessLog, action: string, thingOf: (c: Context<ApiEnv>) => string | undefined): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    await next();
    const { at, caller, correlationId } = c.get("facts");
    const thing = thingOf(c);
    // Somebody unknown was sent away at the door and has seen nothing, nor has who named nothing that could be.
    if (caller === null || thing === undefined || !anId.test(thing)) return;
    await log.write({ at, correlationId, caller, action, thing, status: c.res.status });
  };
