import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createAwards } from "../support/awarded.ts";
import {
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { createPayables } from "../support/payable.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

// A browser on a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** The first period runs from 10 May 2027 to 9 November 2028. */
const inPeriod = "2028-03-01T09:00:00.000Z";
const afterPeriod = "2028-11-10T09:00:00.000Z";
const tooLate = "2029-01-09T09:00:00.000Z";

let site: PortalSite;
let browser: TestBrowser;
let coordinator: SitePerson;
let officer: SitePerson;
let verifier: SitePerson;
let path: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite("2027-05-03T09:00:00.000Z"), startBrowser()]);
  const callId = await createAwards(site.api, site.db).openCall();
  const payables = await createPayables(site.api, site.db, callId);
  coordinator = await site.person("Coordinator who reports", "applicant");
  officer = await site.person("Officer who reads reports", "projectOfficer");
  verifier = await site.person("Verifier of statements", "verifier");
  const payee = { user: coordinator.user, organisation: coordinator.organisation };
  await payables.payees.validate(payee);
  const { agreementId } = await payables.sign(payee);
  path = `/en/agreements/${agreementId}`;
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const open = (person: SitePerson, page = path) =>
  browser.openPage(`${site.url}${page}`, { javaScript: false, cookies: person.cookies });
const main = (page: Page) => page.locator("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name }).first().click();
const said = (page: Page) => page.getByRole("status").textContent();
const expectWell = async (page: Page, name: string): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
  await takeScreenshot(page, name);
};
const addCost = async (page: Page, description: string, day: string, amount: string) => {
  await page.getByLabel("Category").selectOption("A");
  await page.getByLabel("Description").fill(description);
  await page.getByLabel("Incurred on").fill(day);
  await page.getByLabel("Amount").fill(amount);
  await press(page, "Add a cost");
};
const pageOf = async (person: SitePerson, page: string) => {
  const answer = await fetch(`${site.url}${page}`, { headers: { cookie: `person=${person.user}` } });
  return { status: answer.status, text: await answer.text() };
};

describe("a report, written and sent without JavaScript", () => {
  test("goes from the first cost to the Centre", async () => {
    site.setClock(inPeriod);
    const writer = await open(coordinator);
    await follow(writer, "Reports and financial statements");
    await expectWell(writer, "reports-desk");
    await follow(writer, "Period 1");
    expect(await main(writer)).toContain("Not available: the period is not over");
    await expectWell(writer, "report-running-desk");
    await writer.getByRole("link", { name: "Partner p001" }).click();
    expect(await main(writer)).toContain("No costs are stated yet.");
    await addCost(writer, "Analysts, 20 days", "2028-02-15", "100,000.00");
    expect(await said(writer)).toContain("Saved");
    expect(await main(writer)).toContain("€53,500.00");
    await expectWell(writer, "statement-desk");

    await addCost(writer, "A cost of tomorrow", "2028-03-02", "10.00");
    expect(await writer.getByRole("alert").textContent()).toContain("Choose a day of the period");
    expect(await writer.getByLabel("Description").inputValue()).toBe("A cost of tomorrow");
    await addCost(writer, "Taken out again", "2028-02-16", "1.00");
    await press(writer, "Remove Taken out again");
    expect(await main(writer)).not.toContain("Taken out again");

    site.setClock(afterPeriod);
    await writer.reload();
    await press(writer, "Sign the statement");
    expect(await said(writer)).toContain("The statement is signed");
    await follow(writer, "Period 1");
    await press(writer, "Send the report");
    expect(await writer.getByRole("alert").textContent()).toContain("Write 50 to 10,000 characters.");
    await writer
      .getByLabel("What was done")
      .fill("The hub stands, and exchanges with five national centres since May 2028.");
    await press(writer, "Send the report");
    expect(await said(writer)).toContain("The report is sent");

    const reader = await open(officer, `${path}/reports/1`);
    expect(await main(reader)).toContain("exchanges with five national centres");
    expect(await main(reader)).toContain("€107,000.00");
    await expectWell(reader, "report-sent-desk");
  });
});

describe("the check of a statement, without JavaScript", () => {
  test("rejects a part of a cost with its ground; the Centre reads it and the coordinator does not", async () => {
    // The report that the test before sent: one cost of 100,000.00.
    site.setClock(afterPeriod);
    const checker = await open(verifier, `${path}/reports/1/p001`);
    await follow(checker, "Check of this statement");
    const find = async (amount: string, reason: string) => {
      await checker.getByLabel("Line of the statement").selectOption("1");
      await checker.getByLabel("What becomes of the amount").selectOption("rejected");
      await checker.getByLabel("Ground").selectOption("DEDUCTIBLE_VAT");
      await checker.getByLabel("Amount", { exact: false }).last().fill(amount);
      await checker.getByLabel("Reason").fill(reason);
      await press(checker, "Add a finding");
    };
    await find("100,000.01", "The VAT of these invoices is deductible.");
    expect(await checker.getByRole("alert").textContent()).toContain("no more than the line states");
    expect(await checker.getByLabel("Reason").inputValue()).toBe("The VAT of these invoices is deductible.");
    await expectWell(checker, "statement-check-refused-desk");
    await find("20,000.00", "The VAT of these invoices is deductible.");
    expect(await said(checker)).toContain("Saved");
    expect(await main(checker)).toContain("€42,800.00");
    await expectWell(checker, "statement-check-desk");

    const reader = await pageOf(officer, `${path}/reports/1/p001/check`);
    expect(reader.text).toContain("Deductible VAT");
    expect(reader.text).not.toContain("Add a finding");
    const dutch = await pageOf(officer, `${path.replace("/en/", "/nl/")}/reports/1/p001/check`);
    expect(dutch.text).toContain("Aftrekbare btw");
    expect((await pageOf(coordinator, `${path}/reports/1/p001/check`)).status).toBe(403);
    expect((await pageOf(coordinator, `${path}/reports/1/p001`)).text).not.toContain("Check of this statement");

    await press(checker, "Remove the finding about Analysts, 20 days");
    expect(await main(checker)).toContain("Rejected: €0.00. Parked: €0.00.");
  });
});

describe("pages of reports", () => {
  test("say how late a report is, and that a period has not begun", async () => {
    site.setClock(tooLate);
    const { text } = await pageOf(officer, `${path}/reports`);
    expect(text).toContain("Period 2, final");
    site.setClock(inPeriod);
    const coming = await pageOf(officer, `${path}/reports/2`);
    expect(coming.text).toContain("The period has not begun");
  });

  test.each(["/reports/3", "/reports/x", "/reports/1/p099"])("are not there at %s", async (tail) => {
    site.setClock(inPeriod);
    expect((await pageOf(officer, `${path}${tail}`)).status).toBe(404);
  });

  test("are for the agreement's own people and the Centre", async () => {
    const stranger = await site.person("Stranger to the grant", "applicant");
    site.setClock(inPeriod);
    expect((await pageOf(stranger, `${path}/reports`)).status).toBe(404);
    expect((await pageOf(stranger, `${path}/reports/1/p001`)).status).toBe(404);
  });
});
