import { Role } from "@grants/core/access/role";
import { LocalDate } from "@grants/kernel/time";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  expectAccessible,
  expectNoOverflow,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { anAssessment, createEvaluation, declareNoConflict, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayees } from "../support/payee.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

let site: PortalSite;
let browser: TestBrowser;
let officer: SitePerson;
let late: SitePerson;
let callId: string;
let proposalId: string;
let pic: string;
let formerId: string;

/** What an expert declared of somebody who has nothing to do with this call. */
const elsewhere = "987654321";
const reason = "They left the organisation long before this call was written.";
const unknown = `prop_${"0".repeat(26)}`;
const pathOf = (id = proposalId): string => `/evaluation/calls/${callId}/conflicts/${id}`;

const aProfile = (over: object = {}) => ({
  expertise: ["CRYPTOLOGY"],
  expertiseText: "",
  languages: ["en"],
  country: "BE",
  sector: "ACADEMIA",
  availability: [],
  reportsMax: 6,
  interests: [],
  coAuthors: [],
  ...over,
});

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(whileEvaluating), startBrowser()]);
  const { api, thread } = site;
  const evaluation = createEvaluation(api, site.db);
  callId = await evaluation.thread.publishCall();
  const submitted = await evaluation.submitProposal(callId, { acronym: "TIED" });
  proposalId = submitted.proposalId;
  const { organisation } = submitted.applicant;
  const administrator = await api.person("Ines Hub", [{ role: "organisationAdministrator", organisation }]);
  await createPayees(api).register({ user: administrator, organisation });
  await evaluation.sealCall(callId);
  pic = z.object({ pics: z.tuple([z.string()]) }).parse(await getOne(site.db, "grants", keys.dossier(proposalId)))
    .pics[0];
  await evaluation.admitAll(callId);
  officer = await site.person("Tomáš Dvořák", "evaluationOfficer");
  late = await site.person("Lena Later", "expert");
  const others = await Promise.all([site.person("Ana Torres", "expert"), site.person("Bo Lind", "expert")]);
  const former = await api.person("Frida Former", [
    { role: "expert" },
    { role: "applicant", organisation, validTo: LocalDate.parse("2024-12-31") },
  ]);
  formerId = former;
  const named = [
    { as: late.user, name: "Lena Later" },
    { as: former, name: "Frida Former" },
  ];
  for (const { as, name } of named)
    await thread.must("PUT", "/v1/people/me", { ifMatch: 0, as, body: { name, language: "en" } });
  await thread.must("PUT", "/v1/experts/me", { as: former, ifMatch: 0, body: aProfile() });
  const experts = [late, ...others].map(({ user }) => user);
  const path = `/v1/evaluation/proposals/${proposalId}`;
  await thread.must("PUT", `${path}/experts`, { as: officer.user, ifMatch: 0, body: { experts } });
  await declareNoConflict(api, proposalId, late.user);
  await thread.must("POST", `${path}/report`, { as: late.user, body: anAssessment("4 4 4") });
  // What Lena declares afterwards comes too late for the assignment.
  const interests = [
    { pic, nature: "FAMILY" },
    { pic: elsewhere, nature: "FINANCIAL" },
  ];
  await thread.must("PUT", "/v1/experts/me", { as: late.user, ifMatch: 0, body: aProfile({ interests }) });
});
afterEach(() => browser.closePages());
afterAll(async () => {
  await browser.close();
  expect(site.errors).toEqual([]);
  await site.stop();
});

/** Without scripts, since every page must work without them. */
const open = (path: string, { cookies }: SitePerson, language = "en"): Promise<Page> =>
  browser.openPage(`${site.url}/${language}${path}`, { cookies, javaScript: false });
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name }).click();
  await page.waitForLoadState("domcontentloaded");
};
const formWith = (page: Page, button: string) =>
  page.locator("form", { has: page.getByRole("button", { name: button }) });
const get = async (path: string, { user }: SitePerson) => {
  const answer = await fetch(`${site.url}/en${path}`, { headers: { cookie: `person=${user}` } });
  return { status: answer.status, html: await answer.text() };
};

