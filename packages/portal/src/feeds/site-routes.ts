import type { Hono } from "hono";
import { answerOf, apiOf } from "../api-client.ts";
import type { PortalEnv } from "../area.ts";
import { robots, sitemap, type SitePage } from "./sitemap.ts";

const standing: readonly SitePage[] = ["/", "/calls", "/about", "/accessibility", "/glossary", "/privacy"].map(
  (path) => ({ path }),
);

/** What robots ask for at the root of the site. Without the list of calls the map has the pages that always stand. */
export const addSiteRoutes = (app: Hono<PortalEnv>): void => {
  app.get("/robots.txt", (c) => c.text(robots(c.get("page").origin)));
  app.get("/sitemap.xml", async (c) => {
    const feed = await answerOf(apiOf(c).GET("/v1/calls/feed", { params: { query: {} } }));
    const calls = feed.ok
      ? feed.value.calls.map(({ call, updatedAt }) => ({ path: `/calls/${call.callId}`, updatedAt }))
      : [];
    const text = sitemap(c.get("page").origin, [...standing, ...calls]);
    return c.body(text, 200, { "content-type": "application/xml; charset=utf-8" });
  });
};
