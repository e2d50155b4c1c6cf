import { type PageContext, type PageContextFacts, createPageContext } from "@grants/portal/page/page-context";

/** What every page is told, of nobody who is signed in; a test says what it asks about. */
export const aPage = (over: Partial<PageContextFacts> = {}): PageContext =>
  createPageContext({
    language: "en",
    path: "/",
    query: new URLSearchParams(),
    origin: "https://grants.test",
    person: null,
    navigation: [],
    now: "2026-11-22T16:00:00.000Z",
    demo: false,
    hasSignIn: false,
    session: null,
    csrfToken: null,
    requestId: null,
    assets: {},
    ...over,
  });
