import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ProposalId } from "@grants/core/proposals/proposal";
import { whileOpen } from "../support/builders.ts";
import {
  desk,
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { closingDeps, runCloseCalls } from "../support/closing.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { openAuthority, type SealWorker, sealWorker, vaultInMemory } from "../support/sealing.ts";

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let callId: string;
let worker: SealWorker;
let authority: Awaited<ReturnType<typeof openAuthority>>;

beforeAll(async () => {
  [site, browser, authority] = await Promise.all([openPortalSite(), startBrowser(), openAuthority(whileOpen)]);
  worker = sealWorker(site.db, { timeStamps: authority.timeStamps, vault: vaultInMemory().vault });
  await worker.seal(whileOpen);
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall();
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.stop(), authority.stop()]);
});

const frozen = async () => {
  const proposalId = await site.thread.draftProposal(anna, callId);
  await site.thread.writeProposal(anna.user, proposalId);
  const { documentSha256 } = await site.thread.freezeProposal(anna.user, proposalId);
  return { proposalId, documentSha256 };
};
const submitted = async () => {
  const { proposalId, documentSha256 } = await frozen();
  const ask = { as: anna.user, ifMatch: 2, body: { documentSha256 } };
  await site.thread.must("POST", `/v1/proposals/${proposalId}/submission`, ask);
  return { proposalId, documentSha256 };
};
const get = (path: string) => fetch(`${site.url}${path}`, { headers: { cookie: `person=${anna.user}` } });
const textOf = async (response: Response) =>
  (await response.text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
const sealedReceipt = async (proposalId: string) => {
  await worker.bring([proposalId], whileOpen);
  return (await get(`/en/proposals/${proposalId}/receipts/3`)).text();
};
/** The form as a browser without scripts sends it, from nobody in particular. */
const verify = (fields: Readonly<Record<string, string | Blob>>, language = "en") => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(`${site.url}/${language}/evidence/receipt`, { method: "POST", headers: { origin: site.url }, body });
};

describe("the page of a receipt", () => {
  test("says that the seal follows, and then gives the sealed receipt as a file", async () => {
    const { proposalId } = await submitted();
    expect(await textOf(await get(`/en/proposals/${proposalId}/receipt`))).toContain("the seal follows within minutes");
    expect((await get(`/en/proposals/${proposalId}/receipts/3`)).status).toBe(409);
    await worker.bring([proposalId], whileOpen);
    expect(await textOf(await get(`/en/proposals/${proposalId}/receipt`))).toContain("Download the sealed receipt");
    const file = await get(`/en/proposals/${proposalId}/receipts/3`);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="receipt-${proposalId}-3.json"`);
  });

  test("keeps what was withdrawn, with when", async () => {
    const { proposalId } = await submitted();
    await site.thread.must("POST", `/v1/proposals/${proposalId}/withdrawal`, { as: anna.user, ifMatch: 3 });
    const text = await textOf(await get(`/nl/proposals/${proposalId}/receipt`));
    expect(text).toMatch(/Dit voorstel is niet ingediend.+Alle indieningen.+Ingetrokken\s+10 januari 2027/);
  });
});

describe("verifying a receipt", () => {
  test("tells anybody what it states, on any screen, and whether the document is the one", async () => {
    const { proposalId, documentSha256 } = await submitted();
    const receipt = await sealedReceipt(proposalId);
    const page = await browser.openPage(`${site.url}/en/evidence/receipt`, { javaScript: false, viewport: phone });
    const document = (await site.api.documents.loadText(ProposalId.parse(proposalId), documentSha256)) ?? "";
    const fileOf = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await page.getByLabel("The sealed receipt as a file").setInputFiles(fileOf("receipt.json", receipt));
    await page.getByLabel("The document, if you have it").setInputFiles(fileOf("document.json", document));
    await page.getByRole("button", { name: "Verify a receipt" }).click();
    const text = await page.locator("main").innerText();
    for (const words of ["This receipt is genuine", "The document is the one", documentSha256, whileOpen])
      expect(text).toContain(words);
    expect(text).toMatch(/10 January 2027 at 10:00:00.000/);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    await takeScreenshot(page, "receipt-verified-phone");
  });

  test("refuses what is changed, empty or too long in words, and another document", async () => {
    const { proposalId } = await submitted();
    const receipt = await sealedReceipt(proposalId);
    const changed = receipt.replace(/"callVersion": 1/, '"callVersion": 2');
    const answers = await Promise.all([
      verify({ text: changed }),
      verify({ text: "" }),
      verify({ text: "x".repeat(50_001) }),
      verify({ text: receipt, document: new Blob(["another"]) }, "nl"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 422, 200]);
    const texts = await Promise.all(answers.map(textOf));
    expect(texts[0]).toContain("something was changed after it was sealed");
    expect(texts[0]).not.toContain("What it states");
    expect(texts[1]).toContain("Choose the file of the receipt, or paste its text.");
    expect(texts[2]).toContain("This is longer than any receipt.");
    expect(texts[3]).toContain("Het document is niet het ontvangen document");
  });
});

describe("submitting", () => {
  test("by double click, from two tabs and again after a refresh is one submission", async () => {
    const { proposalId } = await frozen();
    const review = `${site.url}/en/proposals/${proposalId}/review`;
    const [first, second] = await Promise.all([
      browser.openPage(review, { cookies: anna.cookies, viewport: desk }),
      browser.openPage(review, { cookies: anna.cookies, viewport: desk }),
    ]);
    for (const page of [first, second]) await page.getByLabel("I have read this version").check({ force: true });
    await first.getByRole("button", { name: "Submit this version" }).dblclick();
    await first.waitForURL(/\/receipt/);
    await second.getByRole("button", { name: "Submit this version" }).click();
    await second.waitForURL(/\/(?:receipt|submission)/);
    await first.reload();
    const { body } = await site.api.send("GET", `/v1/proposals/${proposalId}/receipts`, { as: anna.user });
    expect(body["submissions"]).toMatchObject([{ fate: "IN_FORCE", receipt: { version: 3 } }]);
  });
});

describe("the sealed list", () => {
  test("is said to be complete on the officer's board, and found by who holds a receipt", async () => {
    const { proposalId } = await submitted();
    const receipt = await sealedReceipt(proposalId);
    const officer = await site.person("Olga Officer", "evaluationOfficer");
    await runCloseCalls(closingDeps(site.db, site.api.documents));
    expect(await textOf(await verify({ text: receipt }))).toContain("This submission is on the sealed list");
    const page = await browser.openPage(`${site.url}/en/evaluation/calls/${callId}`, { cookies: officer.cookies });
    expect(await page.locator("main").innerText()).toContain("The list is complete");
    await takeScreenshot(page, "receipt-board");
  });
});
