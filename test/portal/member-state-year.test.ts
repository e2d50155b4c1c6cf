import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { FunderCode } from "@grants/core/access/rights";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { desk, expectAccessible, phone, startBrowser, type TestBrowser } from "../support/browser.ts";
import { createDebitNotes } from "../support/debit-notes.ts";
import { createCofunding } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { aStatement } from "../support/statements.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const december = "2026-12-10T09:00:00.000Z";
const afterDue = "2026-12-21T09:00:00.000Z";
const january = "2027-01-20T09:00:00.000Z";

let site: PortalSite;
let browser: TestBrowser;
let belgium: SitePerson;
let board: SitePerson;
let accountant: SitePerson;
let director: SitePerson;
let notes: ReturnType<typeof createDebitNotes>;
/** The funder's own page of the joint action, and its first contribution. */
let own = "";
let reference = "";

const put = (Item: object) =>
  site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: { ...Item } }));

/** Somebody of Belgium, who has said where they want to be told. */
const ofBelgium = async (name: string, role: "funder" | "boardMember", mail: string): Promise<SitePerson> => {
  const person = await site.person(name, role);
  const { user } = person;
  const grant = { role, funder: FunderCode.parse("BE") };
  const id = `acc_${newId(`story ${name}`)}`;
  await put({ ...keys.rights(user), schema: "rights/1", user, grants: [grant] });
  await put({ ...keys.person(user), schema: "person/1", user, name, language: "en", mail });
  const row = { ...grant, state: "granted", id, user, grantedBy: user };
  await put({ ...keys.grantByRole(role, id), schema: "grant-row/1", grant: row });
  return person;
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(december), startBrowser()]);
  const joint = await createCofunding(site.api, site.db).open();
  notes = createDebitNotes(site.api, site.db);
  own = `${joint.path.replace("/v1", "")}/funders/BE`;
  belgium = await ofBelgium("Luc Belgium", "funder", "luc@fund.example");
  board = await ofBelgium("Els Board", "boardMember", "els@board.example");
  accountant = await site.person("Henrik Accounting", "accountingOfficer");
  director = await site.person("Dirk Director", "authorisingOfficer");
});
afterAll(async () => {
  expect(site.errors).toEqual([]);
  await browser.close();
  await site.stop();
});

const openAs = ({ cookies }: SitePerson, path: string, over: { javaScript?: boolean; viewport?: typeof desk } = {}) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, viewport: desk, cookies, ...over });
const main = async (page: Page): Promise<string> => (await page.locator("main").textContent()) ?? "";
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();
const told = async (page: Page) => page.getByRole("status").textContent();

describe("a Member State's year in the browser, without scripts", () => {
  test("begins with a pledge and a commitment, and a budget for its partners", async () => {
    const page = await openAs(belgium, "/en/cofunding");
    await follow(page, "Page of BE");
    await follow(page, "Pledge a contribution");
    await page.getByText("Operational costs", { exact: true }).click();
    await page.getByText("In money, through the Centre", { exact: true }).click();
    await page.getByLabel("For the year").fill("2026");
    await page.getByLabel("Amount").fill("500000");
    await press(page, "Pledge a contribution");
    expect(await told(page)).toContain("The pledge is recorded.");
    await follow(page, /^Commit$/);
    await page.getByLabel("Amount").fill("400000");
    await press(page, "Commit");
    expect(await told(page)).toContain("The contribution is committed.");
    await follow(page, "Set the budget");
    await page.getByLabel("Amount").fill("300000");
    await press(page, "Set the budget");
    expect(await told(page)).toContain("The budget is set.");
    expect(await main(page)).toContain("€300,000.00");
  });

  test("goes on with a tranche that is called, and told of by mail", async () => {
    const { body } = await site.api.send("GET", `/v1${own}`, { as: belgium.user });
    const line = /"id":"(lin_\w+)"/.exec(JSON.stringify(body))?.[1] ?? "";
    await notes.call(`/v1${own}/lines/${line}`, { amountCents: 160_000_00, dueOn: "2026-12-20" });
    await site.api.remindStatements(december);
    expect(site.api.mails.at(-1)).toMatchObject({
      to: "luc@fund.example",
      subject: expect.stringMatching(/^Debit note/),
    });
    const page = await openAs(belgium, "/en");
    await follow(page, /BE: debit note DN-2026-/);
    reference = /RF\d\dDN2026[0-9A-F]{12}/.exec(await main(page))?.[0] ?? "";
    expect(await main(page)).toContain("€160,000.00");
  });

  test("shows and notifies when the tranche is overdue", async () => {
    site.setClock(afterDue);
    const before = site.api.mails.length;
    await site.api.remindStatements(afterDue);
    const mails = site.api.mails.slice(before);
    expect(mails).toMatchObject([{ to: "luc@fund.example", subject: expect.stringMatching(/^Overdue: debit note/) }]);
    for (const viewport of [desk, phone]) {
      const page = await openAs(belgium, "/en", { javaScript: true, viewport });
      expect(await main(page)).toContain("Overdue");
      await expect(expectAccessible(page)).resolves.toEqual([]);
    }
    expect(await main(await openAs(belgium, `/en${own}`))).toContain("Overdue");
    expect(await main(await openAs(director, "/en"))).toContain("€160,000.00 to be received by");
  });

  test("is paid by the bank's statement, which one person imports and another one books", async () => {
    const page = await openAs(accountant, "/en/cofunding/bank-statements/new");
    const text = aStatement("2026-355", [{ euro: "160000.00", entry: "B-355-1", text: `Belgium ${reference}` }]);
    await page
      .getByLabel("File of the bank")
      .setInputFiles({ name: "statement.xml", mimeType: "application/xml", buffer: Buffer.from(text) });
    await press(page, "Import a statement");
    const second = await openAs(director, new URL(page.url()).pathname);
    await press(second, "Book what fits");
    expect(await main(second)).toContain("Booked: the debit note is paid");
    expect(await main(await openAs(belgium, "/en"))).not.toContain("Overdue");
    expect(await main(await openAs(belgium, `/en${own}`))).toContain("€160,000.00");
  });

  test("ends with the statement of the year, prepared by one person and signed by another before 31 January", async () => {
    site.setClock(january);
    const page = await openAs(belgium, "/en");
    await follow(page, "BE: contributions of 2026");
    const figures = await main(page);
    expect(figures).toContain("€400,000.00");
    expect(figures).toContain("€160,000.00");
    await press(page, "Prepare the statement");
    const signs = await openAs(board, "/en");
    await follow(signs, "BE: contributions of 2026");
    await press(signs, "Sign the statement");
    expect(await told(signs)).toContain("The statement is signed.");
  });
});
