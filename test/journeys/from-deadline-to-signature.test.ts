import { cast, organisationId } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type TestBrowser, startBrowser } from "../support/browser.ts";
import { aCallContent, aGeneral, nch } from "../support/builders.ts";
import { type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import { proposalContents, publishCall } from "../support/platform-thread.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";
import { arriveAt, become, choose, expectGoodPage, fill, follow, press, readers, see, tick, words } from "./visitor.ts";

// A browser on a busy machine may take its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let browser: TestBrowser;
let platform: PlatformProcess;
let client: PlatformClient;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatformProcess({ at: "2027-01-10T09:00:00Z" }), startBrowser()]);
  client = createPlatformClient(platform.url);
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

const topicTitle = "National Cyber Hubs";
const projectTitle = "A national cyber hub for Belgium";
const criteria = ["RELEVANCE", "IMPLEMENTATION", "IMPACT"] as const;
const experts = [cast.expertOne, cast.expertTwo, cast.expertThree] as const;

const Head = z.object({ version: z.int(), proposal: z.object({ id: z.string() }) });
const Frozen = z.object({ version: z.int(), proposal: z.object({ frozen: z.object({ sha256: z.string() }) }) });

/** What other journeys prove by clicking: a call that has closed with one proposal in it. */
const closeCallWith = async (title: string, acronym: string): Promise<void> => {
  await client.setClock("2027-01-10T09:00:00Z");
  const callId = await publishCall(client, { title });
  const as = cast.anna;
  const body = { callId, topicId: nch, coordinator: organisationId(as.organisation) };
  const { id } = Head.parse(await client.must({ method: "POST", path: "/v1/proposals", as, body })).proposal;
  const path = `/v1/proposals/${id}`;
  const contents = { ...proposalContents, general: aGeneral({ acronym, title: projectTitle }) };
  await Promise.all(
    Object.entries(contents).map(([part, content]) =>
      client.must({ method: "PUT", path: `${path}/parts/${part}`, as, body: content, ifMatch: 0 }),
    ),
  );
  const frozen = Frozen.parse(await client.must({ method: "POST", path: `${path}/freeze`, as, ifMatch: 1 }));
  const submission = { documentSha256: frozen.proposal.frozen.sha256 };
  await client.must({ method: "POST", path: `${path}/submission`, as, body: submission, ifMatch: frozen.version });
  await client.setClock("2027-01-29T16:01:01Z");
  await client.runSchedule("close-calls");
};

/** A page of one person may be closed to the next: people change at the home page. */
const enterAs = async (page: Page, person: Parameters<typeof become>[1]): Promise<void> => {
  await follow(page, words("shell.home"));
  await become(page, person);
};

const openBoard = async (page: Page, title: string): Promise<void> => {
  await follow(page, words("evaluation.title"));
  await page.getByRole("row").filter({ hasText: title }).getByRole("link").click();
  await arriveAt(page, words("evaluation.board.title", { title }));
};

const nameExperts = async (page: Page, acronym: string): Promise<void> => {
  await follow(page, words("evaluation.board.assign"));
  await arriveAt(page, words("evaluation.experts.title", { acronym }));
  await expectGoodPage(page);
  await fill(page, {
    [words("evaluation.experts.rapporteur")]: cast.expertOne.id,
    [words("evaluation.experts.field", { place: 2 })]: cast.expertTwo.id,
    [words("evaluation.experts.field", { place: 3 })]: cast.expertThree.id,
  });
  await press(page, words("evaluation.experts.submit"));
  await see(page, words("evaluation.step.REPORTS_DUE"));
};

/** A score and a comment for each criterion. */
const judge = async (page: Page, of: "report" | "consensus", score: string): Promise<void> => {
  for (const name of criteria) {
    const criterion = words(`evaluation.criterion.${name}`);
    await choose(page, { [words(`evaluation.${of}.score`, { criterion })]: score });
    await fill(page, { [words(`evaluation.${of}.comment`, { criterion })]: `Reasons for ${score}.` });
  }
};

const handInReports = async (page: Page, acronym: string): Promise<void> => {
  for (const expert of experts) {
    await enterAs(page, expert);
    await follow(page, words("evaluation.assignments"));
    await follow(page, words("evaluation.toReport", { acronym }));
    await arriveAt(page, words("evaluation.report.title", { acronym }));
    await judge(page, "report", "4");
    await press(page, words("evaluation.report.submit"));
    await see(page, words("evaluation.report.submittedTitle"));
  }
  await expectGoodPage(page);
};

const recordConsensus = async (page: Page, acronym: string): Promise<void> => {
  await enterAs(page, cast.expertOne);
  await follow(page, words("evaluation.assignments"));
  await follow(page, words("evaluation.toConsensus", { acronym }));
  await arriveAt(page, words("evaluation.consensus.title", { acronym }));
  await judge(page, "consensus", "4.5");
  await expectGoodPage(page);
  await press(page, words("evaluation.consensus.submit"));
  await see(page, words("evaluation.consensus.recordedTitle"));
};

