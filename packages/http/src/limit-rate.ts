import { rateClassOf } from "@grants/core/access/rate-limits";
import type { Context, MiddlewareHandler } from "hono";
import { answer } from "./answer.ts";
import type { ApiEnv } from "./api.ts";
import type { RateKeeper } from "./rate-keeper.ts";

/** How often a person may ask, before anything is read for the request. Callers without a token are the edge's to limit: they cause no write. */
export const limitRate =
  (rates: RateKeeper, operationOf: (c: Context<ApiEnv>) => string | null): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const { caller, at } = c.get("facts");
    if (caller === null) return next();
    const taken = await rates.take({ actor: caller, rateClass: rateClassOf(operationOf(c), c.req.method), at });
    if (!taken.ok) return answer(c, taken.error);
    await next();
    await rates.settled();
    return undefined;
  };
