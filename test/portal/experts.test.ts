import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let ana: SitePerson;
let officer: SitePerson;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  [ana, officer] = await Promise.all([
    site.person("Ana Torres", "expert"),
    site.person("Tomáš Dvořák", "evaluationOfficer"),
  ]);
});
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

const get = async (path: string, { user }: SitePerson) => {
  const answer = await fetch(`${site.url}${path}`, { headers: { cookie: `person=${user}` } });
  return { status: answer.status, html: await answer.text() };
};

type Fields = Readonly<Record<string, string>>;
const filled: Fields = {
  version: "0",
  expertise: "CRYPTOLOGY",
  expertiseText: "Post-quantum migration.",
  "languages.0": "en",
  "languages.2": "nl",
  country: "be",
  sector: "ACADEMIA",
  gender: "WOMAN",
  reportsMax: "6",
  // The first row is left empty.
  "interests.1.pic": "999888777",
  "interests.1.nature": "EMPLOYMENT",
  "availability.0.from": "2027-03-01",
  "availability.0.to": "2027-03-31",
  "coAuthors.0.name": "Jan Nilsen",
  "coAuthors.0.on": "2026-05-01",
};
const save = async (fields: Fields, { user }: SitePerson = ana) => {
  const body = new URLSearchParams({ ...filled, ...fields, csrf: `token-of-${user}` });
  const headers = { cookie: `person=${user}`, origin: site.url };
  const answer = await fetch(`${site.url}/en/experts/me`, { method: "POST", body, headers, redirect: "manual" });
  return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
};

describe("an expert's own profile", () => {
  test("says that nobody finds an expert without one", async () => {
    const { status, html } = await get("/en/experts/me", ana);
    expect(status).toBe(200);
    expect(html).toContain("You are not in the pool yet");
  });

  test.each<[string, Fields, string, string]>([
    ["no sector", { sector: "" }, "sector", "Choose one."],
    ["a tie to nobody knows what", { "interests.1.nature": "" }, "interests.0.nature", "Choose what ties you to it."],
    [
      "a PIC of eight digits",
      { "interests.1.pic": "12345678" },
      "interests.0.pic",
      "Write the nine digits of the PIC.",
    ],
    [
      "a period that ends before it begins",
      { "availability.0.to": "2027-02-28" },
      "availability.0.to",
      "not before the first",
    ],
    ["no language", { "languages.0": "", "languages.2": "" }, "languages.0", "Choose at least one language."],
    ["an unknown domain alone", { expertise: "MAGIC" }, "expertise", "Choose one to six."],
    ["no country of that name", { country: "XX" }, "country", "Write the two letters of a country."],
    ["no report at all", { reportsMax: "0" }, "reportsMax", "Write a number from 1 to 100."],
  ])("is refused with %s, at its field, and keeps what was typed", async (_what, fields, at, rule) => {
    const { status, html } = await save(fields);
    expect([400, 422]).toContain(status);
    expect(html).toContain(`id="${at}-error"`);
    expect(html).toContain(rule);
    expect(html).toContain("Post-quantum migration.");
  });

  test("is kept whole, rows without gaps, and found again", async () => {
    const { status, location } = await save({});
    expect({ status, location }).toEqual({ status: 303, location: "/en/experts/me?done=saved" });
    const { body } = await site.api.send("GET", "/v1/experts/me", { as: ana.user });
    expect(body).toMatchObject({
      version: 1,
      profile: {
        expertise: ["CRYPTOLOGY"],
        languages: ["en", "nl"],
        country: "BE",
        interests: [{ pic: "999888777", nature: "EMPLOYMENT" }],
        availability: [{ from: "2027-03-01", to: "2027-03-31" }],
        coAuthors: [{ name: "Jan Nilsen", on: "2026-05-01" }],
      },
    });
    expect((await get("/nl/experts/me", ana)).html).toContain('value="999888777"');
  });

  test("is not overwritten by a window that is behind", async () => {
    const { status, html } = await save({ version: "0", expertiseText: "From the other window." });
    expect(status).toBe(412);
    expect(html).toContain("From the other window.");
  });

  test("is nobody's who is no expert", async () => {
    expect((await get("/en/experts/me", officer)).status).toBe(403);
    expect((await save({}, officer)).status).toBe(403);
  });
});

describe("the pool", () => {
  test("is found by domain, language and day", async () => {
    const page = async (query: string) => (await get(`/en/experts?${query}`, officer)).html;
    const [fits, otherDomain, otherDay] = await Promise.all([
      page("expertise=CRYPTOLOGY&language=nl&availableOn=2027-03-15"),
      page("expertise=NETWORKS"),
      page("expertise=CRYPTOLOGY&availableOn=2027-04-01"),
    ]);
    expect(fits).toContain("Research and education");
    expect(fits).toContain("Woman 1");
    expect(otherDomain).toContain("No expert on this page fits");
    expect(otherDay).toContain("No expert on this page fits");
  });

  test("shows nothing of what an expert told about ties", async () => {
    const { html } = await get("/en/experts", officer);
    expect(html).not.toContain("999888777");
    expect(html).not.toContain("Jan Nilsen");
  });

  test("is closed to experts and to people without a role in it", async () => {
    expect((await get("/en/experts", ana)).status).toBe(403);
    expect((await get("/en/experts", await site.person("HUB", "applicant"))).status).toBe(403);
  });
});

describe("in a browser without scripts", () => {
  test.each<[string, string, () => SitePerson]>([
    ["profile", "/en/experts/me", () => ana],
    ["pool", "/nl/experts", () => officer],
  ])("the %s is accessible and fits a phone", async (name, path, person) => {
    const page = await browser.openPage(`${site.url}${path}`, { cookies: person().cookies, javaScript: false });
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.locator("main form").count()).toBe(1);
    await expectAccessible(page);
    await takeScreenshot(page, `experts-${name}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page);
    await takeScreenshot(page, `experts-${name}-phone`);
  });
});
