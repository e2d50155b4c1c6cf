import { createPortal } from "@grants/portal/app.tsx";
import { buildAssets } from "@grants/portal/assets/build";
import type { Person } from "@grants/portal/page/page-context";
import { cofundingArea } from "@grants/portal/pages/cofunding/cofunding-area";
import { UserId } from "@grants/kernel/id";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { aBudget, aPartner, anOrganisation, nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { servePortal, type ServedPortal } from "./serve-portal.ts";

const december = "2026-12-10T09:00:00.000Z";
const inTime = "2027-01-10T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let browser: TestBrowser;
let portal: ServedPortal;
let joint: OpenedJointAction;
let decisionId: string;
const people = new Map<string, Person>();

/** The API as the person of the visit, at its instant. */
const callApi = async (request: Request, person: Person | null): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  const text = await request.text();
  const version = /\d+/.exec(request.headers.get("if-match") ?? "")?.[0];
  const key = request.headers.get("idempotency-key");
  const { status, body, headers } = await api.send(request.method, `${pathname}${search}`, {
    ...(person === null ? {} : { as: UserId.parse(person.id) }),
    ...(text === "" ? {} : { body: JSON.parse(text) }),
    ...(version === undefined ? {} : { ifMatch: Number(version) }),
    ...(key === null ? {} : { key }),
  });
  return Response.json(body, { status, headers: { "content-type": headers.get("content-type") ?? "" } });
};

const aPortal = (assets: Readonly<Record<string, string>>) =>
  createPortal({
    areas: [cofundingArea],
    api: (request, { person }) => callApi(request, person),
    readVisit: async (request) => {
      const name = /person=(\w+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
      const person = people.get(name) ?? null;
      return { now: december, person, csrfToken: person === null ? null : "token", requestId: "req_test" };
    },
    assets,
    demo: true,
    signIn: null,
    reportError: (error) => {
      throw error;
    },
  });

/** A sealed joint action: two funders with budgets, one partner that asks Belgium, an award decision. */
const prepare = async (): Promise<void> => {
  joint = await cofunding.open({}, { administrativeCents: 100_000_00 });
  await cofunding.commitLine(joint, "NL", 300_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
  await cofunding.setBudget(joint, "NL", 200_000_00);
  const organisation = anOrganisation("hub");
  const user = await api.person("hub", [{ role: "applicant", organisation }]);
  const proposalId = await cofunding.draftProposal({ user, organisation }, joint.callId);
  await cofunding.writeProposal(user, proposalId, {
    "partner.p001": aPartner("p001", { name: "Cyber hub of Ghent" }),
    "budget.p001": aBudget("p001", { national: { funder: "BE", requestedCents: 100_000_00 } }),
  });
  const { documentSha256, version } = await cofunding.freezeProposal(user, proposalId);
  const submission = { as: user, at: inTime, ifMatch: version, body: { documentSha256 } };
  await cofunding.must("POST", `/v1/proposals/${proposalId}/submission`, submission);
  await cofunding.seal(joint.callId);
  const rows = [
    anAwardRow("page one", { unionCents: 400_000_00, national: [{ funder: "BE", cents: 50_000_00 }] }),
    anAwardRow("page two", { unionCents: 300_000_00, national: [{ funder: "NL", cents: 50_000_00 }] }),
  ];
  decisionId = await keepDecision(database.db, { callId: joint.callId, topicId: nch, rows });
};

const aPerson = (id: string, name: string, role: string): Person => ({ id, name, roles: [role] });

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  await prepare();
  people.set("officer", aPerson(await cofunding.officer(), "Olga Officer", "programmeOfficer"));
  people.set("director", aPerson(await cofunding.director(), "Dirk Director", "authorisingOfficer"));
  people.set("belgium", aPerson(await cofunding.funder("BE"), "Bea Belgium", "funder"));
  portal = await servePortal(aPortal(await buildAssets()));
  browser = await startBrowser();
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  await portal.close();
  await database.stop();
});

