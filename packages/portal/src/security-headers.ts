import type { MiddlewareHandler } from "hono";
import type { PortalEnv } from "./area.ts";

/**
 * Everything from this site alone; icons are masks with data addresses, which count as images. A page that sends files may reach the storage
 * that they go to, and nothing else.
 */
const contentSecurityPolicy = (storageOrigin: string | undefined): string => {
  const own = storageOrigin === undefined ? "'self'" : `'self' ${storageOrigin}`;
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    `connect-src ${own}`,
    `form-action ${own}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
};

const headers: Readonly<Record<string, string>> = {
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-content-type-options": "nosniff",
  // For browsers that do not know "frame-ancestors".
  "x-frame-options": "DENY",
};

const twoYearsSeconds = 63_072_000;

/** API Gateway names the reader's protocol; without it the address itself tells. */
const isHttps = (request: Request): boolean =>
  (request.headers.get("x-forwarded-proto") ?? new URL(request.url).protocol.replace(":", "")) === "https";

export const securityHeaders: MiddlewareHandler<PortalEnv> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  c.res.headers.set("content-security-policy", contentSecurityPolicy(c.get("storageOrigin")));
  if (isHttps(c.req.raw)) c.res.headers.set("strict-transport-security", `max-age=${String(twoYearsSeconds)}`);
};
