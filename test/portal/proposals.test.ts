import { sha256 } from "@grants/store/sha256";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closingInstant, justLate, whileOpen } from "../support/builders.ts";
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
import { createCofunding, inHorizonEurope } from "../support/joint-action.ts";
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

const open = (path: string, { person = anna, ...options }: Options = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { ...options, cookies: person.cookies });

const text = async (page: Page): Promise<string> =>
  (await page.locator("main").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).first().click();
const pathOf = (page: Page) => new URL(page.url()).pathname;

const expectGoodPage = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};

/** A draft of Anna's; `written`: nothing is missing. */
const aDraft = async ({ written = false } = {}): Promise<string> => {
  const proposalId = await site.thread.draftProposal(anna, callId);
  if (written) await site.thread.writeProposal(anna.user, proposalId);
  return proposalId;
};

const savePart = (proposalId: string, path: string, body: object, ifMatch: number) =>
  site.thread.must("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: anna.user, body, ifMatch });

const writeParts = async (page: Page): Promise<void> => {
  await follow(page, "Fill in the general information");
  await page.getByLabel("Acronym").fill("BRIDGE");
  await page.getByLabel("Title").fill("A bridge between hubs");
  await page.getByLabel("Duration in months").fill("36");
  await press(page, "Save");
  await expect(text(page)).resolves.toContain("Last saved on 10 January 2027 at 10:00 (Brussels time).");
  await follow(page, "Back to the proposal");
  await follow(page, "Describe the coordinator");
  await page.getByLabel("Legal name of the organisation").fill("Hub of the Low Countries");
  await page.getByLabel("PIC").fill("999 888 777");
  await page.getByLabel("Country, two capitals").fill("nl");
  await page.getByLabel("Public body").check({ force: true });
  await press(page, "Save");
  await page.getByLabel("A. Personnel").fill("300 000,00");
  await page.getByLabel("C. Purchases").fill("200,000.55");
  await press(page, "Save and go back");
  for (const section of ["Relevance", "Implementation", "Impact"]) {
    await follow(page, `Write the text on ${section}`);
    await page.getByLabel(`Text on ${section}`).fill(`What the project does for ${section}.\n\nAnd how.`);
    await press(page, "Save and go back");
  }
};

describe.each([
  ["without JavaScript, on a phone", { javaScript: false, viewport: phone }],
  ["with JavaScript", {}],
])("an applicant %s", (_how, options) => {
  test("starts, writes, reviews, submits and withdraws a proposal", async () => {
    const page = await open(`/en/calls/${callId}`, options);
    await page.getByRole("button", { name: /^Start a proposal for/ }).click();
    await expect(text(page)).resolves.toContain("5 points are open");
    await writeParts(page);
    const overview = await text(page);
    expect(overview).toContain("Nothing is missing.");
    expect(overview).toMatch(/Together[\s\S]+€500,000.55[\s\S]+€35,000.04[\s\S]+€535,000.59[\s\S]+€267,500.30/);
    await follow(page, "Review and submit");
    await press(page, "Freeze this draft for review");
    await expect(text(page)).resolves.toMatch(/Digest of the document \(SHA-256\)\s+[0-9a-f]{64}/);
    await press(page, "Submit this version");
    await follow(page, "Confirm that you have read this version.");
    expect(new URL(page.url()).hash).toBe("#confirmed");
    await page.getByLabel("I have read this version").check({ force: true });
    await press(page, "Submit this version");
    const receipt = await text(page);
    expect(receipt).toMatch(/Received\s+10 January 2027 at 10:00:00.000 \(Brussels time\)/);
    expect(receipt).toMatch(/SHA-256\)\s+[0-9a-f]{64}\s+Entry of the audit trail \(hash\)\s+[0-9a-f]{64}/);
    await expectGoodPage(page);
    await follow(page, "BRIDGE");
    await follow(page, "Withdraw the submission");
    await press(page, "Withdraw the submission");
    await expect(text(page)).resolves.toContain("The submission is withdrawn");
  });
});

