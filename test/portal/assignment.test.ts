import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBrowser,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { createEvaluation, whileEvaluating } from "../support/evaluation.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let callId: string;
let officer: SitePerson;
let expert: SitePerson;

const names = ["Lucía Torres", "Jan Nilsen", "Maria Papadaki", "Ewa Zielińska", "Tomasz Novák"];

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  const evaluation = createEvaluation(site.api, site.db);
  officer = await site.person("Tomáš Dvořák", "evaluationOfficer");
  callId = await evaluation.thread.publishCall();
  for (const acronym of ["HUB-BE", "HUB-NL"]) await evaluation.submitProposal(callId, { acronym });
  await evaluation.sealCall(callId);
  const pool = await Promise.all(names.map((name) => site.person(name, "expert")));
  for (const [place, { user }] of pool.entries()) {
    const Item = { ...keys.person(user), schema: "person/1", user, name: names[place], language: "en" };
    await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item }));
    await evaluation.thread.must("PUT", "/v1/experts/me", {
      as: user,
      at: whileEvaluating,
      ifMatch: 0,
      body: {
        expertise: place < 3 ? ["INCIDENT_HANDLING", "NETWORKS"] : ["NETWORKS"],
        expertiseText: "Hubs.",
        languages: ["en"],
        country: "BE",
        sector: "ACADEMIA",
        availability: [],
        reportsMax: 6,
        interests: [],
        coAuthors: [],
      },
    });
  }
  [expert = officer] = pool;
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const start = () => `/en/evaluation/calls/${callId}/assignment`;
/** Longer than any page takes on a busy machine, and shorter than a test. */
const actionMsMax = 6_000;
/** Without scripts, since every page must work without them. */
const open = async (path: string, { cookies }: SitePerson): Promise<Page> => {
  const page = await browser.openPage(`${site.url}${path}`, { cookies, javaScript: false });
  page.setDefaultTimeout(actionMsMax);
  return page;
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();
const expectGoodPage = async (page: Page, screenshot: string) => {
  await expectAccessible(page);
  await expectNoOverflow(page);
  await takeScreenshot(page, screenshot);
};
const textOf = (page: Page) => page.locator("main").innerText();

describe("the assignment of experts, without scripts", () => {
  test("is asked for, waited for, explained, changed by hand and adopted by an officer", async () => {
    const page = await open(start(), officer);
    await page.getByLabel("Incident handling and digital forensics").first().check({ force: true });
    await press(page, "Find the best assignment");
    expect(await page.getByRole("alert").textContent()).toContain("Choose a day.");
    await expectGoodPage(page, "assignment-start");
    expect(await page.getByLabel("Incident handling and digital forensics").first().isChecked()).toBe(true);
    await page.getByLabel("Experts have to be available on").fill("2027-02-15");
    await press(page, "Find the best assignment");
    expect(await textOf(page)).toContain("The worker begins within a minute.");
    await site.api.proposeAssignments();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("There is no better assignment");
    expect(await textOf(page)).toContain("Best match there is");
    await expectGoodPage(page, "assignment-run");
    expectNoConsoleErrors(await open(new URL(page.url()).pathname, officer));

    await follow(page, "Explain or change HUB-BE");
    await page.getByLabel("Who gives the place").selectOption({ index: 1 });
    await page
      .getByText(/^(?:Ewa Zielińska|Tomasz Novák): 400 points/)
      .first()
      .click();
    await press(page, "Move the place");
    expect(await page.getByRole("alert").textContent()).toContain("Write 10 to 2,000 characters.");
    await expectGoodPage(page, "assignment-move");
    await page.getByLabel("Reason").fill("The panel asked for another view.");
    await press(page, "Move the place");
    expect(await textOf(page)).toContain("The total changed by −1,000 points.");

    expect(await textOf(page)).toContain("The best assignment was changed by hand");
    expect(await textOf(page)).not.toContain("There is no better assignment");

    await follow(page, "By expert");
    await expectGoodPage(page, "assignment-loads");
    await page.goBack();
    await press(page, "Adopt this assignment");
    await site.api.proposeAssignments();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("The experts are named");
  });

  test("is found again without an expert who is lost, with as few changes as there can be", async () => {
    const page = await open(start(), officer);
    await follow(page, "Assignment 1");
    await follow(page, "By expert");
    await page.getByText("Replace experts who are lost").last().click();
    await press(page, "Assign again without them");
    expect(await page.getByRole("alert").textContent()).toContain("Choose at least one expert.");
    await page
      .getByLabel(/proposals?\)$/)
      .first()
      .check({ force: true });
    await press(page, "Assign again without them");
    await site.api.proposeAssignments();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("changes fewer places");
    expect(await textOf(page)).toContain("New on this proposal");
  });

  test("is nothing that an expert reads, in either language", async () => {
    const cookie = `person=${expert.cookies.person}`;
    const read = await fetch(`${site.url}${start().replace("/en/", "/nl/")}`, { headers: { cookie } });
    expect(read.status).toBe(403);
    expect(await read.text()).not.toContain("HUB-BE");
    const dutch = await fetch(`${site.url}${start().replace("/en/", "/nl/")}`, {
      headers: { cookie: `person=${officer.cookies.person}` },
    });
    expect(await dutch.text()).toContain("Verdelingen tot nu toe");
  });
});
