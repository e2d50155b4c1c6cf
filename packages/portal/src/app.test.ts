import { describe, expect, test, vi } from "vitest";
import { createPortal, type PortalDeps } from "./app.tsx";
import { show, type PortalArea } from "./area.ts";
import type { SignInPort } from "./sign-in/sign-in-port.ts";

const assets = Object.fromEntries(
  ["site.css", "print.css", "site.js", "favicon.svg"]
    .concat(["en", "nl"].flatMap((language) => [`logo-eu--${language}.svg`, `logo-eu-condensed--${language}.svg`]))
    .map((name) => [name, `/assets/${name}`]),
);

const calls: PortalArea = {
  path: "calls",
  navigation: [{ label: "home.openCalls", path: "/calls", visibleTo: "everyone" }],
  routes: (router) => {
    router.get("/", (c) => show(c, { title: c.req.query("q") ?? "All calls", content: "Content" }));
    router.get("/broken", () => {
      throw new Error("a planted bug");
    });
    router.get("/:callId", async (c) => {
      await c.get("api")(new Request(`http://api/v1/calls/${c.req.param("callId")}`));
      return show(c, { title: "A call", content: "Content" });
    });
    router.post("/", (c) => c.redirect("/en/calls", 303));
  },
};

const notHere = () => Promise.reject(new Error("Nobody signs in here."));
const signIn: SignInPort = {
  begin: notHere,
  complete: notHere,
  signOut: notHere,
  signOutEverywhere: notHere,
  issuerSignOut: notHere,
  listSessions: async () => [],
  keepForm: async () => [],
  takeForm: async () => null,
};

const aPortal = (overrides: Partial<PortalDeps> = {}) =>
  createPortal({
    areas: [calls],
    api: async () => new Response(null, { status: 503 }),
    readVisit: async (request) => ({
      now: "2026-11-22T16:00:00.000Z",
      person: request.headers.has("cookie") ? { id: "usr_1", name: "Anna <b>", roles: [] } : null,
      csrfToken: request.headers.has("cookie") ? "right" : null,
      requestId: "req_1",
    }),
    assets,
    demo: false,
    signIn: null,
    reportError: () => undefined,
    ...overrides,
  });

const html = async (path: string, headers: Record<string, string> = {}) =>
  (await aPortal().request(path, { headers })).text();

describe("an address without a language", () => {
  test.each([
    ["/", "nl-NL,nl", "/nl"],
    ["/", "fr", "/en"],
    ["/calls", "", "/en/calls"],
    ["/calls?status=open&q=a%20b", "nl", "/nl/calls?status=open&q=a%20b"],
    ["/calls/call_1", "", "/en/calls/call_1"],
    ["/glossary", "", "/en/glossary"],
  ])("%s for a reader of %s leads to %s", async (path, language, target) => {
    const response = await aPortal().request(path, { headers: { "accept-language": language } });
    expect([response.status, response.headers.get("location")]).toEqual([302, target]);
  });
});

describe("an address that ends in a slash", () => {
  test.each([
    ["/en/glossary/", "/en/glossary"],
    ["/en/", "/en"],
    ["/en/calls/call_1/?q=a%20b", "/en/calls/call_1?q=a%20b"],
    ["/en/glossary///", "/en/glossary"],
    ["//elsewhere.example/", "/elsewhere.example"],
    ["/%5Celsewhere.example/", "/%5Celsewhere.example"],
    ["/\\\\elsewhere.example/", "/elsewhere.example"],
  ])("%s leads to the one without, on this site", async (path, target) => {
    const response = await aPortal().request(`http://grants.example${path}`);
    expect([response.status, response.headers.get("location")]).toEqual([301, target]);
  });
});

