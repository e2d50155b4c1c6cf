import { createTokenReader } from "@grants/http/access-token";
import { UserId } from "@grants/kernel/id";
import { createPortal } from "@grants/portal/app.tsx";
import { show, type PortalArea } from "@grants/portal/area";
import { answerOf, apiOf } from "@grants/portal/api-client";
import { readForm } from "@grants/portal/forms/form-values";
import { refusalOf } from "@grants/portal/forms/refusal";
import { showForm } from "@grants/portal/forms/show-form.tsx";
import type { Database } from "@grants/store/database";
import { createSessionStore } from "@grants/store/sessions";
import { createVisitReader } from "../../functions/portal/read-visit.ts";
import type { IssuerClient, Tokens } from "../../functions/portal/sign-in/issuer-client.ts";
import type { SessionDeps } from "../../functions/portal/sign-in/read-session.ts";
import { createSeal } from "../../functions/portal/sign-in/seal.ts";
import { createSignIn } from "../../functions/portal/sign-in/sign-in.ts";
import { accessClaims, signToken, testIssuer, testKeys } from "./test-issuer.ts";

const origin = "https://grants.example";
export const limits = { idleSecondsMax: 1_800, secondsMax: 43_200 };
const assets = new Proxy<Record<string, string>>({}, { get: (_, name) => `/assets/${String(name)}` });

/** An issuer that turns its refresh tokens over and takes one that comes twice for stolen. */
const anIssuer = (nowSeconds: () => number) => {
  const seen = { refreshed: [] as string[], revoked: [] as string[], hints: [] as (string | undefined)[] };
  const used = new Set<string>();
  const good = new Set<string>();
  let number = 0;
  let answers: "tokens" | "nothing" = "tokens";
  const tokensFor = async (person: string, signedInAt: number): Promise<Tokens> => {
    number += 1;
    const refresh = `refresh ${number} ${signedInAt} ${person}`;
    good.add(refresh);
    const over = { auth_time: signedInAt, jti: String(number) };
    return { access: await signToken(accessClaims(person, nowSeconds(), over)), refresh };
  };
  const client: IssuerClient = {
    authorizationUrl: async ({ loginHint }) => {
      number += 1;
      seen.hints.push(loginHint);
      const secrets = { state: `state-${number}`, nonce: "nonce", verifier: "verifier" };
      return { url: `${testIssuer.issuer}/authorize?state=${secrets.state}`, secrets };
    },
    exchange: async (callback, { state }) => {
      const code = callback.searchParams.get("code") ?? "";
      if (callback.searchParams.get("state") !== state || used.has(code)) throw new Error("invalid_grant");
      used.add(code);
      const [, person = ""] = code.split(" ");
      const claims = { sub: person, name: `Name of ${person}`, roles: ["applicant"], organisations: [] };
      return { tokens: await tokensFor(person, nowSeconds()), claims };
    },
    refresh: async (token) => {
      seen.refreshed.push(token);
      if (answers === "nothing") throw new Error("The issuer does not answer.");
      const isGood = good.delete(token);
      // A token that comes twice ends all that came of it.
      if (!isGood) good.clear();
      const [, , signedInAt, person = ""] = token.split(" ");
      return isGood ? tokensFor(person, Number(signedInAt)) : null;
    },
    revoke: async (token) => {
      seen.revoked.push(token);
      good.delete(token);
    },
    signOutUrl: async () => `${testIssuer.issuer}/logout`,
  };
  return {
    client,
    seen,
    forget: () => good.clear(),
    falls: () => {
      answers = "nothing";
    },
    rises: () => {
      answers = "tokens";
    },
  };
};

/** A page with a form, whose command the API is asked for. */
const notes: PortalArea = {
  path: "notes",
  navigation: [],
  routes: (router) => {
    const page = (text: string, csrf: string | null) => ({
      title: "Notes",
      content: `[${text}] csrf=${csrf ?? "none"}`,
    });
    router.get("/", (c) => show(c, page("", c.get("page").csrfToken)));
    router.post("/", async (c) => {
      const form = await readForm(c);
      const header = { "idempotency-key": "the-key-of-a-note" };
      const body = { callId: form.text("text"), topicId: "T", coordinator: "org" };
      const saved = await answerOf(apiOf(c).POST("/v1/proposals", { params: { header }, body }));
      if (saved.ok) return c.redirect("/en/notes", 303);
      return showForm(c, page(form.text("text"), c.get("page").csrfToken), refusalOf(saved.error, {}));
    });
  },
};

