import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { whileOpen } from "../support/builders.ts";
import { createDirectAwards } from "../support/direct-award.ts";
import { type PortalSite, type SitePerson, openPortalSite } from "../support/portal-site.ts";

// Styles are built first.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const Requested = z.object({ version: z.int(), call: z.object({ draftSha256: z.string() }) });

let site: PortalSite;
let awards: ReturnType<typeof createDirectAwards>;
let officer: SitePerson;
let director: SitePerson;
let centre: SitePerson;
let stranger: SitePerson;
let callId: string;
let requested: z.infer<typeof Requested>;

const read = (path: string, person?: SitePerson) =>
  fetch(`${site.url}${path}`, person === undefined ? {} : { headers: { cookie: `person=${person.user}` } });
const html = async (path: string, person?: SitePerson) => (await read(path, person)).text();
const send = (path: string, { user }: SitePerson, fields: Readonly<Record<string, string>>) =>
  fetch(`${site.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: `person=${user}`, origin: site.url },
    body: new URLSearchParams({ csrf: `token-of-${user}`, idempotencyKey: crypto.randomUUID(), ...fields }),
  });

beforeAll(async () => {
  site = await openPortalSite();
  awards = createDirectAwards(site.api);
  officer = await site.person("programme officer", "programmeOfficer");
  director = await site.person("director", "authorisingOfficer");
  await awards.recognise("BE");
  await awards.list("LU");
  centre = await site.person("centre of BE", "applicant", "nccOfficer");
  stranger = await site.person("centre of LU", "applicant", "nccOfficer");
  callId = await awards.draft(awards.contentFor(await awards.recordProgramme(), ["BE"]));
  requested = Requested.parse((await awards.request(callId)).body);
});
afterAll(() => site.stop());

describe("the pages of an award without a call", () => {
  test("offer the listed Centres to who writes it, and say whose capacity is not recognised", async () => {
    const form = await html(`/en/calls/${callId}/edit`, officer);
    expect(form).toContain("Award without a call");
    expect(form).toMatch(/value="BE org_[^"]+"[^>]*checked/u);
    expect(form).toContain("Its capacity is not recognised");
    expect(await html("/nl/calls/new?type=CSA", officer)).toContain("Toekenning zonder oproep");
  });

  test("leave its opening to the authorising officer", async () => {
    const [forOfficer, forDirector] = await Promise.all(
      [officer, director].map((person) => html(`/en/calls/${callId}/preview`, person)),
    );
    expect(forOfficer).toContain("the authorising officer decides");
    expect(forDirector).not.toContain("the authorising officer decides");
    expect(forDirector).toContain("Open to the invited Centres");
    const { version, call } = requested;
    const fields = { version: String(version), draftSha256: call.draftSha256 };
    const opened = await send(`/en/calls/${callId}/invitation`, director, fields);
    expect(opened.headers.get("location")).toContain(`/en/calls/${callId}?done=published`);
    expect(await html(`/en/calls/${callId}?done=published`, director)).toContain("The Centres are invited");
  });

  test("are found by the invited Centre on its first page, and by nobody else", async () => {
    expect(await html("/en", centre)).toContain(`/en/calls/${callId}`);
    expect(await html("/en", stranger)).not.toContain(callId);
    expect(await html("/en/calls", centre)).toContain("Awards without a call");
    expect(await html("/en/calls", officer)).toContain(callId);
    expect((await read(`/en/calls/${callId}`)).status).toBe(404);
    expect((await read(`/en/calls/${callId}`, stranger)).status).toBe(404);
    expect(await html("/en/calls")).not.toContain(callId);
  });

  test("lead the invited Centre into the editor of every proposal", async () => {
    const page = await html(`/en/calls/${callId}`, centre);
    expect(page).toContain("Only the invited Centres see this and may answer.");
    expect(page).not.toContain(`/calls/${callId}/questions`);
    const topicId = /name="topicId" value="([^"]+)"/u.exec(page)?.[1] ?? "";
    const fields = { callId, topicId, coordinator: centre.organisation };
    const started = await send("/en/proposals", centre, fields);
    const location = started.headers.get("location") ?? "";
    expect(location).toMatch(/^\/en\/proposals\/prop_/u);
    expect((await read(location, centre)).status).toBe(200);
  });

  test("say, as those of every call, who may see what applicants write (CALL-04)", async () => {
    const page = await html(`/en/calls/${callId}`, centre);
    for (const body of ["internal audit", "Court of Auditors", "Anti-Fraud Office", "Public Prosecutor"])
      expect(page).toContain(body);
  });

  test("stand among the closed calls for the officers of the evaluation", async () => {
    const evaluator = await site.person("Eva Evaluator", "evaluationOfficer");
    expect(await html("/en/evaluation", evaluator)).not.toContain(callId);
    site.setClock("2027-02-10T09:00:00.000Z");
    expect(await html("/en/evaluation", evaluator)).toContain(callId);
    expect(await html("/en/admissibility", evaluator)).toContain(callId);
    site.setClock(whileOpen);
  });

  test("met no error that nobody expected", () => {
    expect(site.errors).toEqual([]);
  });
});
