import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { nch } from "../support/builders.ts";
import {
  type TestBrowser,
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { whileEvaluating } from "../support/evaluation.ts";
import { type Panel, aProfile, acronyms, expertNames, openPanel } from "../support/panel-story.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";
import { readPdf } from "../support/read-pdf.ts";

const toldAt = "2027-02-15T09:00:00.000Z";
const askedAt = "2027-02-20T09:00:00.000Z";

let now: string = whileEvaluating;
let site: PortalSite;
let browser: TestBrowser;
let panel: Panel;
let officer: SitePerson;
let director: SitePerson;
/** Of the pool; whom it is, the assignment decides. */
let lost: SitePerson;
let tied: SitePerson;
/** Who takes over the place of whom a conflict was found. */
let newcomer: SitePerson;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  panel = await openPanel(site);
  officer = await site.person("Tomáš Dvořák", "evaluationOfficer");
  director = await site.person("Elena Marin", "authorisingOfficer");
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

/** Longer than any page takes on a busy machine, and shorter than a test. */
const actionMsMax = 10_000;
/** Without scripts, since every page must work without them. */
const open = async (path: string, { cookies }: SitePerson, language = "en"): Promise<Page> => {
  const page = await browser.openPage(`${site.url}/${language}${path}`, { cookies, javaScript: false });
  page.setDefaultTimeout(actionMsMax);
  return page;
};
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForLoadState("domcontentloaded");
};
const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole("link", { name }).first().click();
  await page.waitForLoadState("domcontentloaded");
};
const textOf = (page: Page) => page.locator("main").innerText();
const expectWell = async (page: Page, screenshot: string): Promise<void> => {
  await expectAccessible(page);
  await expectNoOverflow(page);
  await takeScreenshot(page, `panel-${screenshot}`);
};
const why = "The panel used the threshold of another call.";
const awardsPath = () => `/v1/awards/calls/${panel.callId}/topics/${nch}`;
const Version = z.object({ version: z.int() });
/** The file behind a link, as a browser would get it. */
const pdfBehind = async (page: Page, name: string, { user }: SitePerson) => {
  const href = await page.getByRole("link", { name }).getAttribute("href");
  const file = await fetch(new URL(href ?? "", site.url), { headers: { cookie: `person=${user}` } });
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  return readPdf(Buffer.from(await file.arrayBuffer()));
};
const criteria = ["Relevance", "Implementation", "Impact"];
/** The proposals of a table, from its first row to its last. */
const namesIn = async (place: Locator): Promise<readonly string[]> => {
  const rows = await place.locator("tbody th").allTextContents();
  return rows.map((text) => text.trim()).filter((text) => acronyms.includes(text));
};
const idsIn = (all: Awaited<ReturnType<Panel["assignments"]>>, acronym: string) =>
  (all.get(acronym) ?? []).map(({ user }) => user);
/** A minute of the panel: runs are told apart by when they were asked for. */
const workOnRuns = async (): Promise<void> => {
  await site.api.proposeAssignments(now);
  now = new Date(Date.parse(now) + 60_000).toISOString();
  site.setClock(now);
};
const topicPath = () => `/evaluation/calls/${panel.callId}/topics/${nch}`;