describe("every page of a proposal", () => {
  test.each(["", "/partners/new", "/review", "/receipt", "/withdrawal"])(
    "is accessible and fits with nothing in it: %s",
    async (path) => {
      const proposalId = await aDraft();
      const page = await open(`/en/proposals/${proposalId}${path}`);
      await expect(expectAccessible(page)).resolves.toEqual([]);
      await expectNoOverflow(page);
      expectNoConsoleErrors(page);
    },
  );

  test.each(["", "/general", "/partners/p001", "/budget/p001", "/texts/impact", "/review"])(
    "is accessible and fits when it is full, in Dutch: %s",
    async (path) => {
      const proposalId = await aDraft({ written: true });
      await site.thread.freezeProposal(anna.user, proposalId);
      const page = await open(`/nl/proposals/${proposalId}${path}`, { viewport: phone });
      await expect(page.locator("html").getAttribute("lang")).resolves.toBe("nl");
      await expectGoodPage(page);
    },
  );

  test("does not exist for others", async () => {
    const stranger = await site.person("Otto Other", "applicant");
    const page = await open(`/en/proposals/${await aDraft()}`, { person: stranger });
    await expect(text(page)).resolves.toContain("There is no such proposal, or it is not yours.");
  });
});

describe("the budget of a partner", () => {
  test("says in words which amount cannot be one, and keeps it as it was typed", async () => {
    const proposalId = await aDraft({ written: true });
    const page = await open(`/en/proposals/${proposalId}/budget/p001`, { javaScript: false, viewport: phone });
    await page.getByLabel("A. Personnel").fill("1 234,567");
    await page.getByLabel("B. Subcontracting").fill("-5");
    await page.getByLabel("C. Purchases").fill("a lot");
    await press(page, "Save");
    await expect(pageTitle(page)).resolves.toContain("Error: Budget of Partner p001");
    const summary = await page.locator("#error-summary").innerText();
    expect(summary).toContain("A. Personnel: Write at most two decimals.");
    expect(summary).toContain("B. Subcontracting: Write an amount of zero or more.");
    expect(summary).toContain("C. Purchases: Write an amount in euro, for example 1,234,567.89.");
    await expect(page.getByLabel("A. Personnel").inputValue()).resolves.toBe("1 234,567");
    await page.getByRole("link", { name: /^A. Personnel/ }).click();
    expect(new URL(page.url()).hash).toBe("#categoriesCents.A");
    await takeScreenshot(page, "proposals-budget-errors-phone");
    await expectGoodPage(page);
  });

  test("is computed from what is typed, without saving it", async () => {
    const proposalId = await aDraft({ written: true });
    const page = await open(`/en/proposals/${proposalId}/budget/p001`, { javaScript: false });
    await page.getByLabel("A. Personnel").fill("100,00");
    await page.getByLabel("C. Purchases").fill("");
    await press(page, "Calculate without saving");
    const content = await text(page);
    expect(content).toContain("It is not saved yet.");
    expect(content).toMatch(/Eligible costs\s+€107.00\s+Union contribution \(50 % of the eligible costs\)\s+€53.50/);
    await page.reload();
    const again = await open(`/en/proposals/${proposalId}/budget/p001`);
    await expect(again.getByLabel("A. Personnel").inputValue()).resolves.toBe("300,000.00");
  });

  test("asks for the national funder in a joint action alone", async () => {
    const joint = await createCofunding(site.api, site.db).open({ reference: "JOINT-CALL" });
    const proposalId = await site.thread.draftProposal(anna, joint.callId);
    await site.thread.writeProposal(anna.user, proposalId);
    const page = await open(`/en/proposals/${proposalId}/budget/p001`, { javaScript: false });
    await page.getByLabel("Requested from the national funder").fill("1000");
    await press(page, "Save");
    await expect(page.locator("#error-summary").innerText()).resolves.toContain("National funder: Write the code");
    await page.getByLabel("National funder", { exact: true }).fill("be");
    await press(page, "Save");
    await expect(text(page)).resolves.toMatch(/National contribution\s+€1,000.00/);
    const other = await open(`/en/proposals/${await aDraft({ written: true })}/budget/p001`);
    await expect(other.getByLabel("National funder", { exact: true }).count()).resolves.toBe(0);
  });
});

