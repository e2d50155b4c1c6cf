import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBrowser,
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { whileEvaluating } from "../support/evaluation.ts";
import { type PortalSite, openPortalSite } from "../support/portal-site.ts";
import { type ToldTopic, decidedAt, tellTopic } from "../support/told.ts";

let site: PortalSite;
let browser: TestBrowser;
let told: ToldTopic;

const later = "2027-02-12T10:00:00.000Z";
const resultOf = (acronym: string) => `/results/proposals/${told.of(acronym).proposalId}`;
const userOf = (acronym: string): string => told.of(acronym).applicant.user;
const get = async (path: string, as: string) => {
  const answer = await fetch(`${site.url}${path}`, { headers: { cookie: `person=${as}` } });
  return { status: answer.status, html: await answer.text(), type: answer.headers.get("content-type") };
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  const proposals = [
    { acronym: "FIRST", scores: "5 5 5" },
    { acronym: "SECOND", scores: "4.5 4.5 5" },
    { acronym: "THIRD", scores: "4 4 4" },
    { acronym: "LAST", scores: "5 5 2.5" },
  ];
  told = await tellTopic(site, { proposals, applicantOf: (acronym) => site.person(acronym, "applicant") });
  site.setClock(later);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe("the result of an evaluation, without scripts", () => {
  test("is not there before the letters are, and says when it will be", async () => {
    const { status, html } = await get(`/nl${resultOf("THIRD")}`, userOf("THIRD"));
    expect(status).toBe(200);
    expect(html).toContain("Nog geen samenvattend beoordelingsverslag");
  });

  test("leads to the letter that tells it, as long as that is closed", async () => {
    await told.tell(decidedAt);
    const { html } = await get(`/en${resultOf("THIRD")}`, userOf("THIRD"));
    const [, path = ""] = /href="\/en(\/letters\/let_[^"]+)"/.exec(html) ?? [];
    expect(html).toContain("Open the letter first");
    expect((await get(`/en${path}`, userOf("THIRD"))).status).toBe(200);
    await told.open("THIRD", later);
    expect((await get(`/en${path}`, userOf("THIRD"))).html).toContain(`href="/en${resultOf("THIRD")}"`);
  });

  test("gives scores, thresholds and comments, on a page that everybody can read", async () => {
    await told.open("LAST", later);
    const cookies = { person: userOf("LAST") };
    const page = await browser.openPage(`${site.url}/en${resultOf("LAST")}`, { cookies, javaScript: false });
    await expectAccessible(page);
    await takeScreenshot(page, "results-report");
    const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    expect(text).toContain("Overall threshold 10: reached");
    expect(text).toContain("Threshold 3: not reached");
    expect(text).toContain("The results will be used.");
    expect(text).not.toContain("usr_");
    await page.setViewportSize(phone);
    await expectNoOverflow(page);
    await takeScreenshot(page, "results-report-phone");
  });

  test("is given as a PDF, and to nobody else", async () => {
    const pdf = await get(`/en${resultOf("LAST")}/pdf?version=1`, userOf("LAST"));
    expect(pdf).toMatchObject({ status: 200, type: "application/pdf" });
    expect((await get(`/en${resultOf("LAST")}`, userOf("THIRD"))).status).toBe(404);
  });

  test("is reached by the officer from the ranking, and by the applicant from the proposal", async () => {
    const officer = await site.person("Tomáš Novák", "evaluationOfficer");
    const ranking = await get(`/en/evaluation/calls/${told.callId}/topics/${told.topicId}`, officer.user);
    expect(ranking.html).toContain(`href="/en${resultOf("SECOND")}"`);
    expect((await get(`/en${resultOf("SECOND")}`, officer.user)).html).toContain("Digest in the audit trail");
    const proposal = await get(`/en/proposals/${told.of("LAST").proposalId}`, userOf("LAST"));
    expect(proposal.html).toContain(`href="/en${resultOf("LAST")}"`);
  });
});
