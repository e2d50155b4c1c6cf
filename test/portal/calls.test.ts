import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aCallContent, closingInstant, justLate, whileOpen } from "../support/builders.ts";
import {
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
  pageTitle,
} from "../support/browser.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let officer: SitePerson;
let applicant: SitePerson;
let callId: string;
let importedId: string;

const importedCall = {
  reference: "DIGITAL-ECCC-2024-DEPLOY-CYBER-07-SOC",
  title: "National SOCs",
  programme: "DEP",
  actionType: "SG",
  budgetCents: null,
  fundingRate: "1/2",
  minGrantCents: null,
  maxGrantCents: 200_000_000,
  opensAt: "2024-07-04T07:00:00.000Z",
  closesAt: "2025-01-21T16:00:00.000Z",
  isTimeAssumed: true,
  topics: ["DIGITAL-ECCC-2024-DEPLOY-CYBER-07-SOC"],
  sourceUrl: "https://euro-access.eu/en/calls/1440",
  note: null,
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  officer = await site.person("Olga Officer", "programmeOfficer");
  applicant = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall({
    provenance: {
      sourceUrl: "https://euro-access.eu/en/calls/2514",
      syntheticFields: ["closes", "profile.indirectRate"],
    },
  });
  const imported = await site.thread.must("POST", "/v1/calls/imports", { as: officer.user, body: importedCall });
  importedId = String(Object(imported["call"]).id);
  await site.api.tellCalls();
});