const decideAward = async (page: Page, title: string): Promise<string> => {
  await enterAs(page, cast.evaluationOfficer);
  await openBoard(page, title);
  await press(page, words("evaluation.board.rank"));
  await arriveAt(page, words("evaluation.ranking.title", { topic: topicTitle }));
  await expectGoodPage(page);
  await become(page, cast.executiveDirector);
  await follow(page, words("evaluation.ranking.decide"));
  await press(page, words("evaluation.award.submit"));
  await arriveAt(page, words("evaluation.decision.title"));
  await expectGoodPage(page);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
};

const commitFunds = async (page: Page, title: string): Promise<void> => {
  await follow(page, words("evaluation.decision.toFunds"));
  await follow(page, words("cofunding.pot.caption"));
  await follow(page, words("cofunding.pot.appropriate"));
  await fill(page, { [topicTitle]: "1 500 000,00" });
  await press(page, words("cofunding.pot.appropriate"));
  await see(page, words("cofunding.done.appropriated"));
  await expectGoodPage(page);
  await openBoard(page, title);
  await follow(page, words("evaluation.ranking.seeDecision"));
  await follow(page, words("evaluation.decision.toFunds"));
  await press(page, words("cofunding.commitments.commit"));
  await see(page, words("cofunding.awardState.awarded"));
  await expectGoodPage(page);
};

const prepareAgreement = async (page: Page, acronym: string, facts: { decisionId: string; projectNumber: string }) => {
  await enterAs(page, cast.projectOfficer);
  await follow(page, words("agreements.title"));
  await page.getByLabel(words("agreements.decision"), { exact: true }).fill(facts.decisionId);
  await press(page, words("components.search"));
  await follow(page, words("agreements.prepareOf", { acronym }));
  await arriveAt(page, words("agreements.prepareTitle", { acronym }));
  await expectGoodPage(page);
  await fill(page, {
    [words("agreements.field.projectNumber")]: facts.projectNumber,
    [words("agreements.field.startsOn")]: "2027-09-01",
  });
  await press(page, words("agreements.prepare"));
  await see(page, words("agreements.preparedTitle"));
};

const sign = async (page: Page): Promise<void> => {
  await tick(page, words("agreements.confirm"));
  await press(page, words("agreements.sign"));
  await see(page, words("agreements.signedTitle"));
};

const signByBoth = async (page: Page, title: string, acronym: string): Promise<void> => {
  await enterAs(page, cast.anna);
  await follow(page, words("agreements.title"));
  await follow(page, acronym);
  await arriveAt(page, `${acronym}: ${projectTitle}`);
  await sign(page);
  await see(page, words("agreements.signedHalf"));
  await enterAs(page, cast.executiveDirector);
  await follow(page, words("agreements.title"));
  const call = `${aCallContent().reference}: ${title}`;
  await page.getByLabel(words("agreements.chooseCall"), { exact: true }).selectOption({ label: call });
  await press(page, words("components.filterApply"));
  await follow(page, acronym);
  await sign(page);
  await see(page, words("agreements.signedWhole"));
  await expectGoodPage(page);
};

const readTrail = async (page: Page, aggregate: string): Promise<readonly string[]> => {
  await enterAs(page, cast.auditor);
  await follow(page, words("audit.navigation"));
  await page.getByLabel(words("audit.search"), { exact: true }).fill(aggregate);
  await press(page, words("components.search"));
  await arriveAt(page, words("audit.entries", { aggregate }));
  await expect(page.getByText(words("audit.intact"), { exact: true }).isVisible()).resolves.toBe(true);
  await expectGoodPage(page);
  return page.getByRole("heading", { level: 2, name: /^\d+\. / }).allTextContents();
};

describe.each(readers)("from the deadline to the signature %s", (reader, javaScript) => {
  test("everybody does their part, and an auditor reads all of it", async () => {
    const [title, acronym, projectNumber] = [
      `National hubs, ${reader}`,
      javaScript ? "SIGNED-ONE" : "SIGNED-TWO",
      javaScript ? "101000001" : "101000002",
    ];
    await closeCallWith(title, acronym);
    const page = await browser.openPage(platform.url, { javaScript });
    await become(page, cast.evaluationOfficer);
    await openBoard(page, title);
    await expectGoodPage(page);
    await nameExperts(page, acronym);
    await handInReports(page, acronym);
    await recordConsensus(page, acronym);
    const decisionId = await decideAward(page, title);
    await commitFunds(page, title);
    await prepareAgreement(page, acronym, { decisionId, projectNumber });
    const agreementId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await signByBoth(page, title, acronym);
    await expect(readTrail(page, agreementId)).resolves.toHaveLength(3);
    await expect(readTrail(page, decisionId)).resolves.toHaveLength(1);
  });
});