const open = (path: string, person: string, options: Parameters<TestBrowser["openPage"]>[1] = {}) =>
  browser.openPage(`${portal.url}${path}`, { viewport: desk, cookies: { person }, ...options });
const funderPath = (): string => `/en/cofunding/joint-actions/${joint.jointActionId}/funders/BE`;
const jointActionPath = (): string => `/en/cofunding/joint-actions/${joint.jointActionId}`;
/** The library's radio button is drawn by its label. */
const choose = (page: Page, label: string) => page.locator("label").getByText(label, { exact: true }).click();
const success = (page: Page) => page.getByRole("status").textContent();

describe("a Member State on its own page, without JavaScript", () => {
  const bare = { javaScript: false };

  test("is told which years a pledge can be for, and keeps what it wrote", async () => {
    const page = await open(`${funderPath()}/pledge`, "belgium", bare);
    expect(await page.getByLabel("For the year").inputValue()).toBe("2026");
    await choose(page, "Administrative costs");
    await choose(page, "In money, through the Centre");
    await page.getByLabel("For the year").fill("2025");
    await page.getByLabel("Amount").fill("100,000.01");
    await page.getByRole("button", { name: "Pledge a contribution" }).click();
    const told = "Contributions are pledged for a year that is not over: 2026 to 2029.";
    expect(await page.getByText(told).count()).toBeGreaterThan(0);
    await page.getByLabel("For the year").fill("2027");
    await page.getByRole("button", { name: "Pledge a contribution" }).click();
    expect(await page.getByText("for 2027").count()).toBe(1);
    // More than the administrative costs are is nobody's to bear (FIN-04).
    await page.getByRole("link", { name: "Commit", exact: true }).click();
    await page.getByRole("button", { name: "Commit" }).click();
    expect(await page.getByText("At most €100,000.00 here (FIN-04).").count()).toBeGreaterThan(0);
    await page.goto(`${portal.url}${funderPath()}`);
    await page.getByRole("link", { name: "Withdraw" }).click();
    await page.getByRole("button").filter({ hasText: "Withdraw" }).click();
    expect(await success(page)).toContain("The pledge is withdrawn.");
  });

  test("pledges, commits and sets its budget", async () => {
    const page = await open("/en/cofunding", "belgium", bare);
    await page.getByRole("link", { name: "Page of BE" }).click();
    await page.getByRole("link", { name: "Pledge a contribution" }).click();
    await choose(page, "Operational costs");
    await choose(page, "In money, through the Centre");
    await page.getByLabel("Amount").fill("250,000.00");
    await page.getByRole("button", { name: "Pledge a contribution" }).click();
    expect(await success(page)).toContain("The pledge is recorded.");
    await page.getByRole("link", { name: "Commit", exact: true }).click();
    expect(await page.getByLabel("Amount").inputValue()).toBe("250,000.00");
    await page.getByRole("button", { name: "Commit" }).click();
    expect(await success(page)).toContain("The contribution is committed.");
    await page.getByRole("link", { name: "Set the budget" }).click();
    await page.getByLabel("Amount").fill("80 000,00");
    await page.getByRole("button", { name: "Set the budget" }).click();
    expect(await success(page)).toContain("The budget is set.");
  });

  test("keeps what was typed when it is refused, with the reason at the field", async () => {
    const page = await open(`${funderPath()}/budget`, "belgium", bare);
    await page.getByLabel("Amount").fill("250 000,01");
    await page.getByRole("button", { name: "Set the budget" }).click();
    expect(await page.getByLabel("Amount").inputValue()).toBe("250 000,01");
    expect(await page.getByRole("link", { name: /At most what you have committed in money/ }).count()).toBe(1);
    await page.getByLabel("Amount").fill("a lot");
    await page.getByRole("button", { name: "Set the budget" }).click();
    expect(await page.getByLabel("Amount").inputValue()).toBe("a lot");
    expect(await page.getByRole("link", { name: /Write an amount in euro/ }).count()).toBe(1);
  });

  test("judges its partner once the requests are listed, and sees its shortfall", async () => {
    const officer = await open(jointActionPath(), "officer", bare);
    await officer.getByRole("button", { name: "List the national requests" }).click();
    expect(await success(officer)).toContain("every funder sees its own");
    const page = await open(funderPath(), "belgium", bare);
    expect(await page.getByRole("rowheader", { name: /Cyber hub of Ghent/ }).count()).toBe(1);
    expect(await page.getByText("€20,000.00").count()).toBe(1);
    await page.getByRole("link", { name: "Give verdict" }).click();
    await choose(page, "Not eligible by the national rules");
    await page.getByRole("button", { name: "Give verdict" }).click();
    expect(await page.getByRole("link", { name: /Give the reason in 10 to 500 characters/ }).count()).toBe(1);
    await choose(page, "Eligible");
    await page.getByRole("button", { name: "Give verdict" }).click();
    expect(await success(page)).toContain("The verdict is given.");
    await officer.reload();
    await officer.getByRole("button", { name: "Lock the verdicts" }).click();
    expect(await success(officer)).toContain("The verdicts are locked.");
  });
});