afterEach(async () => {
  site.setClock(whileOpen);
  await browser.closePages();
  expect(site.errors).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

type Options = { readonly person?: SitePerson; readonly javaScript?: boolean; readonly viewport?: typeof phone };

const open = (path: string, { person, ...options }: Options = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { ...options, ...(person === undefined ? {} : { cookies: person.cookies }) });

const text = async (page: Page): Promise<string> =>
  (await page.locator("main").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

const expectGoodPage = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};

describe("the list of calls", () => {
  test("tells of each call its status, deadline in Brussels and budget, and what is not known or not real", async () => {
    const page = await open("/en/calls", { javaScript: false });
    const content = await text(page);
    expect(content).toContain("2 calls found");
    expect(content).toMatch(
      /OPEN\s+Partly synthetic[\s\S]+Deadline: 29 January 2027 at 17:00 \(Brussels time\)\s+Budget: €2,000,000.00/i,
    );
    expect(content).toMatch(/CLOSED\s+Ran elsewhere[\s\S]+National SOCs[\s\S]+Budget: unknown/i);
    await expectGoodPage(page);
  });

  test("is narrowed by words and by status, by address, without JavaScript", async () => {
    const page = await open("/en/calls", { javaScript: false });
    await page.getByRole("searchbox").fill("soc national");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(text(page)).resolves.toContain("1 call found");
    await page.getByRole("link", { name: "Closed (1)" }).click();
    expect(new URL(page.url()).search).toBe("?q=soc+national&status=closed");
    await page.goto(page.url().replace("closed", "open"));
    await expect(text(page)).resolves.toContain("No call found");
    await takeScreenshot(page, "calls-empty");
    await expectGoodPage(page);
    await page.getByRole("link", { name: "Clear all filters" }).click();
    await expect(text(page)).resolves.toContain("2 calls found");
  });

  test("speaks Dutch", async () => {
    const page = await open("/nl/calls", { viewport: phone });
    await expect(text(page)).resolves.toContain("2 oproepen gevonden");
    await expectNoOverflow(page);
  });

  test("stands on the home page as far as calls are open", async () => {
    const page = await open("/en");
    await expect(page.getByRole("link", { name: "National and cross-border cyber hubs" }).isVisible()).resolves.toBe(
      true,
    );
    await expect(page.getByRole("link", { name: "National SOCs" }).count()).resolves.toBe(0);
  });
});

describe("the page of a call", () => {
  test("says everything that the rules ask for", async () => {
    const page = await open(`/en/calls/${callId}`);
    await expect(page.getByRole("heading", { level: 2 }).count()).resolves.toBeGreaterThanOrEqual(10);
    await expectGoodPage(page);
    expectNoConsoleErrors(page);
  });

  // The same markup: other words may be too wide, and no more.
  test("says as much in Dutch", async () => {
    const page = await open(`/nl/calls/${callId}`);
    await expect(page.getByRole("heading", { level: 2 }).count()).resolves.toBeGreaterThanOrEqual(10);
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
  });

  test("shows topics, criteria with thresholds and weights, rates, timetable and where it comes from", async () => {
    const page = await open(`/en/calls/${callId}`, { javaScript: false });
    const content = await text(page);
    expect(content).toMatch(/Relevance\s+3 out of 5\s+1\s/);
    expect(content).toMatch(/All criteria together\s+10 out of 15/);
    expect(content).toMatch(/€2,000,000.00\s+€100,000.00 to €1,000,000.00/);
    expect(content).toMatch(/Every beneficiary\s+50 %/);
    expect(content).toContain("until 29 January 2027 at 17:00 (Brussels time)");
    expect(content).toContain("were completed and are not real: Deadline; Rate of the indirect costs.");
    expect(content).toMatch(
      /Version\s+1 All versions and what changed\s+Published\s+20 November 2026 at 10:00:00.000 \(Brussels time\)/,
    );
    await expect(page.getByRole("link", { name: "Read the source" }).getAttribute("href")).resolves.toBe(
      "https://euro-access.eu/en/calls/2514",
    );
  });

  test("of a record from elsewhere leads to its source and calls unknown what is unknown", async () => {
    const page = await open(`/en/calls/${importedId}`, { viewport: phone });
    const content = await text(page);
    expect(content).toContain("A record of a call that ran elsewhere");
    expect(content).toMatch(/Budget\s+unknown\s+Grant for one project\s+at most €2,000,000.00/);
    expect(content).toContain("17:00 in Brussels is assumed");
    await expect(page.getByRole("button", { name: "Start a proposal" }).count()).resolves.toBe(0);
    await expectGoodPage(page);
  });

  test("that does not exist is a page that says so", async () => {
    const page = await open(`/en/calls/call_${"0".repeat(26)}`);
    await expect(text(page)).resolves.toContain("There is no such call, or it is not public yet.");
  });
});

describe("taking part in a call", () => {
  test.each([
    ["a stranger", whileOpen, false, "Not available: sign in as an applicant first"],
    [
      "an applicant before the opening",
      "2026-11-30T09:00:00.000Z",
      true,
      "Not available: the call opens on 1 December 2026 at 09:00 (Brussels time)",
    ],
    [
      "an applicant one millisecond after the deadline",
      justLate,
      true,
      "Not available: the call closed on 29 January 2027 at 17:00:00.000 (Brussels time)",
    ],
  ])("is not offered to %s, who learns why", async (_who, at, isApplicant, reason) => {
    site.setClock(at);
    const page = await open(`/en/calls/${callId}`, isApplicant ? { person: applicant } : {});
    await expect(text(page)).resolves.toContain(reason);
  });

  test("is offered to an applicant at the closing instant itself", async () => {
    site.setClock(closingInstant);
    const page = await open(`/en/calls/${callId}`, { person: applicant });
    await expect(page.getByRole("button", { name: /^Start a proposal for/ }).isVisible()).resolves.toBe(true);
  });

  test("leads to the proposal that it started", async () => {
    const page = await open(`/en/calls/${callId}`, { person: applicant, javaScript: false });
    await page.getByRole("button", { name: /^Start a proposal for/ }).click();
    expect(new URL(page.url()).pathname).toMatch(/^\/en\/proposals\/prop_[0-9A-Z]{26}$/);
  });

  test("starts one proposal when the button is pressed twice", async () => {
    const page = await open(`/en/calls/${callId}`, { person: applicant });
    const fields = await page.evaluate<[string, string][]>(
      "[...new FormData(document.querySelector('main form[method=post]'))]",
    );
    const send = () =>
      fetch(`${site.url}/en/proposals`, {
        method: "POST",
        headers: { origin: site.url, cookie: `person=${applicant.user}` },
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
  });
});

const fillTopic = async (page: Page, number: number, id: string): Promise<void> => {
  await page.getByLabel(`Identifier of topic ${String(number)}`).fill(id);
  await page.getByLabel(`Title of topic ${String(number)}`).fill(`Topic ${String(number)}`);
  await page.getByLabel(`Budget of topic ${String(number)}`).fill("1 000 000,00");
  await page.getByLabel(`Smallest Union contribution, topic ${String(number)}`).fill("100,000.00");
  await page.getByLabel(`Largest Union contribution, topic ${String(number)}`).fill("500000");
};

const fillCall = async (page: Page): Promise<void> => {
  const sentence = "What the rules of the programme ask for, in a sentence.";
  await page.getByLabel("Reference").fill("DIGITAL-ECCC-2027-TEST");
  await page.getByLabel("Title", { exact: false }).first().fill("A call from the form");
  await page.getByLabel("Work programme that covers the call").fill("Work programme 2027");
  for (const label of [
    "Objectives",
    "Who can apply",
    "Exclusion and selection",
    "Arrangements of the financing",
    "How to submit",
  ])
    await page.getByLabel(label).fill(sentence);
  await page.getByLabel("Opens, local time").fill("2027-02-01T09:00");
  await page.getByLabel("Deadline, local time").fill("2027-04-30T17:00");
  await page.getByLabel("Planned date to inform all applicants").fill("2027-10-01");
  await page.getByLabel("Indicative date of signature").fill("2027-12-31");
  await fillTopic(page, 1, "DIGITAL-ECCC-2027-TEST-A");
};

describe("a programme officer", () => {
  test("writes a call from a profile, adds a topic without JavaScript, and another person publishes it", async () => {
    const page = await open("/en/calls", { person: officer, javaScript: false });
    await page.getByRole("link", { name: "New call" }).click();
    await expectGoodPage(page);
    await page.getByRole("link", { name: "SME support action" }).click();
    await fillCall(page);
    await press(page, "Add a topic");
    await expect(page.getByLabel("Title of topic 1").inputValue()).resolves.toBe("Topic 1");
    await fillTopic(page, 2, "DIGITAL-ECCC-2027-TEST-B");
    await press(page, "Save the draft");
    await expect(text(page)).resolves.toContain("The draft is saved as version 1.");
    await expect(page.getByLabel("Rate: Small and medium-sized enterprise").inputValue()).resolves.toBe("75 %");
    await expect(page.getByLabel("Budget of topic 2").inputValue()).resolves.toBe("1,000,000.00");
    await page.getByRole("link", { name: "Preview and publish" }).click();
    await expect(heading(page)).resolves.toBe("Preview: A call from the form");
    await expectGoodPage(page);
    await press(page, "Ask for its publication");
    await expect(text(page)).resolves.toContain("it waits for another person than you");
    const director = await site.person("Dora Director", "authorisingOfficer");
    const hers = await open(new URL(page.url()).pathname, { person: director, javaScript: false });
    await press(hers, "Publish");
    await expect(text(hers)).resolves.toContain("The call is published");
    await expect(text(hers)).resolves.toMatch(/Together\s+€2,000,000.00/);
  });

  test("is led to each refused field, with everything typed still there", async () => {
    const page = await open("/en/calls/new?type=IA", { person: officer, javaScript: false, viewport: phone });
    await fillCall(page);
    await page.getByLabel("Objectives").fill("Too short");
    await page.getByLabel("Reference").fill("not a reference");
    await page.getByLabel("Rate of the indirect costs").fill("125 %");
    await press(page, "Save the draft");
    await expect(pageTitle(page)).resolves.toBe("Error: New call | ECCC Grants");
    const summary = await page.locator("#error-summary").innerText();
    expect(summary).toContain("Reference: Write capitals, digits and hyphens, 3 to 60 of them.");
    expect(summary).toContain("Objectives: Write 20 to 5,000 characters.");
    expect(summary).toContain("Rate of the indirect costs: Write a percentage from 0 to 100");
    await expect(page.getByLabel("Rate of the indirect costs").inputValue()).resolves.toBe("125 %");
    await page.getByRole("link", { name: /^Objectives: / }).click();
    expect(new URL(page.url()).hash).toBe("#objectives");
    await takeScreenshot(page, "calls-form-errors-phone");
    await expectGoodPage(page);
  });

  test("reads in words which amount cannot be one", async () => {
    const page = await open("/nl/calls/new?type=SG", { person: officer, javaScript: false });
    await page.getByLabel("Budget van onderwerp 1").fill("1.234");
    await press(page, "Het concept opslaan");
    await expect(page.locator("#error-summary").innerText()).resolves.toContain(
      "Schrijf 1234 of 1.234,00 als u duizendtallen bedoelt.",
    );
    await expect(page.getByLabel("Budget van onderwerp 1").inputValue()).resolves.toBe("1.234");
  });

  test("takes a topic out again", async () => {
    const page = await open("/en/calls/new?type=SG", { person: officer });
    await fillTopic(page, 1, "TOPIC-A");
    await press(page, "Add a topic");
    await fillTopic(page, 2, "TOPIC-B");
    await press(page, "Remove topic 1");
    await expect(page.getByLabel("Identifier of topic 1").inputValue()).resolves.toBe("TOPIC-B");
    await expect(page.getByLabel("Identifier of topic 2").count()).resolves.toBe(0);
  });

  test("whose draft cannot be published is led to the field in the way (CALL-01)", async () => {
    const made = await site.thread.must("POST", "/v1/calls", {
      as: officer.user,
      body: { ...draftContent, opens: { local: "2027-03-28T02:30", zone: "Europe/Brussels" } },
    });
    const page = await open(`/en/calls/${String(Object(made["call"]).id)}/preview`, {
      person: officer,
      javaScript: false,
    });
    await expect(text(page)).resolves.toMatch(/One thing stands in the way\s+A local time does not exist/);
    await page.getByRole("link", { name: "Mend it" }).click();
    expect(new URL(page.url()).hash).toBe("#opens.local");
    await expect(page.getByLabel("Opens, local time").inputValue()).resolves.toBe("2027-03-28T02:30");
  });

  test("keeps every further condition of a call when its form is saved as it is shown", async () => {
    const made = await site.thread.must("POST", "/v1/calls", {
      as: officer.user,
      body: { ...draftContent, ...conditions },
    });
    const id = String(Object(made["call"]).id);
    const page = await open(`/en/calls/${id}/edit`, { person: officer, javaScript: false });
    await page.getByRole("button", { name: "Add: Annexes" }).click();
    await page.getByRole("button", { name: "Remove 2" }).click();
    await press(page, "Save the draft");
    await expect(text(page)).resolves.toContain("The draft is saved as version 2.");
    const { body } = await site.api.send("GET", `/v1/calls/${id}/draft`, { as: officer.user });
    expect(body["draft"]).toMatchObject(conditions);
  });

  test("whose correction is public shows everybody what changed and why, in both languages (CALL-03)", async () => {
    const { must } = site.thread;
    const corrected = await site.thread.publishCall({ title: "Hubs of the first version" });
    const body = aCallContent({ title: "Hubs of the second version" });
    await must("PUT", `/v1/calls/${corrected}/draft`, { as: officer.user, ifMatch: 3, body });
    const { user: publisher } = await site.person("Dora Director", "authorisingOfficer");
    const reasons = [{ field: "title", reason: "The title named the wrong version." }];
    await publishDraft(must, { callId: corrected, officer: officer.user, publisher, version: 4, reasons });
    const history = await (await fetch(`${site.url}/nl/calls/${corrected}/history`)).text();
    expect(history).toMatch(/<del>first[^<]*<\/del>[\s\S]*<ins>second[^<]*<\/ins>/);
    expect(history).toContain("The title named the wrong version.");
    const shown = await (await fetch(`${site.url}/en/calls/${corrected}`)).text();
    expect(shown).toContain("This call was changed");
  });

  test("sees both versions when a colleague was faster, and loses neither", async () => {
    const made = await site.thread.must("POST", "/v1/calls", { as: officer.user, body: draftContent });
    const path = `/en/calls/${String(Object(made["call"]).id)}/edit`;
    const mine = await open(path, { person: officer, javaScript: false });
    const theirs = await open(path, { person: officer });
    await theirs.getByLabel("Title", { exact: false }).first().fill("Their title");
    await press(theirs, "Save the draft");
    await mine.getByLabel("Title", { exact: false }).first().fill("My title");
    await press(mine, "Save the draft");
    await expect(text(mine)).resolves.toMatch(/Title\s+My title\s+Their title/);
    await expectGoodPage(mine);
    await press(mine, "Keep mine");
    await expect(text(mine)).resolves.toContain("The draft is saved as version 3.");
    await expect(mine.getByLabel("Title", { exact: false }).first().inputValue()).resolves.toBe("My title");
  });
});

describe("the pages of programme officers", () => {
  test.each([
    ["a stranger", undefined, "This is for people who are signed in."],
    ["an applicant", "applicant", "Your role does not allow this action."],
  ])("are closed to %s", async (_who, role, reason) => {
    const page = await open("/en/calls/new", role === undefined ? {} : { person: applicant });
    await expect(text(page)).resolves.toContain(reason);
  });
});

const longText = "What the rules of the programme ask for, in a sentence.";
const draftContent = {
  reference: "DIGITAL-ECCC-2027-DRAFT",
  title: "A draft",
  objectives: longText,
  eligibility: longText,
  exclusionAndSelection: longText,
  financing: longText,
  submissionArrangements: longText,
  workProgramme: "Work programme 2027",
  opens: { local: "2027-03-01T09:00", zone: "Europe/Brussels" },
  closes: { local: "2027-06-30T17:00", zone: "Europe/Brussels" },
  plannedInformOn: "2027-12-01",
  plannedSignOn: "2028-02-01",
  topics: [{ topicId: "TOPIC-A", title: "Topic A", budgetCents: 100, minGrantCents: 0, maxGrantCents: 100 }],
  profile: {
    programme: "DEP",
    actionType: "SG",
    criteria: ["RELEVANCE", "IMPACT"],
    weights: {},
    scoreStep: "0.5",
    criterionMax: "5",
    criterionThreshold: "3",
    overallThreshold: "6",
    tieBreak: [],
    rates: { DEFAULT: "1/2", SME: "1/2", NON_PROFIT: "1/2" },
    costCategories: ["A", "C"],
    indirectBase: ["A", "C"],
    indirectRate: "7/100",
    prefinancingRate: "4/5",
    interimCeilingRate: "9/10",
    mutualInsuranceRate: "0",
    informMonths: 6,
    signMonths: 3,
    signRule: "FROM_INFORMED",
  },
  nationalFunding: { kind: "none" },
  provenance: { syntheticFields: [] },
};

/** One of each further condition, with what is optional in it. */
const conditions = {
  dualUse: true,
  partnerSignOff: "required",
  declaredCosts: ["DEPRECIATION"],
  firstStage: { closes: { local: "2027-04-01T17:00", zone: "Europe/Brussels" }, plannedInviteOn: "2027-05-03" },
  annexes: [{ annexId: "plan", title: "Work plan", isMandatory: true, formats: ["pdf"], pagesMax: 20 }],
  textLimits: [{ section: "impact", wordsMax: 500 }],
  consortiumRule: { partnersMin: 3, countriesMin: 3, memberStatesMin: 1, countries: ["BE", "NL", "LU"] },
  security: {
    restriction: "ART_12_5",
    countries: ["NO"],
    eeaEquivalent: true,
    admitsControlledEntities: false,
    basis: "Work programme, Appendix 3",
    necessity: longText,
  },
  certification: [
    {
      use: "DELIVERABLE",
      ictCategory: "Sensors",
      schemeId: "EUCC",
      minAssurance: "HIGH",
      avaVanMin: 3,
      dueMonth: 24,
      evidence: "The certificate",
      equivalentAllowed: true,
      legalBasis: "Directive (EU) 2022/2555",
    },
  ],
  fstp: {
    isCompulsory: true,
    perThirdPartyMaxCents: 60_000_00,
    amountCriteria: longText,
    activityTypes: ["Pilots", "Audits"],
    recipients: longText,
  },
  linkedProgrammes: [{ name: "Connecting Europe", isCumulationAllowed: true }],
  envelopes: [{ title: "Hubs", topicIds: ["TOPIC-A", "TOPIC-B"], budgetCents: 100, flexibilityRate: "1/5" }],
};
