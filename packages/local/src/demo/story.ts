import { askForReview } from "./chapter-redress.ts";
import { readCommitments } from "./account-of-story.ts";
import { type PreparedStory, prepareAgreement, signAgreement, validatePayee } from "./chapter-agreements.ts";
import { askBoard, askBoardAgain, countBallot } from "./chapter-board.ts";
import { publishCall, relaunchCall } from "./chapter-calls.ts";
import { gatherConsortium } from "./chapter-consortium.ts";
import { inviteCentre } from "./chapter-direct-award.ts";
import { fundCall, giveVerdicts, openJointAction } from "./chapter-cofunding.ts";
import {
  admitProposals,
  assignExperts,
  describeExperts,
  evaluateProposals,
  rankAndDecide,
} from "./chapter-evaluation.ts";
import { announceReduction } from "./chapter-letters.ts";
import { authorisePrefinancing, bookRun, sendRun } from "./chapter-payment.ts";
import { appointPeople } from "./chapter-people.ts";
import { tellQuestions } from "./chapter-questions.ts";
import { tellRegistry } from "./chapter-registry.ts";
import { stateFirstCosts } from "./chapter-reporting.ts";
import { type SubmittedStory, submitProposals } from "./chapter-proposals.ts";
import { stateContributions } from "./chapter-statements.ts";
import { callFirstTranche } from "./chapter-tranches.ts";
import { cbchTopic, crossBorderHubsCall, nationalHubsCall, nchTopic, socVersions } from "./hub-calls.ts";
import { importRealCalls } from "./import-real-calls.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";
import { planWorkProgramme, recordWorkProgramme } from "./work-programmes.ts";

/** The instants at which the story is told; Brussels is an hour ahead in winter and two in summer. */
const days = {
  published: "2026-11-23T09:00:00.000Z",
  funded: "2026-11-25T10:00:00.000Z",
  submitted: "2027-01-27T14:00:00.000Z",
  sealed: "2027-01-29T16:02:00.000Z",
  evaluated: "2027-03-15T09:00:00.000Z",
  decided: "2027-04-12T09:00:00.000Z",
  nextCall: "2027-04-20T09:00:00.000Z",
  prepared: "2027-05-10T09:00:00.000Z",
  signed: "2027-05-24T13:00:00.000Z",
  authorised: "2027-06-01T09:00:00.000Z",
  executed: "2027-06-03T08:00:00.000Z",
  booked: "2027-06-04T09:00:00.000Z",
  registered: "2027-06-07T09:00:00.000Z",
} as const;

export type Story = {
  readonly callId: string;
  readonly topicId: string;
  readonly jointActionId: string;
  readonly decisionId: string;
  readonly proposals: readonly SubmittedStory[];
  readonly agreements: readonly PreparedStory[];
  readonly runId: string;
};

/** Numbers of the projects: synthetic, of the nine digits that real ones have. */
const firstProjectNumber = 999_000_101;

/** Every award of the decision becomes an agreement in force: payee validated, sheet prepared, signed by both sides. */
const agreeOnAwards = async (
  api: StoryApi,
  decisionId: string,
  proposals: readonly SubmittedStory[],
): Promise<readonly PreparedStory[]> => {
  const { awards } = await readCommitments(api, decisionId);
  const awarded = awards.flatMap(({ awardId, proposalId }, place) => {
    const proposal = proposals.find((each) => each.proposalId === proposalId);
    return proposal === undefined ? [] : [{ awardId, proposal, projectNumber: `${firstProjectNumber + place}` }];
  });
  await api.moveClock(days.prepared);
  const prepared: PreparedStory[] = [];
  for (const { awardId, proposal, projectNumber } of awarded) {
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await validatePayee(api, proposal);
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    prepared.push(await prepareAgreement(api, { awardId, projectNumber }, proposal));
  }
  await api.moveClock(days.signed);
  await Promise.all(prepared.map((agreement) => signAgreement(api, agreement)));
  return prepared;
};

const executionOn = "2027-06-03";

/** The pre-financing of every agreement leaves in one run and is booked. */
const payPrefinancing = async (api: StoryApi, agreements: readonly PreparedStory[]): Promise<string> => {
  await api.moveClock(days.authorised);
  // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
  for (const agreement of agreements) await authorisePrefinancing(api, agreement, executionOn);
  await api.moveClock(days.executed);
  const runId = await sendRun(api, executionOn);
  await api.moveClock(days.booked);
  await bookRun(api);
  return runId;
};

/**
 * From a real call to a payment, over HTTP, by the people of the cast, each step at its day. What it asks for twice is answered the second
 * time, so that a story which was cut off can be told again.
 */
export const tellStory = async (api: StoryApi): Promise<Story> => {
  const topicId = nchTopic;
  await api.moveClock(days.published);
  await appointPeople(api);
  await importRealCalls(api);
  const workProgrammeId = await recordWorkProgramme(api);
  await planWorkProgramme(api);
  const callId = await publishCall(api, nationalHubsCall(workProgrammeId));
  await api.moveClock(days.funded);
  const jointActionId = await openJointAction(api, callId);
  await fundCall(api, { jointActionId, callId, topicId });
  const ballotId = await askBoard(api, jointActionId);
  await api.moveClock(days.submitted);
  await countBallot(api, ballotId);
  await stateContributions(api);
  const proposals = await submitProposals(api, callId, topicId);
  await api.moveClock(days.sealed);
  await api.runWorker("close-calls");
  await api.moveClock(days.evaluated);
  await admitProposals(api, callId, proposals);
  await describeExperts(api);
  await evaluateProposals(api, proposals, await assignExperts(api, callId, topicId));
  await giveVerdicts(api, jointActionId, proposals);
  await api.moveClock(days.decided);
  const decisionId = await rankAndDecide(api, callId, topicId);
  await api.send("POST", `/v1/cofunding/decisions/${decisionId}/commitments`, { as: cast.executiveDirector });
  await api.send("POST", `/v1/letters/decisions/${decisionId}/results`, { as: cast.evaluationOfficer });
  await api.runWorker("send-letters");
  await api.moveClock(days.nextCall);
  await api.runWorker("replay-decisions");
  await askForReview(api, { decisionId, proposals });
  const nextCallId = await publishCall(api, crossBorderHubsCall(workProgrammeId));
  await relaunchCall(api, socVersions);
  const agreements = await agreeOnAwards(api, decisionId, proposals);
  const runId = await payPrefinancing(api, agreements);
  await api.moveClock(days.registered);
  await api.runWorker("replay-decisions");
  await announceReduction(api, { agreements, proposals });
  await stateFirstCosts(api, agreements);
  await tellQuestions(api, nextCallId);
  await tellRegistry(api);
  await askBoardAgain(api);
  await callFirstTranche(api, jointActionId);
  await inviteCentre(api, workProgrammeId);
  await gatherConsortium(api, nextCallId, cbchTopic);
  await api.runWorker("tell-calls");
  await api.runWorker("send-letters");
  return { callId, topicId, jointActionId, decisionId, proposals, agreements, runId };
};
