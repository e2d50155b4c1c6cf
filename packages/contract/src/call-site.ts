import { CallId, CallStatus, CallSummary, Programme, ActionType } from "@grants/core/calls/call";
import { CallSearch, ClosingWindow } from "@grants/core/calls/search/call-search";
import { searchPagesMax } from "@grants/core/calls/search/search-calls";
import { CallStatistics } from "@grants/core/calls/statistics/call-statistics";
import {
  SubscriptionLanguage,
  SubscriptionTopic,
  SubscriptionWish,
} from "@grants/core/calls/subscriptions/subscription";
import { Instant } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { json, jsonBody } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callSiteProblems } from "./problems/call-site.ts";

const problems = problemsOf(callSiteProblems);
const tags = ["calls"];

const MarkedText = z.object({ text: z.string(), isMatch: z.boolean() }).meta({ id: "MarkedText" });
const unknowable = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

const FoundCall = CallSummary.extend({ status: CallStatus }).meta({ id: "FoundCall" });

/** A call as a search finds it, with the words that it was found by. */
export const CallHit = z
  .object({
    call: FoundCall,
    publishedAt: unknowable(Instant),
    updatedAt: unknowable(Instant),
    contentVersion: unknowable(z.int().min(1)),
    titleParts: z.array(MarkedText),
    /** Where the call speaks of what was asked for; nothing where only its title or topics do. */
    excerpt: z.array(MarkedText),
  })
  .meta({ id: "CallHit" });

const countsOf = <T extends z.ZodEnum>(choices: T) => z.record(choices, z.int().min(0));

export const CallSearchPage = z
  .object({
    hits: z.array(CallHit),
    total: z.int().min(0),
    page: z.int().min(1),
    pages: z.int().min(1),
    /** `some`: no call has all the words that were asked for, and these have some of them. */
    having: z.enum(["every", "some"]),
    /** Calls that each choice of a filter would leave, with the others as they are. */
    facets: z.object({
      status: countsOf(CallStatus),
      programme: countsOf(Programme),
      actionType: countsOf(ActionType),
      closingWithinDays: countsOf(ClosingWindow),
    }),
    /** When the calls were last indexed; null before the first time. */
    indexedAt: unknowable(Instant),
  })
  .meta({ id: "CallSearchPage" });

const PageNumber = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number)
  .refine((page) => page <= searchPagesMax)
  .meta({ id: "PageNumber", example: "2" });

export const searchCallsRoute = createRoute({
  method: "get",
  path: "/v1/calls/search",
  operationId: "searchCalls",
  summary: "Calls by words and filters, the best or the most urgent first",
  tags,
  security: [],
  request: { query: z.object({ ...CallSearch.shape, page: PageNumber.optional() }) },
  responses: { 200: json(CallSearchPage, "The calls that match"), ...problems() },
});

/** A call as feeds, calendars and search engines need it. */
export const FeedCall = z
  .object({
    call: FoundCall,
    publishedAt: Instant,
    updatedAt: Instant,
    contentVersion: z.int().min(1),
    objectives: z.string(),
  })
  .meta({ id: "FeedCall" });

export const listCallFeedRoute = createRoute({
  method: "get",
  path: "/v1/calls/feed",
  operationId: "listCallFeed",
  summary: "Calls of this platform by words and filters, the last changed first",
  tags,
  security: [],
  request: { query: z.object(CallSearch.shape) },
  responses: { 200: json(z.object({ calls: z.array(FeedCall) }).meta({ id: "CallFeed" }), "The calls"), ...problems() },
});

export const readCallStatisticsRoute = createRoute({
  method: "get",
  path: "/v1/calls/{callId}/statistics",
  operationId: "readCallStatistics",
  summary: "Figures of a closed call that anybody may know",
  tags,
  security: [],
  request: { params: z.object({ callId: CallId }) },
  responses: { 200: json(CallStatistics, "The figures"), ...problems("NoStatistics") },
});

/** Long enough for the longest search, and for nothing else. */
const LinkToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{40,1400}$/)
  .meta({ id: "LinkToken" });
const linkParams = z.object({ token: LinkToken });

const Accepted = z.object({ confirmationDays: z.int() }).meta({ id: "SubscriptionAccepted" });

export const subscribeToCallsRoute = createRoute({
  method: "post",
  path: "/v1/calls/subscriptions",
  operationId: "subscribeToCalls",
  summary: "Ask the owner of an address whether they want news of calls; nothing is kept before they say yes",
  tags,
  security: [],
  request: { body: jsonBody(SubscriptionWish) },
  responses: { 202: json(Accepted, "A mail was sent, whatever the address"), ...problems() },
});

/** What a link is about, without the address: whoever has the mail knows it. */
export const LinkedSubscription = z
  .object({
    kind: z.enum(["wish", "subscription"]),
    language: SubscriptionLanguage.optional(),
    /** Absent where the subscription has ended. */
    topic: SubscriptionTopic.optional(),
  })
  .meta({ id: "LinkedSubscription" });

export const readSubscriptionRoute = createRoute({
  method: "get",
  path: "/v1/calls/subscriptions/links/{token}",
  operationId: "readSubscription",
  summary: "What the link of a mail is about",
  tags,
  security: [],
  request: { params: linkParams },
  responses: {
    200: json(LinkedSubscription, "What would be confirmed or ended"),
    ...problems("SubscriptionLinkInvalid"),
  },
});

export const confirmSubscriptionRoute = createRoute({
  method: "post",
  path: "/v1/calls/subscriptions/links/{token}/confirmation",
  operationId: "confirmSubscription",
  summary: "Say yes to news of calls, as whoever reads the mail",
  tags,
  security: [],
  request: { params: linkParams },
  responses: { 200: json(LinkedSubscription, "The subscription is kept"), ...problems("SubscriptionLinkInvalid") },
});

export const endSubscriptionRoute = createRoute({
  method: "post",
  path: "/v1/calls/subscriptions/links/{token}/ending",
  operationId: "endSubscription",
  summary: "End a subscription; nothing of it is left",
  tags,
  security: [],
  request: { params: linkParams },
  responses: { 200: json(LinkedSubscription, "It has ended"), ...problems("SubscriptionLinkInvalid") },
});

export const callSiteApi = [
  searchCallsRoute,
  listCallFeedRoute,
  readCallStatisticsRoute,
  subscribeToCallsRoute,
  readSubscriptionRoute,
  confirmSubscriptionRoute,
  endSubscriptionRoute,
];
