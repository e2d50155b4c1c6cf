import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { Instant, addMilliseconds } from "@grants/kernel/time";
import { whileOpen } from "../support/builders.ts";
import { AccountReply, aLegalEntity, anAccount, coolingMs } from "../support/payee.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let verifier: SitePerson;
let accountant: SitePerson;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  verifier = await site.person("Vera Verifier", "verifier");
  accountant = await site.person("Arno Accountant", "accountingOfficer");
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Every page works without scripts; the ones that this test opens with scripts say so. */
const open = (path: string, person: SitePerson, options: Parameters<TestBrowser["openPage"]>[1] = {}) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies, ...options });
const organisationPath = ({ organisation }: SitePerson) => `/registry/organisations/${organisation}`;
const later = (milliseconds: number) => addMilliseconds(Instant.parse(whileOpen), milliseconds);
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();
const main = (page: Page) => page.locator("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** The library's radio button is drawn by its label. */
const choose = (page: Page, label: string) => page.locator("label").getByText(label, { exact: true }).click();
const expectWell = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};

const registered = async (name: string): Promise<SitePerson> => {
  const person = await site.person(name, "applicant", "organisationAdministrator");
  const body = { organisationId: person.organisation, legalEntity: aLegalEntity(person.organisation, { name }) };
  await site.thread.must("POST", "/v1/registry/organisations", { as: person.user, body });
  return person;
};
const validated = async (name: string): Promise<SitePerson> => {
  const person = await registered(name);
  await site.thread.must("POST", `/v1${organisationPath(person)}/validation`, { as: verifier.user, ifMatch: 1 });
  return person;
};
/** The page of an account, and the account in the API. */
const withAccount = async (person: SitePerson, iban = "BE68 5390 0754 7034") => {
  const path = `${organisationPath(person)}/bank-accounts`;
  const made = await site.thread.must("POST", `/v1${path}`, { as: person.user, body: anAccount({ iban }) });
  return `${path}/${AccountReply.parse(made).account.id}`;
};
const verified = async (person: SitePerson, iban?: string) => {
  const path = await withAccount(person, iban);
  await site.thread.must("POST", `/v1${path}/verification`, { as: verifier.user, ifMatch: 1 });
  return path;
};

