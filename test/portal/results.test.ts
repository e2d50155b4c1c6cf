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
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";
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
    expect(proposal.html).toContain("The result is told: read the letter and the report.");
  });
});

describe("a review of the evaluation, without scripts", () => {
  let director: SitePerson;
  let officer: SitePerson;
  let staff: readonly SitePerson[];
  let experts: readonly SitePerson[];
  const pathOf = (acronym: string, step = "") => `${resultOf(acronym)}/review${step}`;
  /** Sends the form of a page as a browser without scripts does. */
  const submit = async (step: string, { user }: { user: string }, typed: readonly (readonly [string, string])[]) => {
    const path = `/en${pathOf("THIRD", step)}`;
    const { html } = await get(path, user);
    const form = html.slice(html.indexOf(`action="${path}"`));
    const hidden = [
      ...form.slice(0, form.indexOf("</form>")).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g),
    ];
    const body = new URLSearchParams([
      ...hidden.map(([, name = "", value = ""]): [string, string] => [name, value]),
      ...typed.map(([name, value]): [string, string] => [name, value]),
    ]);
    const answer = await fetch(`${site.url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        cookie: `person=${user}`,
        origin: site.url,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: body.toString(),
    });
    return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
  };
  const done = `/en/results/proposals/`;
  const reason = "The panel used the threshold of another call.";

  beforeAll(async () => {
    [director, officer] = await Promise.all([
      site.person("Elena Marin", "authorisingOfficer"),
      site.person("Tomáš Novák", "evaluationOfficer"),
    ]);
    staff = await Promise.all(
      (["programmeOfficer", "projectOfficer", "evaluationOfficer"] as const).map((role) => site.person(role, role)),
    );
    experts = await Promise.all(["Ana", "Bo", "Cem"].map((name) => site.person(name, "expert")));
  });

  test("is asked for on a form that says what is missing, and shows until when", async () => {
    const applicant = told.of("THIRD").applicant;
    const page = await get(`/nl${pathOf("THIRD")}`, applicant.user);
    expect(page.html).toContain("15 maart 2027");
    const refused = await submit("/request", applicant, [["text", "short"]]);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("Choose at least one ground.");
    expect(refused.html).toContain("Write 10 to 5,000 characters.");
    const asked = await submit("/request", applicant, [
      ["grounds", "CRITERIA_NOT_APPLIED"],
      ["grounds", "MANIFEST_ERROR"],
      ["text", reason],
    ]);
    expect(asked.location).toContain(done);
    expect((await get(`/en${pathOf("THIRD", "/request")}`, applicant.user)).status).toBe(409);
  });

  test("goes through every step by whoever may take it, to a corrected list", async () => {
    const list = await get(`/en/results/calls/${told.callId}`, officer.user);
    expect(list.html).toContain(`href="/en${pathOf("THIRD")}"`);
    const register = [
      ["isRegistrable", "true"],
      ["reason", reason],
    ] as const;
    expect((await submit("/registration", director, register)).status).toBe(403);
    expect((await submit("/registration", officer, register)).location).toContain(done);
    const members = staff.map(({ user }) => user).join("\r\n");
    const refused = await submit("/committee", director, [["members", experts.map(({ user }) => user).join("\n")]]);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("does not have a role that can do this");
    expect((await submit("/committee", director, [["members", members]])).location).toContain(done);
    const outcome = [
      ["outcome", "RE_EVALUATION"],
      ["reason", reason],
    ] as const;
    expect((await submit("/advice", staff[1] ?? officer, outcome)).location).toContain(done);
    expect((await submit("/decision", director, outcome)).location).toContain(done);
    const scores = ["RELEVANCE", "IMPLEMENTATION", "IMPACT"].flatMap((criterion) => [
      [`scores.${criterion}`, "2.5"] as const,
      [`comments.${criterion}`, "Not shown in the text."] as const,
    ]);
    const people = ["experts", experts.map(({ user }) => user).join(" ")] as const;
    const incomplete = await submit("/assessment", officer, [people]);
    expect(incomplete.status).toBe(422);
    expect((await submit("/assessment", officer, [people, ...scores])).location).toContain(done);
    expect((await submit("/correction", director, [])).location).toContain(done);
  });

  test("is read by everybody, on a page without a fault, and on a phone", async () => {
    const cookies = { person: director.user };
    const page = await browser.openPage(`${site.url}/en${pathOf("THIRD")}`, { cookies, javaScript: false });
    await expectAccessible(page);
    await takeScreenshot(page, "results-review");
    expect(await page.locator("main").innerText()).toContain("RANKING CORRECTED");
    await page.setViewportSize(phone);
    await expectNoOverflow(page);
    await takeScreenshot(page, "results-review-phone");
    const own = await get(`/nl${pathOf("THIRD")}`, userOf("THIRD"));
    expect(own.html).toContain("Gegrond: nieuwe deskundigen beoordelen het voorstel opnieuw");
    expect(own.html).not.toContain("Aanbeveling van de commissie");
    expect((await get(`/en${pathOf("THIRD")}`, userOf("LAST"))).status).toBe(404);
    const auditor = await site.person("Ada Auditor", "auditor");
    expect((await get(`/en${pathOf("THIRD")}`, auditor.user)).html).toMatch(/href="\/en\/audit\/rvw_[^"]+"/);
    const excess = `/evaluation/calls/${told.callId}/topics/${told.topicId}/awards/excess`;
    expect((await get(`/nl${excess}`, director.user)).html).toContain("Een groot aantal voorstellen");
    const awards = await get(`/en/evaluation/calls/${told.callId}/topics/${told.topicId}/awards`, director.user);
    expect(awards.html).toContain("The order was corrected after a review");
  });
});
