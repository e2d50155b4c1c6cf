import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBrowser, type TestBrowser } from "../support/browser.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let callId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall();
});

afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

const open = (path: string, options: { readonly javaScript?: boolean } = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { ...options, cookies: anna.cookies });

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

/** A draft of Anna's; `written`: nothing is missing. */
const aDraft = async ({ written = false } = {}): Promise<string> => {
  const proposalId = await site.thread.draftProposal(anna, callId);
  if (written) await site.thread.writeProposal(anna.user, proposalId);
  return proposalId;
};

const savePart = (proposalId: string, path: string, body: object, ifMatch: number) =>
  site.thread.must("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: anna.user, body, ifMatch });

// Most of the time here is the pause after which a draft is saved: the tests wait side by side.
describe.concurrent("while a person writes, where scripts run,", () => {
  const saved = (page: Page) => page.getByText("Last saved on 10 January 2027 at 10:00 (Brussels time).").waitFor();

  test("the text is saved, and says when", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`);
    await page.getByLabel("Text on Impact").pressSequentially("First.");
    await saved(page);
    const second = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByLabel("Text on Impact").pressSequentially(" Second.");
    await second;
    const again = await open(`/en/proposals/${proposalId}/texts/impact`, { javaScript: false });
    await expect(again.getByLabel("Text on Impact").inputValue()).resolves.toBe("First. Second.");
  });

  test("totals follow, as the platform computes them", async () => {
    const page = await open(`/en/proposals/${await aDraft({ written: true })}/budget/p001`);
    await page.getByLabel("A. Personnel").fill("100");
    await page.getByLabel("C. Purchases").fill("");
    await page.getByText("€53.50").first().waitFor();
    await page.getByLabel("A. Personnel").fill("a lot");
    await page.getByText("Not saved yet. A. Personnel: Write an amount in euro").waitFor();
    await expect(page.getByLabel("A. Personnel").inputValue()).resolves.toBe("a lot");
  });

  test("a button that is pressed during a save waits for it: nobody is in conflict with themselves", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/texts/impact`);
    const slow = Promise.withResolvers<void>();
    await page.route("**/texts/impact", async (route) => {
      await slow.promise;
      await route.continue();
    });
    await page.getByLabel("Text on Impact").fill("First.");
    await page.getByText("Saving…").waitFor();
    await page.getByLabel("Text on Impact").fill("First. Second.");
    await press(page, "Save");
    slow.resolve();
    await page.getByRole("status").filter({ hasText: "Saved" }).first().waitFor();
    await expect(page.getByLabel("Text on Impact").inputValue()).resolves.toBe("First. Second.");
  });

  test("a lost connection is told, and nothing typed is lost", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`);
    await page.context().setOffline(true);
    await page.getByLabel("Text on Impact").fill("Written in a tunnel.");
    await page.getByText("Not saved: there is no connection.").waitFor();
    await page.context().setOffline(false);
    await saved(page);
    const again = await open(`/en/proposals/${proposalId}/texts/impact`, { javaScript: false });
    await expect(again.getByLabel("Text on Impact").inputValue()).resolves.toBe("Written in a tunnel.");
  });

  test("somebody else's save is told, and the button shows both", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`);
    await savePart(proposalId, "text.impact", { kind: "text", section: "impact", text: "Theirs." }, 0);
    await page.getByLabel("Text on Impact").fill("Mine.");
    await page.getByText("Not saved yet. Somebody saved this part while you were writing.").waitFor();
    await press(page, "Save");
    await expect(page.locator("main").innerText()).resolves.toMatch(/Mine.\s+Theirs./);
  });
});
