import { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createAwards } from "../support/awarded.ts";
import { openPortalSite, type PortalSite } from "../support/portal-site.ts";

// Styles are built first.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const Prepared = z.object({ agreement: z.object({ id: z.string() }) });
let site: PortalSite;
let officer: string;
let receiver: string;
let organisation: string;
let agreementId: string;

beforeAll(async () => {
  site = await openPortalSite();
  const awards = createAwards(site.api, site.db);
  const callId = await awards.openCall();
  const payee = await site.person("Letter Hub", "applicant");
  const award = await awards.award(payee, { callId, unionCents: 100_000_00 });
  officer = (await site.person("Marta Officer", "projectOfficer")).user;
  receiver = award.user;
  organisation = award.organisation;
  const made = await site.api.send("POST", "/v1/agreements", {
    as: UserId.parse(officer),
    body: { awardId: award.awardId, projectNumber: "101226999", startsOn: "2027-06-01" },
  });
  agreementId = Prepared.parse(made.body).agreement.id;
});
afterAll(() => site.stop());

const get = (path: string, as: string) => fetch(`${site.url}${path}`, { headers: { cookie: `person=${as}` } });
/** Sends the form of a page as a browser without scripts does. */
const submit = async (path: string, action: string, as: string, typed: Readonly<Record<string, string>>) => {
  const html = await (await get(path, as)).text();
  const form = html.slice(html.indexOf(`action="${action}"`));
  const hidden = [
    ...form.slice(0, form.indexOf("</form>")).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g),
  ];
  const body = new URLSearchParams([
    ...hidden.map(([, name = "", value = ""]): [string, string] => [name, value]),
    ...Object.entries(typed),
  ]);
  return fetch(`${site.url}${action}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: `person=${as}`, origin: site.url, "content-type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
};
const typed = {
  measure: "GRANT_REDUCTION",
  amountCents: "12,500.00",
  reason: "The work of the first deliverable has not begun.",
  language: "nl",
};

describe("a letter, without scripts", () => {
  test("is refused with words at its fields, sent, opened and answered", async () => {
    const form = `/en/letters/agreements/${agreementId}`;
    const refused = await submit(form, form, officer, { reason: "short" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("Write 10 to 5,000 characters.");
    const sent = await submit(form, form, officer, typed);
    expect(sent.headers.get("location")).toBe(`/en/letters/about/${agreementId}?done=sent`);

    const box = await (await get(`/nl/letters/organisations/${organisation}`, receiver)).text();
    const [, path = ""] = /href="\/nl(\/letters\/let_[^"]+)"/.exec(box) ?? [];
    expect(box).toContain("Informatie vóór een besluit");
    expect(box).toContain("Niet geopend");
    expect(await (await get(`/nl${path}`, receiver)).text()).toContain("Er ligt een brief voor u klaar");
    const opened = await submit(`/en${path}`, `/en${path}/opening`, receiver, {});
    expect(opened.headers.get("location")).toBe(`/en${path}`);
    const letter = await (await get(`/en${path}`, receiver)).text();
    expect(letter).toContain('<div lang="nl">');
    expect(letter).toContain("Verlaging van de subsidie");
    const answered = await submit(`/en${path}`, `/en${path}/answer`, receiver, {
      text: "The work had begun; its record lay under another code.",
    });
    expect(answered.headers.get("location")).toBe(`/en${path}?done=answer`);
    expect(await (await get(`/en${path}`, officer)).text()).toContain("its record lay under another code");
  });

  test("is given as a PDF, and to nobody else", async () => {
    const list = await (await get(`/en/letters/about/${agreementId}`, officer)).text();
    const [, path = ""] = /href="\/en(\/letters\/let_[^"]+)"/.exec(list) ?? [];
    const pdf = await get(`/en${path}/pdf`, receiver);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    const stranger = await site.person("Stranger Here", "applicant");
    expect((await get(`/en${path}`, stranger.user)).status).toBe(404);
  });
});
