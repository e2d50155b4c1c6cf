import type { Child } from "hono/jsx";

/** What others than readers find in the head of a page. */
export type PageHead = {
  /** The one address of what the page shows, below the language. */
  readonly canonicalPath?: string;
  /** The same as a feed or a calendar; addresses below the language. */
  readonly feeds?: readonly { readonly type: string; readonly title: string; readonly path: string }[];
  /** In the words of schema.org. */
  readonly data?: object;
  /** A page that says nothing to who did not come for it. */
  readonly isUnlisted?: boolean;
};

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
  readonly head?: PageHead | undefined;
  readonly hasErrors?: boolean | undefined;
  readonly content: Child;
};
