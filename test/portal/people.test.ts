import type { Page } from "playwright-core";
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

const open = (path: string, person: SitePerson, options: Parameters<TestBrowser["openPage"]>[1] = {}) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies, ...options });
const main = (page: Page) => page.locator("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const expectWell = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};
const lastLink = () => /\/en(\/invitations\/[\w-]{22})/.exec(site.api.mails.at(-1)?.text ?? "")?.[1] ?? "none";

describe("the people of an organisation, without JavaScript", () => {
  test("come by an invitation, hold their role at once, and lose it at once", async () => {
    const house = await site.person("Hub House", "organisationAdministrator");
    const page = await open(`/en/people/organisations/${house.organisation}`, house);
    expect(await main(page)).toContain("Nobody holds a role here.");
    await press(page, "Send the invitation");
    expect(await page.locator("#error-summary").textContent()).toContain("Mail address: Write a mail address.");
    await page.getByLabel("Mail address").fill("vera@example.eu");
    await page.locator("label").getByText("English", { exact: true }).click();
    await page.getByRole("combobox", { name: "Role" }).selectOption("applicant");
    await press(page, "Send the invitation");
    expect(await page.getByRole("status").textContent()).toContain("The invitation is on its way");
    expect(await main(page)).toContain("vera@example.eu");
    await expectWell(page);
    await takeScreenshot(page, "people-organisation-desk");

    const vera = await site.person("Vera Newcomer");
    const letter = await open(`/en${lastLink()}`, vera, { viewport: phone });
    expect(await main(letter)).toContain("Applicant");
    await expectWell(letter);
    await takeScreenshot(letter, "people-invitation-phone");
    await press(letter, "Accept");
    expect(await letter.getByRole("status").textContent()).toContain("You hold the role now.");
    expect(await main(letter)).toContain("Hand on");
    await expectWell(letter);
    await takeScreenshot(letter, "people-mine-phone");

    await page.goto(`${site.url}/en/people/organisations/${house.organisation}`);
    await press(page, "End");
    expect(await page.getByRole("status").textContent()).toContain("The role has ended.");
    await letter.goto(`${site.url}/nl/people`);
    expect(await main(letter)).toContain("U hebt nog geen rol.");
  });
});

describe("the platform's administrator", () => {
  test("gives a role, reads who holds it, and hears why one is not given", async () => {
    const administrator = await site.person("Ada Administrator", "administrator");
    const officer = await site.person("Odo Officer");
    const page = await open("/en/administration?form=give", administrator);
    const give = async (role: string) => {
      await page.getByLabel("Identifier of the person").fill(officer.user);
      await page.getByRole("combobox", { name: "Role", exact: true }).selectOption(role);
      await press(page, "Give the role");
    };
    await give("accountingOfficer");
    expect(await page.getByRole("status").textContent()).toContain("The role is given.");
    await page.goto(`${site.url}/en/administration?form=give&of=accountingOfficer`);
    expect(await main(page)).toContain(officer.user);
    await expectWell(page);
    await takeScreenshot(page, "people-administration-desk");
    await give("authorisingOfficer");
    expect(await page.getByRole("alert").textContent()).toContain("One person never holds these two roles");
  });

  test("records whom somebody reports to, changes it, and hears at the field what is none", async () => {
    const administrator = await site.person("Ada Administrator", "administrator");
    const [officer, head] = [await site.person("Lene Line"), await site.person("Hugo Head")];
    const page = await open("/en/administration/staff", administrator);
    const record = async (user: string, superior: string) => {
      await page.getByRole("textbox", { name: "Person", exact: true }).fill(user);
      await page.getByLabel("Reports to").fill(superior);
      await press(page, "Record the line");
    };
    await record(officer.user, head.user);
    expect(await page.getByRole("status").textContent()).toContain("The reporting line is recorded.");
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: officer.user }) });
    expect(await row.textContent()).toContain(head.user);
    await expectWell(page);
    await takeScreenshot(page, "people-staff-desk");
    await page.getByRole("link", { name: `Change the line of ${officer.user}` }).click();
    expect(await page.getByLabel("Reports to").inputValue()).toBe(head.user);
    await record(officer.user, officer.user);
    expect(await page.getByRole("alert").textContent()).toContain("Nobody reports to themselves, nor in a circle.");
    await record("Lene", head.user);
    expect(await page.getByRole("alert").textContent()).toContain("Write the identifier of an account");
    expect(await page.getByLabel("Reports to").inputValue()).toBe(head.user);
    await page.getByRole("link", { name: `Change the line of ${officer.user}` }).click();
    await record(officer.user, "");
    expect(await row.textContent()).toContain("nobody");
    const auditor = await site.person("Staff auditor", "auditor");
    const read = await fetch(`${site.url}/en/administration/staff`, { headers: { cookie: `person=${auditor.user}` } });
    const html = await read.text();
    expect(html).toContain(officer.user);
    expect(html).not.toContain("Record the line");
    const applicant = await site.person("Curious applicant", "applicant");
    const headers = { cookie: `person=${applicant.user}` };
    expect((await fetch(`${site.url}/en/administration/staff`, { headers })).status).toBe(403);
  });

  test("searches the table of rights and takes it along", async () => {
    const administrator = await site.person("Ada Administrator", "administrator");
    const page = await open("/en/administration/rights?q=expert%20report", administrator);
    expect(await main(page)).toContain("submitReport");
    expect(await main(page)).not.toContain("createCall");
    await expectWell(page);
    await takeScreenshot(page, "people-rights-desk");
    const headers = { cookie: `person=${administrator.user}` };
    const document = await fetch(`${site.url}/en/administration/rights/document`, { headers });
    expect(document.headers.get("content-disposition")).toContain("who-may-do-what.md");
    expect(await document.text()).toContain("| endGrant |");
    const applicant = await site.person("Curious applicant", "applicant");
    const refused = await fetch(`${site.url}/en/administration/rights`, {
      headers: { cookie: `person=${applicant.user}` },
    });
    expect(refused.status).toBe(403);
  });
});

