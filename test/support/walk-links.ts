import type { FetchingVisitor } from "./fetching-visitor.ts";

const id = /[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}/g;
/** Pages that differ in what they are about alone, and not in what they are. */
const kindOf = ({ pathname }: URL): string =>
  pathname.replaceAll(id, ":id").replaceAll(/\d{4}-\d\d-\d\d|p\d{3}/g, ":n");
/** Files of the look; and the way out, after which nothing could be read. */
const notFollowed = /^\/(assets|auth)\/|^\/_local\//;

const linksOf = (html: string, from: string): readonly URL[] =>
  [...html.matchAll(/<a [^>]*href="([^"#]+)/g)].flatMap(([, href = ""]) => {
    const url = new URL(href.replaceAll("&amp;", "&"), from);
    const isOwn = url.origin === new URL(from).origin && /^\/en(\/|$)/.test(url.pathname);
    return isOwn && !notFollowed.test(url.pathname) ? [url] : [];
  });

/** Reads one page of each kind that links lead to, and tells of those that were refused. */
export const walkLinks = async (
  { get }: FetchingVisitor,
  known: ReadonlySet<string>,
): Promise<{ readonly kinds: ReadonlySet<string>; readonly refused: readonly string[] }> => {
  const kinds = new Set<string>(["/en"]);
  const refused: string[] = [];
  const waiting = ["/en"];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { status, url, html } = await get(path);
    if (status >= 400) refused.push(`${status} ${path}`);
    for (const link of linksOf(html, url)) {
      const kind = kindOf(link);
      if (kinds.has(kind) || known.has(kind)) continue;
      kinds.add(kind);
      waiting.push(link.pathname);
    }
  }
  return { kinds, refused };
};
