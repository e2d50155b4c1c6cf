import { FunderCode } from "@grants/core/access/rights";
import { keys } from "@grants/store/tables/all";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let site: PortalSite;
let officer: SitePerson;
let italy: SitePerson;
let france: SitePerson;

const representative = async (member: string): Promise<SitePerson> => {
  const person = await site.person(`Board ${member}`, "boardMember");
  const rights = { user: person.user, grants: [{ role: "boardMember", funder: FunderCode.parse(member) }] };
  const item = { ...keys.rights(person.user), schema: "rights/1", ...rights };
  await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: item }));
  return person;
};

beforeAll(async () => {
  site = await openPortalSite("2026-12-10T09:00:00.000Z");
  officer = await site.person("Programme officer", "programmeOfficer");
  [italy, france] = await Promise.all([representative("IT"), representative("FR")]);
});
afterAll(async () => {
  expect(site.errors).toEqual([]);
  await site.stop();
});

const as = ({ user }: SitePerson) => ({ cookie: `person=${user}`, origin: site.url });
const read = async (person: SitePerson, path: string): Promise<string> =>
  (await fetch(`${site.url}${path}`, { headers: as(person) })).text();
const send = async (person: SitePerson, path: string, fields: Readonly<Record<string, string>>) => {
  const body = new URLSearchParams({ csrf: `token-of-${person.user}`, ...fields });
  const answer = await fetch(`${site.url}${path}`, { method: "POST", headers: as(person), redirect: "manual", body });
  return { status: answer.status, location: answer.headers.get("location") ?? "", text: await answer.text() };
};
const question = { point: "w", title: "Anti-fraud strategy", text: "The Board is asked to adopt the strategy." };

describe("a decision of the Governing Board, without scripts", () => {
  let path: string;

  test("is put to it by the Centre, and nobody else is offered that", async () => {
    expect(await read(officer, "/en/board")).toContain('href="/en/board/new"');
    expect(await read(italy, "/en/board")).not.toContain('href="/en/board/new"');
    const made = await send(officer, "/en/board/new", question);
    expect(made).toMatchObject({ status: 303, location: expect.stringMatching(/done=prepared$/) });
    path = made.location.split("?")[0] ?? "";
    const page = await read(italy, path);
    expect(page).toContain("What each vote weighs");
    expect(page).toContain("2.7407 %");
    expect(page).not.toContain("Open the ballot");
  });

  test("on the vote of a member that is in no default is refused, with the reason at its field", async () => {
    const fields = { ...question, point: "REVOCATION", "onVoteOf.member": "FR", "onVoteOf.effect": "REVOKE" };
    const refused = await send(officer, "/en/board/new", fields);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("A vote is revoked of a member in default, once");
    const missing = await send(officer, "/en/board/new", { ...question, point: "REVOCATION" });
    expect(missing.status).toBe(422);
  });

  test("is not asked before what must stand does, which the form says at its field", async () => {
    const refused = await send(officer, "/en/board/new", { ...question, point: "c" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Give the three days on which the inputs were answered");
    expect(refused.text).toContain('value="Anti-fraud strategy"');
    const unknown = await send(officer, "/en/board/new", { ...question, point: "" });
    expect(unknown.text).toContain("Choose the point that the decision is about.");
  });

  test("is opened until a time of Brussels that is still to come", async () => {
    const past = await send(officer, `${path}/opening`, { version: "1", "closes.local": "2026-12-10T09:59" });
    expect(past.status).toBe(422);
    expect(past.text).toContain("Choose a time of Brussels that is later than now");
    const opened = await send(officer, `${path}/opening`, { version: "1", "closes.local": "2026-12-10T18:00" });
    expect(opened).toMatchObject({ status: 303, location: expect.stringMatching(/done=opened$/) });
  });

  test("is voted on by those whose member it is", async () => {
    const page = await read(italy, path);
    expect(page).toContain("Vote for Italy");
    expect(page).not.toContain("Vote for France");
    const without = await send(italy, `${path}/votes/IT`, { version: "0" });
    expect(without).toMatchObject({ status: 422, text: expect.stringContaining("Choose one of the answers") });
    const cast = await send(italy, `${path}/votes/IT`, { version: "0", choice: "YES" });
    expect(cast.location).toMatch(/done=voted$/);
    expect(await read(italy, path)).toContain("Recorded: In favour.");
    const other = await send(italy, `${path}/votes/FR`, { version: "0", choice: "NO" });
    expect(other.status).toBe(403);
  });

  test("is voted on by another member for one that is absent", async () => {
    const delegated = await send(france, `${path}/delegations/FR`, { to: "IT" });
    expect(delegated.location).toMatch(/done=delegated$/);
    expect(await read(france, path)).not.toContain("Vote for France");
    expect(await read(italy, path)).toContain("Vote for France");
    const cast = await send(italy, `${path}/votes/FR`, { version: "0", choice: "NO" });
    expect(cast.status).toBe(303);
  });

  test("is counted after its time, and shows who voted how and what was missing", async () => {
    const early = await send(officer, `${path}/closing`, { version: "2" });
    expect(early).toMatchObject({ status: 409, text: expect.stringContaining("26 members may still vote") });
    site.setClock("2026-12-10T17:00:01.000Z");
    const late = await send(italy, `${path}/votes/IT`, { version: "1", choice: "NO" });
    expect(late).toMatchObject({ status: 409, text: expect.stringContaining("Your vote was not recorded.") });
    const closed = await send(officer, `${path}/closing`, { version: "2" });
    expect(closed.location).toMatch(/done=closed$/);
    const page = await read(france, path);
    expect(page).toContain("Not adopted: 37/1350 of all votes are in favour (2.7407 %).");
    expect(page).toContain("In favour");
    expect(await read(france, path.replace("/en/", "/nl/"))).toContain("Niet aangenomen: 37/1350 van alle stemmen");
  });
});
