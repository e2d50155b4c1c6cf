import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { ApiEnv } from "./api.ts";

/** "get /v1/calls/{callId}" → "GET /v1/calls/:callId", as the router names it. */
const addressOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;

/** Tells which operation of the contract a request asks for; `null` where it asks for none of this function. */
export const createOperationOf = (api: OpenAPIHono<ApiEnv>): ((c: Context<ApiEnv>) => string | null) => {
  let names: ReadonlyMap<string, string> | undefined;
  const byAddress = (): ReadonlyMap<string, string> =>
    new Map(
      api.openAPIRegistry.definitions.flatMap((definition) =>
        definition.type === "route" && definition.route.operationId !== undefined
          ? [[addressOf(definition.route.method, definition.route.path), definition.route.operationId] as const]
          : [],
      ),
    );
  return (c) => {
    names ??= byAddress();
    for (const { method, path } of matchedRoutes(c)) {
      const name = names.get(`${method} ${path}`);
      if (name !== undefined) return name;
    }
    return null;
  };
};
