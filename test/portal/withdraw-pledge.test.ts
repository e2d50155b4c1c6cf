import { FunderCode } from "@grants/core/access/rights";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCofunding, type OpenedJointAction } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "@grants/store/tables/all";

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let site: PortalSite;
let ministry: SitePerson;
let joint: OpenedJointAction;
let page: string;

beforeAll(async () => {
  site = await openPortalSite();
  const cofunding = createCofunding(site.api, site.db);
  joint = await cofunding.open();
  ministry = await site.person("Ministry of Denmark", "funder");
  const { user } = ministry;
  const rights = { user, grants: [{ role: "funder", funder: FunderCode.parse("DK") }] };
  const item = { ...keys.rights(user), schema: "rights/1", ...rights };
  await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: item }));
  const line = await cofunding.pledge(joint, "DK", 300_000_00);
  page = `${site.url}/en${line.replace("/v1", "")}/withdrawal`;
});
afterAll(async () => {
  expect(site.errors).toEqual([]);
  await site.stop();
});

const headers = () => ({ cookie: `person=${ministry.user}`, origin: site.url });
const send = (over: Readonly<Record<string, string>>) =>
  fetch(page, {
    method: "POST",
    headers: headers(),
    redirect: "manual",
    body: new URLSearchParams({ csrf: `token-of-${ministry.user}`, idempotencyKey: "withdraw-once", ...over }),
  });

describe("taking back a pledge", () => {
  test("shows the pledge and a button first", async () => {
    const text = await (await fetch(page, { headers: headers() })).text();
    expect(text).toContain("Withdraw a pledge");
    expect(text).toContain('name="version" value="1"');
  });

  test("is not done by a form without its version", async () => {
    const answer = await send({});
    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toContain("The form is incomplete.");
  });

  test("leads back to the funder's page, which says so", async () => {
    const answer = await send({ version: "1" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/DK\?done=withdrawn$/),
    ]);
    const shown = await (
      await fetch(new URL(answer.headers.get("location") ?? "", site.url), { headers: headers() })
    ).text();
    expect(shown).toContain("The pledge is withdrawn.");
    expect(shown).not.toContain("/withdrawal");
  });
});
