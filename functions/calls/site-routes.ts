import {
  confirmSubscriptionRoute,
  endSubscriptionRoute,
  listCallFeedRoute,
  readCallStatisticsRoute,
  readSubscriptionRoute,
  searchCallsRoute,
  subscribeToCallsRoute,
} from "@grants/contract/call-site";
import type { CallIndexReader } from "@grants/core/calls/search/call-index";
import { type FeedCall, listFeed } from "@grants/core/calls/search/list-feed";
import { type CallHit, searchCalls } from "@grants/core/calls/search/search-calls";
import { readStatistics } from "@grants/core/calls/statistics/read-statistics";
import type { StatisticsReader } from "@grants/core/calls/statistics/statistics-store";
import { confirmationDaysMax } from "@grants/core/calls/subscriptions/subscription";
import {
  type SubscribeDeps,
  confirmSubscription,
  endSubscription,
  readSubscription,
  subscribe,
} from "@grants/core/calls/subscriptions/subscribe";
import { type createApi, refuse } from "@grants/http/api";

export type CallSiteDeps = SubscribeDeps & { readonly index: CallIndexReader; readonly statistics: StatisticsReader };

type Api = ReturnType<typeof createApi>;

const showHit = ({ summary, status, publication, titleParts, excerpt }: CallHit) => ({
  call: { ...summary, status },
  publishedAt: publication?.publishedAt ?? null,
  updatedAt: publication?.updatedAt ?? null,
  contentVersion: publication?.contentVersion ?? null,
  titleParts: [...titleParts],
  excerpt: [...excerpt],
});

const showFeedCall = ({ summary, status, publication, texts: [objectives = ""] }: FeedCall) => ({
  call: { ...summary, status },
  ...publication,
  objectives,
});

/** Before the routes of one call, whose address would take these for an identifier. */
export const searchRoutes = (api: Api, deps: CallSiteDeps) => {
  api.openapi(searchCallsRoute, async (c) => {
    const { page = 1, ...search } = c.req.valid("query");
    const { hits, ...found } = await searchCalls(deps, { search, page, now: c.get("facts").at });
    return c.json({ ...found, hits: hits.map(showHit) }, 200);
  });
  api.openapi(listCallFeedRoute, async (c) => {
    const calls = await listFeed(deps, { search: c.req.valid("query"), now: c.get("facts").at });
    return c.json({ calls: calls.map(showFeedCall) }, 200);
  });
};

export const siteRoutes = (api: Api, deps: CallSiteDeps) => {
  api.openapi(readCallStatisticsRoute, async (c) => {
    const found = await readStatistics(deps, c.req.valid("param"));
    return found.ok ? c.json(found.value, 200) : refuse(c, found.error);
  });
  api.openapi(subscribeToCallsRoute, async (c) => {
    const { at, correlationId } = c.get("facts");
    const asked = await subscribe(deps, { wish: c.req.valid("json"), at, correlationId });
    return asked.ok ? c.json({ confirmationDays: confirmationDaysMax }, 202) : refuse(c, asked.error);
  });
  api.openapi(readSubscriptionRoute, async (c) => {
    const found = await readSubscription(deps, { ...c.req.valid("param"), now: c.get("facts").at });
    if (!found.ok) return refuse(c, found.error);
    const linked = found.value.kind === "wish" ? found.value.wish : found.value.subscription;
    const { kind } = found.value;
    return c.json(linked === null ? { kind } : { kind, language: linked.language, topic: linked.topic }, 200);
  });
  api.openapi(confirmSubscriptionRoute, async (c) => {
    const confirmed = await confirmSubscription(deps, { ...c.req.valid("param"), at: c.get("facts").at });
    if (!confirmed.ok) return refuse(c, confirmed.error);
    const { language, topic } = confirmed.value;
    return c.json({ kind: "subscription" as const, language, topic }, 200);
  });
  api.openapi(endSubscriptionRoute, async (c) => {
    const ended = await endSubscription(deps, c.req.valid("param"));
    return ended.ok ? c.json({ kind: "subscription" as const }, 200) : refuse(c, ended.error);
  });
};
