import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { atomFeed } from "../../feeds/atom.ts";
import { type Deadline, deadlineCalendar } from "../../feeds/deadlines.ts";
import type { PageContext } from "../../page/page-context.ts";
import { type CallFilter, filteredPath, readFilter } from "./call-filter.ts";
import { feedPath } from "./follow-calls.tsx";

type FeedCall = Schemas["FeedCall"];

/** Entries that a feed carries: who comes by once a week misses none. */
const entriesMax = 50;
const summaryCharactersMax = 600;

const readFeed = (c: PortalContext, filter: CallFilter) =>
  answerOf(apiOf(c).GET("/v1/calls/feed", { params: { query: filter } }));

const answerText = (c: PortalContext, text: string, type: string): Response =>
  c.body(text, 200, { "content-type": `${type}; charset=utf-8` });

const urlOf = ({ origin, href }: PageContext, path: string): string => `${origin}${href(path)}`;

/** The list of calls as a feed, in the reader's language and with the filter of the address. */
export const showFeed = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, language, now } = page;
  const filter = readFilter(page.query);
  const feed = await readFeed(c, filter);
  if (!feed.ok) return showProblem(c, feed.error, "/calls");
  const selfUrl = urlOf(page, filteredPath(feedPath, filter));
  const entries = feed.value.calls.slice(0, entriesMax).map(({ call, publishedAt, updatedAt, objectives }) => ({
    id: `urn:eccc-grants:${call.callId}`,
    title: call.title,
    url: urlOf(page, `/calls/${call.callId}`),
    publishedAt,
    updatedAt,
    summary: objectives.slice(0, summaryCharactersMax),
    categories: [call.programme, ...(call.actionType === null ? [] : [call.actionType])],
  }));
  const text = atomFeed({
    id: selfUrl,
    title: t("callSite.feedTitle"),
    author: t("callSite.feedAuthor"),
    language,
    selfUrl,
    pageUrl: urlOf(page, filteredPath("/calls", filter)),
    updatedAt: now,
    entries,
  });
  return answerText(c, text, "application/atom+xml");
};

const toDeadline = (
  page: PageContext,
  { call, updatedAt, contentVersion, objectives }: FeedCall,
): readonly Deadline[] =>
  call.closesAt === null
    ? []
    : [
        {
          callId: call.callId,
          title: page.t("callSite.deadlineOf", { title: call.title }),
          description: [call.reference ?? "", objectives.slice(0, summaryCharactersMax)].join("\n"),
          url: urlOf(page, `/calls/${call.callId}`),
          closesAt: call.closesAt,
          updatedAt,
          contentVersion,
        },
      ];

const answerCalendar = (c: PortalContext, deadlines: readonly Deadline[]): Response => {
  const { t, language } = c.get("page");
  return answerText(c, deadlineCalendar({ name: t("callSite.feedTitle"), language, deadlines }), "text/calendar");
};

/** The deadlines of calls as a calendar that can be followed: a corrigendum moves the entry that is there. */
export const showCalendar = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const feed = await readFeed(c, readFilter(page.query));
  if (!feed.ok) return showProblem(c, feed.error, "/calls");
  return answerCalendar(
    c,
    feed.value.calls.flatMap((call) => toDeadline(page, call)),
  );
};

/** The same of one call. */
export const showCallCalendar = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const path = { callId: c.req.param("callId") ?? "" };
  const call = await answerOf(apiOf(c).GET("/v1/calls/{callId}", { params: { path } }));
  if (!call.ok) return showProblem(c, call.error, "/calls");
  const { summary, status, version } = call.value;
  if (version === undefined) return showProblem(c, { status: 404, code: "PageNotFound" }, "/calls");
  const { publishedAt, contentVersion, content } = version;
  const feedCall = { call: { ...summary, status }, publishedAt, updatedAt: publishedAt, contentVersion };
  return answerCalendar(c, toDeadline(page, { ...feedCall, objectives: content.objectives }));
};
