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
import { createCofunding } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

const december = "2026-12-10T09:00:00.000Z";
const january = "2027-01-20T09:00:00.000Z";
const february = "2027-02-01T09:00:00.000Z";
const place = "/cofunding/statements/BE/2026";

let site: PortalSite;
let browser: TestBrowser;
let belgium: SitePerson;
let board: SitePerson;
let officer: SitePerson;
let auditor: SitePerson;

const ofMember = async (name: string, role: "funder" | "boardMember", member: string): Promise<SitePerson> => {
  const person = await site.person(name, role);
  const rights = { user: person.user, grants: [{ role, funder: FunderCode.parse(member) }] };
  const item = { ...keys.rights(person.user), schema: "rights/1", ...rights };
  await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: item }));
  return person;
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(december), startBrowser()]);
  const cofunding = createCofunding(site.api, site.db);
  const joint = await cofunding.open();
  await cofunding.commitLine(joint, "BE", 600_000_00);
  await cofunding.commitLine(joint, "NL", 300_000_00);
  belgium = await ofMember("Luc Belgium", "funder", "BE");
  board = await ofMember("Els Board", "boardMember", "BE");
  officer = await site.person("Petra Programme", "programmeOfficer");
  auditor = await site.person("Anna Auditor", "auditor");
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

describe("a yearly statement of contributions, without scripts (FIN-09)", () => {
  test("is asked for on the home page of the Member State once the year is over", async () => {
    expect(await main(await openAs(belgium, "/en"))).not.toContain("contributions of 2026");
    site.setClock(january);
    const home = await openAs(belgium, "/en");
    expect(await main(home)).not.toContain("Overdue");
    await home.getByRole("link", { name: "BE: contributions of 2026" }).click();
    expect(await main(home)).toContain("€600,000.00");
  });

  test("is prepared by one person, who cannot sign it", async () => {
    const page = await openAs(belgium, `/en${place}`);
    await press(page, "Prepare the statement");
    expect(await page.getByRole("status").textContent()).toContain("Another person of the Member State signs it.");
    expect(await main(page)).toContain("You prepared this statement.");
    expect(await page.getByRole("button", { name: "Sign the statement" }).isDisabled()).toBe(true);
  });

  test("is overdue from the first of February on, for the Member State and for the Centre", async () => {
    site.setClock(february);
    const own = await main(await openAs(board, "/en"));
    expect(own).toContain("Overdue: Prepared, not signed");
    expect(own).not.toContain("NL: contributions of 2026");
    const centre = await main(await openAs(officer, "/en"));
    expect(centre).toContain("BE: contributions of 2026");
    expect(centre).toContain("NL: contributions of 2026");
    expect(centre).toContain("Overdue: Not prepared");
  });

  test("is signed by another person, and leaves their home page", async () => {
    const page = await openAs(board, "/en");
    await page.getByRole("link", { name: "BE: contributions of 2026" }).click();
    await press(page, "Sign the statement");
    expect(await page.getByRole("status").textContent()).toContain("The statement is signed.");
    expect(await main(await openAs(board, "/en"))).not.toContain("contributions of 2026");
    expect(await main(await openAs(auditor, `/en${place}`))).toContain("Signed by");
  });

  test("of another Member State is refused, and of none not found", async () => {
    expect(await main(await openAs(board, "/en/cofunding/statements/NL/2026"))).toContain("You may not do this");
    expect(await main(await openAs(officer, "/en/cofunding/statements/XX/2026"))).toContain(
      "We could not read this request",
    );
  });
});

describe.each([
  ["statements", "/cofunding/statements", "en"],
  ["statement", place, "en"],
  ["statements", "/cofunding/statements", "nl"],
  ["statement", place, "nl"],
] as const)("the page %s at %s in %s", (name, path, language) => {
  test("is accessible, and fits a desk and a phone", async () => {
    for (const [size, viewport] of [
      ["desk", desk],
      ["phone", phone],
    ] as const) {
      const page = await openAs(officer, `/${language}${path}`, { javaScript: true, viewport });
      await expect(expectAccessible(page)).resolves.toEqual([]);
      await expectNoOverflow(page);
      expectNoConsoleErrors(page);
      await takeScreenshot(page, `${name}-${language}-${size}`);
    }
  });
});