describe("a panel of twelve experts on twenty-four proposals, without scripts", () => {
  test("is assigned by the solver, proven to be the best, and adopted by the officer", async () => {
    const page = await open(`/evaluation/calls/${panel.callId}`, officer);
    await follow(page, "Assign experts");
    await page.getByLabel("Incident handling and digital forensics").first().check({ force: true });
    await page.getByLabel("Proposals per expert, at most").fill("7");
    await page.getByLabel("Experts have to be available on").fill("2027-02-15");
    await press(page, "Find the best assignment");
    await workOnRuns();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("There is no better assignment");
    await expectWell(page, "assignment");
    await press(page, "Adopt this assignment");
    await workOnRuns();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("The experts are named");
    const named = [...(await panel.assignments()).values()];
    expect(named.map((experts) => experts.length)).toEqual(acronyms.map(() => 3));
  });

  test("loses one expert, and with the best repair nobody else's places change but those", async () => {
    const before = await panel.assignments();
    const [first = officer, second = officer] = before.get("KRAKOW") ?? [];
    [tied, lost] = [first, second];
    const page = await open(`/evaluation/calls/${panel.callId}/assignment`, officer);
    await follow(page, "Assignment 1");
    await follow(page, "By expert");
    await page.getByText("Replace experts who are lost").last().click();
    await page.getByLabel(panel.nameOf(lost.user)).check({ force: true });
    await press(page, "Assign again without them");
    await workOnRuns();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("New on this proposal");
    await expectWell(page, "repair");
    await press(page, "Adopt this assignment");
    await workOnRuns();
    await follow(page, "Look again");
    expect(await textOf(page)).toContain("The experts are named");
    const after = await panel.assignments();
    for (const acronym of acronyms) {
      const [had, has] = [before, after].map((all) => (all.get(acronym) ?? []).map(({ user }) => user));
      const stays = (had ?? []).filter((user) => user !== lost.user);
      expect(has).toHaveLength(3);
      expect(has).toEqual(expect.arrayContaining(stays));
      expect(has).not.toContain(lost.user);
    }
  });

  test("reads and scores", async () => {
    for (const [acronym, experts] of await panel.assignments()) {
      await Promise.all(experts.map((expert) => panel.declare(acronym, expert)));
      await Promise.all(experts.map((expert) => panel.report(acronym, expert)));
    }
    expect(expertNames).toContain(panel.nameOf(tied.user));
  });

  test("finds a conflict late: the report is set aside, and somebody else reads the proposal", async () => {
    const interests = [{ pic: await panel.picOf("KRAKOW"), nature: "FAMILY" }];
    const body = aProfile({ interests });
    await site.thread.must("PUT", "/v1/experts/me", { as: tied.user, ifMatch: 1, body });
    const page = await open(`/evaluation/calls/${panel.callId}`, officer);
    await follow(page, "Conflicts of interest of KRAKOW");
    expect(await textOf(page)).toContain("1 report of theirs is in");
    await page
      .getByLabel("Expert")
      .last()
      .selectOption({ label: panel.nameOf(tied.user) });
    await page.getByLabel("Reason").last().fill("A spouse works for the coordinator, as came out.");
    await press(page, "End the assignment");
    expect(await textOf(page)).toContain("Place ended; to be replaced");
    await expectWell(page, "late-conflict");
    await follow(page, "Assign experts");
    await follow(page, "Assignment 2");
    await follow(page, "By expert");
    const before = await panel.assignments();
    await press(page, "Fill the places that are open");
    await workOnRuns();
    await follow(page, "Look again");
    await expectWell(page, "late-conflict-filled");
    await press(page, "Adopt this assignment");
    await workOnRuns();
    await follow(page, "Look again");
    const after = await panel.assignments();
    const changed = acronyms.filter((acronym) => String(idsIn(before, acronym)) !== String(idsIn(after, acronym)));
    expect(changed).toEqual(["KRAKOW"]);
    const [former, present] = [idsIn(before, "KRAKOW"), idsIn(after, "KRAKOW")];
    expect(present.filter((user) => former.includes(user))).toHaveLength(2);
    expect(present).not.toContain(tied.user);
    newcomer = after.get("KRAKOW")?.find(({ user }) => !former.includes(user)) ?? newcomer;
  });

  test("gives the newcomer the declaration, the report and the consensus, each on its page", async () => {
    const page = await open("/evaluation/assignments", newcomer);
    await follow(page, /KRAKOW/);
    await page.getByLabel("No: I have no conflict of interest").check({ force: true });
    await press(page, "Record the declaration");
    const whole = await pdfBehind(page, "Download as PDF", newcomer);
    expect(whole.isMarked).toBe(true);
    expect(whole.text).toContain("Why the proposal does well on relevance.");
    for (const criterion of criteria) {
      await page.getByLabel(`Score for ${criterion}`).selectOption("4");
      await page.getByLabel(`Comment on ${criterion}`).fill("The text says how, and by when.");
    }
    await expectWell(page, "newcomer");
    await press(page, "Hand in the report");
    expect(await textOf(page)).toContain("The report is in");
    for (const acronym of acronyms.filter((one) => one !== "KRAKOW")) await panel.agree(acronym, officer);
    const consensus = await open(`/evaluation/proposals/${panel.of("KRAKOW").proposalId}/consensus`, officer);
    for (const [place, criterion] of criteria.entries()) {
      await consensus.getByLabel(`Agreed score for ${criterion}`).selectOption(["4", "4.5", "4"][place] ?? "");
      await consensus.getByLabel(`Comment on ${criterion}`).fill("The experts agree: the text says how, and by when.");
    }
    await expectWell(consensus, "consensus");
    await press(consensus, "Record the consensus");
    expect(await textOf(consensus)).toContain("The consensus is recorded");
  });

  test("meets the budget with a tie at its line, which the panel orders with its reason (DSC-05, DSC-06)", async () => {
    const page = await open(`/evaluation/calls/${panel.callId}`, officer);
    await press(page, "Rank");
    const waiting = page.getByRole("region", { name: "Ties that wait for the panel" });
    expect((await namesIn(waiting)).toSorted()).toEqual(["HARBOUR", "ISTRIA"]);
    await expectWell(page, "ranking");
    const early = await open(topicPath(), director);
    expect(await textOf(early)).toContain("waits for the panel");
    await follow(page, "Order the tie at rank 8");
    await page.getByLabel("Place of HARBOUR in the tie").selectOption("2");
    await page.getByLabel("Place of ISTRIA in the tie").selectOption("1");
    await page.getByLabel("Reason of the panel").fill("Wider cover of sectors, as the report of the panel says.");
    await press(page, "Record the order");
    expect(await namesIn(page.getByRole("region", { name: "Funded" }))).toEqual([...acronyms.slice(0, 7), "ISTRIA"]);
    expect(await namesIn(page.getByRole("region", { name: "Reserve list" }))).toEqual([
      "HARBOUR",
      ...acronyms.slice(9, 20),
    ]);
  });

  test("is decided by the Executive Director, and told to all twenty-four with progress", async () => {
    const page = await open(topicPath(), director);
    await follow(page, "Decide the awards");
    await page.getByLabel("Places on the reserve list").fill("12");
    await page.getByLabel("Last day of the reserve list").fill("2027-06-30");
    await page.getByLabel("I have read the ranking").check({ force: true });
    await expectWell(page, "decision-form");
    await press(page, "Decide");
    expect(await textOf(page)).toContain("The awards are decided");
    const letters = await open(new URL(page.url()).pathname.slice("/en".length), officer);
    await follow(letters, "Letters to the applicants");
    expect(await textOf(letters)).toContain("24 letters are to be sent.");
    now = toldAt;
    site.setClock(now);
    await press(letters, "Send the letters");
    expect(await textOf(letters)).toContain("0 of 24 letters are sent.");
    await expectWell(letters, "letters");
    await site.api.sendLetters(now);
    await follow(letters, "See how far it is");
    expect(await textOf(letters)).toContain("24 of 24 letters are sent.");
  });

  test("tells an applicant the result as a page and as a PDF, in the same words (EVA-09)", async () => {
    const { applicant } = panel.of("MEUSE");
    const page = await open("/letters", applicant);
    await expectWell(page, "letter-box");
    now = askedAt;
    site.setClock(now);
    await follow(page, /Result of the evaluation/);
    await press(page, "Open the letter");
    expect(await textOf(page)).toContain("it stands on the reserve list, which is called in order");
    expect(await textOf(page)).toMatch(/Place in the ranking\s+13/u);
    // In the order of the call, and not of the store.
    expect(await textOf(page)).toMatch(/Scores\s+Relevance\s+4\s+Implementation\s+4\s+Impact\s+4\s+Total\s+12/u);
    await expectWell(page, "letter");
    const letter = await pdfBehind(page, "Download the letter (PDF)", applicant);
    expect(letter).toMatchObject({ isMarked: true, info: { Language: "en" } });
    expect(letter.text).toContain("it stands on the reserve list, which is called in order");
    await page.getByRole("main").getByRole("link", { name: "Evaluation summary report" }).click();
    expect(await textOf(page)).toMatch(/Total\s+12 of 15/u);
    const told = await textOf(page);
    expect(expertNames.filter((name) => told.includes(name))).toEqual([]);
    const report = await pdfBehind(page, "Download the report (PDF)", applicant);
    expect(report.isMarked).toBe(true);
    expect(report.text).toContain("The work plan is sound.");
    const others = await open(`/results/proposals/${panel.of("LAGOON").proposalId}`, applicant);
    expect(await textOf(others)).not.toContain("LAGOON");
  });

  test("looks once more at a proposal on request, and two places of the reserve list change, and no award (EVA-09)", async () => {
    const { applicant, proposalId } = panel.of("MEUSE");
    const path = `/results/proposals/${proposalId}/review`;
    const request = await open(path, applicant);
    await follow(request, "Ask for a review");
    await request.getByLabel("Criteria or thresholds not applied").check({ force: true });
    await request.getByLabel("What went wrong").fill(why);
    await expectWell(request, "review-request");
    await press(request, "Send");
    const step = async (person: SitePerson, name: string, fill: (page: Page) => Promise<void>): Promise<Page> => {
      const page = await open(path, person);
      await follow(page, name);
      await fill(page);
      await expectWell(page, `review-${name.toLowerCase().replaceAll(" ", "-")}`);
      await press(page, "Send");
      expect(await textOf(page)).toContain("Done. It is kept with the review and its evidence.");
      return page;
    };
    const decide = async (page: Page): Promise<void> => {
      await page.getByLabel("Upheld: new experts evaluate the proposal again").check({ force: true });
      await page.getByLabel("Reason").fill(why);
    };
    await step(officer, "Register the request or not", async (page) => {
      await page.getByLabel("Yes: it is registered").check({ force: true });
      await page.getByLabel("Reason").fill(why);
    });
    const members = await Promise.all(
      (["programmeOfficer", "projectOfficer", "evaluationOfficer"] as const).map((role) =>
        site.person(`${role} of the committee`, role),
      ),
    );
    await step(director, "Appoint the committee", (page) =>
      page.getByLabel("Members").fill(members.map(({ user }) => user).join("\n")),
    );
    await step(members[0] ?? officer, "Write the recommendation", decide);
    await step(director, "Decide", decide);
    const evaluated = new Set((await panel.assignedTo("MEUSE")).map(({ user }) => user));
    const fresh = expertNames.map((name) => panel.expert(name).user).filter((user) => !evaluated.has(user));
    await step(officer, "Record the second evaluation", async (page) => {
      await page.getByLabel("New experts").fill(fresh.slice(0, 3).join("\n"));
      for (const [place, criterion] of criteria.entries()) {
        await page.getByLabel(`Agreed score for ${criterion}`).selectOption(["5", "3.5", "3.5"][place] ?? "");
        await page.getByLabel(`Agreed comment on ${criterion}`).fill("As the text says on its second page.");
      }
    });
    const corrected = await step(director, "Correct the list", async () => {});
    expect(await textOf(corrected)).toMatch(
      /Place until now\s+13\s+Place\s+12\s+Other proposals with another place\s+1\b/u,
    );
    const awards = await open(`${topicPath()}/awards`, director);
    expect(await namesIn(awards.getByRole("table", { name: "Next on the reserve list" }))).toEqual([
      "HARBOUR",
      "JURA",
      "KRAKOW",
      "MEUSE",
      "LAGOON",
      ...acronyms.slice(13, 20),
    ]);
    expect(await namesIn(awards.getByRole("table", { name: "Awards in rank order" }))).toEqual([
      ...acronyms.slice(0, 7),
      "ISTRIA",
    ]);
    await site.api.sendLetters(now);
    const told = await open("/letters", panel.of("LAGOON").applicant);
    expect(await textOf(told)).toContain("Another place in the ranking");
    await expectWell(awards, "awards");
  });

  test("calls the reserve list in its new order when an award ends", async () => {
    const page = await open(`${topicPath()}/awards`, director);
    for (const acronym of ["DANUBE", "ELBE", "FJORD", "GALWAY"]) {
      const { version } = Version.parse(await site.thread.must("GET", awardsPath(), { as: director.user, at: now }));
      const ask = { as: director.user, at: now, ifMatch: version, body: { shares: [], reason: why } };
      await site.thread.must("POST", `${awardsPath()}/awards/${panel.of(acronym).proposalId}/shares`, ask);
      await page.reload();
      await press(page, "Call the next");
    }
    expect(await namesIn(page.getByRole("table", { name: "Called from the reserve list" }))).toEqual([
      "HARBOUR",
      "JURA",
      "KRAKOW",
      "MEUSE",
    ]);
    expect(await page.getByRole("button", { name: "Call the next" }).isDisabled()).toBe(true);
    await expectWell(page, "reserve-called");
  });
});
