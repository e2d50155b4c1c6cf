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
import { nch } from "../support/builders.ts";
import { createEvaluation, declareNoConflict, whileEvaluating } from "../support/evaluation.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let callId: string;
let officer: SitePerson;
let director: SitePerson;
let experts: readonly SitePerson[];
const proposals = new Map<string, string>();
const applicants = new Map<string, string>();

const requestedCents = 267_500_00;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  const evaluation = createEvaluation(site.api, site.db);
  [officer, director] = await Promise.all([
    site.person("Tomáš Novák", "evaluationOfficer"),
    site.person("Elena Marin", "authorisingOfficer"),
  ]);
  experts = await Promise.all(
    ["Lucía Torres", "Jan Nilsen", "Maria Papadaki"].map((name) => site.person(name, "expert")),
  );
  const topic = { topicId: nch, title: "National Cyber Hubs", minGrantCents: 100_000_00, maxGrantCents: 500_000_00 };
  callId = await evaluation.thread.publishCall({ topics: [{ ...topic, budgetCents: 2 * requestedCents }] });
  for (const acronym of ["HUB-BE", "TWIN-NL", "TWIN-IT", "WEAK-FI"]) {
    const applicant = await site.person(acronym, "applicant");
    const { proposalId } = await evaluation.submitProposal(callId, { acronym, applicant });
    proposals.set(acronym, proposalId);
    applicants.set(acronym, applicant.user);
  }
  await evaluation.sealCall(callId);
  await evaluation.admitAll(callId);
  const users = experts.map(({ user }) => user);
  await evaluation.evaluate(officer.user, users, idOf("TWIN-NL"), "4 4 4");
  await evaluation.evaluate(officer.user, users, idOf("TWIN-IT"), "4 4 4");
  await evaluation.evaluate(officer.user, users, idOf("WEAK-FI"), "5 2.5 5");
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const idOf = (acronym: string): string => {
  const id = proposals.get(acronym);
  if (id === undefined) throw new Error(`There is no proposal ${acronym}.`);
  return id;
};
const personAt = (place: number): SitePerson => {
  const found = experts[place];
  if (found === undefined) throw new Error(`There is no expert at place ${place}.`);
  return found;
};
/** Longer than any page takes on a busy machine, and shorter than a test. */
const actionMsMax = 6_000;
/** Without scripts, since every page must work without them. */
const open = async (path: string, { cookies }: SitePerson): Promise<Page> => {
  const page = await browser.openPage(`${site.url}${path}`, { cookies, javaScript: false });
  page.setDefaultTimeout(actionMsMax);
  return page;
};
/** A refused form as well: a browser logs its status as an error, which is none. */
const expectUsable = async (page: Page): Promise<void> => {
  await expectAccessible(page);
  await expectNoOverflow(page);
};
const expectGoodPage = async (page: Page): Promise<void> => {
  await expectUsable(page);
  expectNoConsoleErrors(page);
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();
const boardPath = () => `/en/evaluation/calls/${callId}`;
const topicPath = () => `${boardPath()}/topics/${nch}`;

const fillAssessment = async (page: Page, of: "Score for" | "Agreed score for", score: string): Promise<void> => {
  const comment = of === "Score for" ? "Comment on" : "Agreed comment on";
  for (const criterion of ["Relevance", "Implementation", "Impact"]) {
    await page.getByLabel(`${of} ${criterion}`).selectOption(score);
    await page.getByLabel(`${comment} ${criterion}`).fill(`What speaks for ${criterion.toLowerCase()}.`);
  }
};

describe("the officer's board", () => {
  test("is reached from the navigation, and shows how far everything is", async () => {
    const page = await open("/en", officer);
    await page.getByRole("link", { name: "Evaluation", exact: true }).first().click();
    await expectGoodPage(page);
    await page.getByRole("link", { name: "Open the board" }).click();
    await expectGoodPage(page);
    await takeScreenshot(page, "evaluation-board");
    const row = page.getByRole("row").filter({ hasText: "HUB-BE" });
    expect(await row.textContent()).toContain("Needs experts");
    expect(await page.getByText("The experts have not agreed on every proposal yet.").count()).toBe(1);
  });

  test("names the experts of a proposal, and says at the field who cannot be one", async () => {
    const page = await open(boardPath(), officer);
    await page.getByRole("row").filter({ hasText: "HUB-BE" }).getByRole("link", { name: "Name experts" }).click();
    await page.getByLabel("Expert 1, the rapporteur").fill(personAt(0).user);
    await page.getByLabel("Expert 2").fill(personAt(1).user);
    await page.getByLabel("Expert 3").fill(director.user);
    await press(page, "Assign these experts");
    await expectUsable(page);
    expect(await page.getByRole("alert").textContent()).toContain("is not an expert");
    expect(await page.getByLabel("Expert 1, the rapporteur").inputValue()).toBe(personAt(0).user);
    await page.getByLabel("Expert 3").fill(personAt(2).user);
    await press(page, "Assign these experts");
    const row = page.getByRole("row").filter({ hasText: "HUB-BE" });
    expect(await row.textContent()).toContain("Reports are being written");
  });
});

describe("an expert", () => {
  test("finds the proposal, writes, saves and comes back to what was written", async () => {
    const page = await open("/en/evaluation/assignments", personAt(0));
    await expectGoodPage(page);
    await page.getByRole("link", { name: "Declaration on HUB-BE" }).click();
    await expectGoodPage(page);
    await page.getByText("No: I have no conflict of interest").click();
    await press(page, "Record the declaration");
    for (const place of [1, 2]) await declareNoConflict(site.api, idOf("HUB-BE"), personAt(place).user);
    await page.getByLabel("Score for Relevance").selectOption("4.5");
    await page.getByLabel("Comment on Relevance").fill("It answers the topic.\nIn two lines.");
    await press(page, "Save");
    await expectGoodPage(page);
    expect(await page.getByLabel("Comment on Relevance").inputValue()).toBe("It answers the topic.\nIn two lines.");
    expect(await page.getByLabel("Score for Relevance").inputValue()).toBe("4.5");
  });

  test("is told which score is missing, and keeps every letter", async () => {
    const page = await open(`/en/evaluation/proposals/${idOf("HUB-BE")}/report`, personAt(0));
    await page.getByLabel("Comment on Impact").fill("Not saved yet.");
    await press(page, "Hand in the report");
    await expectUsable(page);
    await takeScreenshot(page, "evaluation-report-refused");
    expect(await page.getByRole("alert").textContent()).toContain("Score for Implementation");
    expect(await page.getByLabel("Comment on Impact").inputValue()).toBe("Not saved yet.");
  });

  test("sees what another window saved meanwhile, and loses nothing", async () => {
    const path = `/en/evaluation/proposals/${idOf("HUB-BE")}/report`;
    const first = await open(path, personAt(1));
    const second = await open(path, personAt(1));
    await second.getByLabel("Comment on Impact").fill("From the second window.");
    await press(second, "Save");
    await first.getByLabel("Comment on Impact").fill("From the first window.");
    await press(first, "Save");
    expect(await first.getByRole("alert").textContent()).toContain("From the second window.");
    expect(await first.getByLabel("Comment on Impact").inputValue()).toBe("From the first window.");
    await press(first, "Save");
    expect(await first.getByRole("status").first().textContent()).toContain("Your report is saved");
  });

  test("is saved while writing, and learns what a second look may mend", async () => {
    const path = `/en/evaluation/proposals/${idOf("HUB-BE")}/report`;
    const page = await browser.openPage(`${site.url}${path}`, { cookies: personAt(2).cookies, javaScript: true });
    page.setDefaultTimeout(actionMsMax);
    await page.getByLabel("Comment on Impact").fill("Excellent.");
    await page.getByText("Impact: the comment is short.").waitFor();
    expect(await page.locator("[data-portal-save-state]").textContent()).toContain("Last saved on");
    const grounded =
      "Three operators take part, because the hub serves hospitals, ports and schools in two regions. ".repeat(2);
    await page.getByLabel("Comment on Impact").fill(grounded.trim());
    await page.getByText("Impact: the comment is short.").waitFor({ state: "detached" });
    const again = await open(path, personAt(2));
    expect(await again.getByLabel("Comment on Impact").inputValue()).toBe(grounded.trim());
  });

  test("sees the other reports when the own is in", async () => {
    const early = await open(`/en/evaluation/proposals/${idOf("HUB-BE")}/consensus`, personAt(0));
    expect(await early.getByText("Hand in your own report first; then you see the others.").count()).toBe(1);
    for (const expert of experts) {
      const page = await open(`/en/evaluation/proposals/${idOf("HUB-BE")}/report`, expert);
      await fillAssessment(page, "Score for", "4.5");
      await press(page, "Hand in the report");
      expect(await page.getByRole("status").textContent()).toContain("The report is in");
    }
    const page = await open(`/en/evaluation/proposals/${idOf("HUB-BE")}/report`, personAt(0));
    await expectGoodPage(page);
    expect(await page.getByRole("table", { name: "What you handed in" }).count()).toBe(1);
    await page.getByRole("link", { name: "Consensus on HUB-BE" }).click();
    expect(await page.getByRole("columnheader", { name: "Expert 3" }).count()).toBe(1);
  });

  test("writes down the consensus as rapporteur", async () => {
    const page = await open(`/en/evaluation/proposals/${idOf("HUB-BE")}/consensus`, personAt(0));
    await fillAssessment(page, "Agreed score for", "4.5");
    await page.getByLabel("Theme").fill("energy");
    await expectGoodPage(page);
    await press(page, "Record the consensus");
    expect(await page.getByRole("status").textContent()).toContain("The consensus is recorded");
    await page.getByLabel("Minority view").fill("The plan is weaker than we agreed.");
    await press(page, "Sign the consensus");
    expect(await page.getByRole("row").filter({ hasText: "The plan is weaker than we agreed." }).count()).toBe(1);
    await expectGoodPage(page);
    await takeScreenshot(page, "evaluation-consensus");
  });
});

describe("the ranking and the decision", () => {
  test("rank the topic and draw the budget line, with the tie that waits", async () => {
    const page = await open(boardPath(), officer);
    await press(page, "Rank");
    await expectGoodPage(page);
    await takeScreenshot(page, "evaluation-ranking-tie");
    expect(await heading(page)).toBe("Ranking of National Cyber Hubs");
    expect(await page.getByText("Budget line: €267,500.00 given, €267,500.00 left of €535,000.00.").count()).toBe(1);
    const waiting = page.getByRole("region", { name: "Ties that wait for the panel" });
    expect(await waiting.getByRole("row").count()).toBe(3);
  });

  test("tell the director why nothing can be decided yet", async () => {
    const page = await open(topicPath(), director);
    expect(
      await page.getByText("A tie at the budget line, or at the end of the reserve list, waits for the panel.").count(),
    ).toBe(1);
  });

  test("take the panel's order of the tie", async () => {
    const page = await open(topicPath(), officer);
    await page.getByRole("link", { name: "Order the tie at rank 2" }).click();
    await page.getByLabel("Place of TWIN-NL in the tie").selectOption("1");
    await page.getByLabel("Place of TWIN-IT in the tie").selectOption("1");
    await page.getByLabel("Reason of the panel").fill("Wider cover of sectors, as the report of the panel says.");
    await press(page, "Record the order");
    await expectUsable(page);
    expect(await page.getByRole("alert").textContent()).toContain("Give each proposal a place of its own");
    await page.getByLabel("Place of TWIN-IT in the tie").selectOption("2");
    await page.getByLabel("Place of TWIN-NL in the tie").selectOption("1");
    await press(page, "Record the order");
    await expectUsable(page);
    const funded = page.getByRole("region", { name: "Funded" });
    expect(await funded.getByRole("row").filter({ hasText: "TWIN-NL" }).count()).toBe(1);
  });

  test("ask for a reason where the decision departs, and take the main list", async () => {
    const page = await open(topicPath(), director);
    await page.getByRole("link", { name: "Decide the awards" }).click();
    const twin = page.getByRole("checkbox", { name: /TWIN-NL/ });
    await page.locator("label").filter({ hasText: "TWIN-NL" }).click();
    expect(await twin.isChecked()).toBe(false);
    await press(page, "Decide");
    expect(await page.getByRole("alert").textContent()).toContain("Confirm that you have read the ranking");
    expect(await twin.isChecked()).toBe(false);
    await page.getByLabel("I have read the ranking").check({ force: true });
    await press(page, "Decide");
    await expectUsable(page);
    await takeScreenshot(page, "evaluation-award-refused");
    expect(await page.getByRole("alert").textContent()).toContain("Reason");
    await page.locator("label").filter({ hasText: "TWIN-NL" }).click();
    await page.getByLabel("I have read the ranking").check({ force: true });
    await press(page, "Decide");
    await expectUsable(page);
    expect(await page.getByRole("status").textContent()).toContain("The awards are decided");
    expect(await page.getByRole("link", { name: "Commit the funds" }).count()).toBe(1);
    // As it is read, so it is copied.
    expect(await page.locator(".ecl-page-header__meta-item").first().innerText()).toMatch(/^dec_/);
  });

  test("suppose another budget without touching the record", async () => {
    const page = await open(`${topicPath()}/what-if`, director);
    await page.getByLabel("Budget of the topic").fill("802,500.00");
    await press(page, "Show what would follow");
    await expectGoodPage(page);
    await takeScreenshot(page, "evaluation-what-if");
    const moved = page.getByRole("region", { name: "Whose fate would be another one" });
    expect(await moved.getByRole("row").filter({ hasText: "TWIN-IT" }).textContent()).toContain("Funded");
  });

  test("show the awards as they are now, and why nobody is called yet", async () => {
    const page = await open(topicPath(), director);
    await page.getByRole("link", { name: "Awards and reserve list" }).click();
    await expectGoodPage(page);
    await takeScreenshot(page, "evaluation-awards");
    expect(await page.getByRole("table", { name: "Next on the reserve list" }).textContent()).toContain("TWIN-IT");
    expect(await page.getByText("What is free is not enough for the next of the reserve list.").count()).toBe(1);
    const dates = await page.getByRole("region", { name: "Dates of the result" }).textContent();
    expect(dates).toContain("Result told by29 July 2027 still to come");
    expect(dates).toContain("Agreements in force0 of 2");
  });

  test("and its applicant by when the result is told, and nothing of the decision (TTG-01)", async () => {
    const path = `${site.url}/nl/proposals/${idOf("HUB-BE")}`;
    const html = await (await fetch(path, { headers: { cookie: `person=${applicants.get("HUB-BE") ?? ""}` } })).text();
    const section = html.slice(html.indexOf("Data van de uitslag"));
    expect(section.slice(0, section.indexOf("</section>"))).toMatch(
      /Uitslag meegedeeld uiterlijk op.*29 juli 2027.*loopt nog/s,
    );
    expect(html).not.toContain("Overeenkomst ondertekend uiterlijk op");
  });

  test("read in Dutch as well", async () => {
    const page = await open(`/nl/evaluation/calls/${callId}/topics/${nch}`, director);
    expect(await heading(page)).toBe("Rangschikking van National Cyber Hubs");
    await expectGoodPage(page);
  });
});
