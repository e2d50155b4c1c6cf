import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { createDebitNotes } from "../support/debit-notes.ts";
import { createCofunding } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { aStatement } from "../support/statements.ts";

const december = "2026-12-10T19:00:00.000Z";
const place = "/cofunding/bank-statements";
const Quoted = z.object({ reference: z.string() });

let site: PortalSite;
let browser: TestBrowser;
let accountant: SitePerson;
let director: SitePerson;
let reference = "";
let note = "";
let statement = "";

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(december), startBrowser()]);
  const cofunding = createCofunding(site.api, site.db);
  const notes = createDebitNotes(site.api, site.db);
  const joint = await cofunding.open();
  note = await notes.call(await cofunding.commitLine(joint, "BE", 500_00), {
    amountCents: 200_00,
    dueOn: "2027-01-31",
  });
  director = await site.person("Dirk Director", "authorisingOfficer");
  accountant = await site.person("Henrik Accounting", "accountingOfficer");
  reference = Quoted.parse((await site.api.send("GET", note, { as: director.user })).body).reference;
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
const choose = (page: Page, text: string) =>
  page
    .getByLabel("File of the bank")
    .setInputFiles({ name: "statement.xml", mimeType: "application/xml", buffer: Buffer.from(text) });

describe("a statement of the bank, without scripts", () => {
  test("is refused whole where it is hostile, empty or too large, and says so at its field", async () => {
    const page = await openAs(accountant, "/en/cofunding");
    await page.getByRole("link", { name: "Statements of the account" }).click();
    await page.getByRole("link", { name: "Import a statement" }).click();
    await press(page, "Import a statement");
    expect(await main(page)).toContain("Choose a file, or paste its text.");
    await choose(page, `<!DOCTYPE a [<!ENTITY b "c">]>${aStatement("2026-1", [])}`);
    await press(page, "Import a statement");
    expect(await main(page)).toContain("This is not a statement of the bank that can be read");
    await choose(page, "x".repeat(380_001));
    await press(page, "Import a statement");
    expect(await main(page)).toContain("The file has more than 380,000 bytes.");
  });

  test("is imported as a file by one person, who does not book it", async () => {
    const page = await openAs(accountant, `/en${place}/new`);
    const credits = [
      { euro: "150.00", entry: "B-1", reference },
      { euro: "60.00", entry: "B-2", reference },
      { euro: "9.00", entry: "B-3", text: "Contribution" },
      { euro: "9.00", entry: "B-4", reference, currency: "SEK" },
    ];
    await choose(page, aStatement("2026-110", credits));
    await press(page, "Import a statement");
    expect(await page.getByRole("status").textContent()).toContain("Another person books it.");
    statement = new URL(page.url()).pathname.replace(/^\/en/, "");
    expect(await main(page)).toContain("You imported this statement.");
    expect(await page.getByRole("button", { name: "Book what fits" }).isDisabled()).toBe(true);
  });

  test("is booked by another person: what fits pays its debit note, the rest waits with its reason", async () => {
    const page = await openAs(director, `/en${statement}`);
    await press(page, "Book what fits");
    expect(await page.getByRole("status").textContent()).toContain("The statement is booked.");
    const row = (entry: string) => page.getByRole("row", { name: new RegExp(entry) }).textContent();
    expect(await row("B-1")).toContain("Booked: a part of the debit note");
    expect(await row("B-2")).toContain("Is more than the debit note still asks for");
    expect(await row("B-3")).toContain("Quotes no reference of a debit note");
    expect(await row("B-4")).toContain("Is not in euro");
    await page.getByRole("link", { name: reference }).first().click();
    expect(await main(page)).toContain("€150.00");
    expect(await main(page)).toContain("€50.00");
  });
});

describe.each([
  ["bank-statements", (): string => place],
  ["bank-statement-import", (): string => `${place}/new`],
  ["bank-statement", (): string => statement],
] as const)("the page %s", (name, path) => {
  test.each(["en", "nl"])("is accessible in %s, and fits a desk and a phone", async (language) => {
    for (const [size, viewport] of [
      ["desk", desk],
      ["phone", phone],
    ] as const) {
      const page = await openAs(accountant, `/${language}${path()}`, { javaScript: true, viewport });
      await expect(expectAccessible(page)).resolves.toEqual([]);
      await expectNoOverflow(page);
      expectNoConsoleErrors(page);
      await takeScreenshot(page, `${name}-${size}-${language}`);
    }
  });
});
