import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwardStory, doesNotFit, fits, ownedFromAbroad, tellAwardStory } from "../support/award-story.ts";
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
import { aLegalEntity } from "../support/payee.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let story: AwardStory;
let director: SitePerson;
let picOfD: string;

const reason = "C left before the signature; A takes over a part of its work.";
const pathOf = (topicId: string, rest = "") =>
  `/evaluation/calls/${story.callId}/topics/${topicId}/awards${rest === "" ? "" : `/${rest}`}`;
const mainOf = (topicId: string): string => story.mains.get(topicId) ?? "";

/** Without scripts, since every page must work without them. */
const open = (path: string, { cookies }: SitePerson, language = "en"): Promise<Page> =>
  browser.openPage(`${site.url}/${language}${path}`, { cookies, javaScript: false });
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name }).click();
  await page.waitForLoadState("domcontentloaded");
};
const amounts = (page: Page) => page.getByRole("group", { name: "Who stays, and with how much" }).getByRole("textbox");
/** C leaves, and A takes 150,000.00 of its work. */
const fillStory = async (page: Page): Promise<void> => {
  await amounts(page).nth(0).fill("1,050,000.00");
  await amounts(page).nth(2).fill("");
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  story = await tellAwardStory(site.api, site.db);
  director = await site.person("executive director", "authorisingOfficer");
  const { organisation } = await ownedFromAbroad(site.api, "D of a foreign owner", "50.01");
  picOfD = aLegalEntity(organisation).pic;
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe("an award of 1,500,000.00, of which C leaves before signature, without scripts", () => {
  test("opens from the awards of its topic, with who is in it and how much is free", async () => {
    const page = await open(pathOf(fits), director);
    await page.getByRole("link", { name: "Change MAIN-1" }).click();
    expect(await pageTitle(page)).toContain("Award of MAIN-1");
    expect(await amounts(page).evaluateAll((inputs) => inputs.map((input) => input.getAttribute("value")))).toEqual([
      "900,000.00",
      "400,000.00",
      "200,000.00",
    ]);
    await expectAccessible(page);
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, "award-change");
  });

  test("takes D in by nobody's leave: 50.01 % of it is owned from a third country (DEP-03, Article 12(5))", async () => {
    const page = await open(pathOf(fits, mainOf(fits)), director);
    await amounts(page).nth(2).fill("");
    await page.getByLabel("PIC of the organisation").fill(picOfD);
    await page.getByLabel("Amount for the organisation that comes in").fill("200,000.00");
    await page.getByLabel("Reason").first().fill(reason);
    await press(page, "Record the change");
    const alert = await page.getByRole("alert").textContent();
    expect(alert).toContain("This organisation may not take part in the call.");
    expect(alert).toContain("It is controlled from a third country.");
    expect(await page.getByLabel("PIC of the organisation").inputValue()).toBe(picOfD);
    expect(await page.getByLabel("Reason").first().inputValue()).toBe(reason);
    await expectAccessible(page);
    await takeScreenshot(page, "award-change-refused");
  });

  test("names at its field what cannot be read, an organisation that nobody knows, and a reason that is missing", async () => {
    const page = await open(pathOf(fits, mainOf(fits)), director);
    await amounts(page).nth(0).fill("1,050,000.005");
    await page.getByLabel("PIC of the organisation").fill("900000001");
    await page.getByLabel("Amount for the organisation that comes in").fill("1.00");
    await press(page, "Record the change");
    const unread = await page.getByRole("alert").textContent();
    expect(unread).toContain("Give the nine digits of an organisation of the registry.");
    await page.getByLabel("PIC of the organisation").fill("");
    await page.getByLabel("Amount for the organisation that comes in").fill("");
    await amounts(page).nth(0).fill("1,500,000.01");
    await page.getByLabel("Reason").first().fill(reason);
    await press(page, "Record the change");
    expect(await page.getByRole("alert").textContent()).toContain("The award would be more than was decided.");
    await fillStory(page);
    await page.getByLabel("Reason").first().fill("short");
    await press(page, "Record the change");
    expect(await page.getByRole("alert").textContent()).toContain("Write 10 to 5,000 characters.");
    await press(page, "End this award");
    expect(await page.getByRole("alert").textContent()).toContain("Write 10 to 5,000 characters.");
  });

  test("shows what it would leave, and records nothing by that", async () => {
    const page = await open(pathOf(doesNotFit, mainOf(doesNotFit)), director);
    await fillStory(page);
    await press(page, "See what it leaves");
    const notice = await page.locator("main").innerText();
    expect(notice).toContain("Nothing is recorded yet");
    expect(notice).toContain("The award would be €1,450,000.00; it is €1,500,000.00 now. €50,000.00 would be free");
    expect(notice).toContain("NEXT-2 (place 2, €50,000.01) is next on the reserve list: €0.01 would be missing.");
    await expectAccessible(page);
    await expectNoOverflow(page);
    await takeScreenshot(page, "award-change-foreseen");
    const again = await open(pathOf(doesNotFit, mainOf(doesNotFit)), director);
    expect(await amounts(again).nth(2).inputValue()).toBe("200,000.00");
  });

  test("goes on with 1,450,000.00, and the next of 50,000.00 is called (DSC-09)", async () => {
    const page = await open(pathOf(fits, mainOf(fits)), director);
    await fillStory(page);
    await page.getByLabel("Reason").first().fill(reason);
    await press(page, "Record the change");
    expect(await page.getByRole("status").textContent()).toContain("The change is recorded");
    const row = page.getByRole("table", { name: "Awards" }).getByRole("row").filter({ hasText: "MAIN-1" });
    expect(await row.textContent()).toContain("1,450,000.00");
    await press(page, "Call the next");
    expect(await page.getByRole("status").textContent()).toContain("The next is called");
    const called = page.getByRole("table", { name: "Called from the reserve list" });
    expect(await called.textContent()).toContain("NEXT-1");
  });

  test("calls nobody who asks for 50,000.01 (DSC-07)", async () => {
    const page = await open(pathOf(doesNotFit, mainOf(doesNotFit)), director);
    await fillStory(page);
    await page.getByLabel("Reason").first().fill(reason);
    await press(page, "Record the change");
    expect(await page.getByRole("button", { name: "Call the next" }).getAttribute("aria-disabled")).toBe("true");
    expect(await page.getByText("What is free is not enough for the next of the reserve list.").count()).toBe(1);
  });

  test("ends, and all of it is free", async () => {
    const page = await open(pathOf(doesNotFit, mainOf(doesNotFit)), director, "nl");
    await expectAccessible(page);
    await page.getByLabel("Reden").last().fill("De coördinator heeft zich teruggetrokken.");
    await press(page, "Deze toekenning beëindigen");
    const row = page.getByRole("table", { name: "Toekenningen" }).getByRole("row").filter({ hasText: "MAIN-2" });
    expect(await row.textContent()).toContain("0,00");
    await press(page, "De volgende oproepen");
    expect(await page.getByRole("status").textContent()).toContain("De volgende is opgeroepen");
  });

  test("is read by the auditor, who changes nothing", async () => {
    const auditor = await site.person("auditor", "auditor");
    const page = await open(pathOf(fits), auditor);
    await page.getByRole("link", { name: "See MAIN-1" }).click();
    expect(await pageTitle(page)).toContain("Award of MAIN-1");
    expect(await page.getByRole("button", { name: "Record the change" }).count()).toBe(0);
    const row = page
      .getByRole("table", { name: "Who is in the award" })
      .getByRole("row")
      .filter({ hasText: "C of MAIN-1" });
    expect(await row.textContent()).toContain("left");
    await expectAccessible(page);
  });
});
