import { UserId } from "@grants/kernel/id";
import { returnPath } from "@grants/portal/sign-in/return-path";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formCharactersMax } from "../../functions/portal/sign-in/sign-in.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { itemsOf } from "../support/platform-database.ts";
import { type SessionSite, createSessionSite, limits } from "../support/session-site.ts";

const startsAt = "2027-01-10T09:00:00.000Z";
let database: OpenDatabase;
let site: SessionSite;
let anna: string;
let people = 0;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.stop());
beforeEach(() => {
  people += 1;
  anna = UserId.parse(`usr_${newId(`Anna ${people}`)}`);
  site = createSessionSite(database.db, startsAt);
});

const eve = UserId.parse(`usr_${newId("Eve")}`);
const signedIn = async (person = anna) => {
  const browser = site.openBrowser();
  await browser.signIn(person);
  return browser;
};

describe("API2 broken authentication: the cookie of a session", () => {
  test("is out of reach of scripts, other sites and unencrypted lines", async () => {
    const { cookies } = await site.openBrowser().signIn(anna);
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
      "__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0",
    ]);
  });

  test("is worth nothing in the table, and neither are tokens", async () => {
    const browser = await signedIn();
    const kept = JSON.stringify(await itemsOf(database.db, "sessions"));
    expect(kept).toContain(anna);
    expect(kept).not.toContain(browser.jar.get("__Host-session"));
    expect(kept).not.toMatch(/eyJ[\w-]+\.|refresh \d/);
  });

  test("that somebody planted before is not the one after signing in", async () => {
    const browser = site.openBrowser();
    browser.jar.set("__Host-session", "planted-by-eve");
    await browser.signIn(anna);
    expect(browser.jar.get("__Host-session")).not.toBe("planted-by-eve");
    const other = site.openBrowser();
    other.jar.set("__Host-session", "planted-by-eve");
    expect([await browser.person(), await other.person()]).toEqual([anna, null]);
  });

  test("is another one after every sign-in, and the one before opens nothing", async () => {
    const browser = await signedIn();
    const before = browser.jar.get("__Host-session") ?? "";
    await browser.signIn(anna);
    const stale = site.openBrowser();
    stale.jar.set("__Host-session", before);
    expect([await browser.person(), await stale.person()]).toEqual([anna, null]);
  });

  test("that was sent twice is nobody's", async () => {
    const browser = await signedIn();
    browser.jar.set("x=1; __Host-session", "planted");
    expect(await browser.person()).toBeNull();
  });
});

describe("signing in", () => {
  test("needs the browser that began it: nobody is signed in as somebody else by a link", async () => {
    const mallory = site.openBrowser();
    const begun = await mallory.get("/auth/sign-in");
    const victim = site.openBrowser();
    const answer = await victim.comeBack(begun, eve);
    expect([answer.status, await victim.person()]).toEqual([400, null]);
  });

  test("with the state of another sign-in is refused", async () => {
    const browser = site.openBrowser();
    const first = await browser.get("/auth/sign-in");
    await browser.get("/auth/sign-in");
    expect([(await browser.comeBack(first, anna)).status, await browser.person()]).toEqual([400, null]);
  });

  test("is not repeated with the same answer of the issuer", async () => {
    const browser = site.openBrowser();
    const begun = await browser.get("/auth/sign-in");
    const kept = browser.jar.get("__Host-sign-in") ?? "";
    const { searchParams } = new URL(begun.location ?? "");
    const path = `/auth/callback?${new URLSearchParams({ code: `once ${anna}`, state: searchParams.get("state") ?? "" }).toString()}`;
    await browser.get(path);
    const thief = site.openBrowser();
    thief.jar.set("__Host-sign-in", kept);
    expect([(await thief.get(path)).status, await thief.person()]).toEqual([400, null]);
  });

  test.each([
    [600, 303],
    [600.001, 400],
  ])("that took %d seconds is answered with %d", async (seconds, status) => {
    const browser = site.openBrowser();
    const begun = await browser.get("/auth/sign-in");
    site.wait(seconds);
    expect((await browser.comeBack(begun, anna)).status).toBe(status);
  });

  test("that was turned down leads back to where one was", async () => {
    const browser = site.openBrowser();
    const begun = await browser.get("/auth/sign-in?return=%2Fen%2Fnotes");
    const state = new URL(begun.location ?? "").searchParams.get("state") ?? "";
    const answer = await browser.get(`/auth/callback?error=access_denied&state=${state}`);
    expect([answer.status, answer.location]).toEqual([303, "/en/notes"]);
  });
});

