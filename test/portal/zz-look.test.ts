import { test, vi } from "vitest";
import { openPortalSite } from "../support/portal-site.ts";
import { phone, desk, startBrowser, takeScreenshot } from "../support/browser.ts";
vi.setConfig({ testTimeout: 60_000 });
test("look", async () => {
  const site = await openPortalSite();
  const browser = await startBrowser();
  const officer = await site.person("Olga Officer", "programmeOfficer");
  const applicant = await site.person("Anna Applicant", "applicant");
  const id = await site.thread.publishCall({ provenance: { sourceUrl: "https://example.org/x", syntheticFields: ["closes", "topics"] } });
  await site.thread.must("POST", "/v1/calls/imports", { as: officer.user, body: {
    reference: "DIGITAL-OLD", title: "National SOCs", programme: "DEP", actionType: null, budgetCents: null, fundingRate: "1/2", minGrantCents: null, maxGrantCents: 200000000,
    opensAt: "2024-07-04T07:00:00.000Z", closesAt: "2025-01-21T16:00:00.000Z", isTimeAssumed: true, topics: ["A"], sourceUrl: "https://euro-access.eu/en/calls/1440", note: "A note" } });
  const shots: [string, string, object][] = [
    ["list", "/en/calls", {}], ["call", `/en/calls/${id}`, {cookies: applicant.cookies}], ["officer", `/en/calls/${id}`, {cookies: officer.cookies}],
    ["edit", `/en/calls/${id}/edit`, {cookies: officer.cookies}], ["new", `/en/calls/new`, {cookies: officer.cookies}], ["preview", `/nl/calls/${id}/preview`, {cookies: officer.cookies}], ["home", "/en", {cookies: applicant.cookies}],
  ];
  for (const [name, path, options] of shots) for (const [size, viewport] of [["desk", desk], ["phone", phone]] as const) {
    const page = await browser.openPage(`${site.url}${path}`, { viewport, ...options });
    await takeScreenshot(page, `look-${name}-${size}`);
    await browser.closePages();
  }
  console.log(site.errors);
  await browser.close(); await site.stop();
});