describe("a form", () => {
  test("is sent with the Enter key, and shows what the API refused at its field", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/general`);
    await page.getByLabel("Duration in months").fill("three years");
    await page.getByLabel("Acronym").focus();
    await page.keyboard.type("AN-ACRONYM-THAT-IS-TOO-LONG");
    await page.keyboard.press("Enter");
    await page.locator("#error-summary").waitFor();
    const summary = await page.locator("#error-summary").innerText();
    expect(summary).toContain("Acronym: Write at most 20 characters.");
    expect(summary).toContain("Duration in months: Write a whole number from 1 to 60.");
    await expect(page.getByLabel("Acronym").inputValue()).resolves.toBe("AN-ACRONYM-THAT-IS-TOO-LONG");
    await page.getByRole("link", { name: /^Acronym/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Y");
    await expect(page.getByLabel("Acronym").inputValue()).resolves.toContain("Y");
  });

  test("counts a text as the freeze does, and keeps one that is too long by one (CALL-01)", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/relevance`, { javaScript: false });
    await page.getByLabel("Text on Relevance").fill("x".repeat(3_501));
    await press(page, "Save and go back");
    const tooLong = "Shorten the text on Relevance: 3,501 of at most 3,500 characters";
    await expect(text(page)).resolves.toContain(tooLong);
    await follow(page, tooLong);
    await expect(text(page)).resolves.toContain("3,501 of 3,500 characters: too long, please shorten the text");
    await page.getByLabel("Text on Relevance").fill("x".repeat(3_500));
    await press(page, "Save and go back");
    await expect(text(page)).resolves.not.toContain("Shorten the text");
  });

  test("that comes after the deadline is refused with the reason, and nothing typed is lost", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/texts/impact`, { javaScript: false });
    await page.getByLabel("Text on Impact").fill("Written in the last minute.");
    site.setClock(justLate);
    await press(page, "Save");
    await expect(text(page)).resolves.toContain("The call closed on 29 January 2027 at 17:00 (Brussels time).");
    await expect(page.getByLabel("Text on Impact").inputValue()).resolves.toBe("Written in the last minute.");
    await expect(text(page)).resolves.toContain("Not available: the call has closed");
  });
});

describe("two people in one part", () => {
  const theirText = { kind: "text", section: "impact", text: "Their text." };

  const conflict = async (proposalId: string): Promise<Page> => {
    const page = await open(`/en/proposals/${proposalId}/texts/impact`, { javaScript: false });
    await page.getByLabel("Text on Impact").fill("My text.\nWith a second line.");
    await savePart(proposalId, "text.impact", theirText, 0);
    await press(page, "Save");
    return page;
  };

  test("see both texts side by side, and keep mine", async () => {
    const page = await conflict(await aDraft());
    await expect(text(page)).resolves.toMatch(/Text on Impact\s+My text.\s+With a second line.\s+Their text./);
    await takeScreenshot(page, "proposals-conflict");
    await expectGoodPage(page);
    await press(page, "Keep mine");
    await expect(page.getByLabel("Text on Impact").inputValue()).resolves.toBe("My text.\nWith a second line.");
    await expect(text(page)).resolves.toContain("Last saved on");
  });

  test("keep theirs", async () => {
    const page = await conflict(await aDraft());
    await follow(page, "Keep theirs");
    await expect(page.getByLabel("Text on Impact").inputValue()).resolves.toBe("Their text.");
  });

  test("go on writing in mine, which then replaces theirs", async () => {
    const page = await conflict(await aDraft());
    await press(page, "Go on writing in mine");
    await page.getByLabel("Text on Impact").fill("Mine and theirs.");
    await press(page, "Save and go back");
    await follow(page, "Impact");
    await expect(page.getByLabel("Text on Impact").inputValue()).resolves.toBe("Mine and theirs.");
  });

  test("who write the same have nothing to choose", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/texts/impact`, { javaScript: false });
    await page.getByLabel("Text on Impact").fill(theirText.text);
    await savePart(proposalId, "text.impact", theirText, 0);
    await press(page, "Save");
    expect(pathOf(page)).toBe(`/en/proposals/${proposalId}/texts/impact`);
    await expect(text(page)).resolves.toContain("Saved");
  });
});

