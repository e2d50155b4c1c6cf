import { createContext, useContext } from "hono/jsx";
import type { Formats } from "../words/format.ts";
import { formatsOf } from "../words/format.ts";
import type { Language } from "../words/language.ts";
import { createTranslate, type Translate } from "../words/translate.ts";

export type Person = {
  readonly id: string;
  readonly name: string;
  /** What to call them. What they may do hangs on `mayDo` alone. */
  readonly roles: readonly string[];
  /** Operations of the API that a role of theirs may call, as the API says; none where it said nothing. */
  readonly mayDo?: readonly string[];
  /** The organisations that they act for, with what they may do for each. */
  readonly mayDoFor?: readonly { readonly id: string; readonly mayDo: readonly string[] }[];
  /** Where the person works, as the sign-in says. */
  readonly affiliation?: string;
};

/** How long the session goes on: without another request, and at most. */
export type SessionTime = { readonly idleSecondsLeft: number; readonly secondsLeft: number };

/** What is known of one request before its page is chosen. Time and identity come from the platform, not from here. */
export type Visit = {
  /** The instant of the request, as the platform's clock tells it. */
  readonly now: string;
  readonly person: Person | null;
  /** The token that unsafe forms must carry; null when nobody is signed in. */
  readonly csrfToken: string | null;
  /** Names this request in the logs; shown on the page of an unexpected error. */
  readonly requestId: string | null;
  /** Absent where nobody is signed in. */
  readonly session?: SessionTime;
  /** The session that is over: what its forms carry shows whose they are. */
  readonly lapsed?: { readonly csrfToken: string };
};

export type NavigationItem = { readonly label: string; readonly href: string; readonly isCurrent: boolean };

/** File name in the source → address with a hash of its content. */
export type Assets = Readonly<Record<string, string>>;

export type PageContext = {
  readonly language: Language;
  /** The path below the language: "/calls/call_01…", "/" for the home page. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Where the site is, for addresses that are read elsewhere: "https://grants.example". */
  readonly origin: string;
  readonly person: Person | null;
  /** What persons on this page are called, by their ids, where the reader may know it. */
  readonly names?: ReadonlyMap<string, string>;
  readonly navigation: readonly NavigationItem[];
  readonly now: string;
  readonly demo: boolean;
  /** Whether one can sign in here at all. */
  readonly hasSignIn: boolean;
  readonly session: SessionTime | null;
  readonly csrfToken: string | null;
  readonly requestId: string | null;
  readonly t: Translate;
  readonly format: Formats;
  /** The address of a page in the reader's language: "/calls" → "/nl/calls". */
  readonly href: (path: string) => string;
  /** The address of a file of the site; throws when the build does not know it. */
  readonly asset: (name: string) => string;
  /** An element id that no other element of this page has. */
  readonly nextId: (prefix: string) => string;
};

export type PageContextFacts = Omit<PageContext, "t" | "format" | "href" | "asset" | "nextId"> & {
  readonly assets: Assets;
};

export const createPageContext = ({ assets, ...facts }: PageContextFacts): PageContext => {
  let ids = 0;
  return {
    ...facts,
    t: createTranslate(facts.language),
    format: formatsOf(facts.language),
    href: (path) => (path === "/" ? `/${facts.language}` : `/${facts.language}${path}`),
    asset: (name) => {
      const address = assets[name];
      if (address === undefined) throw new Error(`The assets were built without ${name}`);
      return address;
    },
    nextId: (prefix) => {
      ids += 1;
      return `${prefix}-${String(ids)}`;
    },
  };
};

const CurrentPage = createContext<PageContext | null>(null);

export const PageProvider = CurrentPage.Provider;

/** The page that is being rendered. Components read words and formats from it, so that callers need not pass them. */
export const usePage = (): PageContext => {
  const page = useContext(CurrentPage);
  if (page === null) throw new Error("usePage was called outside of renderPage");
  return page;
};