describe("those who run the money, without JavaScript", () => {
  const bare = { javaScript: false };

  test("appropriate Union money and commit the funds of a decision", async () => {
    const page = await open(`/en/cofunding/calls/${joint.callId}`, "director", bare);
    await page.goto(`${portal.url}/en/cofunding/decisions/${decisionId}`);
    expect(await page.getByText("the authorising officer appropriates Union money to the call").count()).toBe(1);
    await page.getByRole("link", { name: "Appropriate Union money" }).click();
    await page.getByLabel("National Cyber Hubs").fill("2,000,000.01");
    await page.getByRole("button", { name: "Appropriate Union money" }).click();
    expect(await page.getByRole("link", { name: /At most the budget of the topic/ }).count()).toBe(1);
    await page.getByLabel("National Cyber Hubs").fill("1,000,000.00");
    await page.getByRole("button", { name: "Appropriate Union money" }).click();
    expect(await success(page)).toContain("The money is appropriated.");
    await page.goto(`${portal.url}/en/cofunding/decisions/${decisionId}`);
    await page.getByRole("button", { name: "Commit the funds" }).click();
    expect(await success(page)).toContain("Every award of the decision has its money.");
    expect(await page.getByText("Money set aside").count()).toBe(2);
    expect(await page.getByText("€150,000.00").count()).toBe(1);
    // What the award took of the Belgian budget is part of what is asked: the shortfall is as it was.
    const funder = await open(funderPath(), "belgium", bare);
    expect(await funder.getByText("€20,000.00").count()).toBe(1);
  });
});

describe.each([
  ["list", (): string => "/cofunding", "belgium"],
  ["new", (): string => "/cofunding/new", "officer"],
  ["joint-action", (): string => `/cofunding/joint-actions/${joint.jointActionId}`, "officer"],
  ["funder", (): string => `/cofunding/joint-actions/${joint.jointActionId}/funders/BE`, "belgium"],
  ["pledge", (): string => `/cofunding/joint-actions/${joint.jointActionId}/funders/BE/pledge`, "belgium"],
  ["budget", (): string => `/cofunding/joint-actions/${joint.jointActionId}/funders/BE/budget`, "belgium"],
  ["call", (): string => `/cofunding/calls/${joint.callId}`, "director"],
  ["appropriation", (): string => `/cofunding/calls/${joint.callId}/appropriation`, "director"],
  ["decision", (): string => `/cofunding/decisions/${decisionId}`, "director"],
] as const)("the page %s", (name, pathOf, person) => {
  test("is accessible and fits a phone and a desk screen", async () => {
    const page = await open(`/en${pathOf()}`, person);
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, `cofunding-${name}-en`);
  });

  // The same markup: other words may be too wide, and no more.
  test("fits in Dutch", async () => {
    const page = await open(`/nl${pathOf()}`, person);
    expect(await page.locator("html").getAttribute("lang")).toBe("nl");
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, `cofunding-${name}-nl`);
  });
});
