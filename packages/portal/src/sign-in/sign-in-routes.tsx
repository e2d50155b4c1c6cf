import type { FC } from "hono/jsx";
import { show, type PortalContext, type PortalRouter } from "../area.ts";
import { ButtonLink, ButtonRow } from "../components/button.tsx";
import { Notification } from "../components/notification.tsx";
import { usePage } from "../page/page-context.ts";
import { isLanguage } from "../words/language.ts";
import { replayOf } from "./keep-forms.tsx";
import { returnPath } from "./return-path.ts";
import type { SignInPort, SignInRefusal, Step } from "./sign-in-port.ts";

const setCookies = (c: PortalContext, cookies: readonly string[]): void => {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
};

const go = (c: PortalContext, { location, cookies }: Step): Response => {
  setCookies(c, cookies);
  c.header("cache-control", "private, no-store");
  return c.redirect(location, 303);
};

const Refused: FC<{ refusal: SignInRefusal }> = ({ refusal: { kind, returnTo } }) => {
  const { t, href } = usePage();
  const address = `/auth/sign-in?${new URLSearchParams({ return: returnTo }).toString()}`;
  return (
    <>
      <Notification kind="warning" title={t("signIn.notSignedIn")}>
        <p>{t(`signIn.refused.${kind}`)}</p>
      </Notification>
      <ButtonRow>
        <ButtonLink href={address}>{t("shell.signIn")}</ButtonLink>
        <ButtonLink href={href("/")} kind="secondary">
          {t("problems.toHome")}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

const showRefused = (c: PortalContext, refusal: SignInRefusal): Response => {
  const { t } = c.get("page");
  const content = <Refused refusal={refusal} />;
  return show(c, { title: t("signIn.refusedTitle"), content }, 400);
};

/** The form that was kept, on its page; without one, the home page. */
const resume = async (c: PortalContext, router: PortalRouter, signIn: SignInPort): Promise<Response> => {
  const visit = c.get("visit");
  const form = await signIn.takeForm(c.req.raw, visit);
  if (form === null) return go(c, { location: "/", cookies: [] });
  const shown = await router.request(replayOf(form, c.req.raw, visit.csrfToken), undefined, c.env);
  // To show it again is what was asked for here, however the form itself is answered.
  return new Response(shown.body, {
    status: shown.status < 400 || shown.status === 409 ? 200 : shown.status,
    headers: shown.headers,
  });
};

const addWaysIn = (router: PortalRouter, signIn: SignInPort): void => {
  const begin = (isStepUp: boolean) => async (c: PortalContext) => {
    const returnTo = returnPath(c.req.query("return"));
    return go(c, await signIn.begin(c.req.raw, c.get("visit"), { returnTo, isStepUp }));
  };
  router.get("/auth/sign-in", begin(false));
  router.get("/auth/step-up", begin(true));
  router.get("/auth/callback", async (c) => {
    const done = await signIn.complete(c.req.raw, c.get("visit"));
    if (done.ok) return go(c, done.value);
    // Who turned back is where they were.
    if (done.error.kind === "SignInCancelled") return go(c, { location: done.error.returnTo, cookies: [] });
    return showRefused(c, done.error);
  });
  router.get("/auth/resume", (c) => resume(c, router, signIn));
};

/** The page that says so, in the language of the page that one left. */
const signedOutPath = async (c: PortalContext): Promise<string> => {
  const asked = (await c.req.formData()).get("language");
  const language = typeof asked === "string" && isLanguage(asked) ? asked : c.get("page").language;
  return `/${language}/signed-out`;
};

const addWaysOut = (router: PortalRouter, signIn: SignInPort): void => {
  router.post("/auth/sign-out", async (c) => {
    const cookies = await signIn.signOut(c.get("visit"));
    return go(c, { location: await signedOutPath(c), cookies });
  });
  router.post("/auth/sign-out-everywhere", async (c) => {
    const cookies = await signIn.signOutEverywhere(c.get("visit"));
    return go(c, { location: `${await signedOutPath(c)}?everywhere=yes`, cookies });
  });
  router.get("/auth/sign-out-of-issuer", async (c) =>
    go(c, { location: await signIn.issuerSignOut(c.req.raw), cookies: [] }),
  );
  // To have asked is enough: the session goes on with every request. The answer says for how long.
  router.post("/auth/stay", (c) => {
    const { person, session } = c.get("page");
    c.header("cache-control", "private, no-store");
    return person === null || session === null ? c.json({}, 401) : c.json({ ...session }, 200);
  });
};

/** The addresses of signing in and out, the same in every language. */
export const addSignInRoutes = (router: PortalRouter, signIn: SignInPort): void => {
  addWaysIn(router, signIn);
  addWaysOut(router, signIn);
};
