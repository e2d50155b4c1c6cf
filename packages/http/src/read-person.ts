import type { MiddlewareHandler } from "hono";
import { answer } from "./answer.ts";
import type { ApiDeps, ApiEnv } from "./api.ts";

const bearer = /^Bearer +([\w.~+/=-]+) *$/i;

/** Who asks, by the token that the request carries. One that is no good is refused, also where nobody needs one: its holder takes it for good. */
export const readPerson =
  ({ readToken, personOf }: ApiDeps): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization === undefined) return next();
    const facts = c.get("facts");
    const read = await readToken(bearer.exec(authorization)?.[1] ?? "", facts.at);
    if (!read.ok) return answer(c, { kind: "TokenInvalid" });
    const { subject, authenticatedAt } = read.value;
    c.set("facts", { ...facts, caller: personOf(subject), authenticatedAt });
    return next();
  };