describe("conflicts of interest of a proposal, without scripts", () => {
  test("are listed with their ground, and one that came up late says which report it touches (EVA-02)", async () => {
    const page = await open(`/evaluation/calls/${callId}`, officer);
    await page.getByRole("link", { name: "Conflicts of interest of TIED" }).click();
    const text = await page.locator("main").innerText();
    expect(text).toContain("1 expert has a conflict that nobody set aside. 1 report of theirs is in");
    expect(text).toContain(`Declared a tie to the applicant with PIC ${pic}: family or a close personal tie.`);
    expect(text).toMatch(/Frida Former\s+Acted for an applicant once, Cyber Hub\.\s+Potential/iu);
    expect(text).not.toContain(elsewhere);
    await expectAccessible(page);
    await takeScreenshot(page, "conflicts");
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page);
    await takeScreenshot(page, "conflicts-phone");
    const dutch = await open(pathOf(), officer, "nl");
    expect(await dutch.locator("main").innerText()).toContain("Trad ooit op voor een aanvrager");
    await expectAccessible(dutch);
  });

  test("are found for the whole call on one page, with the way to each proposal (EVA-02)", async () => {
    const board = await open(`/evaluation/calls/${callId}`, officer);
    await board.getByRole("link", { name: "Conflicts of interest of the call" }).click();
    const text = await board.locator("main").innerText();
    expect(text).toContain("1 proposal was looked at; 1 conflict that nobody set aside.");
    expect(text).toMatch(/Lena Later\s+TIED\s+Declared a tie to the applicant with PIC \d+: family/u);
    expect(text).toContain("Report is in");
    // Of the pool, and nobody's expert here; and those whom nothing ties.
    for (const name of ["Frida Former", "Ana Torres", elsewhere]) expect(text).not.toContain(name);
    await expectAccessible(board);
    await takeScreenshot(board, "call-conflicts");
    await board.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(board);
    await takeScreenshot(board, "call-conflicts-phone");
    await board.getByRole("link", { name: "Conflicts of interest of TIED" }).click();
    expect(new URL(board.url()).pathname).toBe(`/en${pathOf()}`);
    const dutch = await open(`/evaluation/calls/${callId}/conflicts`, officer, "nl");
    expect(await dutch.locator("main").innerText()).toContain("1 voorstel nagekeken; 1 conflict dat niemand");
    await expectAccessible(dutch);
  });

  test("are set aside with a reason only, at the fields that lack something, and the reason is in the record (EVA-03)", async () => {
    const page = await open(pathOf(), officer);
    await press(page, "Set it aside");
    expect(await page.getByRole("alert").textContent()).toContain("Choose an expert.");
    const form = formWith(page, "Set it aside");
    expect(await form.getByRole("option").allTextContents()).toEqual(["Select…", "Frida Former"]);
    await form.getByLabel("Expert").selectOption({ label: "Frida Former" });
    await form.getByLabel("Reason").fill("short");
    await press(page, "Set it aside");
    expect(await page.getByRole("alert").textContent()).toContain("Write 10 to 2,000 characters.");
    await expectAccessible(page);
    await formWith(page, "Set it aside").getByLabel("Reason").fill(reason);
    await press(page, "Set it aside");
    const text = await page.locator("main").innerText();
    expect(text).toContain("The conflict is set aside, with your reason.");
    expect(text).toMatch(/Frida Former\s+Acted for an applicant once, Cyber Hub\.\s+Set aside/iu);
    expect(text).toContain("No potential conflict on this page waits for you.");
    const path = `/v1/experts/people/${formerId}/conflicts/${proposalId}/override`;
    const again = await site.api.send("POST", path, { as: officer.user, ifMatch: 1, body: { reason } });
    const { id } = Object(again.body["override"]);
    const [entry] = await auditBodies(site.db, String(id));
    expect(entry).toMatchObject({ type: "ConflictSetAside", role: "evaluationOfficer", actor: officer.user });
  });

  test("end an assignment with a reason; the expert then meets what a stranger meets, and a replacement is offered", async () => {
    const before = await get(`/evaluation/proposals/${proposalId}/report`, late);
    expect(before.status).toBe(200);
    const page = await open(pathOf(), officer);
    const form = formWith(page, "End the assignment");
    await form.getByLabel("Expert").selectOption({ label: "Lena Later" });
    await form.getByLabel("Reason").fill("A spouse works for the coordinator, as came out.");
    await press(page, "End the assignment");
    const text = await page.locator("main").innerText();
    expect(text).toContain("The assignment is ended.");
    expect(text).toContain("Place ended; to be replaced");
    expect(text).not.toContain("1 expert has a conflict");
    await takeScreenshot(page, "conflicts-ended");
    const [stranger, itself] = await Promise.all([
      get(`/evaluation/proposals/${unknown}/report`, late),
      get(`/evaluation/proposals/${proposalId}/report`, late),
    ]);
    expect([stranger.status, itself.status]).toEqual([404, 404]);
    expect(itself.html.replaceAll(proposalId, unknown)).toBe(stranger.html);
    await page.getByRole("link", { name: "Assign experts" }).click();
    expect(new URL(page.url()).pathname).toBe(`/en/evaluation/calls/${callId}/assignment`);
  });

  test("are told to no other role: by no page, no answer and no difference to a proposal that is none (EVA-02)", async () => {
    const told = /Frida|Lena|FAMILY|FORMER|severity|Acted for/u;
    const roles = Role.options.filter((role) => role !== "evaluationOfficer");
    const refused = await Promise.all(
      roles.map(async (role) => {
        const person = role === "expert" ? late : await site.person(`curious ${role}`, role);
        const replies = await Promise.all(
          [proposalId, unknown].map(async (id) => {
            const page = await get(pathOf(id), person);
            const { status, body } = await site.api.send("GET", `/v1/experts/conflicts/${id}`, { as: person.user });
            return { page: page.status, html: page.html, status, code: body["code"], detail: body["detail"] };
          }),
        );
        const [real, none] = replies.map(({ html: _html, ...reply }) => reply);
        expect(real).toEqual(none);
        for (const { html } of replies) expect(html.replaceAll("Lena Later", "")).not.toMatch(told);
        return { role, page: real?.page, status: real?.status };
      }),
    );
    expect(refused).toEqual(roles.map((role) => ({ role, page: 403, status: 403 })));
    const ofCall = await Promise.all([get(`/evaluation/calls/${callId}/conflicts`, late), get(pathOf(), late)]);
    expect(ofCall.map(({ status }) => status)).toEqual([403, 403]);
    expect(ofCall[0]?.html.replaceAll("Lena Later", "")).not.toMatch(told);
  });
});
