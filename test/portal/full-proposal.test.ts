import ExcelJS from "exceljs";
import { questionnaires } from "@grants/core/proposals/questionnaires";
import type { UserId } from "@grants/kernel/id";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { desk, expectAccessible, startBrowser, type TestBrowser } from "../support/browser.ts";
import { aPartner, aText, aWorkPackage } from "../support/builders.ts";
import { createConsortiumSteps } from "../support/consortium.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { readPdf } from "../support/read-pdf.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const partnersCount = 30;
const slots = numbers(partnersCount).map((number) => `p${`${number}`.padStart(3, "0")}`);
const workPackages = numbers(12).map((number) => `w${`${number}`.padStart(2, "0")}`);
const annexes = numbers(20).map((number) => ({
  annexId: `annex-${number}`,
  title: `Annex number ${number}`,
  isMandatory: true,
  formats: ["pdf" as const],
  bytesMax: 1_000_000,
}));
/** Ten lines for each partner, in one work package; no amount that a float could hold by luck. */
const lines = slots.flatMap((slot, index) =>
  numbers(10).map((number) => ({
    slot,
    workPackage: workPackages[index % workPackages.length] ?? "",
    description: `Work ${number} of ${slot}`,
    cents: 100_000 + index * 1_009 + number * 37,
  })),
);
const totalCents = lines.reduce((sum, { cents }) => sum + cents, 0);

const Workbook = z.object({ contentBase64: z.string() });
const Preview = z.object({ changes: z.array(z.object({ content: z.unknown(), expectedVersion: z.int() })) });
const Begun = z.object({ uploadId: z.string() });
const Draft = z.object({
  version: z.int(),
  shortcomings: z.array(z.unknown()),
  totals: z.object({ partners: z.array(z.object({ directCents: z.int() })) }),
});
const Pdf = z.object({ pdfBase64: z.string() });

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let bob: SitePerson;
let proposalId: string;
let partners: readonly UserId[];

const at = (path: string) => `/v1/proposals/${proposalId}${path}`;
const must = (...ask: Parameters<PortalSite["thread"]["must"]>) => site.thread.must(...ask);
const put = (as: UserId, path: string, body: object, ifMatch = 0) =>
  must("PUT", at(`/parts/${path}`), { as, body, ifMatch });
const readDraft = async () => Draft.parse(await must("GET", at(""), { as: anna.user }));

/** The second partner has a person who can sign in; the others answer through the API. */
const gather = async (): Promise<readonly UserId[]> => {
  const steps = createConsortiumSteps(site.api);
  const joined: UserId[] = [];
  for (const slot of slots.slice(1)) {
    const name = `Partner ${slot}`;
    const founder = slot === "p002" ? await steps.found(name, {}, bob.user) : await steps.found(name);
    const { slot: given } = await steps.join(anna.user, proposalId, founder);
    expect(given).toBe(slot);
    joined.push(founder.user);
  }
  return joined;
};

const declare = (as: UserId, name: "ethics" | "exclusion", path: string, over: object = {}) => {
  const answers = questionnaires[name].questions.map(
    ({ id, explain }) => [id, { answer: explain === "yes" ? "no" : "yes" }] as const,
  );
  const body = { kind: "declaration", declaration: name, edition: "2026-1", answers: Object.fromEntries(answers) };
  return put(as, path, { ...body, ...over });
};

const exportWorkbook = async (): Promise<ExcelJS.Workbook> => {
  const answer = await must("GET", `/v1/spreadsheets/proposals/${proposalId}/budget`, { as: anna.user });
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(Uint8Array.from(Buffer.from(Workbook.parse(answer).contentBase64, "base64")).buffer);
  return file;
};
const previewOf = async (file: ExcelJS.Workbook) => {
  const contentBase64 = Buffer.from(await file.xlsx.writeBuffer()).toString("base64");
  const path = `/v1/spreadsheets/proposals/${proposalId}/budget/preview`;
  return Preview.parse(await must("POST", path, { as: anna.user, body: { contentBase64 } })).changes;
};

const planCosts = async (): Promise<void> => {
  const file = await exportWorkbook();
  const sheet = file.getWorksheet("Lines");
  for (const [index, { slot, workPackage, description, cents }] of lines.entries()) {
    const row = sheet?.getRow(4 + index);
    for (const [column, value] of Object.entries({
      A: slot,
      B: workPackage,
      C: "C.3",
      D: "amount",
      E: description,
      H: cents / 100,
    }))
      if (row !== undefined) row.getCell(column).value = value;
  }
  const changes = await previewOf(file);
  expect(changes).toHaveLength(partnersCount);
  await must("PUT", `/v1/spreadsheets/proposals/${proposalId}/budget`, { as: anna.user, body: { changes } });
};

