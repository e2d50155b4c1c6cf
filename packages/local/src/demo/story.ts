import { publishCall } from "./chapter-calls.ts";
import { fundCall, giveVerdicts, openJointAction } from "./chapter-cofunding.ts";
import { evaluateProposals, rankAndDecide } from "./chapter-evaluation.ts";
import { type SubmittedStory, submitProposals } from "./chapter-proposals.ts";
import { crossBorderHubsCall, nationalHubsCall, nchTopic } from "./hub-calls.ts";
import { importRealCalls } from "./import-real-calls.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

/** The instants at which the story is told; Brussels is an hour ahead in winter and two in summer. */
const days = {
  published: "2026-11-23T09:00:00.000Z",
  funded: "2026-11-25T10:00:00.000Z",
  submitted: "2027-01-27T14:00:00.000Z",
  sealed: "2027-01-29T16:02:00.000Z",
  evaluated: "2027-03-15T09:00:00.000Z",
  decided: "2027-04-12T09:00:00.000Z",
  nextCall: "2027-04-20T09:00:00.000Z",
} as const;

export type Story = {
  readonly callId: string;
  readonly topicId: string;
  readonly jointActionId: string;
  readonly decisionId: string;
  readonly proposals: readonly SubmittedStory[];
};

/**
 * From a real call to a payment, over HTTP, by the people of the cast, each step at its day. What it asks for twice is answered the second
 * time, so that a story which was cut off can be told again.
 */
export const tellStory = async (api: StoryApi): Promise<Story> => {
  const topicId = nchTopic;
  await api.moveClock(days.published);
  await importRealCalls(api);
  const callId = await publishCall(api, nationalHubsCall(null));
  await api.moveClock(days.funded);
  const jointActionId = await openJointAction(api, callId);
  await fundCall(api, { jointActionId, callId, topicId });
  await api.moveClock(days.submitted);
  const proposals = await submitProposals(api, callId, topicId);
  await api.moveClock(days.sealed);
  await api.runSchedule("close-calls");
  await api.moveClock(days.evaluated);
  await evaluateProposals(api, proposals);
  await giveVerdicts(api, jointActionId, proposals);
  await api.moveClock(days.decided);
  const decisionId = await rankAndDecide(api, callId, topicId);
  await api.send("POST", `/v1/cofunding/decisions/${decisionId}/commitments`, { as: cast.executiveDirector });
  await api.moveClock(days.nextCall);
  await publishCall(api, crossBorderHubsCall);
  return { callId, topicId, jointActionId, decisionId, proposals };
};