describe("an organisation, without JavaScript", () => {
  test("registers who it is in law and the account it wants to be paid on", async () => {
    const anna = await site.person("Anna of Ghent", "applicant");
    const page = await open("/en/registry", anna, { viewport: phone });
    expect(await main(page)).toContain("Your organisation is not registered yet.");
    await expectWell(page);
    await page.getByRole("link", { name: "Register the legal entity" }).click();
    await page.getByLabel("Legal name").fill("Cyber Hub of Ghent");
    await page.getByRole("textbox", { name: "PIC" }).fill("999 888 777");
    await page.getByLabel("Number in the national register").fill("BE 0123.456.789");
    await page.getByLabel("Town").fill("Gent");
    await page.getByLabel("Country").fill("be");
    await press(page, "Register");
    expect(await heading(page)).toBe("Cyber Hub of Ghent");
    expect(await page.getByRole("status").textContent()).toContain("The legal entity is registered");
    expect(await main(page)).toContain("Next: A verifier of the Centre");
    await page.getByRole("link", { name: "Register a bank account" }).click();
    expect(await page.getByLabel("Account holder").inputValue()).toBe("Cyber Hub of Ghent");
    await page.getByLabel("IBAN").fill("be68 5390 0754 7034");
    await press(page, "Register the account");
    expect(await heading(page)).toBe("Account ending in 7034");
    await expectWell(page);
    await page.getByRole("link", { name: "Cyber Hub of Ghent" }).click();
    expect(await main(page)).toContain("Account ending in 7034");
    expect(await main(page)).not.toContain("BE68");
    await expectWell(page);
    await takeScreenshot(page, "registry-organisation-phone");
  });

  test("is told at each field what the registration lacks, and loses nothing", async () => {
    const page = await open(`/en${organisationPath(await site.person("Empty", "applicant"))}/registration`, verifier);
    expect(await heading(page)).toBe("Page not found");
    const own = await site.person("Empty handed", "applicant");
    const form = await open(`/en${organisationPath(own)}/registration`, own);
    await form.getByLabel("Legal name").fill("Half a form");
    await form.getByRole("textbox", { name: "PIC" }).fill("12345");
    await press(form, "Register");
    expect(await form.locator("#error-summary").textContent()).toContain("PIC: Write the nine digits of the PIC.");
    expect(await form.getByRole("link", { name: /^Town: / }).getAttribute("href")).toBe(
      "#legalEntity.address.townName",
    );
    expect(await form.getByLabel("Legal name").inputValue()).toBe("Half a form");
    await expectWell(form);
    await takeScreenshot(form, "registry-registration-refused");
  });

  test("is told that its PIC belongs to another organisation", async () => {
    const { organisation } = await registered("Owner of the PIC");
    const own = await site.person("Wants the PIC", "applicant");
    const page = await open(`/en${organisationPath(own)}/registration`, own);
    await page.getByLabel("Legal name").fill("Wants the PIC");
    await page.getByRole("textbox", { name: "PIC" }).fill(aLegalEntity(organisation).pic);
    await page.getByLabel("Number in the national register").fill("BE 1");
    await page.getByLabel("Town").fill("Gent");
    await page.getByLabel("Country").fill("BE");
    await press(page, "Register");
    expect(await page.locator("#error-summary").textContent()).toContain("Another organisation is registered");
  });

  test.each([
    ["BE69 5390 0754 7034", "IBAN: The check digits do not fit"],
    ["BE68 5390 0754 703", "IBAN: The number is too long or too short"],
    ["US68539007547034", "IBAN: Payments in euro do not reach"],
    ["none", "IBAN: An IBAN begins with two letters"],
  ])("reads in words what is wrong with the number %s", async (iban, words) => {
    const own = await registered(`Writes ${iban}`);
    const page = await open(`/en${organisationPath(own)}/bank-accounts/new`, own);
    await page.getByLabel("IBAN").fill(iban);
    await press(page, "Register the account");
    expect(await page.locator("#error-summary").textContent()).toContain(words);
    expect(await page.getByLabel("IBAN").inputValue()).toBe(iban);
    expect(await page.getByLabel("IBAN").getAttribute("aria-invalid")).toBe("true");
  });

  test("does not see those of others", async () => {
    const other = await registered("Somebody else");
    const page = await open(`/en${organisationPath(other)}`, await site.person("Curious", "applicant"));
    expect(await main(page)).toContain("There is no such organisation, or it is not yours to see.");
  });
});

describe("the verifier", () => {
  test("finds in the work list what waits, validates the entity and records the bank's answer", async () => {
    const own = await registered("Hub that waits");
    await withAccount(own);
    const page = await open("/en/registry/work", verifier);
    await expectWell(page);
    await takeScreenshot(page, "registry-work-desk");
    await page.getByRole("link", { name: "Hub that waits", exact: true }).click();
    await press(page, "Validate the legal entity");
    expect(await page.getByRole("status").textContent()).toContain("The legal entity is validated");
    await page.getByRole("link", { name: "Legal entities and bank accounts to check" }).click();
    await page.getByRole("link", { name: "Account of Hub that waits" }).click();
    expect(await main(page)).toContain("BE68 5390 0754 7034");
    await press(page, "Ask the bank");
    expect(await page.getByRole("status").textContent()).toContain("The answer of the bank is recorded");
    expect(await main(page)).toContain("Next: The accounting officer");
  });

  test("blocks an account that belongs to somebody else", async () => {
    const own = await validated("Hub without match");
    const path = await withAccount(own, "LT12 1000 0111 0100 1000");
    const page = await open(`/en${path}`, verifier);
    await press(page, "Ask the bank");
    expect(await main(page)).toContain("This account is blocked");
    await expectWell(page);
    const blocked = await open(`/en${path}`, accountant);
    const button = blocked.getByRole("button", { name: "Validate the account" });
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    expect(await main(blocked)).toContain("Not available: the bank says that the account belongs to somebody else");
    const seen = await open(`/en${organisationPath(own)}`, own);
    expect(await main(seen)).toContain("The organisation: register a bank account");
  });

  test("is told when somebody recorded the answer meanwhile", async () => {
    const path = await withAccount(await validated("Hub of two verifiers"));
    const page = await open(`/en${path}`, verifier);
    await site.thread.must("POST", `/v1${path}/verification`, { as: verifier.user, ifMatch: 1 });
    await press(page, "Ask the bank");
    expect(await page.getByRole("alert").textContent()).toContain("A newer version was saved");
    expect(await main(page)).toContain("Match: the account belongs to this holder");
  });
});

