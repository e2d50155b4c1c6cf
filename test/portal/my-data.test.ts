import type { Page } from "playwright-core";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "@grants/store/tables/all";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const open = (path: string, { cookies }: SitePerson, over: object = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies, ...over });
const main = (page: Page) => page.locator("main").textContent();

/** A person with a name, whose roles are over on this day. */
const named = async (name: string, validTo?: string): Promise<SitePerson> => {
  const person = await site.person(name, "applicant");
  const { user, organisation } = person;
  const card = { ...keys.person(user), schema: "person/1", user, name, language: "en" };
  const grants = [{ role: "applicant", organisation, ...(validTo === undefined ? {} : { validTo }) }];
  const rights = { ...keys.rights(user), schema: "rights/1", user, grants };
  for (const Item of [card, rights])
    await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item }));
  return person;
};

describe("the page of one's own data", () => {
  test("shows what is kept, why and how long, and why it cannot be erased yet", async () => {
    const person = await named("Anna Stays", "2027-03-31");
    const page = await open("/en/my-data", person);
    expect(await main(page)).toContain("Anna Stays");
    expect(await main(page)).toContain("As long as you have an account");
    expect(await main(page)).toContain("You hold the role “Applicant” until 31 March 2027");
    await expect(page.getByRole("button", { name: "Erase my data" }).count()).resolves.toBe(0);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "my-data");
  });

  test("erases it all after a confirmation, and says so", async () => {
    const person = await named("Bert Goes", "2026-12-31");
    const page = await open("/en/my-data", person, { viewport: phone });
    await page.getByRole("button", { name: "Erase my data" }).click();
    expect(await main(page)).toContain("Confirm that you want this");
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    await page.getByText("Show what it says: Your name").click();
    await expectNoOverflow(page);
    await takeScreenshot(page, "my-data-confirm");
    await page.locator("label").getByText("Yes, erase everything that is kept of me").click();
    await page.getByRole("button", { name: "Erase my data" }).click();
    expect(await main(page)).toContain("What was kept of you is erased.");
    expect(await main(page)).toContain("Nothing is kept of you");
    expect(await main(page)).not.toContain("Bert Goes");
  });

  test("is taken along as a file", async () => {
    const person = await named("Cleo Carries");
    const cookie = `person=${person.cookies.person}`;
    const answer = await fetch(`${site.url}/nl/my-data/file`, { headers: { cookie } });
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="my-data.json"');
    await expect(answer.json()).resolves.toMatchObject({ user: person.user, erasure: { because: "ROLE_IN_FORCE" } });
  });

  test("takes the address where I am told of letters, refuses what is none, and keeps what was typed", async () => {
    const person = await named("Dirk Told");
    const page = await open("/en/my-data", person);
    await expect(page.getByLabel("Name").inputValue()).resolves.toBe("Dirk Told");
    await page.getByLabel("E-mail address").fill("dirk@nowhere");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await main(page)).toContain("Fill in an e-mail address");
    await expect(page.getByLabel("E-mail address").inputValue()).resolves.toBe("dirk@nowhere");
    await page.getByLabel("E-mail address").fill("dirk@example.org");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await main(page)).toContain("Saved.");
    await expect(page.getByLabel("E-mail address").inputValue()).resolves.toBe("dirk@example.org");
  });

  test("is for whoever is signed in", async () => {
    expect((await fetch(`${site.url}/en/my-data`)).status).toBe(401);
  });
});

describe("the privacy page", () => {
  test("says of every item why it is kept, how long, and what erasing does, in both languages", async () => {
    const person = await named("Dora Reads");
    const page = await open("/nl/privacy", person, { viewport: phone });
    expect(await main(page)).toContain("Vijf jaar vanaf de kwijting");
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "privacy-nl");
    await page.goto(`${site.url}/en/privacy`);
    expect(await main(page)).toContain("90 days");
    await page.getByRole("link", { name: "See, take along or erase what is kept of you" }).click();
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("My data");
  });
});

describe("where a person is told that a letter waits", () => {
  test("is saved from one of two windows, and the other is told; the language stays as it was (scripts: none)", async () => {
    const person = await named("Dora Twice");
    const [first, second] = [await open("/nl/my-data", person), await open("/nl/my-data", person)];
    const save = async (page: Page, mail: string) => {
      await page.locator('input[name="mail"]').fill(mail);
      await page.locator('form[action="/nl/my-data/mail"] button').click();
    };
    await save(first, "dora@one.example");
    await save(second, "dora@two.example");
    expect(await main(second)).toContain("is er een nieuwere versie opgeslagen. Er is niets overschreven.");
    await expect(second.locator('input[name="mail"]').inputValue()).resolves.toBe("dora@two.example");
    const me = async () => (await site.api.send("GET", "/v1/people/me", { as: person.user })).body;
    expect(await me()).toMatchObject({ version: 1, language: "en", isToldByMail: true });
    await save(second, "dora@two.example");
    expect(await me()).toMatchObject({ version: 2, language: "en" });
    const read = await open("/nl/my-data", person);
    await expect(read.locator('input[name="mail"]').inputValue()).resolves.toBe("dora@two.example");
  });
});
