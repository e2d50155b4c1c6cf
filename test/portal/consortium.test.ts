import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aBudget } from "../support/builders.ts";
import { expectAccessible, expectNoOverflow, phone, startBrowser, type TestBrowser } from "../support/browser.ts";
import { createConsortiumSteps } from "../support/consortium.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let site: PortalSite;
let browser: TestBrowser;
let anna: SitePerson;
let pia: SitePerson;
let callId: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(), startBrowser()]);
  [anna, pia] = [await site.person("Anna Coordinator", "applicant"), await site.person("Pia Partner", "applicant")];
  callId = await site.thread.publishCall();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  expect(site.errors).toEqual([]);
});

const open = (path: string, person: SitePerson, over: object = {}): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { ...over, cookies: person.cookies });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const text = (page: Page) => page.locator("main").innerText();
const linkIn = (mail: string | undefined): string => /\/en\/consortia\/[\w-]{22}/.exec(mail ?? "")?.[0] ?? "";
const fetchPage = async (path: string, person: SitePerson) => {
  const answer = await fetch(`${site.url}${path}`, { headers: { cookie: `person=${person.user}` } });
  return { status: answer.status, html: await answer.text() };
};

const registerOrganisation = async (page: Page, registrationNumber: string): Promise<void> => {
  await page.getByRole("link", { name: "Register my organisation" }).click();
  await page.getByLabel("Legal name").first().fill("Institute of the New Partner");
  await page.locator('[name="legalEntity.registrationNumber"]').fill(registrationNumber);
  await page.locator('[name="legalEntity.address.townName"]').fill("Dublin");
  await page.locator('[name="legalEntity.address.country"]').fill("IE");
  await press(page, "Register and go back to the invitation");
};

describe("the way of a partner", () => {
  test.each([{ javaScript: true }, { javaScript: false }])(
    "leads from the mail through the registration back to the invitation (scripts: $javaScript)",
    async ({ javaScript }) => {
      const newcomer = await site.person(`Nora Newcomer ${String(javaScript)}`);
      const proposalId = await site.thread.draftProposal(anna, callId);
      await site.thread.writeProposal(anna.user, proposalId);
      const path = `/en/proposals/${proposalId}`;

      const invite = await open(`${path}/consortium/invite`, anna, { javaScript });
      await invite.getByLabel("Mail address of the contact").fill("nora@new.example");
      await invite.getByLabel("Name of the organisation").fill("New Partner");
      await invite.getByLabel("Country, two capitals").fill("ie");
      await press(invite, "Send the invitation");
      await expect(text(invite)).resolves.toContain("The partner is asked.");

      const link = linkIn(site.api.mails.at(-1)?.text);
      const partner = await open(link, newcomer, { javaScript, viewport: phone });
      expect(await text(partner)).toMatch(/Sent to\s+nora@new\.example\s+You answer as\s+Nora Newcomer/u);
      await registerOrganisation(partner, `IE 4711 ${String(javaScript)}`);
      expect(new URL(partner.url()).pathname).toBe(link);
    },
  );
});

describe("the pages of a consortium", () => {
  test("show who takes part, who signed off and what is missing, and can be used by everybody", async () => {
    const steps = createConsortiumSteps(site.api);
    const proposalId = await site.thread.draftProposal(anna, callId);
    await steps.must("POST", "/v1/registry/organisations", {
      as: pia.user,
      body: {
        organisationId: pia.organisation,
        legalEntity: {
          name: "Institute of Pia",
          pic: "923456789",
          registrationNumber: "PIA 1",
          address: { townName: "Ghent", country: "BE" },
        },
      },
    });
    await steps.invite(anna.user, proposalId, { organisation: pia.organisation });
    const waiting = await open("/en/consortia", pia);
    await press(waiting, "Accept and take part");
    await expect(text(waiting)).resolves.toContain("You take part.");
    await site.thread.writeProposal(anna.user, proposalId, {
      "budget.p002": aBudget("p002", { categoriesCents: { A: 1_000_00 } }),
    });
    const { version } = (await site.api.send("GET", `/v1/proposals/${proposalId}`, { as: anna.user })).body;
    await site.thread.freezeProposal(anna.user, proposalId, Number(version));

    const sign = await open(`/en/proposals/${proposalId}/sign-off`, pia);
    await press(sign, "Sign off this version");
    await expect(text(sign)).resolves.toContain("Confirm that you have read this version.");
    await sign.getByLabel("I have read this version").check({ force: true });
    await press(sign, "Sign off this version");
    await expect(text(sign)).resolves.toContain("Signed off");
    await expect(expectAccessible(sign)).resolves.toEqual([]);
    await expectNoOverflow(sign);

    const readOnly = await fetchPage(`/en/proposals/${proposalId}/general`, pia);
    expect(readOnly.html).toContain("the coordinator writes this");
    for (const page of ["consortium/invite?organisation=pia", "comparison", "copy", "declarations/exclusion/p001"])
      expect(await fetchPage(`/en/proposals/${proposalId}/${page}`, anna)).toMatchObject({ status: 200 });
    expect((await fetchPage(`/nl/proposals/${proposalId}/consortium`, anna)).html).toContain("Akkoord");
    const unknown = await fetchPage(`/en/consortia/${"a".repeat(22)}`, pia);
    expect(unknown).toMatchObject({ status: 404 });
  });
});
