import { Hono, type MiddlewareHandler } from "hono";
import { show, showProblem, type PortalArea, type PortalContext, type PortalEnv } from "./area.ts";
import { checkPath } from "./check-path.ts";
import { addSiteRoutes } from "./feeds/site-routes.ts";
import { FormIncomplete } from "./forms/form-values.ts";
import { navigationFor } from "./navigation.ts";
import { createPageContext, type Assets, type Person, type Visit } from "./page/page-context.ts";
import { readPerson } from "./read-person.ts";
import { protectForms, siteOriginOf } from "./protect-forms.ts";
import { securityHeaders } from "./security-headers.ts";
import { callApiOf, keepForms } from "./sign-in/keep-forms.tsx";
import { addSessionPages } from "./sign-in/session-pages.tsx";
import type { SignInPort } from "./sign-in/sign-in-port.ts";
import { addSignInRoutes } from "./sign-in/sign-in-routes.tsx";
import { aboutPage } from "./static-pages/about.tsx";
import { accessibilityPage } from "./static-pages/accessibility.tsx";
import { glossaryPage } from "./static-pages/glossary.tsx";
import { homePage } from "./static-pages/home.tsx";
import { privacyPage } from "./static-pages/privacy.tsx";
import { trimTrailingSlash } from "./trim-trailing-slash.ts";
import { isLanguage, languages, negotiateLanguage } from "./words/language.ts";

export type PortalDeps = {
  readonly areas: readonly PortalArea[];
  /** The API functions, called as the person of the visit; the portal has no rights of its own. */
  readonly api: (request: Request, visit: Visit) => Promise<Response>;
  /** What the platform knows of a request: its instant, its person. `env` is what the adapter hands to Hono. */
  readonly readVisit: (request: Request, env: unknown) => Promise<Visit>;
  readonly assets: Assets;
  /** A platform for demonstrations: says that its data is synthetic. */
  readonly demo: boolean;
  /** Signing in and out; null where nobody can. */
  readonly signIn: SignInPort | null;
  /** Where the site is, as "https://grants.example", behind something that changes the host; else the host it is called by. */
  readonly siteOrigin?: string | null;
  readonly reportError: (error: unknown, visit: Visit | null) => void;
};

const staticPages = {
  "/about": aboutPage,
  "/accessibility": accessibilityPage,
  "/glossary": glossaryPage,
  "/privacy": privacyPage,
} as const;

/** "/nl/calls/x" → nl and "/calls/x"; a path without a language gets the one that the reader prefers. */
const splitPath = (path: string, acceptLanguage: string | undefined) => {
  const [, first, ...rest] = path.split("/");
  return isLanguage(first)
    ? { language: first, path: `/${rest.join("/")}` }
    : { language: negotiateLanguage(acceptLanguage), path };
};

const preparePage =
  (deps: PortalDeps): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const visit = await deps.readVisit(c.req.raw, c.env);
    setPage(c, deps, visit);
    if (visit.person !== null) setPage(c, deps, visit, await readPerson(c, visit.person));
    await next();
  };

const setPage = (c: PortalContext, deps: PortalDeps, visit: Visit, person: Person | null = visit.person) => {
  const place = splitPath(c.req.path, c.req.header("accept-language"));
  const entries = deps.areas.flatMap(({ navigation }) => navigation);
  c.set("visit", visit);
  c.set(
    "api",
    callApiOf(c, (request) => deps.api(request, visit)),
  );
  c.set(
    "page",
    createPageContext({
      ...visit,
      person,
      ...place,
      query: new URL(c.req.url).searchParams,
      origin: siteOriginOf(c, deps),
      navigation: navigationFor(entries, { ...place, person }),
      demo: deps.demo,
      hasSignIn: deps.signIn !== null,
      session: visit.session ?? null,
      assets: deps.assets,
    }),
  );
};

/** Pages of a signed-in person stay out of every cache; those of a demonstration follow its clock at once. */
const cacheHeaders =
  ({ demo }: PortalDeps): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    await next();
    c.header("vary", "Cookie, Accept-Language");
    if (c.res.headers.has("cache-control")) return;
    const isShared = c.get("visit").person === null && c.res.status === 200;
    c.header("cache-control", isShared ? (demo ? "no-cache" : "public, max-age=60") : "private, no-store");
  };

const createSite = ({ areas, signIn }: PortalDeps): Hono<PortalEnv> => {
  const site = new Hono<PortalEnv>();
  if (signIn !== null) addSessionPages(site, signIn);
  site.get("/", async (c) => show(c, await homePage(c, areas)));
  for (const [path, page] of Object.entries(staticPages)) site.get(path, (c) => show(c, page(c.get("page"))));
  for (const area of areas) {
    const router = new Hono<PortalEnv>();
    area.routes(router);
    site.route(`/${area.path}`, router);
  }
  return site;
};

/** "/calls?status=open" → "/en/calls?status=open", in the language that the reader prefers. */
const toLanguage = (c: PortalContext): Response => {
  const { language, path } = c.get("page");
  const { search } = new URL(c.req.url);
  return c.redirect(`/${language}${path === "/" ? "" : path}${search}`, 302);
};

const errorVisit: Visit = { now: "1970-01-01T00:00:00.000Z", person: null, csrfToken: null, requestId: null };

/** The whole site as one handler of requests. */
export const createPortal = (deps: PortalDeps): Hono<PortalEnv> => {
  const app = new Hono<PortalEnv>();
  app.use(securityHeaders, trimTrailingSlash, preparePage(deps), cacheHeaders(deps), checkPath);
  app.use(keepForms(deps.signIn), protectForms(deps));
  app.get("/", toLanguage);
  addSiteRoutes(app);
  if (deps.signIn !== null) addSignInRoutes(app, deps.signIn);
  for (const segment of [...Object.keys(staticPages), ...deps.areas.map(({ path }) => `/${path}`)]) {
    app.get(segment, toLanguage);
    app.get(`${segment}/*`, toLanguage);
  }
  const site = createSite(deps);
  for (const language of languages) app.route(`/${language}`, site);
  app.notFound((c) => showProblem(c, { status: 404, code: "PageNotFound" }));
  app.onError((error, c) => {
    if (error instanceof FormIncomplete)
      return showProblem(c, { status: 400, code: "FormIncomplete", field: error.field });
    const visit: Visit | undefined = c.get("visit");
    deps.reportError(error, visit ?? null);
    // Without a visit nothing is known of the reader, who still gets a readable page.
    if (visit === undefined) setPage(c, { ...deps, demo: false }, errorVisit);
    return showProblem(c, { status: 500, code: "Unexpected" });
  });
  return app;
};