const attach = async (annexId: string): Promise<void> => {
  const begun = await must("POST", at(`/annexes/${annexId}/uploads`), { as: anna.user, body: {} });
  const path = at(`/annexes/${annexId}/uploads/${Begun.parse(begun).uploadId}/registration`);
  await must("POST", path, { as: anna.user, body: { fileName: `${annexId}.pdf` }, ifMatch: 0 });
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  anna = await site.person("Anna Applicant", "applicant");
  bob = await site.person("Bob Partner");
  const callId = await site.thread.publishCall({
    annexes,
    declarations: ["ethics", "exclusion"],
    partnerSignOff: "required",
  });
  proposalId = await site.thread.draftProposal(anna, callId);
  await put(anna.user, "partner.p001", aPartner("p001", { pic: "999888777" }));
  partners = await gather();
  for (const one of workPackages)
    await put(anna.user, `wp.${one}`, aWorkPackage(one, { objectives: `Aim of ${one}.` }));
  for (const { annexId } of annexes) await attach(annexId);
  await put(anna.user, "text.implementation", aText("implementation", { text: "Step by step. ".repeat(200) }));
  await put(anna.user, "text.impact", aText("impact", { text: "It lasts. ".repeat(200) }));
  await planCosts();
  await declare(anna.user, "exclusion", "declaration.exclusion.p001", { slot: "p001" });
  for (const [index, user] of partners.entries()) {
    const slot = slots[index + 1] ?? "";
    await declare(user, "exclusion", `declaration.exclusion.${slot}`, { slot });
  }
});
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

const open = (path: string, { cookies }: SitePerson = anna): Promise<Page> =>
  browser.openPage(`${site.url}/en/proposals/${proposalId}${path}`, { cookies, viewport: desk });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).first().click();
const text = async (page: Page): Promise<string> =>
  (await page.locator("main").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");

/** What is left of each part, written by hand. */
const finish = async (page: Page): Promise<void> => {
  await follow(page, "Fill in the general information");
  await page.getByLabel("Acronym").fill("ALLHUBS");
  await page.getByLabel("Title").fill("Thirty hubs of one net");
  await page.getByLabel("Duration in months").fill("36");
  await press(page, "Save and go back");
  await follow(page, "Write the text on Relevance");
  await page
    .getByLabel("Text on Relevance")
    .fill("# Why now\n\nBecause **thirty** ask for it:\n\n- one net\n- one watch");
  await press(page, "Save and go back");
  await page.goto(`${site.url}/en/proposals/${proposalId}/work-packages/w12`);
  await page.locator("[name=title]").fill("What remains");
  await press(page, "Save");
  await page.goto(`${site.url}/en/proposals/${proposalId}/costs/p030/w06`);
  await page.locator('[name="lines.9.description"]').fill("Travel of p030");
  await press(page, "Save");
  await page.goto(`${site.url}/en/proposals/${proposalId}/declarations/ethics`);
  for (const { id } of questionnaires.ethics.questions)
    await page.locator(`input[name="${id}"][value="no"]`).check({ force: true });
  await press(page, "Save and go back");
};

describe("a proposal of thirty partners, twelve work packages, 300 cost lines and twenty annexes", () => {
  test("is written, signed off by all and submitted", async () => {
    const page = await open("");
    await finish(page);
    await expect(text(page)).resolves.toContain("Nothing is missing.");
    await follow(page, "Review and submit");
    await press(page, "Freeze this draft for review");
    const { version } = await readDraft();
    const [, documentSha256 = ""] = /SHA-256\)\s+([0-9a-f]{64})/.exec(await text(page)) ?? [];
    for (const as of partners.slice(1)) await must("POST", at("/sign-offs"), { as, body: { documentSha256 } });
    await page.reload();
    await expect(text(page)).resolves.toContain("not every partner has signed off");
    await expect(page.getByLabel("I have read this version").count()).resolves.toBe(0);

    const sign = await open("/sign-off", bob);
    await sign.getByLabel("I have read this version").check({ force: true });
    await press(sign, "Sign off this version");
    await page.goto(`${site.url}/en/proposals/${proposalId}/review`);
    await page.getByLabel("I have read this version").check({ force: true });
    await press(page, "Submit this version");
    await expect(text(page)).resolves.toMatch(/Received\s+10 January 2027/);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    expect((await readDraft()).version).toBe(version + 1);
  });

  test("costs to the cent what its workbook says, and the workbook gives it back without a change (CLR-MON-01)", async () => {
    const { totals } = await readDraft();
    expect(totals.partners.reduce((sum, { directCents }) => sum + directCents, 0)).toBe(totalCents);
    expect(await previewOf(await exportWorkbook())).toEqual([]);
  });

  test("is a PDF that is tagged and reads back in its order, whole", async () => {
    const answer = await must("GET", `/v1/documents/proposals/${proposalId}?language=en`, { as: anna.user });
    const pdf = await readPdf(Buffer.from(Pdf.parse(answer).pdfBase64, "base64"));
    const order = [
      "ALLHUBS: Thirty hubs of one net",
      "Partner p030",
      "Why now",
      "Because thirty ask for it:",
      "one watch",
      "Step by step.",
      "It lasts.",
      ...workPackages.map((one) => `Aim of ${one}.`),
      ...lines.slice(0, -1).map(({ description }) => `${description} WP`),
      "Travel of p030 WP",
      "Declaration on honour: Partner p030",
      ...annexes.map(({ annexId }) => `${annexId}.pdf`),
    ];
    const places = order.map((part) => pdf.text.indexOf(part));
    expect(order.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect({ isMarked: pdf.isMarked, language: pdf.info.Language }).toEqual({ isMarked: true, language: "en" });
    expect(pdf.roles.filter((role) => role === "TR").length).toBeGreaterThan(300 + 30 + 12 + 20);
  });
});
