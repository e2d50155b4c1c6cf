import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Operation } from "./may-do.ts";
import type { PageContext, Visit } from "./page/page-context.ts";
import type { Page } from "./page/page.ts";
import { renderPage } from "./page/render-page.tsx";
import { problemPage } from "./problem-page.tsx";
import type { Problem } from "./problem.ts";
import type { MessageKey } from "./words/catalogue.ts";

/** Calls the API as the person of this visit, at the instant of this visit. */
export type CallApi = (request: Request) => Promise<Response>;

export type PortalEnv = {
  Variables: {
    page: PageContext;
    visit: Visit;
    api: CallApi;
    /** What the API asked for before it would do what a form wants: a sign-in, or one of the last minutes. */
    signInAskedFor: "signIn" | "stepUp" | undefined;
    /** Where this page sends files: the one other origin that a browser may reach from it. */
    storageOrigin: string | undefined;
  };
};
export type PortalContext = Context<PortalEnv>;
export type PortalRouter = Hono<PortalEnv>;

export type NavigationEntry = {
  readonly label: MessageKey;
  /** Below the language: "/calls". */
  readonly path: string;
  /** Whom it leads somewhere: those who may call one of these operations. */
  readonly visibleTo: "everyone" | readonly Operation[];
};

/** Parts of the home page that an area fills. */
export type HomeSlots = {
  readonly openCalls?: (c: PortalContext) => Promise<Child>;
  readonly myWork?: (c: PortalContext) => Promise<Child>;
  /** Roles whose work here `myWork` tells whole: where it has nothing, nothing waits. */
  readonly myWorkOf?: readonly string[];
};

/** Pages that belong together, under one first segment of the path. */
export type PortalArea = {
  /** The segment: "calls". Also a short link: /calls leads to /en/calls. */
  readonly path: string;
  readonly navigation: readonly NavigationEntry[];
  /** Registers handlers with paths below the area: `router.get("/:callId", …)`. */
  readonly routes: (router: PortalRouter) => void;
  readonly home?: HomeSlots | undefined;
};

/** Answers with a page. */
export const show = (c: PortalContext, page: Page, status: ContentfulStatusCode = 200): Response =>
  c.html(renderPage(c.get("page"), page), status);

const isErrorStatus = (status: number): status is ContentfulStatusCode => status >= 400 && status <= 599;

/** Where the reader can see the present state: the page that was asked for, unless it was a form that was sent. */
const readablePath = (c: PortalContext): string | null => (c.req.method === "GET" ? c.get("page").path : null);

/** Answers with the page of a refusal, under its status. A form names the page to go back to. */
export const showProblem = (c: PortalContext, problem: Problem, backPath = readablePath(c)): Response => {
  const status = isErrorStatus(problem.status) ? problem.status : 500;
  return show(c, problemPage(problem, c.get("page"), backPath), status);
};
