import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let officer: SitePerson;
let asker: SitePerson;
let callId: string;

const title = "Quantum-safe networks of hospitals";

beforeAll(async () => {
  site = await openPortalSite();
  officer = await site.person("Olga Officer", "programmeOfficer");
  asker = await site.person("Ada Asker", "applicant");
  callId = await site.thread.publishCall({
    title,
    objectives: "Hospitals <b>share</b> what they know of threats, in networks that outlive the project.",
  });
  await site.api.tellCalls();
});
afterAll(async () => {
  await site.stop();
  expect(site.errors).toEqual([]);
});

const get = (path: string, person?: SitePerson) =>
  fetch(`${site.url}${path}`, person === undefined ? {} : { headers: { cookie: `person=${person.user}` } });
const read = async (path: string, person?: SitePerson) => (await get(path, person)).text();
const post = (path: string, fields: Readonly<Record<string, string>>, person?: SitePerson) =>
  fetch(`${site.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: site.url, ...(person === undefined ? {} : { cookie: `person=${person.user}` }) },
    body: new URLSearchParams({ ...(person === undefined ? {} : { csrf: `token-of-${person.user}` }), ...fields }),
  });
/** The value of a hidden field of a form. */
const hiddenIn = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

describe("the list of calls", () => {
  test("shows the words that were found, escaped as everything is", async () => {
    const html = await read("/en/calls?q=networking+shared");
    expect(html).toContain("1 call found");
    expect(html).toContain('<mark class="portal-mark">networks</mark>');
    expect(html).toContain("&lt;b&gt;");
  });

  test("offers each filter as a link that can be sent, with what it leaves", async () => {
    const html = (await read("/en/calls?q=hospital")).replaceAll("&amp;", "&");
    expect(html).toContain('href="/en/calls?q=hospital&status=open"');
    expect(html).toMatch(/Open<span class="portal-choice__count"> \(1\)/);
    expect(html).not.toContain("status=closed");
  });

  test("helps where nothing is found, in both languages", async () => {
    expect(await read("/en/calls?q=zzzz")).toContain("Try fewer or other words");
    expect(await read("/nl/calls?q=zzzz")).toContain("Probeer minder of andere woorden");
  });

  test.each(["?page=0", "?page=9999", "?page=x", "?status=gone", `?q=${"x".repeat(3_000)}`, "?q=%22%3C"])(
    "is no error with %s",
    async (query) => {
      expect((await get(`/en/calls${query}`)).status).toBe(200);
    },
  );
});

describe("what others than readers find", () => {
  test("a feed with the filter of its address", async () => {
    const feed = await get("/en/calls/feed.atom?q=hospital");
    expect(feed.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(await feed.text()).toContain(`<title>${title}</title>`);
    expect(await read("/en/calls/feed.atom?q=zzzz")).not.toContain("<entry>");
  });

  test("a calendar with one entry for a call, under its version", async () => {
    const calendar = await get("/nl/calls/deadlines.ics");
    const text = await calendar.text();
    expect(calendar.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(text).toContain(`UID:${callId}@eccc-grants\r\nSEQUENCE:1\r\n`);
    expect(await read(`/nl/calls/${callId}/deadline.ics`)).toContain("DTSTART:20270129T160000Z");
  });

  test("a call in the words of schema.org, under one address in each language", async () => {
    const html = await read(`/en/calls/${callId}?done=x`);
    const data: unknown = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "");
    expect(data).toMatchObject({
      "@type": "MonetaryGrant",
      name: title,
      amount: { currency: "EUR", value: "2000000.00" },
      potentialAction: { "@type": "ApplyAction", endTime: "2027-01-29T16:00:00.000Z" },
    });
    expect(html).toContain(`<link rel="canonical" href="${site.url}/en/calls/${callId}"/>`);
    expect(html).toContain(`<link rel="alternate" hreflang="nl" href="${site.url}/nl/calls/${callId}"/>`);
  });

  test("a map of the site and what robots may read", async () => {
    expect(await read("/sitemap.xml")).toContain(`<loc>${site.url}/nl/calls/${callId}</loc>`);
    expect(await read("/robots.txt")).toContain(`Sitemap: ${site.url}/sitemap.xml`);
  });
});

describe("a question about a call", () => {
  const path = () => `/en/calls/${callId}/questions`;

  test("is asked with a form that keeps what was typed when it is refused", async () => {
    const refused = await post(path(), { question: "too short" }, asker);
    const html = await refused.text();
    expect(refused.status).toBe(400);
    expect(html).toContain("too short</textarea>");
    expect(html).toContain("Write 10 to 2,000 characters.");
  });

  test("waits for the officer, is answered and published to everybody", async () => {
    await post(path(), { question: "Does rent of rooms count as a cost?" }, asker);
    expect(await read(path(), asker)).toContain("Waits for an answer");
    const list = await read("/en/calls/questions", officer);
    const file = /href="(\/en\/calls\/[^"]*\/questions\/qst_[^"]*)"/.exec(list)?.[1] ?? "";
    const form = await read(file, officer);
    const words = { question: "Is rent eligible?", answer: "Yes, as a purchase (category C)." };
    const version = hiddenIn(form, "version");
    await post(`${file}/answer`, { ...words, version, idempotencyKey: "first-answer" }, officer);
    expect(await read(path())).not.toContain(words.answer);
    const published = await post(`${file}/publication`, { version: "2", idempotencyKey: "publish-it" }, officer);
    expect(published.status).toBe(303);
    const html = await read(path());
    expect([html.includes(words.answer), html.includes("rent of rooms")]).toEqual([true, false]);
    expect(await read(`/en/calls/${callId}`)).toContain("Questions and answers");
  });

  const question = "Does rent of rooms count as a cost?";
  /** The page of a call whose questions end so many days before its deadline, and the words on it. */
  const questionsOf = async (reference: string, days: object) => {
    const page = `/en/calls/${await site.thread.publishCall({ reference, ...days })}/questions`;
    const html = await read(page, asker);
    const send = () => post(page, { question, idempotencyKey: `asked-${reference}` }, asker);
    return { page, html, words: html.replaceAll(/<[^>]+>/g, ""), send };
  };

  test.each([
    ["the usual seven days before", "QUESTIONS-USUAL", {}, "22 January 2027 at 17:00"],
    ["the last of its nineteen days, today,", "QUESTIONS-19", { questionDays: 19 }, "10 January 2027 at 17:00"],
  ])("is taken until %s the deadline", async (_, reference, days, until) => {
    const { page, html, words, send } = await questionsOf(reference, days);
    expect(words).toContain(`Questions can be asked until ${until}`);
    expect(html).toContain("</textarea>");
    expect((await send()).status).toBe(303);
    expect(await read(page, asker)).toContain(question);
  });

  test("is not taken any more after the last day, and a form that was still open says why", async () => {
    const { page, html, words, send } = await questionsOf("QUESTIONS-20", { questionDays: 20 });
    expect(words).toContain("Questions could be asked until 9 January 2027 at 17:00");
    expect(html).not.toContain("</textarea>");
    const sent = await send();
    expect(sent.status).toBe(409);
    expect(await sent.text()).toContain("Questions could be asked until 9 January 2027 at 17:00");
    expect(await read(page, asker)).not.toContain(question);
  });

  test("is not asked by who is not signed in, and the page says why", async () => {
    expect(await read(path())).toContain("Sign in to ask a question.");
    expect(await read(path().replace("/en/", "/nl/"))).toContain("Meld u aan om een vraag te stellen.");
  });
});

describe("a subscription", () => {
  test("begins with a mail and a yes, and ends with one click of a mail program", async () => {
    const page = await read("/en/subscriptions/new?q=hospital&programme=DEP");
    expect(page).toContain("Calls with the words “hospital”");
    const sent = await post("/en/subscriptions/new", { mail: "ada@example.eu", q: "hospital", programme: "DEP" });
    expect(await sent.text()).toContain("Look into your letter box");
    const token = /subscriptions\/([\w-]+)/.exec(site.api.mails.at(-1)?.text ?? "")?.[1] ?? "";
    expect(await read(`/en/subscriptions/${token}`)).toContain("Yes, send me this news");
    const confirmed = await post(`/en/subscriptions/${token}/confirmation`, {});
    expect(await confirmed.text()).toContain("Your subscription has begun");
    await site.thread.publishCall({ reference: "HOSPITALS-2", title: "Hospitals again" });
    await site.api.tellCalls();
    const ending = site.api.mails.at(-1)?.headers?.["List-Unsubscribe"] ?? "";
    const clicked = await fetch(`${site.url}${new URL(ending.slice(1, -1)).pathname}`, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect([clicked.status, (await clicked.text()).includes("The subscription has ended")]).toEqual([200, true]);
  });

  test("is not ended from a page of another site, nor begun with a wrong address", async () => {
    const token = "x".repeat(60);
    const foreign = await fetch(`${site.url}/en/subscriptions/${token}/ending`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams(),
    });
    const wrong = await post("/nl/subscriptions/new", { mail: "geen adres" });
    expect([foreign.status, wrong.status]).toEqual([403, 400]);
    expect(await wrong.text()).toContain("Schrijf een adres zoals naam@voorbeeld.eu.");
    expect((await get(`/en/subscriptions/${token}`)).status).toBe(404);
  });
});

describe("the figures of a call", () => {
  test("are announced as long as there are none", async () => {
    expect(await read(`/en/calls/${callId}/statistics`)).toContain("There are no figures yet");
  });
});
