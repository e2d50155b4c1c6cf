import type { MiddlewareHandler } from "hono";
import { show, type CallApi, type PortalContext, type PortalEnv } from "../area.ts";
import { readProblem } from "../problem.ts";
import { askAgainPage } from "./ask-again-page.tsx";
import type { SignInPort, TypedForm } from "./sign-in-port.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Requests that only show again what was typed: nothing is done for them. */
const replays = new WeakSet<Request>();

/** The form as a request of its own, with the token of the session that its person has now. */
export const replayOf = ({ path, body }: TypedForm, request: Request, csrfToken: string | null): Request => {
  const typed = new URLSearchParams(body);
  typed.set("csrf", csrfToken ?? "");
  const url = new URL(path, request.url);
  const headers = {
    cookie: request.headers.get("cookie") ?? "",
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
  };
  const replay = new Request(url, { method: "POST", headers, body: typed.toString() });
  replays.add(replay);
  return replay;
};

const notYetDone = (): Response =>
  Response.json(
    { type: "/problems/SignedInAgain", status: 409, code: "SignedInAgain" },
    { status: 409, headers: { "content-type": "application/problem+json" } },
  );

/** Notes what the API asks for before it does something; while a form is only shown again, nothing reaches it that would change anything. */
export const callApiOf =
  (c: PortalContext, callApi: CallApi): CallApi =>
  async (request) => {
    if (replays.has(c.req.raw) && !safeMethods.has(request.method)) return notYetDone();
    const response = await callApi(request);
    if (response.status !== 401) return response;
    const { code } = await readProblem(response.clone());
    c.set("signInAskedFor", code === "StepUpRequired" ? "stepUp" : "signIn");
    return response;
  };

/** What was typed, without files and without the token of a session that may be over. */
const typedIn = async (c: PortalContext): Promise<TypedForm> => {
  const typed = new URLSearchParams();
  for (const [name, value] of await c.req.formData())
    if (typeof value === "string" && name !== "csrf") typed.append(name, value);
  const { pathname, search } = new URL(c.req.url);
  return { path: `${pathname}${search}`, body: typed.toString() };
};

/** A page sends itself in the background while somebody types: that page is still there, with all that was typed. */
const isOfWindow = (c: PortalContext): boolean => (c.req.header("sec-fetch-dest") ?? "document") === "document";

/**
 * A form that was not taken because its sender has to sign in, or to prove again who they are, is kept for them: after it they see the
 * same page with what they typed, and nothing was done in between.
 */
export const keepForms =
  (signIn: SignInPort | null): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    await next();
    const asked = c.get("signInAskedFor");
    if (signIn === null || asked === undefined || safeMethods.has(c.req.method)) return;
    const visit = c.get("visit");
    // Nobody is known to whom it could belong: the page says what to do, and still shows what was typed.
    if (visit.person === null && visit.lapsed === undefined) return;
    const cookies = isOfWindow(c) ? await signIn.keepForm(visit, await typedIn(c)) : [];
    const page = askAgainPage(c.get("page"), { isStepUp: asked === "stepUp", isKept: cookies.length > 0 });
    c.res = show(c, page, 401);
    for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  };
