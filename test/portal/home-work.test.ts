import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

// Styles are built first.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let site: PortalSite;
const claim = "No proposal and no report waits for you at the moment.";

beforeAll(async () => {
  site = await openPortalSite();
});
afterAll(() => site.stop());

const home = async (...[name, role]: [string, Parameters<PortalSite["person"]>[1]]): Promise<string> => {
  const person: SitePerson = await site.person(name, ...(role === undefined ? [] : [role]));
  const page = await fetch(`${site.url}/en`, { headers: { cookie: `person=${person.user}` } });
  return page.text();
};

describe("the home page", () => {
  test.each(["applicant", "expert"] as const)(
    "says to an %s who has nothing to do that nothing waits",
    async (role) => {
      expect(await home(`idle ${role}`, role)).toContain(claim);
    },
  );

  test.each([
    { role: "funder" as const, path: "/en/cofunding" },
    { role: "projectOfficer" as const, path: "/en/agreements" },
    { role: "verifier" as const, path: "/en/registry" },
    { role: "boardMember" as const, path: "/en/board" },
  ])("claims nothing to a $role, and leads to their pages", async ({ role, path }) => {
    const page = await home(`busy ${role}`, role);
    expect(page).not.toContain(claim);
    expect(page).toContain("Your pages:");
    expect(page).toMatch(new RegExp(`<li[^>]*><a[^>]* href="${path}`));
  });
});

describe("a page that is for people who are signed in", () => {
  test("leads to signing in, and back", async () => {
    const page = await fetch(`${site.url}/en/proposals?cursor=1`);
    const html = await page.text();
    expect(page.status).toBe(401);
    const main = html.slice(html.indexOf("<main"));
    expect(main).toContain('href="/auth/sign-in?return=%2Fen%2Fproposals%3Fcursor%3D1"');
  });
});
