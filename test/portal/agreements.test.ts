import type { AwardRow } from "@grants/core/evaluation/award-decision";
import { ProposalId } from "@grants/core/proposals/proposal";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { aBudget, aGeneral, aPartner, nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { anAccount, createPayees } from "../support/payee.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

const may = "2027-05-03T09:00:00.000Z";
/** 31 December 2028 in Brussels is over. */
const tooLate = "2028-12-31T23:00:00.000Z";

const AgreementReply = z.object({ agreement: z.object({ id: z.string(), sheetSha256: z.string() }) });

let site: PortalSite;
let browser: TestBrowser;
let cofunding: ReturnType<typeof createCofunding>;
let joint: OpenedJointAction;
let decisionId: string;
let rows: ReadonlyMap<string, AwardRow>;
let officer: SitePerson;
let director: SitePerson;
let coordinator: SitePerson;
let auditor: SitePerson;
let numbers = 101_226_927;

/** An award of the coordinator's proposal with this acronym, as the evaluation leaves it. */
const awardOf = async (acronym: string, nationalCents: number): Promise<AwardRow> => {
  const proposalId = await cofunding.draftProposal(coordinator, joint.callId);
  const { organisation, user } = coordinator;
  await cofunding.writeProposal(user, proposalId, {
    general: aGeneral({ acronym }),
    "partner.p001": aPartner("p001", { organisation, name: "Cyber Hub of Ghent" }),
    "partner.p002": aPartner("p002", { name: "Centre de cybersécurité de Wallonie" }),
    "budget.p002": aBudget("p002", { categoriesCents: { A: 40_000_01 } }),
  });
  const { documentSha256 } = await cofunding.freezeProposal(user, proposalId);
  const national = nationalCents === 0 ? [] : [{ funder: "BE", cents: nationalCents }];
  const facts = { proposalId: ProposalId.parse(proposalId), acronym, documentSha256, coordinator: organisation };
  return anAwardRow(acronym, { ...facts, unionCents: 240_000_00, national });
};

const acronyms = ["HUB-CLICK", "HUB-SIGN", "HUB-TABS", "HUB-TAKEN", "HUB-READ", "HUB-LATE", "HUB-KEYS", "HUB-ALIEN"];

/** Legal entity and account of the coordinator, checked by two persons. */
const validatePayee = async (): Promise<void> => {
  const payees = createPayees(site.api);
  const [verifier, accountant] = [
    await site.person("Vera", "verifier"),
    await site.person("Arno", "accountingOfficer"),
  ];
  await payees.register(coordinator);
  const path = `/v1/registry/organisations/${coordinator.organisation}/validation`;
  await cofunding.must("POST", path, { as: verifier.user, ifMatch: 1 });
  await payees.validateAccount(coordinator, anAccount(), { verifier: verifier.user, accountant: accountant.user });
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(may), startBrowser()]);
  cofunding = createCofunding(site.api, site.db);
  joint = await cofunding.open();
  await cofunding.appropriate(joint.callId, 2_000_000_00);
  await cofunding.commitLine(joint, "BE", 100_000_00);
  await cofunding.setBudget(joint, "BE", 100_000_00);
  officer = await site.person("Piet Project", "projectOfficer");
  director = await site.person("Dirk Director", "authorisingOfficer");
  auditor = await site.person("Ada Auditor", "auditor");
  coordinator = await site.person("Anna Coordinator", "applicant");
  await validatePayee();
  const awarded = await Promise.all(acronyms.map((acronym, place) => awardOf(acronym, place === 0 ? 50_000_00 : 0)));
  rows = new Map(awarded.map((row) => [row.acronym, row]));
  decisionId = await keepDecision(site.db, { callId: joint.callId, topicId: nch, rows: awarded, isOfTopic: true });
  await cofunding.must("POST", `/v1/cofunding/decisions/${decisionId}/commitments`, { as: director.user });
});
afterEach(async () => {
  site.setClock(may);
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const open = (path: string, person: SitePerson, options: Parameters<TestBrowser["openPage"]>[1] = {}) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies, ...options });
const main = (page: Page) => page.locator("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const confirm = (page: Page) => page.locator("label").getByText("I have read this data sheet and sign it").click();
const errors = (page: Page) => page.locator("#error-summary").textContent();
const expectWell = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};
const awardPath = (acronym: string) => `/agreements/decisions/${decisionId}/awards/${rows.get(acronym)?.awardId ?? ""}`;

