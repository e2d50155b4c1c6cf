import { cast } from "@grants/local/demo/people";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { theCall } from "./chapter-call.ts";
import type { Stage } from "./stage.ts";
import { arriveAt, become, fill, follow, press, reach, see, tick, words } from "./visitor.ts";

export type StoryProposal = {
  readonly acronym: string;
  readonly title: string;
  readonly person: (typeof cast)["anna" | "joost"];
  readonly pic: string;
  readonly country: string;
  /** Direct costs as its coordinator writes them. */
  readonly costs: Readonly<Record<"A" | "C", string>>;
  /** What it asks of its own Member State. */
  readonly national: string;
  /** Consensus on every criterion. */
  readonly score: string;
};

/** 267,500 euro of the Union, and less of Belgium than Belgium has. */
export const belhub: StoryProposal = {
  acronym: "BELHUB",
  title: "A national cyber hub for Belgium",
  person: cast.anna,
  pic: "999000029",
  country: "BE",
  costs: { A: "300 000,00", C: "200,000.00" },
  national: "150 000",
  score: "4.5",
};

/** 214,000 euro of the Union, and more of the Netherlands than the Netherlands have. */
export const nedhub: StoryProposal = {
  acronym: "NEDHUB",
  title: "A national cyber hub for the Netherlands",
  person: cast.joost,
  pic: "999000012",
  country: "NL",
  costs: { A: "200 000", C: "200 000" },
  national: "120 000",
  score: "4",
};

const startProposal = async (page: Page): Promise<void> => {
  await follow(page, words("calls.title"));
  await follow(page, theCall.title);
  await press(page, words("calls.apply.startFor", { topic: theCall.topicId }));
  await reach(page, words("proposals.untitled"));
};

const describeCoordinator = async (page: Page, { person, pic, country }: StoryProposal): Promise<void> => {
  await follow(page, words("proposals.lack.COORDINATOR_MISSING"));
  await fill(page, {
    [words("proposals.field.name")]: person.organisation,
    [words("proposals.field.pic")]: pic,
    [words("proposals.field.country")]: country.toLowerCase(),
  });
  await tick(page, words("proposals.kind.isPublicBody"));
  await press(page, words("forms.save"));
};

/** Follows the checklist from its first point to its last. */
const writeProposal = async (page: Page, proposal: StoryProposal): Promise<void> => {
  const { acronym, title, person, country, costs, national } = proposal;
  await follow(page, words("proposals.lack.GENERAL_MISSING"));
  await fill(page, {
    [words("proposals.field.acronym")]: acronym,
    [words("proposals.field.title")]: title,
    [words("proposals.field.durationMonths")]: "36",
  });
  await press(page, words("proposals.saveAndBack"));
  await arriveAt(page, acronym);
  await describeCoordinator(page, proposal);
  await reach(page, words("proposals.part.budget", { partner: person.organisation }));
  await fill(page, {
    [words("calls.category.A")]: costs.A,
    [words("calls.category.C")]: costs.C,
    [words("proposals.field.nationalFunder")]: country,
    [words("proposals.field.nationalRequested")]: national,
  });
  await press(page, words("proposals.saveAndBack"));
  await arriveAt(page, acronym);
  for (const section of ["relevance", "implementation", "impact"] as const) {
    const name = words(`proposals.section.${section}`);
    await follow(page, words("proposals.lack.TEXT_MISSING", { section: name }));
    await fill(page, { [words("proposals.field.text", { section: name })]: `Why it does well on ${section}.` });
    await press(page, words("proposals.saveAndBack"));
    await arriveAt(page, acronym);
  }
  await see(page, words("proposals.checklistEmpty"));
};

/** Reads what was frozen and submits it for a receipt. */
const submitFrozen = async (page: Page, acronym: string): Promise<void> => {
  await tick(page, words("proposals.confirm"));
  await press(page, words("proposals.submit"));
  await arriveAt(page, words("proposals.receiptTitle", { name: acronym }));
};

const submitProposal = async (page: Page, acronym: string): Promise<void> => {
  await reach(page, acronym);
  await follow(page, words("proposals.toReview"));
  await arriveAt(page, words("proposals.reviewTitle", { name: acronym }));
  await press(page, words("proposals.freeze"));
  await see(page, words("proposals.freezeAgain"));
  await reach(page, words("proposals.reviewTitle", { name: acronym }));
  await submitFrozen(page, acronym);
  await reach(page, words("proposals.receiptTitle", { name: acronym }));
};

/** Takes the submission back, thinks again, and submits the same version. */
const withdrawAndResubmit = async (page: Page, acronym: string): Promise<void> => {
  await follow(page, acronym);
  await follow(page, words("proposals.withdraw"));
  await reach(page, words("proposals.withdrawTitle", { name: acronym }));
  await press(page, words("proposals.withdraw"));
  await see(page, words("proposals.withdrawn"));
  await follow(page, words("proposals.toReview"));
  await submitFrozen(page, acronym);
};

/** Identifier of the proposal and digest of its document. */
const receiptIn = async (page: Page): Promise<readonly string[]> => page.locator("code").allTextContents();

/** Whoever is not named on a proposal does not learn that it exists. */
const expectHidden = async (page: Page): Promise<void> => {
  const address = page.url();
  await become(page, cast.mikael);
  await page.goto(address);
  await see(page, words("problems.code.ProposalNotFound"));
  await follow(page, words("proposals.title"));
  await see(page, words("proposals.empty"));
  await page.close();
};

export type Receipt = { readonly proposalId: string; readonly documentSha256: string };

const apply = async (page: Page, proposal: StoryProposal): Promise<void> => {
  await startProposal(page);
  await writeProposal(page, proposal);
  await submitProposal(page, proposal.acronym);
};

const receiptOf = async (page: Page): Promise<Receipt> => {
  const [proposalId = "", documentSha256 = ""] = await receiptIn(page);
  expect(documentSha256).toMatch(/^[0-9a-f]{64}$/);
  return { proposalId, documentSha256 };
};

/** Two coordinators apply, one of them without scripts; that one takes its submission back and hands it in again. */
export const applyTwice = async (stage: Stage): Promise<Readonly<Record<"belhub" | "nedhub", Receipt>>> => {
  const [without, withScripts] = await Promise.all([
    stage.windowOf(belhub.person, { javaScript: false }),
    stage.windowOf(nedhub.person),
  ]);
  await Promise.all([apply(without, belhub), apply(withScripts, nedhub)]);
  await withdrawAndResubmit(without, belhub.acronym);
  const receipts = { belhub: await receiptOf(without), nedhub: await receiptOf(withScripts) };
  await expectHidden(without);
  return receipts;
};