const elsewhere = [
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/%09/evil.example/../..//evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "javascript:alert(1)",
  "evil.example",
  "@evil.example",
  "/en\r\nset-cookie: a=b",
  "/en\r\nlocation: https://evil.example",
  "/en\u2028x",
  "/auth/sign-out",
  "/auth",
  "/auth/sign-in?return=/auth/sign-in",
  `/${"x".repeat(2_000)}`,
  "",
];

describe("the way back after signing in", () => {
  test.each(elsewhere)("never leads to %j", async (asked) => {
    const browser = site.openBrowser();
    const done = await browser.signIn(anna, `/auth/sign-in?${new URLSearchParams({ return: asked }).toString()}`);
    const location = done.location ?? "";
    expect(new URL(location, "https://grants.example").host).toBe("grants.example");
    expect(location).not.toMatch(/evil|[\r\n\\]|^\/\/|^\/auth/);
    expect(done.cookies.join(" ")).not.toContain("a=b");
  });

  test.each(["/en", "/nl/calls?status=open&q=a%20b", "/auth/resume", "/en/proposals/prop_1/parts/budget.p001"])(
    "leads to %s",
    (asked) => {
      expect(returnPath(asked)).toBe(asked);
    },
  );

  test("stays on this site, whatever is asked for", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webPath(), fc.webUrl()), (asked) => {
        const path = returnPath(asked);
        const { origin, hash } = new URL(path, "https://grants.example");
        expect([origin, hash]).toEqual(["https://grants.example", ""]);
        expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
      }),
    );
  });
});

describe("CSRF: a form of a session", () => {
  test.each<[string, (csrf: string, other: string) => Record<string, string>, number]>([
    ["with its token is taken", (csrf) => ({ csrf }), 303],
    ["without a token is not", () => ({}), 403],
    ["with an empty token is not", () => ({ csrf: "" }), 403],
    ["with a wrong token is not", (csrf) => ({ csrf: `${csrf}x` }), 403],
    ["with the token of another session is not", (_, other) => ({ csrf: other }), 403],
  ])("%s", async (_, fields, status) => {
    const [browser, other] = await Promise.all([signedIn(), signedIn(eve)]);
    const answer = await browser.post("/en/notes", { text: "x", ...fields(await browser.csrf(), await other.csrf()) });
    expect([answer.status, site.asked.length]).toEqual([status, status === 303 ? 1 : 0]);
  });

  test("from another site is not taken, with the right token either", async () => {
    const browser = await signedIn();
    const fields = { text: "x", csrf: await browser.csrf() };
    expect((await browser.post("/en/notes", fields, { origin: "https://evil.example" })).status).toBe(403);
  });

  test.each(["/auth/sign-out", "/auth/sign-out-everywhere", "/auth/stay"])("to %s needs it too", async (path) => {
    const browser = await signedIn();
    expect([(await browser.post(path, {})).status, await browser.person()]).toEqual([403, anna]);
  });
});

