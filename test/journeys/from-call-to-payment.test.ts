import { cast } from "@grants/local/demo/people";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestBrowser, startBrowser } from "../support/browser.ts";
import { type PlatformProcess, startPlatformProcess } from "../support/platform.ts";
import { type Account, readAccount } from "./account-of-story.ts";
import { agreeOnGrant, validatePayee } from "./chapter-agreement.ts";
import { fundTheCall, publishTheCall } from "./chapter-call.ts";
import { admitProposals, awardGrants, evaluateProposals, giveVerdicts } from "./chapter-evaluation.ts";
import { readTrails, verifyEvidence } from "./chapter-evidence.ts";
import { authorisePrefinancing, payPrefinancing, seePaid } from "./chapter-payment.ts";
import { applyTwice, belhub, nedhub } from "./chapter-proposals.ts";
import { type Stage, createStage } from "./stage.ts";

/** Ends a story that hangs. */
const storyMsMax = 240_000;

const actors = [
  cast.programmeOfficer,
  cast.belgium,
  cast.netherlands,
  cast.executiveDirector,
  belhub.person,
  nedhub.person,
  cast.evaluationOfficer,
  cast.expertOne,
  cast.expertTwo,
  cast.expertThree,
  cast.verifier,
  cast.accountingOfficer,
  cast.projectOfficer,
  cast.initiator,
  cast.auditor,
];

const tell = async (stage: Stage) => {
  const { client } = stage;
  await Promise.all([stage.seat(actors), publishTheCall(stage)]);
  await fundTheCall(stage);
  await client.setClock("2027-01-27T14:00:00Z");
  const receipts = await applyTwice(stage);
  await client.setClock("2027-01-29T16:01:01Z");
  await client.runSchedule("close-calls");
  await admitProposals(stage);
  await Promise.all([evaluateProposals(stage), giveVerdicts(stage), validatePayee(stage)]);
  const decisionId = await awardGrants(stage);
  await client.setClock("2027-05-24T09:00:00Z");
  const agreementId = await agreeOnGrant(stage);
  await client.setClock("2027-06-01T09:00:00Z");
  await authorisePrefinancing(stage);
  await client.setClock("2027-06-03T08:00:00Z");
  await payPrefinancing(stage);
  await seePaid(stage);
  const trails = await readTrails(stage, decisionId);
  return { receipts, decisionId, agreementId, trails, evidence: await verifyEvidence(stage) };
};

let platform: PlatformProcess;
let browser: TestBrowser;
let told: Awaited<ReturnType<typeof tell>>;
let account: Account;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatformProcess({ at: "2026-11-20T09:00:00Z" }), startBrowser()]);
  const stage = createStage(platform, browser);
  told = await tell(stage);
  account = await readAccount(stage.client, told);
}, storyMsMax);

afterAll(async () => {
  await Promise.all([browser.close(), platform.stop()]);
});

describe("a call, clicked through by its actors until it is paid", () => {
  test("gives each coordinator a receipt for what the platform holds", () => {
    const receipts = Object.values(told.receipts).map(({ proposalId, documentSha256 }) => [proposalId, documentSha256]);
    expect(account.submitted).toEqual(new Map(receipts.map(([id = "", digest = ""]) => [id, digest])));
  });

  test("ranks what was requested, and ends the list where a Member State has not enough", () => {
    expect(account.ranking).toMatchObject([
      { acronym: belhub.acronym, status: "MAIN", national: [{ funder: "BE", cents: 150_000_00 }], missing: [] },
      { acronym: nedhub.acronym, status: "GAP", missing: [{ funder: "NL", cents: 20_000_00 }] },
    ]);
    const ranked = account.ranking.reduce((sum, { unionCents }) => sum + unionCents, 0);
    expect(account.requestedCents).toBe(ranked);
    expect(account.requestedCents).toBe(267_500_00 + 214_000_00);
  });

  test("awards the first proposal, and sets exactly that aside before anything is signed", () => {
    expect(account).toMatchObject({
      awardedCents: 267_500_00,
      unionCommittedCents: 267_500_00,
      nationalAwardedCents: 150_000_00,
      nationalCommittedCents: 150_000_00,
      maxGrantCents: 267_500_00,
    });
  });

  test("pays four fifths of the grant as pre-financing", () => {
    const { prefinancingCents, prefinancing } = account.payments;
    expect(prefinancingCents * 5).toBe(account.awardedCents * 4);
    expect(prefinancing).toEqual({ stage: "booked", request: { amountCents: prefinancingCents } });
  });

  test("leaves a trail of every step for the auditor", () => {
    expect(told.trails).toEqual({
      decision: ["1. Award decided"],
      agreement: [
        "1. Agreement prepared",
        "2. Agreement signed by one side",
        "3. Agreement in force",
        "4. Payment claimed",
      ],
      payment: ["1. Payment order authorised"],
    });
  });

  test("leaves evidence that verifies, and a ledger that balances", () => {
    expect(told.evidence).toMatchObject({ valid: true, balanceCents: 0 });
  });
});
