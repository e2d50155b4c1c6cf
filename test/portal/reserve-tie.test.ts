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
import { whileEvaluating } from "../support/evaluation.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";
import { type ReserveTieStory, tellReserveTie, tooMuch } from "../support/reserve-tie.ts";

let site: PortalSite;
let browser: TestBrowser;
let story: ReserveTieStory;
let director: SitePerson;
let officer: SitePerson;

const awards = () => `/evaluation/calls/${story.callId}/topics/${tooMuch}/awards`;
/** Without scripts, since every page must work without them. */
const open = (path: string, { cookies }: SitePerson, language = "en"): Promise<Page> =>
  browser.openPage(`${site.url}/${language}${path}`, { cookies, javaScript: false });
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name }).click();
  await page.waitForLoadState("domcontentloaded");
};
const waiting = async (page: Page): Promise<readonly string[]> => {
  const rows = page.getByRole("table", { name: "Next on the reserve list" }).locator("tbody tr");
  return (await rows.allTextContents()).map((text) => text.replaceAll(/\s+/g, " ").trim());
};
const expectWell = async (page: Page): Promise<void> => {
  await expectAccessible(page);
  await expectNoOverflow(page);
  expectNoConsoleErrors(page);
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  story = await tellReserveTie(site.api, site.db);
  director = await site.person("executive director", "authorisingOfficer");
  officer = await site.person("evaluation officer", "evaluationOfficer");
  await story.decide(tooMuch, 3);
  await story.freeAndCallNext(tooMuch);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe("a tie on the reserve list, without scripts", () => {
  test("is shown as one, and why nobody of it can be called yet (CLR-RANK-01)", async () => {
    const page = await open(awards(), director);
    expect(await waiting(page)).toEqual([expect.stringContaining("3 (tied)"), expect.stringContaining("3 (tied)")]);
    const main = await page.locator("main").textContent();
    expect(main).toContain("Those at the same rank are tied");
    expect(main).toContain("The panel orders them first; neither the alphabet nor the price decides.");
    expect(await page.getByRole("link", { name: "Order the tie at rank 3" }).count()).toBe(0);
    await expectWell(page);
    await takeScreenshot(page, "reserve-tie");
  });

  test("is said in Dutch as well", async () => {
    const page = await open(awards(), director, "nl");
    expect(await page.locator("main").textContent()).toContain("Wie op dezelfde plaats staan, staan gelijk");
    await expectWell(page);
  });

  test("is ordered by the officer with the panel's reason, each at a place of its own", async () => {
    const page = await open(awards(), officer);
    await page.getByRole("link", { name: "Order the tie at rank 3" }).click();
    expect(await pageTitle(page)).toContain("Order a tie in");
    await expectWell(page);
    await takeScreenshot(page, "reserve-tie-order");
    await page.getByLabel("Place of FIRST-1 in the tie").selectOption("1");
    await page.getByLabel("Place of OTHER-1 in the tie").selectOption("1");
    await page.getByLabel("Reason of the panel").fill("It works with two more Member States.");
    await press(page, "Record the order");
    expect(await page.getByRole("alert").first().textContent()).toContain("Give each proposal a place of its own.");
    expect(await page.getByLabel("Reason of the panel").inputValue()).toBe("It works with two more Member States.");
    await expectAccessible(page);
    await page.getByLabel("Place of FIRST-1 in the tie").selectOption("2");
    await press(page, "Record the order");
    expect(await page.getByText("The order of the panel is recorded").count()).toBe(1);
    expect(await waiting(page)).toEqual([
      expect.stringContaining("3 (placed by the panel)OTHER-1"),
      expect.stringContaining("4 (placed by the panel)FIRST-1"),
    ]);
    await expectAccessible(page);
    await takeScreenshot(page, "reserve-tie-ordered");
  });

  test("is then called one after the other", async () => {
    const page = await open(awards(), director);
    await press(page, "Call the next");
    const called = page.getByRole("table", { name: "Called from the reserve list" }).locator("tbody tr");
    expect((await called.allTextContents()).join(" ")).toMatch(/NEXT-1.*OTHER-1/s);
    expect(await waiting(page)).toEqual([expect.stringContaining("FIRST-1")]);
  });

  test("is no address any more once it is ordered", async () => {
    const page = await open(`${awards()}/ties/3`, officer);
    expect(await page.locator("main").textContent()).toContain(
      "These proposals are not a tie of the ranking as it stands.",
    );
  });
});
