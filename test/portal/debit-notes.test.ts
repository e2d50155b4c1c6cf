import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { FunderCode } from "@grants/core/access/rights";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
import { createCofunding, type OpenedJointAction } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

const december = "2026-12-10T09:00:00.000Z";
const afterDue = "2027-02-01T09:00:00.000Z";

let site: PortalSite;
let browser: TestBrowser;
let belgium: SitePerson;
let officer: SitePerson;
let director: SitePerson;
let accountant: SitePerson;
let joint: OpenedJointAction;
let tranches: string;
let note = "";

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(december), startBrowser()]);
  const cofunding = createCofunding(site.api, site.db);
  joint = await cofunding.open();
  const line = await cofunding.commitLine(joint, "BE", 500_000_00);
  tranches = `${line.replace("/v1", "")}/debit-notes`;
  belgium = await site.person("Luc Belgium", "funder");
  const rights = { user: belgium.user, grants: [{ role: "funder", funder: FunderCode.parse("BE") }] };
  const item = { ...keys.rights(belgium.user), schema: "rights/1", ...rights };
  await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: item }));
  officer = await site.person("Petra Programme", "programmeOfficer");
  director = await site.person("Dirk Director", "authorisingOfficer");
  accountant = await site.person("Henrik Accounting", "accountingOfficer");
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

describe("a debit note, without scripts (MAT-04)", () => {
  test("begins at the joint action: a tranche is proposed, and not above the commitment", async () => {
    const page = await openAs(officer, `/en${joint.path.replace("/v1", "")}`);
    await follow(page, "Tranches");
    await page.getByLabel("Amount of the tranche").fill("500000.01");
    await page.getByLabel("Due on").fill("2027-01-31");
    await press(page, "Propose the next tranche");
    expect(await main(page)).toContain("At most what may still be called of the commitment.");
    await page.getByLabel("Amount of the tranche").fill("200000");
    await press(page, "Propose the next tranche");
    expect(await page.getByRole("status").textContent()).toContain("Another person sends its debit note.");
    note = new URL(page.url()).pathname.replace(/^\/en/, "");
    expect(await main(page)).toContain("You proposed this tranche.");
    expect(await page.getByRole("button", { name: "Send the debit note" }).isDisabled()).toBe(true);
  });

  test("is nothing to the Member State until another person sends it", async () => {
    expect(await main(await openAs(belgium, "/en/cofunding/debit-notes"))).toContain("No debit note is here");
    const page = await openAs(director, "/en");
    await follow(page, /BE: debit note DN-2026-/);
    await press(page, "Send the debit note");
    expect(await page.getByRole("status").textContent()).toContain("the Member State sees it");
    const home = await openAs(belgium, "/en");
    expect(await main(home)).toContain("€200,000.00 to be received by");
    await follow(home, /BE: debit note DN-2026-/);
    expect(await main(home)).toMatch(/RF\d\dDN2026/);
    expect(await main(home)).not.toContain("Proposed by");
    const download = home.waitForEvent("download");
    await follow(home, "Debit note as PDF");
    expect((await download).suggestedFilename()).toMatch(/^DN-2026-[0-9A-F]{12}-en\.pdf$/);
  });

  test("is booked on by two persons, and is overdue until it is paid whole", async () => {
    site.setClock(afterDue);
    expect(await main(await openAs(belgium, "/en"))).toContain("Overdue");
    const report = await openAs(accountant, `/en${note}`);
    await follow(report, "Report what has come");
    await report.getByLabel("Amount").fill("150000");
    await report.getByLabel("Booked by the bank on").fill("2027-01-30");
    await report.getByLabel("Reference of the bank").fill("2027-01-30/000117");
    await press(report, "Report what has come");
    expect(await report.getByRole("status").textContent()).toContain("Another person confirms it.");
    expect(await main(report)).toContain("You reported this amount.");
    const page = await openAs(director, "/en");
    expect(await main(page)).toContain("A reported amount waits for the person who confirms it: €150,000.00");
    await follow(page, /BE: debit note DN-2026-/);
    await press(page, "Confirm and book");
    expect(await page.getByRole("status").textContent()).toContain("The amount is booked.");
    const seen = await main(await openAs(belgium, `/en${note}`));
    expect(seen).toContain("€50,000.00");
    expect(seen).toContain("2027-01-30/000117");
    expect(seen).toContain("the amount is not there whole");
    expect(seen).not.toContain("Correction");
  });

  test("is corrected by an opposite entry, with a reason and by two persons (FIN-16)", async () => {
    const page = await openAs(accountant, `/en${note}`);
    await follow(page, "Take 2027-01-30/000117 back");
    await page.getByLabel("Reason").fill("wrong");
    await press(page, "Take back by a correction");
    expect(await main(page)).toContain("Give the reason in 10 to 500 characters.");
    await page.getByLabel("Reason").fill("The transfer was of another Member State.");
    await press(page, "Take back by a correction");
    expect(await page.getByRole("status").textContent()).toContain("Another person confirms it.");
    const second = await openAs(director, `/en${note}`);
    expect(await main(second)).toContain("A correction waits");
    await press(second, "Confirm and book");
    const seen = await main(await openAs(belgium, `/en${note}`));
    expect(seen).toContain("Contribution: correction");
    expect(seen).toContain("-€150,000.00");
  });
});

describe.each([
  ["debit-notes", (): string => "/cofunding/debit-notes"],
  ["debit-note", (): string => note],
  ["debit-note-reversal", (): string => `${note}/movements/4/reversal`],
  ["debit-note-report", (): string => `${note}/movement`],
  ["tranches", (): string => tranches],
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
