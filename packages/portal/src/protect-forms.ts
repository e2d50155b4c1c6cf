import { type Result, err, ok } from "@grants/kernel/result";
import type { MiddlewareHandler } from "hono";
import { showProblem, type PortalContext, type PortalEnv } from "./area.ts";
import type { Problem } from "./problem.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i;
/** A site on one's own machine has no certificate. */
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

export type FormGuard = { readonly siteOrigin?: string | null };

/**
 * The origins that are this site. The host is the one that the gateway was called by, which no header of a client can change; what a
 * proxy says of itself is a client's word like any other.
 */
const ownOrigins = (c: PortalContext, { siteOrigin = null }: FormGuard): readonly string[] => {
  if (siteOrigin !== null) return [siteOrigin];
  const { host } = new URL(c.req.url);
  return loopback.test(host) ? [`https://${host}`, `http://${host}`] : [`https://${host}`];
};

/** Where the site is, as a link that is read elsewhere names it. */
export const siteOriginOf = (c: PortalContext, { siteOrigin = null }: FormGuard): string => {
  if (siteOrigin !== null) return siteOrigin;
  const { host } = new URL(c.req.url);
  return `${loopback.test(host) ? "http" : "https"}://${host}`;
};

/** Browsers name the origin of every form they send, scheme and all; a page of another site cannot change it. */
const isFromThisSite = (c: PortalContext, guard: FormGuard): boolean => {
  const origin = c.req.header("origin");
  if (origin === undefined) return c.req.header("sec-fetch-site") === "same-origin";
  return ownOrigins(c, guard).includes(origin);
};

/** The token that the form carries, if it carries one; a refusal where it cannot be read as a form. */
const tokenIn = async (c: PortalContext): Promise<Result<unknown, Problem>> => {
  if (!formTypes.test(c.req.header("content-type") ?? "")) return err({ status: 415, code: "FormTypeNotSupported" });
  try {
    return ok((await c.req.formData()).get("csrf"));
  } catch {
    return err({ status: 400, code: "FormUnreadable" });
  }
};

/**
 * What a mail program sends where its reader ends a subscription (RFC 8058): it comes from no page, and the address carries the proof. It can
 * do nothing but end what the address names.
 */
const isOneClick = (c: PortalContext): boolean =>
  c.req.method === "POST" &&
  c.req.header("cookie") === undefined &&
  c.req.header("origin") === undefined &&
  /^\/[a-z]{2}\/subscriptions\/[\w-]+\/ending$/.test(c.req.path);

const refusalOf = async (c: PortalContext, guard: FormGuard): Promise<Problem | null> => {
  if (!isFromThisSite(c, guard)) return { status: 403, code: "FormExpired" };
  const token = await tokenIn(c);
  if (!token.ok) return token.error;
  const { csrfToken, lapsed } = c.get("visit");
  if (csrfToken !== null) return token.value === csrfToken ? null : { status: 403, code: "FormExpired" };
  // Its sender was signed in when they began to type: it waits until they are again.
  if (lapsed === undefined || token.value !== lapsed.csrfToken) return null;
  c.set("signInAskedFor", "signIn");
  return { status: 401, code: "NotSignedIn" };
};

/**
 * A form is taken only from this site, in a session only with the token of that session, and only where it can be read. Without a session
 * it comes from a page for everybody.
 */
export const protectForms =
  (guard: FormGuard): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const isOpen = safeMethods.has(c.req.method) || isOneClick(c);
    const refusal = isOpen ? null : await refusalOf(c, guard);
    if (refusal !== null) return showProblem(c, refusal);
    await next();
    return undefined;
  };
