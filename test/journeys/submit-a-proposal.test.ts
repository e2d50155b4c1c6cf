import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type TestBrowser, startBrowser } from "../support/browser.ts";
import { nch } from "../support/builders.ts";
import { type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import { publishCall } from "../support/platform-thread.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";
import { arriveAt, become, expectGoodPage, fill, follow, press, readers, words } from "./visitor.ts";

// A browser on a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: TestBrowser;
let platform: PlatformProcess;
let client: PlatformClient;

const callTitle = "National and cross-border cyber hubs";

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatformProcess({ at: "2027-01-10T09:00:00Z" }), startBrowser()]);
  client = createPlatformClient(platform.url);
  await publishCall(client, { title: callTitle });
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

const startProposal = async (page: Page): Promise<void> => {
  await become(page, cast.anna);
  await follow(page, words("calls.title"));
  await follow(page, callTitle);
  await press(page, words("calls.apply.startFor", { topic: nch }));
  await arriveAt(page, words("proposals.untitled"));
};

/** Follows the checklist from its first point to its last. */
const writeProposal = async (page: Page, acronym: string): Promise<void> => {
  await follow(page, words("proposals.lack.GENERAL_MISSING"));
  await fill(page, {
    [words("proposals.field.acronym")]: acronym,
    [words("proposals.field.title")]: "A national cyber hub for Belgium",
    [words("proposals.field.durationMonths")]: "36",
  });
  await press(page, words("proposals.saveAndBack"));
  await arriveAt(page, acronym);

  await follow(page, words("proposals.lack.COORDINATOR_MISSING"));
  await fill(page, {
    [words("proposals.field.name")]: cast.anna.organisation,
    [words("proposals.field.pic")]: "999 000 029",
    [words("proposals.field.country")]: "be",
  });
  await page.getByText(words("proposals.kind.isPublicBody"), { exact: true }).click();
  await press(page, words("forms.save"));
  await arriveAt(page, words("proposals.part.budget", { partner: cast.anna.organisation }));
  await expectGoodPage(page);
  await fill(page, { [words("calls.category.A")]: "300 000,00", [words("calls.category.C")]: "200,000.00" });
  await press(page, words("proposals.saveAndBack"));
  await arriveAt(page, acronym);

  for (const section of ["relevance", "implementation", "impact"] as const) {
    const name = words(`proposals.section.${section}`);
    await follow(page, words("proposals.lack.TEXT_MISSING", { section: name }));
    await fill(page, { [words("proposals.field.text", { section: name })]: `Why it does well on ${section}.` });
    await press(page, words("proposals.saveAndBack"));
    await arriveAt(page, acronym);
  }
};

const receiptIn = async (page: Page): Promise<readonly string[]> => page.locator("code").allTextContents();

const Mine = z.object({
  proposals: z.array(
    z.object({ proposal: z.object({ id: z.string(), submitted: z.object({ sha256: z.string() }).optional() }) }),
  ),
});

/** Digests of what this person has submitted, by proposal, as the API tells them. */
const submittedBy = async (as: typeof cast.anna): Promise<ReadonlyMap<string, string | undefined>> => {
  const mine = Mine.parse(await client.must({ method: "GET", path: "/v1/proposals", as }));
  return new Map(mine.proposals.map(({ proposal }) => [proposal.id, proposal.submitted?.sha256]));
};

/** Freezes, reads and submits, from the page of the proposal to the receipt. */
const submitProposal = async (page: Page, acronym: string): Promise<void> => {
  await follow(page, words("proposals.toReview"));
  await arriveAt(page, words("proposals.reviewTitle", { name: acronym }));
  await press(page, words("proposals.freeze"));
  await page.getByRole("button", { name: words("proposals.freezeAgain") }).waitFor();
  await expectGoodPage(page);
  await page.getByText(words("proposals.confirm"), { exact: true }).click();
  await press(page, words("proposals.submit"));
  await arriveAt(page, words("proposals.receiptTitle", { name: acronym }));
};

describe.each(readers)("a coordinator %s", (_, javaScript) => {
  test("writes a proposal by its checklist, submits it for a receipt, takes it back, and nobody else sees it", async () => {
    const acronym = javaScript ? "HUB-ONE" : "HUB-TWO";
    const page = await browser.openPage(platform.url, { javaScript });
    await startProposal(page);
    await expectGoodPage(page);
    await writeProposal(page, acronym);
    await expect(page.getByText(words("proposals.checklistEmpty")).isVisible()).resolves.toBe(true);
    await expectGoodPage(page);
    await submitProposal(page, acronym);
    await expectGoodPage(page);
    const [proposalId = "", documentSha256] = await receiptIn(page);
    expect((await submittedBy(cast.anna)).get(proposalId)).toBe(documentSha256);

    await follow(page, acronym);
    await follow(page, words("proposals.withdraw"));
    await arriveAt(page, words("proposals.withdrawTitle", { name: acronym }));
    await press(page, words("proposals.withdraw"));
    await page.getByText(words("proposals.withdrawn"), { exact: true }).waitFor();
    expect((await submittedBy(cast.anna)).get(proposalId)).toBeUndefined();

    await become(page, cast.joost);
    await expect(page.getByText(words("problems.code.ProposalNotFound")).isVisible()).resolves.toBe(true);
    await follow(page, words("proposals.title"));
    await expect(page.getByText(words("proposals.empty")).isVisible()).resolves.toBe(true);
  });
});