describe("the accounting officer", () => {
  test("validates a close match with a reason only", async () => {
    const own = await validated("Cyber Hub");
    const path = await verified(own, "ES91 2100 0418 4502 0005 1332");
    const page = await open(`/en${path}`, accountant);
    expect(await main(page)).toContain("The bank found a close match only");
    await press(page, "Validate the account");
    expect(await page.locator("#error-summary").textContent()).toContain("Write why this is the payee");
    await page.getByLabel("Why this is the payee").fill("Too short");
    await press(page, "Validate the account");
    expect(await page.locator("#error-summary").textContent()).toContain("in at least 10 characters");
    await expectWell(page);
    await takeScreenshot(page, "registry-close-match");
    await page.getByLabel("Why this is the payee").fill("The bank abbreviates the legal form.");
    await press(page, "Validate the account");
    expect(await page.getByRole("status").textContent()).toContain("The account is validated");
    const seen = await open(`/nl${organisationPath(own)}`, own);
    expect(await main(seen)).toContain("Hierheen wordt betaald");
    expect(await main(seen)).toContain("Niemand: alles is in orde");
    await expectWell(seen);
  });

  test("has to be another person than the verifier, and waits for the legal entity", async () => {
    const both = await site.person("Bo with two roles", "verifier", "accountingOfficer");
    const path = await withAccount(await validated("Hub of one person"));
    const page = await open(`/en${path}`, both);
    await press(page, "Ask the bank");
    expect(await main(page)).toContain("Not available: you did an earlier step; another person must do this one");
    const waits = await open(`/en${await verified(await registered("Hub too early"))}`, accountant);
    expect(await main(waits)).toContain("Not available: the legal entity has to be validated first");
  });
});

describe("another account", () => {
  test("is asked for, seen by everybody of the organisation, confirmed by telephone and validated after ten days", async () => {
    const own = await validated("Hub that changes");
    const first = await verified(own);
    await site.thread.must("POST", `/v1${first}/validation`, { as: accountant.user, ifMatch: 2, body: {} });
    site.setClock(later(1));
    const asks = await open(`/en${organisationPath(own)}`, own, { viewport: phone });
    await asks.getByRole("link", { name: "Change the bank account" }).click();
    await expectWell(asks);
    await asks.getByLabel("IBAN").fill("BE71 0961 2345 6769");
    await press(asks, "Ask for the change");
    expect(await asks.getByRole("status").textContent()).toContain("The change is asked for");
    await expectWell(asks);
    await takeScreenshot(asks, "registry-change-phone");
    const path = new URL(asks.url()).pathname;
    await asks.getByRole("link", { name: "Hub that changes" }).click();
    expect(await main(asks)).toContain("Somebody asked to be paid on another account");
    const calls = await open(path, verifier);
    expect(await main(calls)).toContain("Call +3225550101");
    await press(calls, "Record the call");
    expect(await calls.locator("#error-summary").textContent()).toContain("Choose what the organisation said.");
    await expectWell(calls);
    await takeScreenshot(calls, "registry-call-back");
    await choose(calls, "Confirmed: the organisation wants this account");
    await calls.getByLabel("With whom you spoke").fill("The director confirmed it.");
    await press(calls, "Record the call");
    await press(calls, "Ask the bank");
    const early = await open(path, accountant);
    expect(await main(early)).toContain("Not available: the cooling period is not over");
    site.setClock(later(1 + coolingMs));
    const late = await open(path, accountant);
    await press(late, "Validate the account");
    expect(await late.getByRole("status").textContent()).toContain("The account is validated");
    site.setClock(whileOpen);
  });

  test("that the bank was asked about first still offers the call to the verifier", async () => {
    const own = await validated("Hub asked at the bank");
    const first = await verified(own);
    await site.thread.must("POST", `/v1${first}/validation`, { as: accountant.user, ifMatch: 2, body: {} });
    site.setClock(later(1));
    const body = anAccount({ iban: "BE71 0961 2345 6769" });
    const path = `${organisationPath(own)}/bank-accounts`;
    const asked = await site.thread.must("POST", `/v1${organisationPath(own)}/bank-account-changes`, {
      as: own.user,
      at: later(1),
      body,
    });
    const file = `${path}/${AccountReply.parse(asked).account.id}`;
    await site.thread.must("POST", `/v1${file}/verification`, { as: verifier.user, ifMatch: 1 });
    const waits = await open(`/en${file}`, accountant, { viewport: phone });
    expect(await main(waits)).toContain("Not available: the organisation has to confirm the change by telephone first");
    const work = await open("/en/registry/work", verifier);
    const row = work.getByRole("row", { name: "Hub asked at the bank" });
    expect(await row.textContent()).toContain("A verifier of the Centre calls the organisation");
    await row.getByRole("link").click();
    expect(await main(work)).toContain("Call +3225550101");
    await expectWell(work);
    await choose(work, "Confirmed: the organisation wants this account");
    await work.getByLabel("With whom you spoke").fill("The director confirmed it.");
    await press(work, "Record the call");
    expect(await work.getByRole("status").textContent()).toContain("The call is recorded");
    expect(await work.getByRole("button", { name: "Record the call" }).count()).toBe(0);
    site.setClock(later(1 + coolingMs));
    const late = await open(`/nl${file}`, accountant, { viewport: phone });
    await expectWell(late);
    await press(late, "De rekening valideren");
    expect(await late.getByRole("status").textContent()).toContain("De rekening is gevalideerd");
    site.setClock(whileOpen);
  });
});