describe("the consortium", () => {
  test("takes a partner in and lets it go again, with its budget", async () => {
    const proposalId = await aDraft({ written: true });
    const page = await open(`/en/proposals/${proposalId}`, { javaScript: false });
    await follow(page, "Add a partner");
    await page.getByLabel("Legal name of the organisation").fill("Second Partner");
    await page.getByLabel("PIC").fill("123456789");
    await page.getByLabel("Country, two capitals").fill("DE");
    await press(page, "Save and go back");
    await follow(page, "Fill in the budget of Second Partner");
    await page.getByLabel("A. Personnel").fill("1000");
    await press(page, "Save and go back");
    await expect(text(page)).resolves.toContain("Nothing is missing.");
    await follow(page, "Second Partner");
    await follow(page, "Remove the partner");
    await expectGoodPage(page);
    await press(page, "Remove the partner");
    await expect(text(page)).resolves.not.toContain("Second Partner");
    await expect(text(page)).resolves.toContain("Nothing is missing.");
  });

  test("refuses a PIC of another form at its field", async () => {
    const page = await open(`/en/proposals/${await aDraft()}/partners/new`, { javaScript: false });
    await page.getByLabel("Legal name of the organisation").fill("First Partner");
    await page.getByLabel("PIC").fill("12345");
    await page.getByLabel("Country, two capitals").fill("BE");
    await press(page, "Save");
    await expect(page.locator("#error-summary").innerText()).resolves.toContain(
      "PIC: Write the nine digits of the PIC.",
    );
    await expect(page.getByLabel("Legal name of the organisation").inputValue()).resolves.toBe("First Partner");
  });
});