describe("a session that is not used", () => {
  test.each([
    [limits.idleSecondsMax, "goes on"],
    [limits.idleSecondsMax + 0.001, "is over"],
  ])("for %d seconds %s", async (seconds, what) => {
    const browser = await signedIn();
    site.wait(seconds);
    expect(await browser.person()).toBe(what === "goes on" ? anna : null);
  });

  test("lasts as long as it is, and half a day at most", async () => {
    const browser = await signedIn();
    const seen: (string | null)[] = [];
    for (let seconds = 0; seconds < limits.secondsMax; seconds += 1_200) {
      site.wait(1_200);
      seen.push(await browser.person());
    }
    site.wait(0.001);
    expect([new Set(seen), await browser.person()]).toEqual([new Set([anna]), null]);
  });

  test("of a clock that was set back is over, and one signs in again", async () => {
    const browser = await signedIn();
    site.setClock("2026-12-01T09:00:00.000Z");
    expect(await browser.person()).toBeNull();
    await browser.signIn(anna);
    expect(await browser.person()).toBe(anna);
  });

  test("tells how long it goes on, and goes on when asked to", async () => {
    const browser = await signedIn();
    const csrf = await browser.csrf();
    site.wait(1_700);
    const { html } = await browser.post("/auth/stay", { csrf });
    expect(JSON.parse(html)).toEqual({ idleSecondsLeft: 1_800, secondsLeft: 41_500 });
    site.wait(1_700);
    expect(await browser.person()).toBe(anna);
  });
});

/** Sends a form of a session that is over, and signs in again as somebody. */
const sendLate = async (text: string, person = anna) => {
  const browser = await signedIn();
  const csrf = await browser.csrf();
  site.wait(limits.idleSecondsMax + 1);
  const late = await browser.post("/en/notes", { csrf, text });
  const back = await browser.signIn(person, "/auth/sign-in?return=%2Fauth%2Fresume");
  return { browser, late, shown: await browser.get(back.location ?? "") };
};

describe("what was typed when a session was over", () => {
  test("is not done, and stands on the same page after signing in", async () => {
    const { browser, late, shown } = await sendLate("three paragraphs");
    expect([late.status, shown.status, site.asked]).toEqual([401, 200, []]);
    expect(late.html).toContain("/auth/sign-in?return=%2Fauth%2Fresume");
    expect(shown.html).toContain(`[three paragraphs] csrf=${await browser.csrf()}`);
    expect(shown.html).toContain("nothing has been done yet");
  });

  test("is shown once", async () => {
    const { browser } = await sendLate("once");
    expect((await browser.get("/auth/resume")).location).toBe("/");
  });

  test("is not shown to somebody else who signs in there", async () => {
    const { shown } = await sendLate("private", eve);
    expect([shown.status, shown.html]).toEqual([303, expect.not.stringContaining("private")]);
  });

  test("is worth nothing in the table", async () => {
    const browser = await signedIn();
    const csrf = await browser.csrf();
    site.wait(limits.idleSecondsMax + 1);
    await browser.post("/en/notes", { csrf, text: "a secret plan" });
    expect(JSON.stringify(await itemsOf(database.db, "sessions"))).not.toMatch(/secret/);
  });

  test("is not kept for a form that nobody's session made", async () => {
    const browser = await signedIn();
    site.wait(limits.idleSecondsMax + 1);
    const late = await browser.post("/en/notes", { csrf: "guessed", text: "x" });
    expect(late.cookies).toEqual([]);
  });

  test("is not kept above what an item may hold, and the page says so", async () => {
    const browser = await signedIn();
    const csrf = await browser.csrf();
    site.wait(limits.idleSecondsMax + 1);
    const late = await browser.post("/en/notes", { csrf, text: "x".repeat(formCharactersMax) });
    expect([late.status, late.cookies, late.html]).toEqual([401, [], expect.stringContaining("could not be kept")]);
  });
});