describe("what else the registry knows of an organisation", () => {
  test("is declared by itself: owners, size and NIS2; an officer decides who controls it", async () => {
    const own = await validated("Hub with owners");
    const page = await open(`/en${organisationPath(own)}`, own, { viewport: phone });
    await page.getByRole("link", { name: "Ownership and control" }).click();
    await expectWell(page);
    const holding = page.getByRole("group", { name: "Holding 1" });
    await holding.getByLabel("Owner", { exact: true }).fill("US Parent Inc");
    await holding.getByLabel("Kind").selectOption("LEGAL");
    await holding.getByLabel("Country").fill("us");
    await holding.getByLabel("Capital, per cent").fill("150");
    await press(page, "Declare");
    expect(await page.locator("#error-summary").textContent()).toContain("Write a percentage from 0 to 100.");
    await expectWell(page);
    await holding.getByLabel("Capital, per cent").fill("60,5 %");
    await press(page, "Declare");
    expect(await main(page)).toContain("Controlled from a third country (US)");
    expect(await main(page)).toContain("Hub with owners – US Parent Inc");
    await expectWell(page);
    await takeScreenshot(page, "registry-ownership-phone");
    const officer = await site.person("Oda Officer", "projectOfficer");
    const assesses = await open(`/en${organisationPath(own)}/ownership?restriction=ART_12_5`, officer);
    expect(await main(assesses)).toContain("Nobody has assessed the declaration.");
    await assesses.getByLabel("Reason").fill("The register confirms the holding.");
    await press(assesses, "Decide");
    expect(await main(assesses)).toContain("Decided by the Centre");
    await expectWell(assesses);
    await takeScreenshot(assesses, "registry-ownership-desk");
    await page.goto(`${site.url}/en${organisationPath(own)}/size`);
    await page.getByLabel("Persons, in annual work units").fill("12");
    await page.getByLabel("Annual turnover").fill("many");
    await page.getByLabel("Balance sheet total").fill("3 000 000");
    await press(page, "State it");
    expect(await page.locator("#error-summary").textContent()).toContain("Annual turnover");
    await page.getByLabel("Annual turnover").fill("1 500 000,00");
    await press(page, "Add a related enterprise");
    await expectWell(page);
    await choose(page, "Partner");
    await page.getByLabel("Share of a partner").fill("25");
    const partner = page.getByRole("group", { name: "Related enterprise 1" });
    await partner.getByLabel("Persons").fill("4");
    await partner.getByLabel("Annual turnover").fill("1 000 000");
    await partner.getByLabel("Balance sheet").fill("1 000 000");
    await press(page, "State it");
    expect(await main(page)).toContain("Small enterprise");
    await page.goto(`${site.url}/en${organisationPath(own)}/nis2`);
    await choose(page, "Important entity");
    await press(page, "State it");
    expect(await page.locator("#error-summary").textContent()).toContain("Member State: Write the two capitals");
    await expectWell(page);
    await choose(page, "Out of scope");
    await press(page, "State it");
    expect(await main(page)).toContain("Out of scope");
  });

  test("says to everybody who may see it that it is excluded", async () => {
    const own = await validated("Hub that is excluded");
    const director = await site.person("Dora Director", "authorisingOfficer");
    const page = await open(`/en${organisationPath(own)}`, director);
    await page.getByRole("link", { name: "Exclusion and early detection" }).click();
    await choose(page, "Excluded");
    await page.getByLabel("Reason").fill("Decision of the panel in the case.");
    await press(page, "Record");
    expect(await page.locator("#error-summary").textContent()).toContain("First day: Write a date.");
    await expectWell(page);
    await takeScreenshot(page, "registry-exclusion");
    await page.getByLabel("Ground").selectOption("a");
    await page.getByLabel("First day").fill("2027-01-10");
    await page.getByLabel("Heard on").fill("2026-12-20");
    await press(page, "Record");
    expect(await page.getByRole("status").textContent()).toContain("Recorded");
    const seen = await open(`/nl${organisationPath(own)}`, own);
    expect(await main(seen)).toContain("Deze organisatie is uitgesloten");
    await expectWell(seen);
  });
});

