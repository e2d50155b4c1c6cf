import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBrowser,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { type PortalSite, openPortalSite } from "../support/portal-site.ts";
import { createTwoStages, whileFirstIsAssessed } from "../support/two-stages.ts";

let site: PortalSite;
let browser: TestBrowser;
let stages: Awaited<ReturnType<typeof createTwoStages>>;
let callId: string;
let best: Awaited<ReturnType<typeof stages.submitShort>>;
let second: typeof best;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileFirstIsAssessed), startBrowser()]);
  stages = await createTwoStages(site.api, site.db);
  callId = await stages.publish();
  [best, second] = await Promise.all([stages.submitShort(callId, "BEST"), stages.submitShort(callId, "SECOND")]);
  await stages.sealFirst(callId);
  await stages.admit(callId);
  await Promise.all([stages.assess(best.proposalId, "5", "5"), stages.assess(second.proposalId, "4", "4")]);
  // The same people, as they sign in.
  await Promise.all([
    site.person("BEST", "applicant"),
    site.person("SECOND", "applicant"),
    site.person("evaluation officer", "evaluationOfficer"),
    site.person("executive director", "authorisingOfficer"),
  ]);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

type Who = { readonly user: string };
/** Without scripts, since every page must work without them. */
const open = (path: string, { user }: Who, over: object = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { cookies: { person: user }, javaScript: false, ...over });
const main = (page: Page) => page.locator("main").innerText();
const expectGoodPage = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
  expectNoConsoleErrors(page);
};
const boardPath = () => `/en/evaluation/calls/${callId}`;
const invite = "Invite to the second stage";

describe("the pages of a call of two stages (HSC-04)", () => {
  test("offer the invitation on the board, and say why it waits: for a ranking, then for who decides", async () => {
    const board = await open(boardPath(), { user: stages.officer });
    expect(await main(board)).toContain("not every topic is ranked yet");
    await stages.rank(callId);
    await board.reload();
    expect(await main(board)).toContain("the authorising officer decides");
    await expectGoodPage(board);
  });

  test("invite with one button, and lead to the call of the second stage", async () => {
    const board = await open(boardPath(), { user: stages.director });
    await takeScreenshot(board, "two-stages-board");
    await board.getByRole("button", { name: invite }).click();
    expect(new URL(board.url()).pathname).toMatch(/^\/en\/calls\/call_/u);
    expect(board.url()).not.toContain(callId);
    await expectGoodPage(board);
  });

  test("show the second stage to who is invited, on a phone, who begins with what the short proposal says", async () => {
    const page = await open("/en/calls", best, { viewport: phone });
    await page.locator("main table a").first().click();
    expect(await main(page)).toContain("The second stage");
    await expectGoodPage(page);
    await takeScreenshot(page, "two-stages-call");
    const into = new URL(page.url()).pathname;
    await page.getByRole("button", { name: "Begin the full proposal" }).click();
    expect(new URL(page.url()).pathname).toMatch(/^\/en\/proposals\/prop_/u);
    expect(await main(page)).toContain("5 parts were taken over. Nothing was left out.");
    await expectGoodPage(page);
    await page.getByRole("link", { name: "Open the new draft" }).click();
    expect(await main(page)).toContain("BEST");
    // What only the full proposal asks for.
    expect(await main(page)).toContain("Write the text on Implementation");
    await expectGoodPage(page);
    const refused = await open(into, second);
    expect(await main(refused)).not.toContain("Begin the full proposal");
    expect(await main(refused)).toContain("There is no such call");
    await refused.goto(`${site.url}${into.replace("/en/", "/nl/")}`);
    expect(await main(refused)).not.toContain("Begin the full proposal");
  });
});
