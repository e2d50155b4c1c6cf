import { cast, organisationId } from "@grants/local/demo/people";
import { createTranslate } from "@grants/portal/words/translate";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBrowser,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  pageTitle,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { createPlatformClient } from "../support/platform-client.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";

const words = createTranslate("en");
const startsAt = "2027-01-10T09:00:00Z";
let platform: PlatformProcess;
let browser: TestBrowser;

beforeAll(async () => {
  // Some seconds more than the time before its end at which a session warns.
  const env = { SESSION_IDLE_MINUTES: "5.03" };
  [platform, browser] = await Promise.all([startPlatformProcess({ at: startsAt, env }), startBrowser()]);
});
afterEach(async () => {
  await browser.closePages();
  await createPlatformClient(platform.url).setClock(startsAt);
});
afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

const open = (path: string, javaScript = false) => browser.openPage(`${platform.url}${path}`, { javaScript });
const { name } = cast.anna;
const choose = (page: Page) =>
  page
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first()
    .click();
const signIn = async (page: Page): Promise<void> => {
  await page
    .getByRole("link", { name: words("shell.signIn") })
    .first()
    .click();
  await choose(page);
  await page.getByLabel(words("shell.signedInAs", { name })).waitFor();
};
const lead = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();
/** What the platform had to say of its own accord. */
const complaints = () => platform.output().split("Stop ")[1] ?? "";

describe("signing in, without scripts", () => {
  test("offers the people of the demonstration by role, to be searched, and to everybody", async () => {
    const page = await open("/en");
    await page
      .getByRole("link", { name: words("shell.signIn") })
      .first()
      .click();
    await expect(lead(page)).resolves.toBe("Sign in");
    expect(await expectAccessible(page)).toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "sign-in-desk");
    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toContain("Coordinator");
    await page.getByLabel("Name, role or organisation").fill("expert");
    await page.getByRole("button", { name: "Search" }).click();
    const experts = Object.values(cast).filter(({ role }) => role === "Expert");
    const found = await page.getByRole("listitem").allTextContents();
    expect(found).toEqual(experts.map((expert) => expect.stringContaining(expert.name)));
    expectNoConsoleErrors(page);
  });

  test("leads back to the page that one was on, and says who one is", async () => {
    const page = await open("/en/glossary?q=call");
    await signIn(page);
    expect(page.url()).toBe(`${platform.url}/en/glossary?q=call`);
    await page.getByLabel(words("shell.signedInAs", { name })).click();
    await expect(page.getByText(cast.anna.organisation).isVisible()).resolves.toBe(true);
    const [session] = (await page.context().cookies()).filter((cookie) => cookie.name === "__Host-session");
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/", expires: -1 });
    await takeScreenshot(page, "signed-in-menu-desk");
  });

  test("is undone from the same menu, and everywhere from the page of one's sessions", async () => {
    const page = await open("/en");
    await signIn(page);
    await page.goto(`${platform.url}/en/sessions`);
    expect(await expectAccessible(page)).toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "my-sessions-desk");
    await page.getByRole("button", { name: words("signIn.signOutEverywhere") }).click();
    await expect(lead(page)).resolves.toBe(words("signIn.signedOutTitle"));
    expect(await expectAccessible(page)).toEqual([]);
    await page
      .getByRole("link", { name: words("shell.signIn") })
      .first()
      .waitFor();
    expectNoConsoleErrors(page);
  });

  test("can be left without choosing anybody", async () => {
    const page = await open("/en/about");
    await page
      .getByRole("link", { name: words("shell.signIn") })
      .first()
      .click();
    await page.getByRole("button", { name: "Go back without signing in" }).click();
    expect([page.url(), complaints()]).toEqual([`${platform.url}/en/about`, expect.not.stringMatching(/error/i)]);
  });
});

describe("a session that ends while a form is filled in, without scripts,", () => {
  test("loses nothing of it, and does nothing of it", async () => {
    const organisation = organisationId(cast.anna.organisation);
    const page = await open(`/en/registry/organisations/${organisation}/registration`);
    await signIn(page);
    const field = page.getByLabel(words("registry.field.registrationNumber"));
    await field.fill("BE 0123.456.789");
    await createPlatformClient(platform.url).setClock("2027-01-10T10:00:00Z");
    await page.getByRole("button", { name: words("registry.register") }).click();
    await expect(pageTitle(page)).resolves.toBe(words("shell.documentTitle", { title: words("signIn.lapsedTitle") }));
    expect(await expectAccessible(page)).toEqual([]);
    await takeScreenshot(page, "session-over-desk");
    await page
      .getByRole("main")
      .getByRole("link", { name: words("shell.signIn") })
      .click();
    await choose(page);
    await expect(field.inputValue()).resolves.toBe("BE 0123.456.789");
    await page.getByText(words("problems.code.SignedInAgain")).waitFor();
    expect(await expectAccessible(page)).toEqual([]);
    await takeScreenshot(page, "form-again-desk");
  });
});

describe("a session that is about to end, with scripts,", () => {
  test("says so, and goes on when one wants it", async () => {
    const page = await open("/en/about", true);
    await signIn(page);
    const stay = page.getByRole("button", { name: words("signIn.stay") });
    await expect(stay.isVisible()).resolves.toBe(false);
    await stay.waitFor({ state: "visible" });
    expect(await expectAccessible(page)).toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "session-ends-soon-desk");
    await stay.click();
    await stay.waitFor({ state: "hidden" });
    expectNoConsoleErrors(page);
  });
});