describe("an officer of a Coordination Centre", () => {
  test("records help to an applicant in their own name, and hears why a day to come is refused (NCC-05)", async () => {
    const officer = await site.person("Nina Centre", "nccOfficer");
    const named = { name: "Nina Centre", language: "en" };
    await site.thread.must("PUT", "/v1/people/me", { ifMatch: 0, as: officer.user, body: named });
    const hub = await site.person("Helped hub", "organisationAdministrator");
    const page = await open("/en/people", officer);
    await page.getByRole("link", { name: /^Help given by/ }).click();
    const record = async (applicant: string, day: string) => {
      await page.getByRole("textbox", { name: "Applicant", exact: true }).fill(applicant);
      await page.getByLabel("Day of the help").fill(day);
      await press(page, "Record the help");
    };
    await record("the hub", "2027-01-05");
    expect(await page.getByRole("alert").textContent()).toContain("Applicant: Write the identifier of an organisation");
    await record(hub.organisation, "2027-01-11");
    expect(await page.getByRole("alert").textContent()).toContain(
      "Day of the help: Choose the day, today at the latest.",
    );
    expect(await page.getByRole("textbox", { name: "Applicant", exact: true }).inputValue()).toBe(hub.organisation);
    await record(hub.organisation, "2027-01-10");
    expect(await page.getByRole("status").textContent()).toContain("The help is on record.");
    expect(await page.getByRole("table").textContent()).toContain("Nina Centre");
    await expectWell(page);
    await takeScreenshot(page, "people-assistance-desk");
    const headers = { cookie: `person=${hub.user}` };
    const path = new URL(page.url()).pathname;
    expect((await fetch(`${site.url}${path}`, { headers })).status).toBe(403);
  });
});

describe("somebody who goes away", () => {
  test("hands a role on up to an amount, and is told at the field what does not fit", async () => {
    const administrator = await site.person("Ada Administrator", "administrator");
    const director = await site.person("Dora Director");
    const body = { user: director.user, role: "authorisingOfficer" };
    await site.thread.must("POST", "/v1/people/grants", { as: administrator.user, body });
    const stranger = await site.person("Not of the staff", "applicant");
    const colleague = await site.person("Colleague", "projectOfficer");
    const page = await open("/en/people", director);
    await page.getByRole("link", { name: "Hand on" }).click();
    await page.getByLabel("Identifier of the person").fill(stranger.user);
    await page.getByLabel("Last day").fill("2027-02-01");
    await page.getByLabel("Ceiling for the authorisation of payments").fill("50 000,00");
    await press(page, "Hand on");
    expect(await page.locator("#error-summary").textContent()).toContain("not of the same staff");
    await expectWell(page);
    await takeScreenshot(page, "people-hand-on-refused");
    await page.getByLabel("Identifier of the person").fill(colleague.user);
    await press(page, "Hand on");
    expect(await main(page)).toContain("up to");
    await press(page, "Take back");
    expect(await main(page)).toContain("Nobody acts in your roles.");
  });
});
