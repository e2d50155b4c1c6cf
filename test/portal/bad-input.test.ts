import ExcelJS, { type CellValue } from "exceljs";
import { unzipSync, zipSync } from "fflate";
import { charactersPerPage } from "@grants/core/proposals/text-length";
import { annexBytesMax } from "@grants/kernel/limits";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget, aCosts, aLine, aText, aWorkPackage, justLate, whileOpen } from "../support/builders.ts";
import { createConsortiumSteps } from "../support/consortium.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let anna: SitePerson;
let callId: string;
let proposalId: string;
let workbook: ArrayBuffer;

const annexes = [
  { annexId: "plan", title: "Plan", isMandatory: false, formats: ["pdf" as const], bytesMax: annexBytesMax },
];

beforeAll(async () => {
  site = await openPortalSite();
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall({ annexes });
  proposalId = await site.thread.draftProposal(anna, callId);
  await site.thread.writeProposal(anna.user, proposalId, {
    "budget.p001": aBudget("p001", { categoriesCents: {} }),
    "wp.w01": aWorkPackage("w01"),
    "costs.p001.w01": aCosts("p001", "w01", aLine({ amountCents: 200_000_00 })),
  });
  workbook = await (await get("/budget/workbook")).arrayBuffer();
});
afterAll(async () => {
  expect(site.errors).toEqual([]);
  await site.stop();
});

type Language = "en" | "nl";
const at = (path: string, language: Language) => `${site.url}/${language}/proposals/${proposalId}${path}`;
const get = (path: string, language: Language = "en", { user }: Pick<SitePerson, "user"> = anna): Promise<Response> =>
  fetch(at(path, language), { headers: { cookie: `person=${user}` }, redirect: "manual" });
const send = (path: string, language: Language, body: FormData | URLSearchParams): Promise<Response> => {
  body.set("csrf", `token-of-${anna.user}`);
  const headers = { cookie: `person=${anna.user}`, origin: site.url };
  return fetch(at(path, language), { method: "POST", body, headers, redirect: "manual" });
};

const wordsOf = async (answer: Response): Promise<string> => {
  const html = await answer.text();
  return html
    .slice(html.indexOf("<main"))
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\s\u00a0\u202f]+/g, " ");
};
const draft = async () => (await site.api.send("GET", `/v1/proposals/${proposalId}`, { as: anna.user })).body["parts"];

const edited = async (change: (file: ExcelJS.Workbook) => void): Promise<Uint8Array> => {
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(workbook);
  change(file);
  return new Uint8Array(await file.xlsx.writeBuffer());
};
const withCell = (address: string, value: CellValue) =>
  edited((file) => {
    const cell = file.getWorksheet("Lines")?.getCell(address);
    if (cell !== undefined) cell.value = value;
  });
const withMacros = async () =>
  zipSync({ ...unzipSync(new Uint8Array(workbook)), "xl/vbaProject.bin": new Uint8Array([1]) });
const withOtherSheet = () =>
  edited((file) => {
    const sheet = file.getWorksheet("Lines");
    if (sheet !== undefined) sheet.name = "Regels";
  });

describe("a workbook that cannot be taken over says why, in the reader's language, and changes nothing:", () => {
  test.each([
    [
      "a formula",
      "en",
      () => withCell("H4", { formula: "1+1", result: 2 }),
      "Lines!H4: This is a formula. Write the value.",
    ],
    [
      "a formula",
      "nl",
      () => withCell("H4", { formula: "1+1", result: 2 }),
      "Lines!H4: Dit is een formule. Schrijf de waarde.",
    ],
    ["text in an amount", "en", () => withCell("H4", "a lot"), "Lines!H4: This is text. Write a number."],
    ["text in an amount", "nl", () => withCell("H4", "veel"), "Lines!H4: Dit is tekst. Schrijf een getal."],
    ["macros", "en", withMacros, "This workbook holds macros. Save it as .xlsx without macros. Nothing was changed."],
    [
      "macros",
      "nl",
      withMacros,
      "Deze werkmap bevat macro's. Sla haar op als .xlsx zonder macro's. Er is niets veranderd.",
    ],
    ["another sheet", "en", withOtherSheet, "This is not the workbook of this budget"],
    ["another sheet", "nl", withOtherSheet, "Dit is niet de werkmap van deze begroting"],
  ] as const)("%s (%s)", async (_, language, make, sentence) => {
    const before = await draft();
    const form = new FormData();
    form.set("workbook", new File([Uint8Array.from(await make())], "budget.xlsx"));
    const answer = await send("/budget/workbook", language, form);
    expect(answer.status).toBe(422);
    expect((await wordsOf(answer)).replaceAll("&#39;", "'")).toContain(sentence);
    expect(await draft()).toEqual(before);
  });
});

