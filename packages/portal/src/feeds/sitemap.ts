import { languages } from "../words/language.ts";
import { element, xmlDocument } from "./xml.ts";

export type SitePage = { readonly path: string; readonly updatedAt?: string };

const addressOf = (origin: string, language: string, path: string): string =>
  `${origin}/${language}${path === "/" ? "" : path}`;

/** Every public page in every language, each naming the others of its kind. */
export const sitemap = (origin: string, pages: readonly SitePage[]): string =>
  xmlDocument(
    element(
      "urlset",
      { xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml" },
      ...pages.flatMap(({ path, updatedAt }) =>
        languages.map((language) =>
          element(
            "url",
            {},
            element("loc", {}, addressOf(origin, language, path)),
            ...(updatedAt === undefined ? [] : [element("lastmod", {}, updatedAt)]),
            ...languages.map((hreflang) =>
              element("xhtml:link", { rel: "alternate", hreflang, href: addressOf(origin, hreflang, path) }),
            ),
          ),
        ),
      ),
    ),
  );

/** Robots may read what everybody may; forms and what belongs to persons is of no use to them. */
export const robots = (origin: string): string =>
  [
    "User-agent: *",
    ...["/auth/", "/v1/", "/*/subscriptions", "/*/proposals", "/*/invitations"].map((path) => `Disallow: ${path}`),
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ].join("\n");