/** The page of an agreement that is ready to sign. */
const prepared = async (acronym: string): Promise<string> => {
  numbers += 1;
  const body = { awardId: rows.get(acronym)?.awardId, projectNumber: String(numbers), startsOn: "2027-06-01" };
  const made = await cofunding.must("POST", "/v1/agreements", { as: officer.user, body });
  return `/agreements/${AgreementReply.parse(made).agreement.id}`;
};
const signInApi = async (path: string, { user }: SitePerson, ifMatch: number) => {
  const { agreement } = AgreementReply.parse(await cofunding.must("GET", `/v1${path}`, { as: user }));
  const body = { sheetSha256: agreement.sheetSha256 };
  await cofunding.must("POST", `/v1${path}/signatures`, { as: user, ifMatch, body });
};

describe("the project officer, without JavaScript", () => {
  test("finds the awards of a decision and prepares an agreement", async () => {
    const page = await open("/en/agreements", officer, { viewport: phone });
    await expectWell(page);
    await page.getByLabel("Call", { exact: true }).selectOption({ index: 1 });
    await press(page, "Apply filters");
    await page.getByRole("link", { name: "National Cyber Hubs", exact: true }).click();
    expect(await main(page)).toContain("31 December 2028");
    await expectWell(page);
    await takeScreenshot(page, "agreements-decision-phone");
    await page.getByRole("link", { name: "Prepare the agreement of HUB-CLICK" }).click();
    await press(page, "Prepare the agreement");
    expect(await errors(page)).toContain("Project number: Write nine digits, the first not zero.");
    expect(await errors(page)).toContain("First day of the action: Write a date that exists.");
    await expectWell(page);
    await page.getByLabel("Project number").fill("199 000 001");
    await page.getByLabel("First day of the action").fill("2027-06-01");
    await press(page, "Prepare the agreement");
    expect(await page.getByRole("status").textContent()).toContain("can sign it until 31 December 2028");
    expect(await main(page)).toContain("€240,000.00");
    expect(await main(page)).toContain("National funder BE");
    expect(await main(page)).not.toContain("I have read this data sheet");
    await expectWell(page);
    await takeScreenshot(page, "agreements-prepared-phone");
  });

  test("reads at the field that a project number is taken, and keeps what was typed", async () => {
    await prepared("HUB-READ");
    const page = await open(`/en${awardPath("HUB-TAKEN")}`, officer);
    await page.getByLabel("Project number").fill(String(numbers));
    await page.getByLabel("First day of the action").fill("2027-06-01");
    await press(page, "Prepare the agreement");
    expect(await errors(page)).toContain("Project number: Another agreement has this project number.");
    expect(await page.getByLabel("First day of the action").inputValue()).toBe("2027-06-01");
    const done = await open(`/en${awardPath("HUB-READ")}`, officer);
    expect(await main(done)).toContain("Not available: its agreement is prepared already");
  });

  test("prepares nothing before the money is committed", async () => {
    const row = anAwardRow("uncommitted", { acronym: "HUB-LATER" });
    const later = await keepDecision(site.db, { callId: joint.callId, topicId: nch, rows: [row] });
    const page = await open(`/en/agreements/decisions/${later}`, officer);
    expect(await main(page)).toContain("The Executive Director commits the money first");
    const form = await open(`/en/agreements/decisions/${later}/awards/${row.awardId}`, officer);
    expect(await main(form)).toContain("Not available: the money of the award is not committed");
  });

  test("sees the agreements of a call", async () => {
    const page = await open("/en/agreements", officer);
    await page.getByLabel("Call", { exact: true }).selectOption({ index: 1 });
    await press(page, "Apply filters");
    expect(await main(page)).toContain("HUB-READ");
    await expectWell(page);
  });
});

