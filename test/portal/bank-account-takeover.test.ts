import { Instant, addMilliseconds } from "@grants/kernel/time";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAwards } from "../support/awarded.ts";
import {
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { createPayables } from "../support/payable.ts";
import { coolingMs, validIban } from "../support/payee.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

/** Somebody has the sign-in of an applicant's administrator. What follows happens on pages, without scripts. */
const monday = "2027-05-03T09:00:00.000Z";
const askedAt = "2027-05-03T09:30:00.000Z";
const cooledAt = addMilliseconds(Instant.parse(askedAt), coolingMs);
/** Belongs to somebody else, and the bank knows. */
const muleIban = "LT121000011101001000";
/** Opened in the organisation's own name: the bank is deceived. */
const twinIban = "BE71096123456769";

let site: PortalSite;
let browser: TestBrowser;
let payables: Awaited<ReturnType<typeof createPayables>>;
let people: Readonly<Record<"verifier" | "accountant" | "both" | "authorisingOfficer" | "auditor", SitePerson>>;

beforeEach(() => site.setClock(askedAt));
beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(monday), startBrowser()]);
  payables = await createPayables(site.api, site.db, await createAwards(site.api, site.db).openCall());
  people = {
    verifier: await site.person("circuit verifier", "verifier"),
    accountant: await site.person("circuit accountant", "accountingOfficer"),
    both: await site.person("Bo with two roles", "verifier", "accountingOfficer"),
    authorisingOfficer: await site.person("circuit authorisingOfficer", "authorisingOfficer"),
    auditor: await site.person("auditor of the takeover", "auditor"),
  };
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const open = (path: string, person: SitePerson) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies });
const main = (page: Page) => page.getByRole("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const isOffered = async (page: Page, name: string): Promise<boolean> => {
  const button = page.getByRole("button", { name, exact: true });
  return (await button.getAttribute("aria-disabled")) !== "true";
};

/** A coordinator whose payment is certified, and the page on which the stranger asks for another account. */
const takenOver = async (name: string, iban: string) => {
  const person = await site.person(name, "applicant", "organisationAdministrator");
  await payables.payees.validate({ user: person.user, organisation: person.organisation });
  const { requestId } = await payables.validated(await payables.sign(person));
  const asks = await open(`/en/registry/organisations/${person.organisation}`, person);
  await asks.getByRole("link", { name: "Change the bank account" }).click();
  await asks.getByLabel("IBAN").fill(iban);
  await press(asks, "Ask for the change");
  expect(await asks.getByRole("status").textContent()).toContain("Payments go to the present account.");
  const path = new URL(asks.url()).pathname;
  return { person, requestId, path, accountId: path.split("/").at(-1) ?? "" };
};

const confirmByTelephone = async (page: Page): Promise<void> => {
  await page.locator("label").getByText("Confirmed: the organisation wants this account", { exact: true }).click();
  await page.getByLabel("With whom you spoke").fill("Somebody answered for the director.");
  await press(page, "Record the call");
  expect(await page.getByRole("status").textContent()).toContain("The call is recorded");
};

/** What the auditor's page says of an account: its steps, and who took them. */
const readTimeline = async (accountId: string): Promise<readonly string[]> => {
  const page = await open(`/en/audit/${accountId}`, people.auditor);
  expect(await main(page)).toContain("The chain holds");
  return page.getByRole("heading", { level: 2, name: /^\d+\. / }).allTextContents();
};

/** The Director authorises the payment on its page; the file of the bank says where to. */
const payOnPages = async (requestId: string, executionOn: string): Promise<string> => {
  const officer = await open(`/en/payments/requests/${requestId}`, people.authorisingOfficer);
  await officer.getByLabel("Day of execution").fill(executionOn);
  await press(officer, "Authorise");
  expect(await officer.getByRole("status").textContent()).toContain("The payment is authorised");
  const run = await payables.sentRun(executionOn);
  const { user } = people.accountant;
  return z.string().parse((await payables.must("GET", `${run.path}/file`, { as: user }))["text"]);
};

describe("an account that somebody takes over, on the pages of those who stop it", () => {
  test("is blocked where the bank says that it belongs to somebody else, and no payment leaves for it", async () => {
    const { path, requestId, accountId } = await takenOver("Hub that a stranger writes for", muleIban);
    const verifier = await open(path, people.verifier);
    await confirmByTelephone(verifier);
    await press(verifier, "Ask the bank");
    expect(await main(verifier)).toContain("No match: the account belongs to somebody else");
    const file = await payOnPages(requestId, "2027-05-05");
    site.setClock(cooledAt);
    const accountant = await open(path, people.accountant);
    expect(await isOffered(accountant, "Validate the account")).toBe(false);
    expect([file.includes(validIban), file.includes(muleIban)]).toEqual([true, false]);
    expect(await readTimeline(accountId)).toEqual([
      "1. Another bank account asked for",
      "2. Call to the organisation recorded",
      "3. Bank account blocked",
    ]);
  });

  test("waits for its cooling period and a second person, and ends when a colleague sees it", async () => {
    const { person, path, accountId } = await takenOver("Hub with a watchful colleague", twinIban);
    const both = await open(path, people.both);
    await confirmByTelephone(both);
    await press(both, "Ask the bank");
    expect(await main(both)).toContain("you did an earlier step; another person must do this one");
    const early = await open(path, people.accountant);
    expect(await main(early)).toContain("Not available: the cooling period is not over");
    expect(await isOffered(early, "Validate the account")).toBe(false);
    const colleague = await site.person("Colleague of the hub", "applicant");
    await site.api.person("Colleague of the hub", [{ role: "applicant", organisation: person.organisation }]);
    const seen = await open(`/en/registry/organisations/${person.organisation}`, colleague);
    expect(await main(seen)).toContain("Somebody asked to be paid on another account");
    await seen.getByRole("link", { name: "See the request, or stop it" }).click();
    await press(seen, "Stop this account");
    expect(await seen.getByRole("status").textContent()).toContain("The account is stopped");
    site.setClock(cooledAt);
    const late = await open(path, people.accountant);
    expect(await late.getByRole("button", { name: "Validate the account", exact: true }).count()).toBe(0);
    const timeline = await open(`/en/audit/${accountId}`, people.auditor);
    await expect(expectAccessible(timeline)).resolves.toEqual([]);
    await expectNoOverflow(timeline);
    await takeScreenshot(timeline, "takeover-timeline-desk");
    expect(await readTimeline(accountId)).toEqual([
      "1. Another bank account asked for",
      "2. Call to the organisation recorded",
      "3. Holder of the bank account verified",
      "4. Bank account withdrawn",
    ]);
  });
});
