import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  startBrowser,
  type TestBrowser,
} from "../support/browser.ts";
import { aBudget, aCosts, aLine, aPartner, aWorkPackage } from "../support/builders.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

// Styles are built first.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let callId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  anna = await site.person("Anna Applicant", "applicant");
  callId = await site.thread.publishCall();
});
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

const planned = async (): Promise<string> => {
  const proposalId = await site.thread.draftProposal(anna, callId);
  await site.thread.writeProposal(anna.user, proposalId, {
    "budget.p001": aBudget("p001", { categoriesCents: {} }),
    "partner.p001": aPartner("p001", { name: "Ministry of Digital Affairs" }),
    "wp.w01": aWorkPackage("w01", { title: "Operations" }),
    "costs.p001.w01": aCosts("p001", "w01", aLine({ amountCents: 200_000_00 }), aLine({ kind: "days" })),
  });
  return proposalId;
};

/** A page as a reader without scripts has it. */
const get = (path: string): Promise<Response> =>
  fetch(`${site.url}${path}`, { headers: { cookie: `person=${anna.user}` }, redirect: "manual" });

const send = (path: string, body: URLSearchParams | FormData): Promise<Response> => {
  body.set("csrf", `token-of-${anna.user}`);
  return fetch(`${site.url}${path}`, {
    method: "POST",
    body,
    headers: { cookie: `person=${anna.user}`, origin: site.url },
    redirect: "manual",
  });
};

const plain = (html: string): string =>
  html
    .slice(html.indexOf("<main"))
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const row = (index: number, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`lines.${index}.${name}`, value]));

const lineForm = (version: string, ...rows: readonly Readonly<Record<string, string>>[]): URLSearchParams =>
  new URLSearchParams(Object.assign({ version, idempotencyKey: "a-key-of-a-form" }, ...rows));

describe("the lines of a partner in a work package, without scripts,", () => {
  const days = { item: "A1", kind: "days", description: "Analysts", quantity: "12,5", rate: "312,50" };

  test("are added, taken out and saved; the amounts are read as people write them", async () => {
    const proposalId = await planned();
    const path = `/en/proposals/${proposalId}/costs/p001/w01`;
    const form = lineForm(
      "1",
      row(0, { item: "A1", amount: "1", remove: "yes" }),
      row(2, days),
      row(4, { item: "C1", amount: "1 000,00" }),
    );
    const saved = await send(path, form);
    expect([saved.status, saved.headers.get("location")]).toEqual([303, `${path}?done=saved`]);
    const page = plain(await (await get(path)).text());
    expect(page).toContain("These lines together: €4,906.25");
    expect(plain(await (await get(`/nl/proposals/${proposalId}/budget`)).text())).toContain("€ 4.906,25");
  });

  test.each([
    [
      { ...days, quantity: "1,005" },
      "Units or days, line 1: Write a number up to 99,999.99 with at most two decimals.",
    ],
    [{ ...days, item: "C1" }, "Kind, line 1: Only personnel (A) is planned by days."],
    [{ ...days, item: "" }, "Category, line 1: Choose a category."],
    [{ item: "A1", kind: "amount", amount: "a lot" }, "Amount (€), line 1: Write an amount in euro"],
    [
      { item: "A1", kind: "amount", amount: "1000000000,01" },
      "Amount (€), line 1: A line comes to at most €1,000,000,000.00",
    ],
  ])("are refused at their field, and keep what was typed: %o", async (values, sentence) => {
    const proposalId = await planned();
    const answer = await send(`/en/proposals/${proposalId}/costs/p001/w01`, lineForm("1", row(0, values)));
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(plain(html)).toContain(sentence);
    expect(html).toContain(`value="${Object.values(values).at(-1) ?? ""}"`);
  });

  test("show both versions when somebody saved them meanwhile", async () => {
    const proposalId = await planned();
    const form = lineForm("0", row(0, { item: "C1", kind: "amount", amount: "7" }));
    const answer = await send(`/en/proposals/${proposalId}/costs/p001/w01`, form);
    expect(answer.status).toBe(412);
    expect(plain(await answer.text())).toMatch(/Amount \(€\), line 1 7 ?\.00 200,000 ?\.00/);
  });
});

describe("a work package, without scripts,", () => {
  test("gets the next number, and is removed with the costs in it", async () => {
    const proposalId = await planned();
    const base = `/en/proposals/${proposalId}/work-packages`;
    expect((await get(`${base}/new`)).headers.get("location")).toBe(`${base}/w02`);
    const form = new URLSearchParams({ version: "0", title: "Training", lead: "p001", startMonth: "2", endMonth: "3" });
    form.set("deliverables.0.title", "Course");
    form.set("deliverables.0.month", "3");
    expect((await send(`${base}/w02`, form)).status).toBe(303);
    const budget = plain(await (await get(`/en/proposals/${proposalId}/budget`)).text());
    expect(budget).toContain("WP 2 Training Ministry of Digital Affairs 2 to 3");
    expect(budget).toContain("No partner has costs in WP 2");
    expect((await send(`${base}/w01/removal`, new URLSearchParams({ version: "1" }))).status).toBe(303);
    expect(plain(await (await get(`/en/proposals/${proposalId}/budget`)).text())).not.toContain("€203,000.00");
  });
});