describe("submitting", () => {
  const frozen = async () => {
    const proposalId = await aDraft({ written: true });
    await site.thread.freezeProposal(anna.user, proposalId);
    return proposalId;
  };

  test("at the closing instant is in time, and the receipt says so to the millisecond", async () => {
    const page = await open(`/en/proposals/${await frozen()}/review`, { javaScript: false });
    await page.getByLabel("I have read this version").check({ force: true });
    site.setClock(closingInstant);
    await press(page, "Submit this version");
    await expect(text(page)).resolves.toMatch(/Received\s+29 January 2027 at 17:00:00.000/);
  });

  test("one millisecond later is late, and says why", async () => {
    const page = await open(`/en/proposals/${await frozen()}/review`, { javaScript: false });
    await page.getByLabel("I have read this version").check({ force: true });
    site.setClock(justLate);
    await press(page, "Submit this version");
    await expect(text(page)).resolves.toContain("The call closed on 29 January 2027 at 17:00 (Brussels time).");
  });

  test("names the version that was read: a newer one has to be read first", async () => {
    const proposalId = await frozen();
    const page = await open(`/en/proposals/${proposalId}/review`, { javaScript: false });
    await savePart(proposalId, "text.impact", { kind: "text", section: "impact", text: "Changed." }, 1);
    await site.thread.freezeProposal(anna.user, proposalId, 2);
    await page.getByLabel("I have read this version").check({ force: true });
    await press(page, "Submit this version");
    await expect(text(page)).resolves.toContain("A newer version was saved after you opened this page.");
    await expect(text(page)).resolves.toContain("Changed.");
  });

  test("twice with one form gives one submission", async () => {
    const page = await open(`/en/proposals/${await frozen()}/review`);
    const action = page.url().replace("/review", "/submission");
    const fields = await page.evaluate<[string, string][]>(
      "[...new FormData(document.querySelector('form[action$=submission]'))]",
    );
    const send = () =>
      fetch(action, {
        method: "POST",
        headers: { origin: site.url, cookie: `person=${anna.user}` },
        body: new URLSearchParams([...fields, ["confirmed", "yes"]]),
        redirect: "manual",
      });
    const answers = [await send(), await send()];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[1]?.headers.get("set-cookie")).toBe(answers[0]?.headers.get("set-cookie"));
  });

  test("is not offered for a draft that changed after it was frozen, until it is read again", async () => {
    const proposalId = await frozen();
    await savePart(proposalId, "text.impact", { kind: "text", section: "impact", text: "Changed." }, 1);
    const page = await open(`/en/proposals/${proposalId}/review`, { javaScript: false });
    await expect(text(page)).resolves.toContain("The draft was changed after this version was frozen.");
    await press(page, "Freeze the changed draft");
    await expect(text(page)).resolves.toContain(
      "Not available: the draft has not changed since this version was frozen",
    );
  });

  test("above the maximum of the topic is a line of the checklist with both amounts, and is not offered", async () => {
    const proposalId = await aDraft({ written: true });
    await savePart(
      proposalId,
      "budget.p001",
      { kind: "budget", slot: "p001", categoriesCents: { A: 2_000_000_00 } },
      1,
    );
    const page = await open(`/en/proposals/${proposalId}/review`, { javaScript: false });
    await expect(text(page)).resolves.toContain("Not available: the checklist has open points");
    await page.goto(`${site.url}/en/proposals/${proposalId}`);
    await follow(page, "The proposal asks for €1,070,000.00; the topic gives one project at most €1,000,000.00");
    expect(pathOf(page)).toBe(`/en/proposals/${proposalId}/budget/p001`);
  });
});

describe("the list of one's proposals", () => {
  test("tells the state, the deadline and what comes next, and so does the home page", async () => {
    const bart = await site.person("Bart Begin", "applicant");
    await site.thread.draftProposal(bart, callId);
    const page = await open("/en/proposals", { person: bart, javaScript: false });
    await expect(text(page)).resolves.toMatch(
      /Proposal without an acronym yet\s+Proposal for DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH\s+National and cross-border cyber hubs\s+DRAFT\s+29 January 2027 at 17:00 \(Brussels time\)\s+Complete the draft, review and submit it/i,
    );
    await expectGoodPage(page);
    const home = await open("/en", { person: bart });
    await expect(text(home)).resolves.toContain("Complete the draft, review and submit it");
    await expectGoodPage(home);
  });

  test("that is empty teaches how a proposal begins", async () => {
    const newcomer = await site.person("Nina Newcomer", "applicant");
    const page = await open("/nl/proposals", { person: newcomer, viewport: phone });
    await expect(text(page)).resolves.toContain("Open een oproep en begin er een.");
    await takeScreenshot(page, "proposals-empty-phone");
    await expectGoodPage(page);
  });
});

