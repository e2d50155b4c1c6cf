import { cast, organisationId } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestBrowser, expectAccessible, startBrowser } from "../support/browser.ts";
import { nch } from "../support/builders.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";
import { publishCall } from "../support/platform-thread.ts";
import { type Stage, createStage } from "./stage.ts";
import { arriveAt, choose, fill, follow, press, see, words } from "./visitor.ts";

/** Somebody new comes to two organisations, works for each, and leaves one; all of it without scripts. */
const lien = cast.newcomer;
const hub = organisationId(cast.ghentAdministrator.organisation);
const lab = organisationId(cast.hagueAdministrator.organisation);
const withoutScripts = { javaScript: false };

const storyMsMax = 90_000;
const Mails = z.object({ mails: z.array(z.object({ to: z.array(z.string()), text: z.string() })) });

let platform: PlatformProcess;
let browser: TestBrowser;
let stage: Stage;
/** Lien's window, in which the story goes on. */
let page: Page;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatformProcess({ at: "2026-12-02T09:00:00Z" }), startBrowser()]);
  stage = createStage(platform, browser);
}, storyMsMax);
afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

/** Clicks through from the home page to the people of an organisation, and invites by mail. */
const invite = async (
  administrator: (typeof cast)["ghentAdministrator" | "hagueAdministrator"],
  organisation: string,
  role: "applicant" | "organisationAdministrator",
): Promise<void> => {
  const window = await stage.windowOf(administrator, withoutScripts);
  await follow(window, words("people.mine"));
  await follow(window, words("people.toOrganisation", { name: organisation }));
  await fill(window, { [words("people.field.mail")]: "lien.maes@example.eu" });
  await window.getByRole("main").getByText(words("people.language.en"), { exact: true }).click();
  await choose(window, { [words("people.field.role")]: role });
  await press(window, words("people.inviteButton"));
  await see(window, words("people.done.invited"));
};

/** The link of the newest mail, as a mail program would open it. */
const lastLink = async (): Promise<string> => {
  const { mails } = Mails.parse(await (await fetch(`${platform.url}/_local/mail`)).json());
  return /https?:\S+\/invitations\/[\w-]{22}/.exec(mails[0]?.text ?? "")?.[0] ?? "no link";
};

const rowOf = (role: "applicant" | "organisationAdministrator") =>
  page.getByRole("row").filter({ hasText: words(`roles.${role}`) });
const visit = async (path: string): Promise<number> => (await page.goto(`${platform.url}${path}`))?.status() ?? 0;
const accept = async (): Promise<void> => {
  await press(page, words("people.accept"));
  await see(page, words("people.done.accepted"));
};

/** Opens the link of the mail as nobody, signs in on the way, and comes back to what it offers. */
const comeByMail = async (): Promise<void> => {
  await invite(cast.ghentAdministrator, hub, "applicant");
  page = await browser.openPage(await lastLink(), withoutScripts);
  await page
    .getByRole("main")
    .getByRole("link", { name: words("shell.signIn"), exact: true })
    .click();
  await page.getByRole("button", { name: new RegExp(`^${lien.name}`) }).click();
  await arriveAt(page, words("people.invitation"));
  await accept();
  await expectAccessible(page);
};

const joinTheSecond = async (): Promise<void> => {
  await invite(cast.hagueAdministrator, lab, "organisationAdministrator");
  await page.goto(await lastLink());
  await accept();
  expect(await rowOf("applicant").textContent()).toContain(hub);
  expect(await rowOf("organisationAdministrator").textContent()).toContain(lab);
  // Only at the second one are people theirs to see.
  const staffed = page.getByRole("main").getByRole("link", { name: /^People of / });
  expect(await staffed.allTextContents()).toEqual([words("people.toOrganisation", { name: lab })]);
};

const invitations = () => page.getByRole("button", { name: words("people.inviteButton") }).count();

/** Applies for the first one, which is the only one to choose from, and staffs the second one. */
const workForEach = async (): Promise<string> => {
  await visit(`/en/calls/${await publishCall(stage.client)}`);
  expect(await page.getByRole("main").textContent()).toContain(hub);
  expect(await page.getByRole("combobox").count()).toBe(0);
  await press(page, words("calls.apply.startFor", { topic: nch }));
  await arriveAt(page, words("proposals.untitled"));
  const proposal = new URL(page.url()).pathname;
  expect([await visit(`/en/people/organisations/${lab}`), await invitations()]).toEqual([200, 1]);
  expect([await visit(`/en/people/organisations/${hub}`), await invitations()]).toEqual([403, 0]);
  return proposal;
};

const leaveTheFirst = async (): Promise<void> => {
  await visit("/en/people");
  await rowOf("applicant")
    .getByRole("button", { name: words("people.giveUp") })
    .click();
  await see(page, words("people.done.ended"));
  expect(await rowOf("applicant").count()).toBe(0);
  expect(await rowOf("organisationAdministrator").count()).toBe(1);
};

describe("a person of two organisations, at the front door and without scripts", () => {
  test(
    "works for each with its own rights, leaves one, and is still named by what they did",
    async () => {
      await comeByMail();
      await joinTheSecond();
      const proposal = await workForEach();
      await leaveTheFirst();
      expect(await visit(proposal)).toBe(404);
      const auditor = await stage.windowOf(cast.auditor, withoutScripts);
      await follow(auditor, words("audit.navigation"));
      await fill(auditor, { [words("audit.search")]: proposal.split("/").at(-1) ?? "" });
      await press(auditor, words("components.search"));
      await see(auditor, words("audit.intact"));
      expect(await auditor.getByRole("main").textContent()).toContain(lien.name);
    },
    storyMsMax,
  );
});
