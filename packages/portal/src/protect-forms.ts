import type { MiddlewareHandler } from "hono";
import { showProblem, type PortalContext, type PortalEnv } from "./area.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Browsers name the origin of every form they send; a page of another site cannot change it. */
const isFromThisSite = (c: PortalContext): boolean => {
  const origin = c.req.header("origin");
  if (origin === undefined) return c.req.header("sec-fetch-site") === "same-origin";
  const host = c.req.header("x-forwarded-host") ?? c.req.header("host") ?? new URL(c.req.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
};

const carriesToken = async (c: PortalContext): Promise<boolean> => {
  const { csrfToken } = c.get("visit");
  if (csrfToken === null) return true;
  const body = await c.req.parseBody();
  return body["csrf"] === csrfToken;
};

/** A form is taken only from this site, and in a session only with the token of that session. */
export const protectForms: MiddlewareHandler<PortalEnv> = async (c, next) => {
  if (safeMethods.has(c.req.method) || (isFromThisSite(c) && (await carriesToken(c)))) {
    await next();
    return undefined;
  }
  return showProblem(c, { status: 403, code: "FormExpired" });
};
