import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type TestBrowser,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
} from "../support/browser.ts";
import { aBudget, aCosts, aLine, aWorkPackage, nch, whileOpen } from "../support/builders.ts";
import { createEvaluation, idIn, whileEvaluating } from "../support/evaluation.ts";
import { createCofunding } from "../support/joint-action.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

const Committed = z.object({ awards: z.array(z.object({ awardId: z.string() })) });

let site: PortalSite;
let browser: TestBrowser;
let callId: string;
let anna: SitePerson;
let draftId: string;

const open = (path: string, { cookies }: SitePerson, language = "en"): Promise<Page> =>
  browser.openPage(`${site.url}/${language}${path}`, { cookies, javaScript: false });
const textOf = (page: Page) => page.locator("main").innerText();

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileOpen), startBrowser()]);
  const grants = { minGrantCents: 1_00, maxGrantCents: 1_500_000_00 };
  const topic = { topicId: nch, title: "Lump sums", budgetCents: 1_500_000_00, ...grants };
  callId = await site.thread.publishCall({ profile: programmeProfiles.LS, topics: [topic] });
  anna = await site.person("Anna Applicant", "applicant");
  draftId = await site.thread.draftProposal(anna, callId);
  await site.thread.writeProposal(anna.user, draftId, { "wp.w01": aWorkPackage("w01"), "wp.w02": aWorkPackage("w02") });
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

describe("a call that pays lump sums, without scripts", () => {
  test("takes no budget by category: what is paid by work package is planned by work package (GA-13)", async () => {
    const page = await open(`/proposals/${draftId}`, anna);
    expect(await textOf(page)).toContain("plans by category, but this call pays by work package");
    await expectAccessible(page);
    const dutch = await open(`/proposals/${draftId}`, anna, "nl");
    expect(await textOf(dutch)).toContain("deze oproep betaalt per werkpakket");
    const ask = { as: anna.user, ifMatch: 1 };
    const budget = await open(`/proposals/${draftId}/budget/p001`, anna);
    expect(await textOf(budget)).toContain("make it empty, and plan the costs in the work packages");
    // What was entered stays in sight, so that it can be taken out.
    expect(await budget.getByLabel(/^[A-D]\. /u).count()).toBe(2);
    await expectAccessible(budget);
    const refused = await site.api.send("POST", `/v1/proposals/${draftId}/freeze`, ask);
    expect(refused).toMatchObject({
      status: 422,
      body: { shortcomings: [{ code: "LUMP_SUM_NOT_BY_WORK_PACKAGE", path: "budget.p001" }] },
    });
  });

  test("ends in an agreement that says what each work package is paid (GA-13)", async () => {
    const { must } = site.thread;
    const parts = `/v1/proposals/${draftId}/parts`;
    const write = { as: anna.user, at: whileOpen };
    await must("PUT", `${parts}/budget.p001`, {
      ...write,
      ifMatch: 1,
      body: aBudget("p001", { categoriesCents: {} }),
    });
    const budget = await open(`/proposals/${draftId}/budget/p001`, anna);
    expect(await textOf(budget)).toContain("plan the costs of this partner in the work packages");
    expect(await budget.getByLabel(/^[A-D]\. /u).count()).toBe(0);
    const lines: readonly [string, number][] = [
      ["w01", 300_000_00],
      ["w02", 100_000_00],
    ];
    for (const [number, amountCents] of lines)
      await must("PUT", `${parts}/costs.p001.${number}`, {
        ...write,
        ifMatch: 0,
        body: aCosts("p001", number, aLine({ kind: "lumpSum", amountCents })),
      });
    const { documentSha256, version } = await site.thread.freezeProposal(anna.user, draftId);
    await must("POST", `/v1/proposals/${draftId}/submission`, {
      ...write,
      ifMatch: version,
      body: { documentSha256 },
    });
    const evaluation = createEvaluation(site.api, site.db);
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    const [officer, director] = await Promise.all([evaluation.officer(), evaluation.director()]);
    const at = whileEvaluating;
    await evaluation.evaluate(officer, await evaluation.experts("eva", "emil", "enzo"), draftId, "5 5 5");
    const topic = `/v1/evaluation/calls/${callId}/topics/${nch}`;
    await must("POST", `${topic}/ranking`, { as: officer, at, ifMatch: 0 });
    const decided = await must("POST", `${topic}/decision`, { as: director, at, body: { rankingVersion: 1 } });
    await createCofunding(site.api, site.db).appropriate(callId, 1_500_000_00);
    const commitments = `/v1/cofunding/decisions/${idIn(decided, "decision")}/commitments`;
    await must("POST", commitments, { as: director, at });
    const { awards } = Committed.parse(await must("GET", commitments, { as: director, at }));
    const projectOfficer = await site.person("Pia Project", "projectOfficer");
    const body = { awardId: awards[0]?.awardId, projectNumber: "101300001", startsOn: "2027-06-01" };
    const made = await must("POST", "/v1/agreements", { as: projectOfficer.user, at, body });
    site.setClock(whileEvaluating);
    const page = await open(`/agreements/${idIn(made, "agreement")}`, projectOfficer);
    const table = page.getByRole("table", { name: "Shares of the lump sum by work package and beneficiary" });
    const rows = await table.locator("tr").allTextContents();
    expect(rows.map((row) => row.replaceAll(/\s+/g, " ").trim()).slice(1)).toEqual([
      "WP 1 Work package w01Partner p001€150,000.00",
      "WP 2 Work package w02Partner p001€50,000.00",
      "Together€200,000.00",
    ]);
    await expectAccessible(page);
    await expectNoOverflow(page);
    expectNoConsoleErrors(page);
    await takeScreenshot(page, "lump-sum-agreement");
  });
});
