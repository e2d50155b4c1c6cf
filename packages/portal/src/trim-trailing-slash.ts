import type { MiddlewareHandler } from "hono";

/**
 * "/en/calls/" → "/en/calls", where the first is no page. The location names neither scheme nor host, which the portal cannot know; with one
 * slash at its beginning it cannot name another site either.
 */
export const trimTrailingSlash: MiddlewareHandler = async (c, next) => {
  await next();
  const { method, url } = c.req;
  const { pathname, search } = new URL(url);
  const isRead = method === "GET" || method === "HEAD";
  if (c.res.status !== 404 || !isRead || !/[^/]\/+$/.test(pathname)) return;
  c.res = c.redirect(`/${pathname.replaceAll(/^\/+|\/+$/g, "")}${search}`, 301);
};