describe("the Competence Community", () => {
  test("takes in a member over the Centre of its Member State, for everybody to see", async () => {
    const programme = await site.person("Petra Programme", "programmeOfficer");
    const centre = await site.person("Nora of the Centre", "nccOfficer");
    const listing = await open("/en/registry/centres", programme);
    await listing.getByLabel("Country").fill("be");
    await listing.getByRole("textbox", { name: "Centre", exact: false }).first().fill("Centre of Belgium");
    await listing.getByLabel("Identifier of its organisation").fill(centre.organisation);
    await press(listing, "List");
    expect(await main(listing)).toContain("Centre of Belgium");
    await expectWell(listing);
    const own = await registered("Hub that joins");
    const asks = await open(`/en${organisationPath(own)}/membership`, own, { viewport: phone });
    await choose(asks, "academia, research, innovation");
    await press(asks, "Ask");
    expect(await main(asks)).toContain("Waits for the Coordination Centre");
    await expectWell(asks);
    const assesses = await open("/en/registry/community/work?country=BE", centre);
    await expectWell(assesses);
    await assesses.getByRole("link", { name: "Hub that joins" }).click();
    await choose(assesses, "Positive");
    await press(assesses, "Record the assessment");
    expect(await assesses.locator("#error-summary").textContent()).toContain("Reason: Write at least 10 characters.");
    await assesses.getByLabel("Reason").fill("Expertise shown, no concern of security.");
    await press(assesses, "Record the assessment");
    expect(await main(assesses)).toContain("Assessed, waits for the European Centre");
    await takeScreenshot(assesses, "registry-membership");
    const decides = await open(`/en${organisationPath(own)}/membership`, programme);
    await press(decides, "Register or refuse");
    expect(await main(decides)).toContain("Registered");
    const anybody = await browser.openPage(`${site.url}/nl/registry/community`, { javaScript: false });
    expect(await main(anybody)).toContain("Hub that joins");
    await expectWell(anybody);
    await takeScreenshot(anybody, "registry-community-public");
  });
});

describe("the registry's pages", () => {
  test("teach where nothing is", async () => {
    const empty = await openPortalSite();
    const person = await empty.person("First verifier", "verifier");
    const page = await browser.openPage(`${empty.url}/nl/registry/work`, { cookies: person.cookies, viewport: desk });
    expect(await main(page)).toContain("Er wacht geen juridische entiteit.");
    await expectWell(page);
    const nobody = await browser.openPage(`${empty.url}/en/registry`, { cookies: person.cookies });
    expect(await main(nobody)).toContain("You do not act for an organisation on this platform yet.");
    expectNoConsoleErrors(nobody);
    await empty.stop();
  });

  test("can be used with the keyboard alone", async () => {
    const path = await withAccount(await validated("Hub of the keyboard"));
    const page = await open(`/en${path}`, verifier);
    await page.getByRole("button", { name: "Ask the bank" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.getByRole("status").textContent()).toContain("The answer of the bank is recorded");
  });
});