describe("a text that may fill one page", () => {
  const lacks = {
    en: "Shorten the text on Impact: 2 of at most 1 page",
    nl: "Kort de tekst over Effect in: 2 van hoogstens 1 bladzijde",
  } as const;

  test("fills it with 3,000 signs, and is kept whole and said to be too long with one more (ELG-01, CALL-01)", async () => {
    const own = await site.thread.draftProposal(
      anna,
      await site.thread.publishCall({ reference: "ONE-PAGE", textLimits: [{ section: "impact", pagesMax: 1 }] }),
    );
    const full = "x".repeat(charactersPerPage);
    await site.thread.writeProposal(anna.user, own, { "text.impact": aText("impact", { text: full }) });
    const read = async (language: Language) =>
      wordsOf(await fetch(`${site.url}/${language}/proposals/${own}`, { headers: { cookie: `person=${anna.user}` } }));
    expect(await read("en")).toContain("Nothing is missing.");
    const path = `/v1/proposals/${own}/parts/text.impact`;
    const body = aText("impact", { text: `${full}x` });
    expect((await site.api.send("PUT", path, { as: anna.user, ifMatch: 1, body })).status).toBe(200);
    expect(await read("en")).toContain(lacks.en);
    expect(await read("nl")).toContain(lacks.nl);
    const { parts } = (await site.api.send("GET", `/v1/proposals/${own}`, { as: anna.user })).body;
    expect(JSON.stringify(parts)).toContain(`"${full}x"`);
    expect(await site.api.send("POST", `/v1/proposals/${own}/freeze`, { as: anna.user, ifMatch: 1 })).toMatchObject({
      status: 422,
      body: { shortcomings: [{ code: "TEXT_TOO_LONG", path: "text.impact", unit: "pages", used: 2, maximum: 1 }] },
    });
  });
});

describe("an annex is refused with a sentence, and what was written stays:", () => {
  test.each([
    ["en", "The file has 100,000,001 bytes and may have 100,000,000. Make it smaller."],
    ["nl", "Het bestand telt 100.000.001 bytes en mag er 100.000.000 tellen. Maak het kleiner."],
  ] as const)("one byte above 100 MB (%s)", async (language, sentence) => {
    const form = new URLSearchParams({ bytes: String(annexBytesMax + 1), idempotencyKey: "one-byte-more" });
    expect(await wordsOf(await send("/annexes/plan/uploads", language, form))).toContain(sentence);
  });

  test.each([
    ["en", "The call closed on 29 January 2027 at 17:00 (Brussels time)."],
    ["nl", "De oproep is gesloten op 29 januari 2027 om 17:00 (tijd in Brussel)."],
  ] as const)("after the deadline (%s, CLR-CAL-01)", async (language, sentence) => {
    site.setClock(justLate);
    const before = await draft();
    const answer = await send("/annexes/plan/uploads", language, new URLSearchParams({ idempotencyKey: "too-late" }));
    expect(await wordsOf(answer)).toContain(sentence);
    expect(await draft()).toEqual(before);
    site.setClock(whileOpen);
  });
});

describe("a partner who had signed off and is taken out", () => {
  test("finds the proposal no more, and the coordinator is asked for a new version, with all else as it was", async () => {
    const steps = createConsortiumSteps(site.api);
    const bob = await site.person("Bob Partner");
    const founder = await steps.found("Institute of Bob", {}, bob.user);
    await steps.join(anna.user, proposalId, founder);
    await steps.must("PUT", `/v1/proposals/${proposalId}/parts/budget.p002`, {
      as: bob.user,
      body: aBudget("p002"),
      ifMatch: 0,
    });
    const { version: now } = (await site.api.send("GET", `/v1/proposals/${proposalId}`, { as: anna.user })).body;
    const { documentSha256, version } = await site.thread.freezeProposal(anna.user, proposalId, Number(now));
    await steps.must("POST", `/v1/proposals/${proposalId}/sign-offs`, { as: bob.user, body: { documentSha256 } });
    const form = new URLSearchParams({ version: String(version), idempotencyKey: "out-with-bob" });
    expect((await send("/partners/p002/removal", "en", form)).status).toBe(303);
    expect(await wordsOf(await get("", "en", bob))).toContain("There is no such proposal, or it is not yours.");
    expect(await wordsOf(await get("", "nl", bob))).toContain("Dit voorstel bestaat niet, of is niet het uwe.");
    expect(await wordsOf(await get("/review"))).toContain("Freeze this draft for review");
    const texts = JSON.stringify(await draft());
    expect(texts).toContain("Why the proposal does well on impact.");
    expect(texts).not.toContain("p002");
  });
});