describe("an act that asks who one is once more", () => {
  const stepUp = async (person = anna) => {
    const browser = await signedIn();
    const before = browser.jar.get("__Host-session") ?? "";
    const csrf = await browser.csrf();
    site.refuse({ status: 401, code: "StepUpRequired" });
    const asked = await browser.post("/en/notes", { csrf, text: "my signature" });
    site.refuse(null);
    const back = await browser.signIn(person, "/auth/step-up?return=%2Fauth%2Fresume");
    return { browser, before, csrf, asked, shown: await browser.get(back.location ?? "") };
  };

  test("keeps what was typed, asks the issuer for that person, and shows the same page after it", async () => {
    const { asked, shown, csrf } = await stepUp();
    expect([asked.status, asked.html]).toEqual([401, expect.stringContaining("/auth/step-up?return=%2Fauth%2Fresume")]);
    expect(site.issuer.seen.hints).toEqual([undefined, anna]);
    expect(shown.html).toContain(`[my signature] csrf=${csrf}`);
    expect(site.asked.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("goes on in a session of another id, and the one before is over", async () => {
    const { browser, before } = await stepUp();
    const stale = site.openBrowser();
    stale.jar.set("__Host-session", before);
    expect([browser.jar.get("__Host-session") === before, await stale.person()]).toEqual([false, null]);
  });

  test("shows nothing of it to another person who proves to be themselves", async () => {
    const { browser, shown } = await stepUp(eve);
    expect([shown.html.includes("my signature"), await browser.person()]).toEqual([false, eve]);
  });
});

describe("tokens that are about to end", () => {
  const bearerOf = async (browser: Awaited<ReturnType<typeof signedIn>>) => {
    await browser.post("/en/notes", { csrf: await browser.csrf(), text: "x" });
    return site.asked.at(-1)?.bearer;
  };

  test("are renewed once, also for requests at the same time", async () => {
    const browser = await signedIn();
    site.wait(590);
    const seen = await Promise.all(Array.from({ length: 5 }, () => browser.person()));
    expect([new Set(seen), site.issuer.seen.refreshed.length]).toEqual([new Set([anna]), 1]);
  });

  test("are others from then on, and each refresh token is used once", async () => {
    const browser = await signedIn();
    const first = await bearerOf(browser);
    site.wait(590);
    const second = await bearerOf(browser);
    site.wait(590);
    const third = await bearerOf(browser);
    const { refreshed } = site.issuer.seen;
    expect([new Set([first, second, third]).size, new Set(refreshed).size, refreshed.length]).toEqual([3, 2, 2]);
  });

  test("are not renewed before", async () => {
    const browser = await signedIn();
    site.wait(540);
    await browser.person();
    expect(site.issuer.seen.refreshed).toEqual([]);
  });

  test("that the issuer does not renew end the session, and nothing typed is lost", async () => {
    const browser = await signedIn();
    const csrf = await browser.csrf();
    site.issuer.forget();
    site.wait(590);
    const late = await browser.post("/en/notes", { csrf, text: "kept" });
    expect([late.status, late.html]).toEqual([401, expect.stringContaining("kept for half an hour")]);
    expect(await browser.person()).toBeNull();
  });

  test("of an issuer that does not answer are asked for again later, by whoever comes", async () => {
    const browser = await signedIn();
    site.wait(590);
    site.issuer.falls();
    const answer = await browser.get("/en");
    site.issuer.rises();
    expect([answer.status, await browser.person()]).toEqual([500, anna]);
  });
});

describe("signing out", () => {
  test("ends the session, at the issuer too", async () => {
    const browser = await signedIn();
    const id = browser.jar.get("__Host-session") ?? "";
    const out = await browser.post("/auth/sign-out", { csrf: await browser.csrf(), language: "nl" });
    const thief = site.openBrowser();
    thief.jar.set("__Host-session", id);
    expect([out.location, browser.jar.has("__Host-session"), await thief.person()]).toEqual([
      "/nl/signed-out",
      false,
      null,
    ]);
    expect(site.issuer.seen.revoked).toHaveLength(1);
  });

  test("everywhere ends every session of the person, and nobody else's", async () => {
    const [here, phone, other] = await Promise.all([signedIn(), signedIn(), signedIn(eve)]);
    await here.post("/auth/sign-out-everywhere", { csrf: await here.csrf() });
    expect([await here.person(), await phone.person(), await other.person()]).toEqual([null, null, eve]);
  });

  test("everywhere is offered where one sees where one is signed in", async () => {
    const browser = await signedIn();
    await site.openBrowser("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36").signIn(anna);
    const { html } = await browser.get("/en/sessions");
    expect(html).toMatch(/Firefox, Linux[^]*This session|This session[^]*Firefox, Linux/);
    expect(html).toContain("Chrome, Windows");
    expect(html).toContain('action="/auth/sign-out-everywhere"');
  });
});
