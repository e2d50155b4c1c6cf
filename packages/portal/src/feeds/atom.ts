import { type XmlElement, element, xmlDocument } from "./xml.ts";

export type FeedEntry = {
  /** Never changes, whatever becomes of the address. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly summary: string;
  readonly categories: readonly string[];
};

export type Feed = {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** The feed itself, and the page that shows the same. */
  readonly selfUrl: string;
  readonly pageUrl: string;
  /** Of a feed without entries. */
  readonly updatedAt: string;
  readonly entries: readonly FeedEntry[];
};

const toEntry = ({ id, title, url, publishedAt, updatedAt, summary, categories }: FeedEntry): XmlElement =>
  element(
    "entry",
    {},
    element("id", {}, id),
    element("title", {}, title),
    element("link", { rel: "alternate", type: "text/html", href: url }),
    element("published", {}, publishedAt),
    element("updated", {}, updatedAt),
    ...categories.map((term) => element("category", { term })),
    element("summary", {}, summary),
  );

const lastOf = (entries: readonly FeedEntry[], otherwise: string): string =>
  entries.reduce((last, { updatedAt }) => (updatedAt > last ? updatedAt : last), entries[0]?.updatedAt ?? otherwise);

/** A feed in Atom (RFC 4287). */
export const atomFeed = (feed: Feed): string =>
  xmlDocument(
    element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": feed.language },
      element("id", {}, feed.id),
      element("title", {}, feed.title),
      element("updated", {}, lastOf(feed.entries, feed.updatedAt)),
      element("author", {}, element("name", {}, feed.author)),
      element("link", { rel: "self", type: "application/atom+xml", href: feed.selfUrl }),
      element("link", { rel: "alternate", type: "text/html", href: feed.pageUrl }),
      ...feed.entries.map(toEntry),
    ),
  );