export type SessionSite = ReturnType<typeof createSessionSite>;

/** The portal with its real sessions over a database, before an issuer and an API that do as a test says. */
export const createSessionSite = (db: Database, startsAt: string) => {
  let at = startsAt;
  const issuer = anIssuer(() => Math.floor(Date.parse(at) / 1_000));
  const asked: { readonly method: string; readonly bearer: string | null }[] = [];
  const errors: unknown[] = [];
  let refusal: { readonly status: number; readonly code: string } | null = null;
  const deps: SessionDeps = {
    sessions: createSessionStore(db),
    issuer: issuer.client,
    readToken: createTokenReader(testKeys, testIssuer),
    seal: createSeal("a secret of the tests, long enough to be one"),
    sha256: db.sha256,
    limits,
    machineMs: Date.now,
    pause: () => Promise.resolve(),
  };
  const { read, heldOf } = createVisitReader(deps);
  const portal = createPortal({
    areas: [notes],
    api: async (request, visit) => {
      // What pages read of their reader is no part of this.
      if (request.method === "GET") return Response.json({}, { status: 200 });
      asked.push({ method: request.method, bearer: heldOf(visit)?.bearer ?? null });
      if (refusal === null) return Response.json({}, { status: 201 });
      const headers = { "content-type": "application/problem+json" };
      return Response.json(refusal, { status: refusal.status, headers });
    },
    readVisit: read,
    signIn: createSignIn({
      ...deps,
      personOf: (subject) => UserId.parse(subject),
      siteOrigin: origin,
      heldOf,
      report: (error) => void errors.push(error),
    }),
    assets,
    demo: false,
    reportError: (error) => void errors.push(error),
  });
  const env = () => ({ event: { requestContext: { timeEpoch: Date.parse(at), requestId: "req_1" } } });

  const openBrowser = (agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") => {
    const jar = new Map<string, string>();
    const keep = (cookies: readonly string[]) => {
      for (const one of cookies) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        if (one.includes("Max-Age=0")) jar.delete(name);
        else jar.set(name, value);
      }
    };
    const send = async (
      path: string,
      init: { method?: string; body?: string; headers?: Record<string, string> } = {},
    ) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { cookie, "user-agent": agent, ...init.headers };
      const response = await portal.request(`${origin}${path}`, { ...init, headers }, env());
      const cookies = response.headers.getSetCookie();
      keep(cookies);
      const html = await response.text();
      return { status: response.status, location: response.headers.get("location"), cookies, html };
    };
    const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        headers: { origin, "content-type": "application/x-www-form-urlencoded", ...headers },
      });
    const comeBack = (begun: { readonly location: string | null }, person: string) => {
      const state = new URL(begun.location ?? "").searchParams.get("state") ?? "";
      const query = new URLSearchParams({ code: `${crypto.randomUUID()} ${person}`, state });
      return send(`/auth/callback?${query.toString()}`);
    };
    return {
      jar,
      get: (path: string) => send(path),
      post,
      /** Goes to the issuer and comes back as this person. */
      comeBack,
      signIn: async (person: string, path = "/auth/sign-in?return=%2Fen%2Fnotes") => comeBack(await send(path), person),
      csrf: async () => /csrf=([\w-]+)/.exec((await send("/en/notes")).html)?.[1] ?? "",
      person: async () => /Signed in as Name of (\w+)/.exec((await send("/en")).html)?.[1] ?? null,
    };
  };
  return {
    openBrowser,
    issuer,
    asked,
    errors,
    setClock: (to: string) => {
      at = to;
    },
    /** Moves the clock on; seconds may be a fraction. */
    wait: (seconds: number) => {
      at = new Date(Date.parse(at) + Math.round(seconds * 1_000)).toISOString();
    },
    refuse: (given: typeof refusal) => {
      refusal = given;
    },
  };
};
