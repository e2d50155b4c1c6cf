import type { Child } from "hono/jsx";

export type Crumb = { readonly label: string; readonly path: string };

/** What a page module hands to the shell. */
export type Page = {
  /** The h1, and the first part of the document title. */
  readonly title: string;
  readonly lead?: string | undefined;
  /** Pages above this one, without the home page; paths are those below the language. */
  readonly crumbs?: readonly Crumb[] | undefined;
  /** Small facts beside the title, such as an identifier. */
  readonly meta?: readonly Child[] | undefined;
  /** True when the page shows a form that was refused. */
  readonly hasErrors?: boolean | undefined;
  readonly content: Child;
};