describe("a draft", () => {
  test("keeps what is only begun, and the checklist says what it lacks", async () => {
    const proposalId = await aDraft();
    const page = await open(`/en/proposals/${proposalId}/general`, { javaScript: false });
    await page.getByLabel("Acronym").fill("BEGUN");
    await press(page, "Save and go back");
    await expect(page.getByRole("heading", { level: 1 }).innerText()).resolves.toBe("BEGUN");
    await follow(page, "Complete the general information: Title");
    await expect(page.getByLabel("Acronym").inputValue()).resolves.toBe("BEGUN");
    await expect(page.getByLabel("Duration in months").inputValue()).resolves.toBe("");
  });

  test("has the texts that the criteria of its call ask for", async () => {
    const research = await site.thread.publishCall({ ...inHorizonEurope, reference: "RESEARCH-CALL" });
    const proposalId = await site.thread.draftProposal(anna, research);
    const page = await open(`/en/proposals/${proposalId}`, { javaScript: false });
    await follow(page, "Write the text on Excellence");
    await page.getByLabel("Text on Excellence").fill("Ψηφιακή ασφάλεια. ".repeat(194));
    await press(page, "Save and go back");
    const overview = await text(page);
    expect(overview).toMatch(/Excellence[\s\S]+Impact[\s\S]+Implementation/);
    expect(overview).not.toContain("Relevance");
  });

  test("is reviewed with what each partner plans for each category", async () => {
    const proposalId = await aDraft({ written: true });
    await site.thread.freezeProposal(anna.user, proposalId);
    const page = await open(`/en/proposals/${proposalId}/review`, { javaScript: false });
    const costs = page.getByRole("table", { name: /^Direct costs by category/ });
    await expect(costs.innerText()).resolves.toMatch(/A. Personnel\s+C. Purchases[\s\S]+€300,000.00\s+€200,000.00/);
    await expectGoodPage(page);
  });
});

describe("a proposal that is in", () => {
  const submitted = async (person: SitePerson) => {
    const proposalId = await site.thread.draftProposal(person, callId);
    await site.thread.writeProposal(person.user, proposalId);
    const { documentSha256, version } = await site.thread.freezeProposal(person.user, proposalId);
    const path = `/v1/proposals/${proposalId}/submission`;
    await site.thread.must("POST", path, { as: person.user, ifMatch: version, body: { documentSha256 } });
    return { proposalId, documentSha256 };
  };
  const change = (person: SitePerson, proposalId: string) =>
    site.thread.must("PUT", `/v1/proposals/${proposalId}/parts/text.impact`, {
      as: person.user,
      body: { kind: "text", section: "impact", text: "Written on." },
      ifMatch: 1,
    });

  test("says on every page that something written since is not submitted", async () => {
    const cora = await site.person("Cora Changes", "applicant");
    const { proposalId } = await submitted(cora);
    const words = "You have changes that are not submitted";
    const overview = await open(`/en/proposals/${proposalId}`, { person: cora });
    await expect(text(overview)).resolves.not.toContain(words);
    await change(cora, proposalId);
    await overview.reload();
    await expect(text(overview)).resolves.toContain(words);
    await expectGoodPage(overview);
    const [list, home] = [await open("/en/proposals", { person: cora }), await open("/en", { person: cora })];
    await expect(text(list)).resolves.toMatch(/NATHUB-BE[\s\S]+You have changes that are not submitted/);
    await expect(text(home)).resolves.toContain(words);
    site.setClock(justLate);
    await overview.reload();
    await expect(text(overview)).resolves.toContain("The call has closed. The Centre informs you of the result");
    await expect(text(overview)).resolves.not.toContain(words);
  });

  test("is downloaded as the bytes that its receipt names", async () => {
    const { proposalId, documentSha256 } = await submitted(anna);
    const page = await open(`/en/proposals/${proposalId}/receipt`);
    const link = await page.getByRole("link", { name: "Download the document" }).getAttribute("href");
    const file = await fetch(new URL(link ?? "", site.url), { headers: { cookie: `person=${anna.user}` } });
    expect(sha256(await file.text())).toBe(documentSha256);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${proposalId}.json"`);
    const stranger = await site.person("Sten Stranger", "applicant");
    const refused = await fetch(new URL(link ?? "", site.url), { headers: { cookie: `person=${stranger.user}` } });
    expect(refused.status).toBe(404);
  });
});
