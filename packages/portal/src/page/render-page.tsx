import type { Child } from "hono/jsx";
import { Layout } from "../shell/layout.tsx";
import { PageProvider, type PageContext } from "./page-context.ts";
import type { Page } from "./page.ts";

/** Components as text, reading their words from one page. */
export const renderWith = (context: PageContext, content: Child): string => {
  const element = <PageProvider value={context}>{content}</PageProvider>;
  // Typed as text, but a promise as soon as one component waits.
  const html: unknown = element instanceof Promise ? element : element.toString();
  if (typeof html !== "string") throw new TypeError("A component of this page waits for something while rendering");
  return html;
};

/**
 * The whole document as text. Pages load their data before they render: a component that waits would make the page
 * depend on the order of answers.
 */
export const renderPage = (context: PageContext, page: Page): string =>
  `<!doctype html>${renderWith(context, <Layout page={page} />)}`;
