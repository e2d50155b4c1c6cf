import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { FunderCode } from "@grants/core/access/rights";
import { logKeyId } from "@grants/core/audit/log-key";
import { bundleVerifier } from "@grants/local/build";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  desk,
  expectAccessible,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { createCofunding, inHorizonEurope } from "../support/joint-action.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";
import { openAuthority, sealWorker, vaultInMemory } from "../support/sealing.ts";

/** The Board votes on a joint action of which the Union bears 50 %, Belgium 30 %, the Netherlands 15 % and Luxembourg 5 % (G05, G06). */
const morning = "2026-12-10T09:00:00.000Z";
const afterwards = "2026-12-10T17:00:00.001Z";
const nextYear = "2027-04-02T09:00:00.000Z";

let site: PortalSite;
let browser: TestBrowser;
let cofunding: ReturnType<typeof createCofunding>;
let officer: SitePerson;
let jointActionId: string;
let line: string;
let folder: string;

const representative = async (member: string): Promise<SitePerson> => {
  const person = await site.person(`Board ${member}`, "boardMember");
  const rights = { user: person.user, grants: [{ role: "boardMember", funder: FunderCode.parse(member) }] };
  const item = { ...keys.rights(person.user), schema: "rights/1", ...rights };
  await site.db.client.send(new PutCommand({ TableName: site.db.tables.people, Item: item }));
  return person;
};

beforeAll(async () => {
  [site, browser, folder] = await Promise.all([
    openPortalSite(morning),
    startBrowser(),
    mkdtemp(join(tmpdir(), "vote-")),
  ]);
  officer = await site.person("Petra Programme", "programmeOfficer");
  cofunding = createCofunding(site.api, site.db);
  const joint = await cofunding.open(inHorizonEurope);
  ({ jointActionId } = joint);
  line = await cofunding.commitLine(joint, "BE", 600_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
  await cofunding.commitLine(joint, "NL", 300_000_00);
  await cofunding.commitLine(joint, "LU", 100_000_00);
});
afterAll(async () => {
  expect(site.errors).toEqual([]);
  await browser.close();
  await Promise.all([site.stop(), rm(folder, { recursive: true })]);
});

const openAs = ({ cookies }: SitePerson, path: string, viewport = desk): Promise<Page> =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies, viewport });
const textOf = async (page: Page): Promise<string> => (await page.locator("main").textContent()) ?? "";
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** What never came is notified, given a period, and in default. */
const fallIntoDefault = async () => {
  const director = await cofunding.director();
  const as = await cofunding.officer();
  await cofunding.must("POST", `${line}/call`, { as, ifMatch: 2, body: { dueOn: "2027-01-31" } });
  const steps = [
    [{ step: "NOTIFY" }, "2027-02-01T09:00:00.000Z"],
    [{ step: "SET_REMEDY_PERIOD", remedyByOn: "2027-03-31" }, "2027-02-01T10:00:00.000Z"],
    [{ step: "ESTABLISH_DEFAULT" }, "2027-04-01T09:00:00.000Z"],
  ] as const;
  for (const [place, [body, at]] of steps.entries())
    await cofunding.must("POST", `${line}/default-steps`, { as: director, ifMatch: place + 3, at, body });
};

const run = (...args: readonly string[]) => {
  const ended = Promise.withResolvers<{ readonly code: number | null; readonly said: string }>();
  const child = execFile(process.execPath, args, (_, stdout, stderr) =>
    ended.resolve({ code: child.exitCode, said: stdout + stderr }),
  );
  return ended.promise;
};

/** Seals everything that happened to a ballot, as the clock of the log does. Gives the key that signs. */
const sealBallot = async (ballotId: string, members: readonly string[]): Promise<string> => {
  const authority = await openAuthority(nextYear);
  const worker = sealWorker(site.db, { timeStamps: authority.timeStamps, vault: vaultInMemory().vault });
  const votes = members.map((member) => `vot_${newId(`vote:${ballotId}:${member}`)}`);
  await worker.seal(nextYear);
  await worker.bring([ballotId, ...votes, logKeyId(newId)], nextYear);
  await worker.seal(nextYear);
  await authority.stop();
  return worker.deps.signer.key;
};