describe("signing, without JavaScript", () => {
  test("brings the agreement into force when both sides have signed", async () => {
    const path = await prepared("HUB-SIGN");
    const mine = await open("/en/agreements", coordinator);
    expect(await main(mine)).toContain("Read the data sheet and sign");
    expect(await main(mine)).toContain("31 December 2028");
    await expectWell(mine);
    await takeScreenshot(mine, "agreements-mine-desk");
    await mine.getByRole("link", { name: "HUB-SIGN" }).click();
    expect(await main(mine)).toContain("You sign for the consortium.");
    await press(mine, "Sign the agreement");
    expect(await errors(mine)).toContain("Confirm that you have read this data sheet.");
    await expectWell(mine);
    await confirm(mine);
    await press(mine, "Sign the agreement");
    expect(await mine.getByRole("status").textContent()).toContain("comes into force when the other side signs");
    expect(await main(mine)).toContain("Not available: your side has signed");
    await takeScreenshot(mine, "agreements-half-signed-desk");
    const other = await open(`/en${path}`, director);
    expect(await main(other)).toContain("You sign for the Centre.");
    await confirm(other);
    await press(other, "Sign the agreement");
    expect(await other.getByRole("status").textContent()).toContain("the agreement is in force");
    expect(await main(other)).toContain("3 May 2027 at 11:00:00.000");
    expect(await other.getByRole("button", { name: "Sign the agreement" }).count()).toBe(0);
    await expectWell(other);
    await takeScreenshot(other, "agreements-in-force-desk");
  });

  test("is refused on a page that the other side has overtaken, and can be done on the new one", async () => {
    const path = await prepared("HUB-TABS");
    const page = await open(`/en${path}`, coordinator);
    await signInApi(path, director, 1);
    await confirm(page);
    await press(page, "Sign the agreement");
    expect(await page.getByRole("alert").textContent()).toContain("A newer version was saved");
    expect(await main(page)).toContain("Signed by the Centre");
    await confirm(page);
    await press(page, "Sign the agreement");
    expect(await page.getByRole("status").textContent()).toContain("the agreement is in force");
  });

  test("is over after the last day, and says so", async () => {
    const path = await prepared("HUB-LATE");
    const page = await open(`/en${path}`, director);
    await confirm(page);
    site.setClock(tooLate);
    await press(page, "Sign the agreement");
    expect(await page.getByRole("alert").textContent()).toContain("The last day to sign has passed.");
    expect(await main(page)).toContain("Not available: the last day to sign was 31 December 2028");
    await expectWell(page);
  });
});

describe("the page of an agreement", () => {
  test("is whole in Dutch, for somebody who only reads", async () => {
    const path = await prepared("HUB-TAKEN");
    const page = await open(`/nl${path}`, auditor, { javaScript: true });
    expect(await main(page)).toContain("De coördinator en de uitvoerend directeur tekenen, in willekeurige volgorde");
    expect(await main(page)).toContain("BE68 … 7034");
    expect(await page.getByRole("button", { name: "De overeenkomst tekenen" }).count()).toBe(0);
    await expectWell(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, "agreements-dutch-desk");
  });

  test("is signed with the keyboard alone", async () => {
    const page = await open(`/en${await prepared("HUB-KEYS")}`, coordinator);
    await page.getByRole("checkbox").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("status").textContent()).toContain("Your signature is recorded");
  });

  test("does not exist for those whom it does not concern", async () => {
    const path = await prepared("HUB-ALIEN");
    const page = await open(`/en${path}`, await site.person("Stranger", "applicant"));
    expect(await main(page)).toContain("There is no such agreement, or it is not yours to see.");
  });

  test("teaches where nothing is", async () => {
    const page = await open("/en/agreements", await site.person("Newcomer", "applicant"));
    expect(await main(page)).toContain("Your organisations coordinate no agreement yet.");
    await expectWell(page);
  });
});
