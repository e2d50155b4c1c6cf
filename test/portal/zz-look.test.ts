import { test, vi } from "vitest";
import { openPortalSite } from "../support/portal-site.ts";
import {
  phone,
  desk,
  startBrowser,
  takeScreenshot,
  expectAccessible,
  expectNoOverflow,
  expectNoConsoleErrors,
} from "../support/browser.ts";
vi.setConfig({ testTimeout: 120_000 });
test("look", async () => {
  const site = await openPortalSite();
  const browser = await startBrowser();
  const officer = await site.person("Olga Officer", "programmeOfficer");
  const applicant = await site.person("Anna Applicant", "applicant");
  const id = await site.thread.publishCall({
    provenance: {
      sourceUrl: "https://example.org/x",
      syntheticFields: ["closes", "topics.minGrantCents", "profile.indirectRate"],
    },
  });
  const empty = await site.thread.draftProposal(applicant, id);
  const other = await site.person("Bart Beheerder", "applicant");
  const full = await site.thread.draftProposal(other, id);
  await site.thread.writeProposal(other.user, full, {});
  for (const [path, body] of Object.entries({
    "partner.p002": {
      kind: "partner",
      slot: "p002",
      name: "Small but very long named enterprise for cyber things GmbH",
      pic: "123456789",
      country: "DE",
      isSme: true,
      isNonProfit: false,
      isPublicBody: false,
    },
    "budget.p002": { kind: "budget", slot: "p002", categoriesCents: { A: 123_456_78 } },
  }))
    await site.thread.must("PUT", `/v1/proposals/${full}/parts/${path}`, { as: other.user, body, ifMatch: 0 });
  const frozen = await site.thread.freezeProposal(other.user, full);
  const shots: [string, string, object][] = [
    ["p-list", "/en/proposals", { cookies: applicant.cookies }],
    ["p-empty", `/en/proposals/${empty}`, { cookies: applicant.cookies }],
    ["p-full", `/en/proposals/${full}`, { cookies: other.cookies }],
    ["p-general", `/en/proposals/${empty}/general`, { cookies: applicant.cookies }],
    ["p-partner", `/en/proposals/${empty}/partners/new`, { cookies: applicant.cookies }],
    ["p-budget", `/nl/proposals/${full}/budget/p002`, { cookies: other.cookies }],
    ["p-text", `/en/proposals/${full}/texts/impact`, { cookies: other.cookies }],
    ["p-review", `/en/proposals/${full}/review`, { cookies: other.cookies }],
    ["p-removal", `/en/proposals/${full}/partners/p002/removal`, { cookies: other.cookies }],
    ["home2", "/en", { cookies: applicant.cookies }],
    ["officer", `/en/calls/${id}`, { cookies: officer.cookies }],
  ];
  for (const [name, path, options] of shots)
    for (const [size, viewport] of [
      ["desk", desk],
      ["phone", phone],
    ] as const) {
      const page = await browser.openPage(`${site.url}${path}`, { viewport, ...options });
      await takeScreenshot(page, `look-${name}-${size}`);
      try {
        await expectNoOverflow(page);
      } catch (e) {
        console.log(name, String(e).slice(0, 300));
      }
      if (size === "desk")
        try {
          await expectAccessible(page);
          expectNoConsoleErrors(page);
        } catch (e) {
          console.log(name, String(e).slice(0, 1500));
        }
      await browser.closePages();
    }
  await site.thread.must("POST", `/v1/proposals/${full}/submission`, {
    as: other.user,
    ifMatch: frozen.version,
    body: { documentSha256: frozen.documentSha256 },
  });
  for (const [name, path] of [
    ["p-receipt", "receipt"],
    ["p-withdraw", "withdrawal"],
    ["p-submitted", ""],
  ] as const) {
    const page = await browser.openPage(`${site.url}/en/proposals/${full}${path ? `/${path}` : ""}`, {
      viewport: phone,
      cookies: other.cookies,
    });
    await takeScreenshot(page, `look-${name}-phone`);
    await expectNoOverflow(page);
    await expectAccessible(page);
  }
  console.log(site.errors);
  await browser.close();
  await site.stop();
});