describe("a page", () => {
  test("is a whole document in its language", async () => {
    await expect(html("/nl/calls")).resolves.toMatch(/^<!doctype html><html lang="nl"/);
  });

  test("escapes what came with the request and what is stored", async () => {
    const text = await html("/en/calls?q=%3Cscript%3Ealert(1)%3C/script%3E", { cookie: "session" });
    expect(text).not.toMatch(/<script>|<b>/);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("has no script and no style of its own", async () => {
    await expect(html("/en/calls")).resolves.not.toMatch(/<script(?! src=)|<style|\sstyle=|\son\w+=/);
  });

  test("leads to itself in the other language, its query kept", async () => {
    await expect(html("/en/calls?status=open")).resolves.toContain('href="/nl/calls?status=open"');
  });

  test("forbids everything from elsewhere, and frames", async () => {
    const { headers } = await aPortal().request("/en");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  test("asks for https for ever where it came by https", async () => {
    const { headers } = await aPortal().request("/en", { headers: { "x-forwarded-proto": "https" } });
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000");
  });

  test.each([
    ["a stranger", {}, false, "public, max-age=60"],
    ["a stranger in a demonstration", {}, true, "no-cache"],
    ["a person", { cookie: "session" }, false, "private, no-store"],
  ])("for %s is cached accordingly", async (_reader, headers, demo, expected) => {
    const response = await aPortal({ demo }).request("/en", { headers });
    expect(response.headers.get("cache-control")).toBe(expected);
  });

  test("offers to sign in where one can, and to come back", async () => {
    const demonstration = await aPortal({ signIn }).request("/en/calls");
    await expect(demonstration.text()).resolves.toContain('"/auth/sign-in?return=%2Fen%2Fcalls"');
    const home = await aPortal({ signIn }).request("/en");
    await expect(home.text()).resolves.toContain('"/auth/sign-in?return=%2Fen"');
    const found = await aPortal({ signIn }).request("/en/calls?q=hub");
    await expect(found.text()).resolves.toContain('"/auth/sign-in?return=%2Fen%2Fcalls%3Fq%3Dhub"');
    await expect(html("/en/calls")).resolves.not.toContain("/auth/");
  });
});

describe("an address that leads nowhere", () => {
  test("is told in the language of the address", async () => {
    const response = await aPortal().request("/nl/nergens");
    expect(response.status).toBe(404);
    await expect(response.text()).resolves.toContain("Pagina niet gevonden");
  });

  test("without a language is told in the reader's", async () => {
    await expect(html("/nowhere", { "accept-language": "nl" })).resolves.toContain("Pagina niet gevonden");
  });
});

describe("a bug", () => {
  test("is reported, and the reader gets a page with a reference and no detail", async () => {
    const reportError = vi.fn<PortalDeps["reportError"]>();
    const response = await aPortal({ reportError }).request("/en/calls/broken");
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain("req_1");
    expect(text).not.toContain("planted");
    expect(reportError).toHaveBeenCalledOnce();
  });

  test("before anything is known of the reader still gives a page", async () => {
    const portal = aPortal({ readVisit: () => Promise.reject(new Error("no sessions")) });
    const response = await portal.request("/nl/calls");
    expect(response.status).toBe(500);
    await expect(response.text()).resolves.toContain("Er ging bij ons iets mis");
  });
});

const postForm = (headers: Record<string, string>, csrf: string) =>
  aPortal().request("http://grants.example/en/calls", {
    method: "POST",
    headers: { host: "grants.example", "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams({ csrf }),
  });

describe("a form", () => {
  test.each([
    ["from this site with the token of the session", { origin: "https://grants.example", cookie: "s" }, "right", 303],
    ["from this site without a session", { origin: "https://grants.example" }, "", 303],
    ["from this site without encryption", { origin: "http://grants.example" }, "", 403],
    ["of a browser that names the site instead", { "sec-fetch-site": "same-origin" }, "", 303],
    ["that names a site as its proxy", { origin: "https://a.eu", "x-forwarded-host": "a.eu" }, "", 403],
    ["from another site", { origin: "https://evil.example", cookie: "s" }, "right", 403],
    ["from nowhere", {}, "", 403],
    ["with an origin that is none", { origin: "null" }, "", 403],
    ["with another token", { origin: "https://grants.example", cookie: "s" }, "wrong", 403],
  ])("%s", async (_case, headers, csrf, status) => {
    const response = await postForm(headers, csrf);
    expect(response.status).toBe(status);
  });
});

const postRaw = (body: string, contentType: string, deps: Partial<PortalDeps> = {}, url = "https://grants.example") =>
  aPortal(deps).request(`${url}/en/calls`, {
    method: "POST",
    headers: { origin: url, "content-type": contentType },
    body,
  });

describe("what is sent in the place of a form", () => {
  test.each([
    ["JSON", "{}", "application/json", 415],
    ["nothing", "", "", 415],
    ["a form without its boundary", "--x", "multipart/form-data", 400],
    [
      "a form that breaks off",
      '--x\r\nContent-Disposition: form-data; name="a"',
      "multipart/form-data; boundary=x",
      400,
    ],
    ["a form", "a=1", "application/x-www-form-urlencoded; charset=UTF-8", 303],
  ])("%s", async (_case, body, contentType, status) => {
    const reportError = vi.fn<PortalDeps["reportError"]>();
    expect((await postRaw(body, contentType, { reportError })).status).toBe(status);
    expect(reportError).not.toHaveBeenCalled();
  });

  test.each([
    ["http://localhost:3000", undefined, 303],
    ["http://127.0.0.1:3000", undefined, 303],
    ["http://localhost.evil.example", undefined, 403],
    ["https://gateway.example", "https://grants.example", 403],
  ])("to %s, where the site is %s", async (url, siteOrigin, status) => {
    const form = "application/x-www-form-urlencoded";
    expect((await postRaw("a=1", form, siteOrigin === undefined ? {} : { siteOrigin }, url)).status).toBe(status);
  });
});

describe("an address whose id is none", () => {
  test.each([
    "/en/calls/..%2Fcalls",
    "/en/calls/..%252Fcalls",
    "/en/calls/call_1%253Fstatus=open",
    "/en/calls/call_1%3Fa",
    "/en/calls/%2e%2e%2f%2e%2e",
    "/en/calls/%25",
    "/en/calls/%ff",
    "/en/calls/a%5Cb",
    "/en/calls/call_1",
    "/en/calls/prop_01J00000000000000000000000",
    "/en/calls/call_01J00000000000000000000000x",
  ])("%s is a page that does not exist, and asks nothing of the API", async (path) => {
    const api = vi.fn<PortalDeps["api"]>(async () => Response.json({}));
    const response = await aPortal({ api }).request(path);
    expect(response.status).toBe(404);
    expect(api).not.toHaveBeenCalled();
  });

  test("is told from one whose id may be one", async () => {
    const api = vi.fn<PortalDeps["api"]>(async () => Response.json({}));
    expect((await aPortal({ api }).request("/en/calls/call_01J00000000000000000000000")).status).toBe(200);
    expect(api).toHaveBeenCalledOnce();
  });
});
