import { AnnexCheck, AnnexPart } from "@grants/core/proposals/annex";
import { ProposalId } from "@grants/core/proposals/proposal";
import { createAnnexCheckStore } from "@grants/store/annex-checks";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type TestBrowser,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { aCallContent, aPartner, whileOpen } from "../support/builders.ts";
import { createEvaluation, whileEvaluating } from "../support/evaluation.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

const Begun = z.object({ uploadId: z.string() });
const Registered = z.object({ content: AnnexPart });

let site: PortalSite;
let browser: TestBrowser;
let callId: string;
let officer: SitePerson;
let director: SitePerson;
let deputy: SitePerson;
let applicant: SitePerson;
let programme: SitePerson;
let swiss: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  const evaluation = createEvaluation(site.api, site.db);
  [officer, director, deputy, applicant, programme] = await Promise.all([
    site.person("Tomáš Novák", "evaluationOfficer"),
    site.person("Elena Marin", "authorisingOfficer"),
    site.person("Kaisa Niemi", "authorisingOfficer"),
    site.person("HUB-CH", "applicant"),
    site.person("Ilse Peeters", "programmeOfficer"),
  ]);
  callId = await evaluation.thread.publishCall();
  await evaluation.submitProposal(callId, { acronym: "HUB-BE" });
  const parts = {
    "partner.p002": aPartner("p002", { country: "CH" }),
    "budget.p002": { kind: "budget", slot: "p002", categoriesCents: { A: 1_000_00 } },
  };
  swiss = (await evaluation.submitProposal(callId, { acronym: "HUB-CH", parts })).proposalId;
  await evaluation.sealCall(callId);
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Without scripts, since every page must work without them. */
const open = (path: string, { cookies }: SitePerson): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { cookies, javaScript: false });
const expectGoodPage = async (page: Page): Promise<void> => {
  await expectAccessible(page);
  await expectNoOverflow(page);
  expectNoConsoleErrors(page);
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
/** The box lies under its label. */
const choose = (page: Page, label: string) => page.locator("label").getByText(label, { exact: true }).click();
const proposalPath = () => `/en/admissibility/proposals/${swiss}`;
const reason = "The partner from Switzerland is needed for data that nobody else has.";

describe("the board of checks", () => {
  test("is reached from the navigation, and admits what meets them all", async () => {
    const page = await open("/en/admissibility", officer);
    await follow(page, "Open the board of checks");
    await press(page, "Make the checks of this page");
    await expectGoodPage(page);
    await takeScreenshot(page, "admissibility-board");
    const rowOf = (acronym: string) => page.getByRole("row").filter({ hasText: acronym });
    expect(await page.getByRole("status").textContent()).toContain("1 proposal is admitted; 1 waits");
    expect(await rowOf("HUB-BE").textContent()).toContain("Admitted");
    expect(await rowOf("HUB-CH").textContent()).toContain("To decide: Every partner established where it may be");
  });
});

describe("a proposal that somebody has to look at", () => {
  test("is asked about, with what is missing said at its field", async () => {
    const page = await open(proposalPath(), officer);
    await expectGoodPage(page);
    await takeScreenshot(page, "admissibility-proposal");
    await follow(page, "Ask the applicant");
    await choose(page, "Something is missing or unclear");
    await page.getByLabel("Question").fill("Why is the partner from Switzerland needed?");
    await page.getByLabel("Why this does not change").fill("Neither the work nor the budget changes with it.");
    await page.getByLabel("Last day for the answer").fill("2027-02-10");
    await press(page, "Send the question");
    await expectAccessible(page);
    expect(await page.getByRole("alert").textContent()).toContain("Choose a day after today.");
    await page.getByLabel("Last day for the answer").fill("2027-02-20");
    await press(page, "Send the question");
    expect(await page.getByRole("heading", { name: "Question 1" }).count()).toBe(1);
  });

  test("is answered by its own people, who see the question and no checks", async () => {
    const page = await open(proposalPath(), applicant);
    await expectGoodPage(page);
    expect(await page.getByText("Why is the partner from Switzerland needed?").count()).toBe(1);
    expect(await page.getByText("Received in time").count()).toBe(0);
    await follow(page, "Answer question 1");
    await expectGoodPage(page);
    await page.getByLabel("Your answer").fill(reason);
    await press(page, "Send the answer");
    expect(await page.getByText(reason).count()).toBe(1);
  });

  test("is refused on what a person found, by another one", async () => {
    const page = await open(`${proposalPath()}/findings/ESTABLISHED`, officer);
    await expectGoodPage(page);
    await choose(page, "Not met");
    await page.getByLabel("Reason").fill("Another institute in the Union holds the same data.");
    await press(page, "Record");
    expect(await page.getByText("The platform had found: A person has to look.").count()).toBe(1);
    const decision = await open(`${proposalPath()}/refusal`, director);
    await expectGoodPage(decision);
    await decision.getByLabel("Reason").fill("The partner is not established where the call asks for it.");
    await press(decision, "Refuse the proposal");
    expect(await decision.getByText("The proposal is not admitted.").count()).toBe(1);
  });

  test("is reviewed when its people ask for it, and the reversal is told in Dutch as well", async () => {
    const page = await open(proposalPath(), applicant);
    await expectGoodPage(page);
    await takeScreenshot(page, "admissibility-letter");
    await follow(page, "Ask for a review");
    await page.getByLabel("Reason").fill("The institute in the Union holds a part of the data only.");
    await press(page, "Ask for the review");
    const review = await open(`${proposalPath()}/review/decision`, deputy);
    await expectGoodPage(review);
    await choose(review, "The refusal is reversed: the proposal is admitted.");
    await review.getByLabel("Reason").fill("The applicant has shown that the data are unique.");
    await press(review, "Decide");
    await review.goto(`${site.url}/nl/admissibility/proposals/${swiss}`);
    expect(await review.getByText("De weigering is herroepen: het voorstel is toegelaten.").count()).toBe(1);
  });
});

describe("a consortium under a call that was corrected after it had submitted", () => {
  test("is said in the same words on its checklist and on its check (HSC-06, DEP-02)", async () => {
    const { thread, submitProposal, sealCall } = createEvaluation(site.api, site.db);
    const corrected = await thread.publishCall({ reference: "CORRECTED-CONSORTIUM" });
    const { proposalId } = await submitProposal(corrected, { acronym: "HUB-ALONE" });
    const consortiumRule = { partnersMin: 2, countriesMin: 2, memberStatesMin: 1 };
    const body = aCallContent({ reference: "CORRECTED-CONSORTIUM", consortiumRule });
    await thread.must("PUT", `/v1/calls/${corrected}/draft`, { as: programme.user, at: whileOpen, ifMatch: 3, body });
    const reasons = [{ field: "consortiumRule", reason: "The work programme asks for two." }];
    await publishDraft(thread.must, {
      callId: corrected,
      officer: programme.user,
      publisher: director.user,
      version: 4,
      at: whileOpen,
      reasons,
    });
    const alone = await site.person("HUB-ALONE", "applicant");
    const again = { as: alone.user, at: whileOpen, ifMatch: 3 };
    expect((await site.api.send("POST", `/v1/proposals/${proposalId}/freeze`, again)).status).toBe(422);
    const draft = await open(`/en/proposals/${proposalId}`, alone);
    await sealCall(corrected);
    const board = await open(`/en/admissibility/calls/${corrected}`, officer);
    await press(board, "Make the checks of this page");
    const check = await open(`/en/admissibility/proposals/${proposalId}`, officer);
    await expectGoodPage(check);
    await takeScreenshot(check, "admissibility-consortium");
    const lines = [
      "The consortium has 1 independent partner of the countries that count; the call asks for 2",
      "The partners come from 1 country; the call asks for 2",
    ];
    expect(
      await draft
        .getByRole("main")
        .getByRole("listitem")
        .getByText(/the call asks for/u)
        .allTextContents(),
    ).toEqual(lines);
    const row = check.getByRole("row").filter({ hasText: "Composition of the consortium" });
    expect(await row.getByRole("listitem").allTextContents()).toEqual(lines);
    await check.goto(`${site.url}/nl/admissibility/proposals/${proposalId}`);
    expect(await check.getByText("De partners komen uit 1 land; de oproep vraagt er 2").count()).toBe(1);
  });
});

describe("an annex that is checked only after it was submitted", () => {
  const annexes = [{ annexId: "plan", title: "Work plan", isMandatory: true, formats: ["pdf" as const], pagesMax: 3 }];

  test("holds the admission up with the sentence of the checklist (ELG-01)", async () => {
    const { thread, sealCall } = createEvaluation(site.api, site.db);
    const asking = await thread.publishCall({ reference: "WITH-A-PLAN", annexes });
    const annexed = await site.person("HUB-PLAN", "applicant");
    const proposalId = await thread.draftProposal(annexed, asking);
    await thread.writeProposal(annexed.user, proposalId);
    const ask = { as: annexed.user, at: whileOpen };
    const uploads = `/v1/proposals/${proposalId}/annexes/plan/uploads`;
    const { uploadId } = Begun.parse(await thread.must("POST", uploads, { ...ask, body: {} }));
    const file = { body: { fileName: "plan.pdf" }, ifMatch: 0 };
    const { content } = Registered.parse(
      await thread.must("POST", `${uploads}/${uploadId}/registration`, { ...ask, ...file }),
    );
    const { documentSha256, version } = await thread.freezeProposal(annexed.user, proposalId);
    const submission = { ...ask, ifMatch: version, body: { documentSha256 } };
    await thread.must("POST", `/v1/proposals/${proposalId}/submission`, submission);
    await sealCall(asking);
    const board = await open(`/en/admissibility/calls/${asking}`, officer);
    await press(board, "Make the checks of this page");
    const page = await open(`/en/admissibility/proposals/${proposalId}`, officer);
    const row = page.getByRole("row").filter({ hasText: "Annexes: asked for" });
    expect(await row.textContent()).toContain("The annex “Work plan” is not checked yet");
    const { sha256, objectVersion } = content;
    const found = { uploadId, sha256, objectVersion, checkedAt: whileOpen, format: "pdf", scan: "clean", faults: [] };
    await createAnnexCheckStore(site.db).keepCheck(
      ProposalId.parse(proposalId),
      AnnexCheck.parse({ ...found, pages: 4 }),
    );
    await press(page, "Make the platform's checks again");
    await expectGoodPage(page);
    await takeScreenshot(page, "admissibility-annexes");
    expect(await row.textContent()).toContain("The annex “Work plan” has 4 pages and may have 3");
    const capacity = page.getByRole("row").filter({ hasText: "Not verified: a public body" });
    expect(await capacity.textContent()).toContain("Coordinator");
    const onPhone = await browser.openPage(page.url(), {
      cookies: officer.cookies,
      javaScript: false,
      viewport: phone,
    });
    await expectNoOverflow(onPhone);
    await onPhone.goto(`${site.url}/nl/admissibility/proposals/${proposalId}`);
    expect(await onPhone.getByText("De bijlage “Work plan” telt 4 bladzijden").count()).toBe(1);
    expect(await onPhone.getByText("Niet nagegaan: een overheidsinstantie").count()).toBe(1);
  });
});