describe("a vote of the Board in the browser, without scripts (VOTE-02, VOTE-05, VOTE-08)", () => {
  let ballotPath: string;
  const vote = async (member: string) => {
    const page = await openAs(await representative(member), ballotPath);
    await page.getByRole("main").getByText("In favour", { exact: true }).click();
    await press(page, "Vote");
    expect(await textOf(page)).toContain("Recorded: In favour.");
    return page;
  };

  test("is put to it about a joint action that is chosen by its call, and opened", async () => {
    const page = await openAs(officer, "/en/board/new");
    await page.getByLabel("Point of Article 13(3)").selectOption("g");
    await page.getByLabel("Title").fill("Conditions of the joint action");
    await page.getByLabel("What the Board is asked").fill("The Board is asked to adopt the description.");
    await page.getByLabel("Joint action").selectOption(jointActionId);
    await press(page, "Put a decision to the Board");
    ballotPath = new URL(page.url()).pathname;
    const text = await textOf(page);
    expect(text).not.toContain(jointActionId);
    expect(text).toContain("50.0000 %");
    await page.getByLabel("Votes are taken until").fill("2026-12-10T18:00");
    await press(page, "Open the ballot");
    expect(await textOf(page)).toContain("The ballot is open.");
  });

  test("passes with the Union and Belgium: four fifths of what is contributed", async () => {
    await vote("EU");
    const page = await vote("BE");
    await expect(expectAccessible(page)).resolves.toEqual([]);
    await takeScreenshot(page, "board-open");
    site.setClock(afterwards);
    const closing = await openAs(officer, ballotPath);
    await press(closing, "Close and count");
    expect(await textOf(closing)).toContain("Adopted: 4/5 of all votes are in favour (80.0000 %).");
  });

  test("would fail on the terms of the day on which Belgium is in default, and stands nevertheless", async () => {
    await fallIntoDefault();
    site.setClock(nextYear);
    const page = await openAs(officer, ballotPath, phone);
    const text = await textOf(page);
    expect(text).toContain("Adopted: 4/5 of all votes are in favour (80.0000 %).");
    expect(text).toContain("Not adopted: 5/7 of all votes are in favour (71.4286 %).");
    await expectNoOverflow(page);
    await takeScreenshot(page, "board-default-phone");
  });

  test("is followed by a decision that revokes its vote, by which the next ballot is counted without it (VOTE-05)", async () => {
    const form = await openAs(officer, "/en/board/new", phone);
    await expect(expectAccessible(form)).resolves.toEqual([]);
    await expectNoOverflow(form);
    await takeScreenshot(form, "board-new-phone");
    await form.getByLabel("Point of Article 13(3)").selectOption("REVOCATION");
    await form.getByLabel("Title").fill("Vote of Belgium");
    await form.getByLabel("What the Board is asked").fill("The Board is asked to revoke the vote.");
    await form.getByLabel("Member", { exact: true }).selectOption("BE");
    await form.getByLabel("Effect").selectOption("REVOKE");
    await press(form, "Put a decision to the Board");
    expect(await textOf(form)).toContain("Revoke: Belgium");
    await press(form, "Record the consensus");
    const next = await openAs(officer, "/en/board/new");
    await next.getByLabel("Point of Article 13(3)").selectOption("w");
    await next.getByLabel("Title").fill("Anti-fraud strategy");
    await next.getByLabel("What the Board is asked").fill("The Board is asked to adopt the strategy.");
    await press(next, "Put a decision to the Board");
    const text = await textOf(next);
    expect(text).toContain("Belgium: without a vote by a decision of the Board.");
    expect(text).toContain("2.8462 %");
    await takeScreenshot(next, "board-revoked");
  });

  test("is counted again offline from the bundle, in which no vote can be changed", async () => {
    const ballotId = ballotPath.split("/").at(-1) ?? "";
    const key = await sealBallot(ballotId, ["EU", "BE"]);
    const auditor = await site.person("Auke Auditor", "auditor");
    const page = await openAs(auditor, `/en/audit/${ballotId}`);
    const download = await page.request.get(`${site.url}/en/audit/${ballotId}/bundle`);
    const [bundle, script] = [join(folder, "bundle.zip"), join(folder, "verify.mjs")];
    await writeFile(bundle, await download.body());
    await writeFile(script, await bundleVerifier());
    const { code, said } = await run(script, bundle, "--trust", key);
    expect(said).toContain(`ballot   ${ballotId}: 4/5 of all votes in favour, adopted; counted again from its votes`);
    expect(said).toContain("verdict  valid");
    expect(code).toBe(0);
  });
});