describe("who pays besides the Union", () => {
  test("is said by the partner, and what is missing is in the checklist (MAT-07, ELG-04)", async () => {
    const proposalId = await planned();
    const form = new URLSearchParams({ version: "1", ownCents: "100 000,00" });
    form.set("otherUnion.0.reference", "101226928");
    form.set("otherUnion.0.standing", "RECEIVED");
    form.set("otherUnion.0.amount", "5 000,00");
    form.set("otherUnion.0.same", "yes");
    expect((await send(`/en/proposals/${proposalId}/budget/p001`, form)).status).toBe(303);
    // 217,210.00 eligible, half of it from the Union, 5,000.00 from another grant, 100,000.00 own.
    expect(plain(await (await get(`/en/proposals/${proposalId}/budget`)).text())).toContain(
      "The costs of Ministry of Digital Affairs are not covered: €3,605.00 are missing",
    );
  });
});

describe("the budget as a workbook, without scripts,", () => {
  const workbookOf = async (proposalId: string): Promise<ArrayBuffer> =>
    (await get(`/en/proposals/${proposalId}/budget/workbook`)).arrayBuffer();
  const edited = async (bytes: ArrayBuffer, cells: Readonly<Record<string, string | number>>): Promise<FormData> => {
    const file = new ExcelJS.Workbook();
    await file.xlsx.load(bytes);
    for (const [address, value] of Object.entries(cells)) {
      const cell = file.getWorksheet("Lines")?.getCell(address);
      if (cell !== undefined) cell.value = value;
    }
    return upload(Uint8Array.from(new Uint8Array(await file.xlsx.writeBuffer())));
  };
  const upload = (bytes: Uint8Array<ArrayBuffer> | string): FormData => {
    const form = new FormData();
    form.set("workbook", new File([bytes], "budget.xlsx"));
    return form;
  };

  test("is downloaded, brought back, looked at and taken over", async () => {
    const proposalId = await planned();
    const path = `/en/proposals/${proposalId}/budget/workbook`;
    const shown = await send(path, await edited(await workbookOf(proposalId), { H4: 200_000.01 }));
    const html = await shown.text();
    expect(plain(html)).toMatch(/WP 1 Operations 2 → 2 €203,000\.00 €203,000\.01 €0\.01/);
    const changes = /name="changes" value="([^"]*)"/.exec(html)?.[1]?.replaceAll("&quot;", '"') ?? "";
    const taken = await send(`${path}/taking-over`, new URLSearchParams({ changes }));
    expect([taken.status, taken.headers.get("location")]).toEqual([
      303,
      `/en/proposals/${proposalId}/budget?done=imported`,
    ]);
    expect(plain(await (await get(`/en/proposals/${proposalId}/budget`)).text())).toContain("€203,000.01");
    const again = await send(`${path}/taking-over`, new URLSearchParams({ changes }));
    expect(again.headers.get("location")).toBe(`/en/proposals/${proposalId}/budget?done=imported`);
  });

  test("is refused with its cells, or with what it is instead, in the reader's language", async () => {
    const proposalId = await planned();
    const path = `/nl/proposals/${proposalId}/budget/workbook`;
    const cells = await send(path, await edited(await workbookOf(proposalId), { H4: "veel", A5: "p009" }));
    expect(cells.status).toBe(422);
    const page = plain(await cells.text());
    expect(page).toContain("2 cellen kunnen niet worden overgenomen.");
    expect(page).toContain("Lines!H4: Dit is tekst. Schrijf een getal.");
    expect(page).toContain("Lines!A5: Het voorstel heeft geen zulke partner.");
    const exe = await send(path, upload("MZ an executable with another name"));
    expect(plain(await exe.text())).toContain("Dit bestand is geen Excel-werkmap");
    expect(plain(await (await send(path, new FormData())).text())).toContain("Kies eerst de werkmap.");
  });
});

const expectGoodPage = async (page: Page): Promise<void> => {
  expect(await expectAccessible(page)).toEqual([]);
  await expectNoOverflow(page);
  expectNoConsoleErrors(page);
};

describe("the pages of the budget", () => {
  test("are good pages, and a line that is typed is saved and counted", async () => {
    const proposalId = await planned();
    const options = { viewport: desk, cookies: anna.cookies };
    const page = await browser.openPage(`${site.url}/en/proposals/${proposalId}/budget`, options);
    await expectGoodPage(page);
    await page.getByRole("link", { name: "€203,000.00 – costs of Ministry of Digital Affairs in WP 1" }).click();
    await page.getByLabel("Category, line 3").selectOption("C1");
    await page.getByLabel("Amount (€), line 3").fill("1000.50");
    await page.getByText("€204,000.50").waitFor();
    await expectGoodPage(page);
    const { body } = await site.api.send("GET", `/v1/proposals/${proposalId}`, { as: anna.user });
    expect(body).toMatchObject({ totals: { partners: [{ directCents: 204_000_50 }] } });
  });
});
